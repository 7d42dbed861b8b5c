"""Every write to an assessment, as a verb. Each takes who or what it acts for, and the time, by name.

A verb commits all of what it does or nothing; when it returns, what it wrote is on disk.
"""

import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.contrib.auth import get_user_model
from django.db import transaction

from assessment.answering.core.saving import Save
from assessment.models import AccessKey, Answer, Assessment, PlanTick, Throttle, digest_of
from assessment.plan.core.ticks import TickInput
from assessment.role.core.scoring import Answer as Given

SECRET_BYTES = 32
RESUME_DAYS = 90
# `changed_at` only steers expiry, so it need not follow every single save.
TOUCH_EVERY = timedelta(hours=1)


class AlreadySubmitted(Exception):
    """The attempt was handed in: its answers no longer change."""


class NothingAnswered(Exception):
    """An attempt without any answer cannot be handed in."""


class NotSubmitted(Exception):
    """The attempt is still open, so there is no plan to tick, or it was deleted meanwhile."""


class TooMany(Exception):
    """Something was done too often from one place."""


class CannotClaim(Exception):
    """The attempt has an owner already, or this browser does not hold its secret."""


class Outcome(NamedTuple):
    """What became of one save: the stored answer now, and whether it is what was sent."""

    save: Save
    stored: Answer | None
    is_conflict: bool

    @property
    def rev(self) -> int:
        return self.stored.rev if self.stored else 0


