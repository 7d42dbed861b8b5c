"""Saving answers and handing them in, as verbs. Each takes what it acts for, and the time, by name.

A verb commits all of what it does or nothing; when it returns, what it wrote is on disk.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import QuerySet

from assessment import locks
from assessment.answering.core.saving import MainSave, Save
from assessment.models import Answer, Assessment
from assessment.signing.actions import new_code
from catalog.prepared import Prepared, columns, rows_of

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
        found = _answers_to(assessment.pk, tuple(dict.fromkeys(save.skill for save in saves)))
        stored = {answer.skill: answer for answer in rows_of(Answer, found)}
        return [_store(assessment, save, stored.get(save.skill), at) for save in saves]


class MainOutcome(NamedTuple):
    """What became of a main field: the member that is stored now, its revision, and whether it is what was sent."""

    save: MainSave
    member: str
    rev: int
    is_conflict: bool


def save_main(*, assessment: Assessment, save: MainSave, at: datetime) -> MainOutcome:
    """Store a main field, also that none is named, by the same contract. Raises AlreadySubmitted, or locks.Gone."""
    with transaction.atomic():
        main = _lock(assessment, at)
        stored = main.get(save.group, {"member": None, "rev": 0})
        member, rev = stored["member"], stored["rev"]
        if member == save.member or rev > save.rev:
            return MainOutcome(save, member, rev, is_conflict=member != save.member)
        assessment.main = {**main, save.group: {"member": save.member, "rev": rev + 1}}
        Assessment.objects.filter(pk=assessment.pk).update(main=assessment.main)
        return MainOutcome(save, save.member, rev + 1, is_conflict=False)


def _lock(assessment: Assessment, at: datetime) -> dict[str, Any]:
    """Hold the attempt's row until commit, so that saves, submit and delete take turns. Gives its main field."""
    found = _locked(assessment.pk)
    if not found:
        locks.hold(attempts=[assessment.pk])
        raise AlreadySubmitted
    changed_at: datetime
    main: dict[str, Any]
    [(changed_at, main)] = found
    if at - changed_at >= TOUCH_EVERY:
        Assessment.objects.filter(pk=assessment.pk).update(changed_at=at)
    return main


@Prepared
def _locked(attempt: int) -> QuerySet[Assessment, Any]:
    held = Assessment.objects.select_for_update().filter(pk=attempt, submitted_at=None)
    return held.values_list("changed_at", "main")


@Prepared
def _answers_to(attempt: int, skills: tuple[str, ...]) -> QuerySet[Answer, Any]:
    return Answer.objects.filter(assessment_id=attempt).filter(skill__in=skills).values_list(*columns(Answer))


def _store(assessment: Assessment, save: Save, stored: Answer | None, at: datetime) -> Outcome:
    if stored is None:
        if save.step is None and not save.evidence:
            return Outcome(save, None, is_conflict=False)
        stored = Answer(assessment=assessment, skill=save.skill, rev=0)
    value = save.step, save.unsure, stored.evidence if save.evidence is None else save.evidence
    if stored.rev and value == (stored.step, stored.unsure, stored.evidence):
        return Outcome(save, stored, is_conflict=False)
    if stored.rev > save.rev:
        return Outcome(save, stored, is_conflict=True)
    stored.step, stored.unsure, stored.evidence = value
    stored.rev += 1
    stored.saved_at, stored.carried_at, stored.carried_edition, stored.carried_role = at, None, None, ""
    stored.imported = False
    stored.save()
    return Outcome(save, stored, is_conflict=False)


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
    """Hand the attempt in; where all of it was answered here, its report gets a code. Doing it again changes nothing. Raises NothingAnswered; for a re-check what was carried
    over is no answer."""
    is_recheck = assessment.kind == Assessment.Kind.RECHECK
    with transaction.atomic():
        locks.hold(attempts=[assessment.pk])
        answers = list(assessment.answers.filter(step__isnull=False).values_list("carried_at", "imported"))
        if not any(carried_at is None or not is_recheck for carried_at, _imported in answers):
            raise NothingAnswered
        handed_in: dict[str, Any] = {"submitted_at": at, "changed_at": at, "person_name": person_name}
        if not any(imported for _carried_at, imported in answers):
            handed_in |= {"answered_here": True, **new_code()}
        Assessment.objects.filter(pk=assessment.pk, submitted_at=None).update(**handed_in)
