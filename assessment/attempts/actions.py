"""Every write to an assessment, as a verb. Each takes who or what it acts for, and the time, by name.

A verb commits all of what it does or nothing; when it returns, what it wrote is on disk.
"""

import secrets
from base64 import urlsafe_b64encode
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.crypto import salted_hmac

from assessment import ledger, locks, traces
from assessment.models import AccessKey, Assessment, digest_of
from assessment.models import Answer as StoredAnswer
from assessment.role.core.rules import RULES_VERSION
from assessment.role.core.scoring import Answer

SECRET_BYTES = 32
RESUME_DAYS = 90
# In a browser with many attempts so many keep a cookie of their own; those longer left alone share one.
KEPT_APART = 9
EXPIRED_AT_ONCE = 200
# Somebody looked in, and said nothing.
EMPTY_KEPT = timedelta(days=1)


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
    main: Mapping[str, str] | None = None,
) -> tuple[Assessment, str]:
    """Begin an attempt; gives the secret that opens it to this browser, an empty one where it has an owner.

    `carry` pre-fills answers by skill, each with the date on which it was said first, and the role. A re-check asks `areas` only.
    `main` is the main field that is carried over, a member's key by group.
    Raises locks.Gone when the account or an attempt that answers are from was deleted meanwhile.
    """
    carry = carry or {}
    sources = {answer.assessment_id for answer in carry.values() if answer.assessment_id}
    with transaction.atomic():
        locks.hold(account=owner_id, attempts=sources | ({carried_from.pk} if carried_from else set()))
        assessment = Assessment.objects.create(
            owner_id=owner_id,
            edition_id=edition_id,
            role=role,
            target=target,
            carried_from=carried_from,
            kind=kind,
            areas=list(areas),
            main=_named(main or {}),
            rules_version=RULES_VERSION,
            started_at=at,
            changed_at=at,
        )
        StoredAnswer.objects.bulk_create(_carried(assessment, skill, answer, at) for skill, answer in carry.items())
        return assessment, _first_key(assessment, at)


def _carried(assessment: Assessment, skill: str, answer: StoredAnswer, at: datetime) -> StoredAnswer:
    """An answer of an earlier attempt as one of a new attempt, with when and where it was said first."""
    said = answer.as_carried()
    return StoredAnswer(
        assessment=assessment,
        skill=skill,
        step=answer.step,
        unsure=answer.unsure,
        evidence=answer.evidence,
        saved_at=at,
        carried_at=said.at,
        carried_edition_id=said.edition,
        carried_role=said.role,
        imported=said.imported,
    )


def _named(main: Mapping[str, str]) -> dict[str, dict[str, str | int]]:
    """A main field as an attempt stores it, in its first revision."""
    return {group: {"member": member, "rev": 1} for group, member in main.items()}


def carry_over(
    *,
    assessment: Assessment,
    edition_id: int,
    target: str,
    main: Mapping[str, str],
    alike: Collection[str],
    owner_id: int | None,
    at: datetime,
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
            main=main,
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
    main: Mapping[str, str],
    answers: Mapping[str, Answer],
    submitted_at: datetime,
    owner_id: int | None,
    at: datetime,
) -> tuple[Assessment, str]:
    """Store a report that was handed in elsewhere as an attempt of its day; gives the secret as `start` does."""
    with transaction.atomic():
        locks.hold(account=owner_id)
        assessment = Assessment.objects.create(
            owner_id=owner_id,
            edition_id=edition_id,
            role=role,
            target=target,
            person_name=person_name,
            main=_named(main),
            rules_version=RULES_VERSION,
            started_at=submitted_at,
            changed_at=at,
            submitted_at=submitted_at,
            imported_at=at,
        )
        StoredAnswer.objects.bulk_create(
            StoredAnswer(assessment=assessment, skill=skill, saved_at=submitted_at, imported=True, **answer._asdict())
            for skill, answer in answers.items()
        )
        return assessment, _first_key(assessment, at)


def _first_key(assessment: Assessment, at: datetime) -> str:
    """The secret for the browser that begins an attempt. In an account it gets none, which would outlive the log-out."""
    return "" if assessment.owner_id else _new_key(assessment, at)


def open_to_browser(*, assessment: Assessment, at: datetime) -> str:
    """Make a secret that opens the attempt to one browser; only its hash is kept. Raises locks.Gone."""
    with transaction.atomic():
        locks.hold(attempts=[assessment.pk])
        return _new_key(assessment, at)


def _new_key(assessment: Assessment, at: datetime) -> str:
    secret = secrets.token_urlsafe(SECRET_BYTES)
    AccessKey.objects.create(
        assessment=assessment, kind=AccessKey.Kind.BROWSER, digest=digest_of(secret), created_at=at
    )
    return secret