def start(
    *,
    edition_id: int,
    role: str,
    target: str,
    owner_id: int | None,
    at: datetime,
    carry: Mapping[str, Answer] | None = None,
    carried_from: Assessment | None = None,
    form: str = Assessment.Kind.FULL,
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
            areas=" ".join(areas),
            started_at=at,
            changed_at=at,
        )
        Answer.objects.bulk_create(
            Answer(
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
    """Go on with an open attempt on another edition: a new attempt of the same form, with the answers to the skills
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
            areas=assessment.areas.split(),
        )
        rows = list(assessment.answers.filter(skill__in=alike))
        for row in rows:
            row.pk, row.assessment, row.rev = None, fresh, 1
        Answer.objects.bulk_create(rows)
        return fresh, secret


def import_attempt(
    *,
    edition_id: int,
    role: str,
    target: str,
    person_name: str,
    answers: Mapping[str, Given],
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
        Answer.objects.bulk_create(
            Answer(assessment=assessment, skill=skill, saved_at=submitted_at, **answer._asdict())
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


def save_answers(*, assessment: Assessment, saves: Sequence[Save], at: datetime) -> list[Outcome]:
    """Store answers by the saving contract (design.md section 4); raises AlreadySubmitted.

    The value that is stored already counts as saved, whatever its revision: a retry is free. A newer stored
    revision with another value is a conflict and stays. Everything else is stored with the next revision.
    """
    with transaction.atomic():
        _lock(assessment, at)
        stored = {
            answer.skill: answer for answer in assessment.answers.filter(skill__in=[save.skill for save in saves])
        }
        return [_store(assessment, save, stored.get(save.skill), at) for save in saves]


def _lock(assessment: Assessment, at: datetime) -> None:
    """Hold the attempt's row until commit, so that saves, submit and delete take turns."""
    held = Assessment.objects.select_for_update().filter(pk=assessment.pk, submitted_at=None)
    changed_at = held.values_list("changed_at", flat=True).first()
    if changed_at is None:
        raise AlreadySubmitted
    if at - changed_at >= TOUCH_EVERY:
        held.update(changed_at=at)


def _store(assessment: Assessment, save: Save, stored: Answer | None, at: datetime) -> Outcome:
    if stored is None:
        if save.step is None and not save.evidence and not save.last_used:
            return Outcome(save, None, is_conflict=False)
        stored = Answer(assessment=assessment, skill=save.skill, rev=0)
    elif _value(stored) == _value(save):
        if stored.carried_at:
            # What was carried over has now been said in this attempt too.
            stored.saved_at, stored.carried_at = at, None
            stored.save(update_fields=["saved_at", "carried_at"])
        return Outcome(save, stored, is_conflict=False)
    elif stored.rev > save.rev:
        return Outcome(save, stored, is_conflict=True)
    stored.step, stored.unsure, stored.evidence, stored.last_used = _value(save)
    stored.rev += 1
    stored.saved_at, stored.carried_at = at, None
    stored.save()
    return Outcome(save, stored, is_conflict=False)


def _value(answer: Answer | Save) -> tuple[int | None, bool, str, str]:
    return answer.step, answer.unsure, answer.evidence, answer.last_used


def pass_over(*, assessment: Assessment, skill: str, at: datetime) -> None:
    """Note that a question was passed over: an empty answer, so that it is not asked again. What is there stays.

    Raises AlreadySubmitted.
    """
    with transaction.atomic():
        _lock(assessment, at)
        assessment.answers.get_or_create(skill=skill, defaults={"saved_at": at})


def ask_everything(*, assessment: Assessment, at: datetime) -> None:
    """Turn an open quick check into the full assessment, with every answer kept. Any other attempt stays as it is."""
    Assessment.objects.filter(pk=assessment.pk, kind=Assessment.Kind.QUICK, submitted_at=None).update(
        kind=Assessment.Kind.FULL, changed_at=at
    )


def submit(*, assessment: Assessment, person_name: str, at: datetime) -> None:
    """Hand the attempt in. Doing it again changes nothing. Raises NothingAnswered; for a re-check what was carried
    over is no answer."""
    answers = assessment.answers.filter(step__isnull=False)
    if assessment.kind == Assessment.Kind.RECHECK:
        answers = answers.filter(carried_at=None)
    if not answers.exists():
        raise NothingAnswered
    with transaction.atomic():
        Assessment.objects.filter(pk=assessment.pk, submitted_at=None).update(
            submitted_at=at, changed_at=at, person_name=person_name
        )


def delete(*, assessment: Assessment) -> None:
    """Delete the attempt with its answers and keys, for good."""
    assessment.delete()


def expire(*, unfinished_before: datetime, finished_before: datetime) -> int:
    """Delete attempts without an owner that were left alone since the given times; gives how many."""
    doomed = Assessment.objects.expired(unfinished_before=unfinished_before, finished_before=finished_before)
    count = doomed.count()
    doomed.delete()
    return count


def throttle(*, what: str, who: str, limit: int, window: timedelta, at: datetime) -> None:
    """Count one more of `what` from `who`; raises TooMany beyond `limit` in a window. Keeps a hash, no address."""
    key = digest_of(f"{what}:{who}")
    with transaction.atomic():
        row, _created = Throttle.objects.select_for_update().get_or_create(key=key, defaults={"until": at + window})
        if row.until <= at:
            row.count, row.until = 0, at + window
        row.count += 1
        row.save()
        if row.count > limit:
            raise TooMany


def forget_throttles(*, at: datetime) -> int:
    """Delete the counters of windows that are over; gives how many."""
    return Throttle.objects.filter(until__lte=at).delete()[0]


def carried(answers: Iterable[Answer], unchanged: set[str]) -> dict[str, Answer]:
    """The given answers to skills whose anchors are still the same: what a new attempt may start from."""
    return {answer.skill: answer for answer in answers if answer.skill in unchanged and answer.step is not None}


def tick(*, assessment: Assessment, said: TickInput, at: datetime) -> PlanTick | None:
    """Store how far a step of the plan is; an empty state takes it back. Raises NotSubmitted.

    What is stored already stays as it is, with the time of the first tick: a retry is free. No answer is touched.
    """
    with transaction.atomic():
        held = Assessment.objects.select_for_update().filter(pk=assessment.pk, submitted_at__isnull=False)
        if held.values_list("pk", flat=True).first() is None:
            raise NotSubmitted
        stored = assessment.ticks.filter(skill=said.skill, to_step=said.to_step).first()
        if not said.state:
            if stored:
                stored.delete()
            return None
        if stored is None:
            stored = PlanTick(assessment=assessment, skill=said.skill, to_step=said.to_step)
        elif (stored.state, stored.evidence) == (said.state, said.evidence):
            return stored
        if stored.state != said.state:
            stored.ticked_at = at
        stored.state, stored.evidence = said.state, said.evidence
        stored.save()
        return stored


def claim(*, assessment: Assessment, secret: str, owner_id: int) -> None:
    """Put an attempt of this browser into an account; raises CannotClaim.

    Every key to it goes, that of this browser too: whoever planted it, or has the link, sees nothing from now on.
    """
    with transaction.atomic():
        held = assessment.keys.filter(kind=AccessKey.Kind.BROWSER, digest=digest_of(secret))
        if not held.exists() or not Assessment.objects.filter(pk=assessment.pk, owner=None).update(owner_id=owner_id):
            raise CannotClaim
        assessment.keys.all().delete()


def delete_account(*, user_id: int) -> None:
    """Delete a person's account with all that is in it, for good."""
    get_user_model().objects.filter(pk=user_id).delete()
