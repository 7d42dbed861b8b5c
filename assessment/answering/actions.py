"""Saving answers and handing them in, as verbs. Each takes what it acts for, and the time, by name.

A verb commits all of what it does or nothing; when it returns, what it wrote is on disk.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction

from assessment import locks
from assessment.answering.core.saving import Save
from assessment.models import Answer, Assessment

# `changed_at` only steers expiry, so it need not follow every single save.
TOUCH_EVERY = timedelta(hours=1)


class AlreadySubmitted(Exception):
    """The attempt was handed in: its answers no longer change."""


class NothingAnswered(Exception):
    """An attempt without any answer cannot be handed in."""


class Outcome(NamedTuple):
    """What became of one save: the stored answer now, and whether it is what was sent."""

    save: Save
    stored: Answer | None
    is_conflict: bool

    @property
    def rev(self) -> int:
        return self.stored.rev if self.stored else 0


def save_answers(*, assessment: Assessment, saves: Sequence[Save], at: datetime) -> list[Outcome]:
    """Store answers by the saving contract (docs/api.md); raises AlreadySubmitted, or locks.Gone.

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
        locks.hold(attempts=[assessment.pk])
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
    with transaction.atomic():
        locks.hold(attempts=[assessment.pk])
        if not answers.exists():
            raise NothingAnswered
        Assessment.objects.filter(pk=assessment.pk, submitted_at=None).update(
            submitted_at=at, changed_at=at, person_name=person_name
        )