def make_room(*, digests: Collection[str], at: datetime) -> tuple[str, set[str]]:
    """Make room in a browser that holds keys with these digests: the attempts longest left alone get one key together.

    Gives its secret, empty where nothing had to be put together, and the digests of the keys that are needed no longer.
    The attempts' own keys stay until the browser comes with the new one: it may never have got it.
    """
    with transaction.atomic():
        keys = AccessKey.objects.filter(digest__in=digests, kind=AccessKey.Kind.BROWSER)
        AccessKey.objects.filter(assessment__in=keys.values("assessment"), replaced_by__in=digests).delete()
        opened: dict[str, set[int]] = {}
        newest_first = keys.order_by("-assessment__changed_at", "-assessment")
        for digest, attempt in newest_first.values_list("digest", "assessment"):
            opened.setdefault(digest, set()).add(attempt)
        older = list(opened)[KEPT_APART:]
        needless = set(digests) - set(opened)
        attempts = locks.hold_those_left({attempt for digest in older for attempt in opened[digest]})
        if len(older) < 2 or not attempts:
            return "", needless
        secret = secrets.token_urlsafe(SECRET_BYTES)
        AccessKey.objects.bulk_create(
            AccessKey(assessment_id=attempt, kind=AccessKey.Kind.BROWSER, digest=digest_of(secret), created_at=at)
            for attempt in attempts
        )
        AccessKey.objects.filter(digest__in=older).update(replaced_by=digest_of(secret))
        return secret, needless | set(older)


def make_resume_link(*, assessment: Assessment, at: datetime) -> str:
    """Make the token of the resume link; a link made before stops working. Raises locks.Gone."""
    with transaction.atomic():
        locks.hold(attempts=[assessment.pk])
        revoke_resume_link(assessment=assessment)
        seed = secrets.token_urlsafe(16)
        token = _token(seed, settings.SECRET_KEY)
        AccessKey.objects.create(
            assessment=assessment,
            kind=AccessKey.Kind.RESUME,
            digest=digest_of(token),
            seed=seed,
            created_at=at,
            expires_at=at + timedelta(days=RESUME_DAYS),
        )
        return token


def token_of(key: AccessKey) -> str:
    """The token of a resume link; empty for one that was made with a secret key that is no more."""
    tokens = [_token(key.seed, secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    return next((token for token in tokens if key.seed and digest_of(token) == key.digest), "")


def _token(seed: str, secret: str) -> str:
    """Whoever reads the database alone has the seed, and with it nothing."""
    made = salted_hmac("assessment.resume-link", seed, secret=secret, algorithm="sha256").digest()
    return urlsafe_b64encode(made).decode().rstrip("=")


def revoke_resume_link(*, assessment: Assessment) -> None:
    assessment.keys.filter(kind=AccessKey.Kind.RESUME).delete()


def close_other_browsers(*, assessment: Assessment, digests: Collection[str]) -> None:
    """Leave the attempt open to the browser that holds keys with these digests, and to no other."""
    assessment.keys.filter(kind=AccessKey.Kind.BROWSER).exclude(digest__in=digests).delete()


def close_browser(*, assessment: Assessment, digests: Collection[str]) -> None:
    """Close the attempt in the browser that holds keys with these digests, and in no other."""
    own = Q(digest__in=digests) | Q(replaced_by__in=digests)
    assessment.keys.filter(own, kind=AccessKey.Kind.BROWSER).delete()


@locks.again_after_deadlock
def delete(*, assessment: Assessment) -> None:
    """Delete the attempt with its answers and keys, for good. One that is gone already may go again."""
    erase_attempts([assessment.pk])


def erase_attempts(attempts: Collection[int]) -> int:
    """Delete attempts because somebody wants it, in the transaction of who calls: they are written down, so that no backup
    brings them back. Gives how many there were."""
    ledger.record(attempts=Assessment.objects.filter(pk__in=attempts).values_list("public_id", flat=True))
    return delete_attempts(attempts)


def delete_attempts(attempts: Collection[int]) -> int:
    """Delete attempts in the transaction of who calls; gives how many there were."""
    traces.blank({Assessment: attempts})
    return Assessment.objects.filter(pk__in=_held(attempts)).delete()[1].get("assessment.Assessment", 0)


def _held(attempts: Collection[int]) -> set[int]:
    """Lock attempts with those that were pre-filled from them, which are written to when those go; gives those of them
    that are left."""
    later = Assessment.objects.filter(carried_from__in=attempts).values_list("pk", flat=True)
    return set(locks.hold_those_left({*attempts, *later})).intersection(attempts)


def expire(*, empty_before: datetime, unfinished_before: datetime, finished_before: datetime) -> int:
    """Delete attempts without an owner that were left alone since the given times; gives how many."""
    times = {"empty_before": empty_before, "unfinished_before": unfinished_before, "finished_before": finished_before}
    doomed = list(Assessment.objects.expired(**times).order_by("pk").values_list("pk", flat=True))
    parts = [doomed[start : start + EXPIRED_AT_ONCE] for start in range(0, len(doomed), EXPIRED_AT_ONCE)]
    return sum(_expire(part, times) for part in parts)


@locks.again_after_deadlock
def _expire(attempts: Collection[int], times: Mapping[str, datetime]) -> int:
    """Delete those that nobody has touched or claimed since they were found."""
    still = Assessment.objects.filter(pk__in=_held(attempts)).expired(**times)
    return delete_attempts(list(still.values_list("pk", flat=True)))


def carried(answers: Iterable[StoredAnswer], unchanged: set[str]) -> dict[str, StoredAnswer]:
    """The given answers to skills whose anchors are still the same: what a new attempt may start from."""
    return {answer.skill: answer for answer in answers if answer.skill in unchanged and answer.step is not None}
