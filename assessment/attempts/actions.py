"""Every write to an assessment, as a verb. Each takes who or what it acts for, and the time, by name.

A verb commits all of what it does or nothing; when it returns, what it wrote is on disk.
"""

import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from assessment.models import AccessKey, Assessment, digest_of
from assessment.models import Answer as StoredAnswer
from assessment.role.core.scoring import Answer

SECRET_BYTES = 32
RESUME_DAYS = 90


def start(
    *,
    edition_id: int,
    role: str,
    target: str,
    owner_id: int | None,
    at: datetime,
    carry: Mapping[str, StoredAnswer] | None = None,
    carried_from: Assessment | None = None,
    kind: str = Assessment.Kind.FULL,
    areas: Sequence[str] = (),
) -> tuple[Assessment, str]:
    """Begin an attempt; gives the secret that opens it to this browser, an empty one where it has an owner.

    `carry` pre-fills answers by skill, each with the date on which it was said first. A re-check asks `areas` only.
    """
    with transaction.atomic():
        assessment = Assessment.objects.create(
            owner_id=owner_id,
            edition_id=edition_id,
            role=role,
            target=target,
            carried_from=carried_from,
            kind=kind,
            areas=list(areas),
            started_at=at,
            changed_at=at,
        )
        StoredAnswer.objects.bulk_create(
            StoredAnswer(
                assessment=assessment,
                skill=skill,
                step=answer.step,
                unsure=answer.unsure,
                evidence=answer.evidence,
                last_used=answer.last_used,
                saved_at=at,
                carried_at=answer.carried_at or answer.saved_at,
            )
            for skill, answer in (carry or {}).items()
        )
        return assessment, _first_key(assessment, at)


def carry_over(
    *, assessment: Assessment, edition_id: int, target: str, alike: Collection[str], owner_id: int | None, at: datetime
) -> tuple[Assessment, str]:
    """Go on with an open attempt on another edition: a new attempt of the same kind, with the answers to the skills
    whose questions are `alike`, as they were said. The old attempt stays. Gives the new one's secret."""
    with transaction.atomic():
        fresh, secret = start(
            edition_id=edition_id,
            role=assessment.role,
            target=target,
            owner_id=owner_id,
            at=at,
            carried_from=assessment,
            kind=assessment.kind,
            areas=assessment.areas,
        )
        rows = list(assessment.answers.filter(skill__in=alike))
        for row in rows:
            row.pk, row.assessment, row.rev = None, fresh, 1
        StoredAnswer.objects.bulk_create(rows)
        return fresh, secret


def import_attempt(
    *,
    edition_id: int,
    role: str,
    target: str,
    person_name: str,
    answers: Mapping[str, Answer],
    submitted_at: datetime,
    owner_id: int | None,
    at: datetime,
) -> tuple[Assessment, str]:
    """Store a report that was handed in elsewhere as an attempt of its day; gives the secret as `start` does."""
    with transaction.atomic():
        assessment = Assessment.objects.create(
            owner_id=owner_id,
            edition_id=edition_id,
            role=role,
            target=target,
            person_name=person_name,
            started_at=submitted_at,
            changed_at=at,
            submitted_at=submitted_at,
            imported_at=at,
        )
        StoredAnswer.objects.bulk_create(
            StoredAnswer(assessment=assessment, skill=skill, saved_at=submitted_at, **answer._asdict())
            for skill, answer in answers.items()
        )
        return assessment, _first_key(assessment, at)


def _first_key(assessment: Assessment, at: datetime) -> str:
    """The secret for the browser that begins an attempt. In an account it gets none, which would outlive the log-out."""
    return "" if assessment.owner_id else open_to_browser(assessment=assessment, at=at)


def open_to_browser(*, assessment: Assessment, at: datetime) -> str:
    """Make a secret that opens the attempt to one browser; only its hash is kept."""
    return _new_key(assessment, AccessKey.Kind.BROWSER, at, expires_at=None)


def make_resume_link(*, assessment: Assessment, at: datetime) -> str:
    """Make the token of the resume link; a link made before stops working."""
    with transaction.atomic():
        revoke_resume_link(assessment=assessment)
        return _new_key(assessment, AccessKey.Kind.RESUME, at, expires_at=at + timedelta(days=RESUME_DAYS))


def revoke_resume_link(*, assessment: Assessment) -> None:
    assessment.keys.filter(kind=AccessKey.Kind.RESUME).delete()


def close_other_browsers(*, assessment: Assessment, secret: str) -> None:
    """Leave the attempt open to the browser with this secret and to no other."""
    assessment.keys.filter(kind=AccessKey.Kind.BROWSER).exclude(digest=digest_of(secret)).delete()


def _new_key(assessment: Assessment, kind: AccessKey.Kind, at: datetime, expires_at: datetime | None) -> str:
    secret = secrets.token_urlsafe(SECRET_BYTES)
    AccessKey.objects.create(
        assessment=assessment, kind=kind, digest=digest_of(secret), created_at=at, expires_at=expires_at
    )
    return secret


def delete(*, assessment: Assessment) -> None:
    """Delete the attempt with its answers and keys, for good."""
    assessment.delete()


def expire(*, unfinished_before: datetime, finished_before: datetime) -> int:
    """Delete attempts without an owner that were left alone since the given times; gives how many."""
    doomed = Assessment.objects.expired(unfinished_before=unfinished_before, finished_before=finished_before)
    count = doomed.count()
    doomed.delete()
    return count


def carried(answers: Iterable[StoredAnswer], unchanged: set[str]) -> dict[str, StoredAnswer]:
    """The given answers to skills whose anchors are still the same: what a new attempt may start from."""
    return {answer.skill: answer for answer in answers if answer.skill in unchanged and answer.step is not None}
