"""From rows to the values of the core: the compiled role of an edition, and what a person answered."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache, lru_cache
from typing import Any, NamedTuple

from django.db.models import Count
from django.utils.translation import get_language, gettext, ngettext

from assessment.models import Answer as StoredAnswer
from assessment.models import Assessment
from assessment.role.core import newer
from assessment.role.core.compiled import CompiledRole, compile_role, kept, narrowed
from assessment.role.core.newer import Differs
from assessment.role.core.scoring import Answer
from assessment.words.vocabulary import Words
from catalog import editions
from catalog.core.snapshot import Role, Snapshot

WORDS_KEPT = 16_384


@lru_cache(maxsize=64)
def compiled(digest: str, role: str) -> CompiledRole:
    """A role of an edition with all that is derived from it, kept: an edition never changes."""
    return compile_role(editions.load(digest), digest, role)


def compiled_for(assessment: Assessment) -> CompiledRole:
    return compiled(editions.name_of(assessment.edition_id).digest, assessment.role)


def asked_by(assessment: Assessment, answers: Iterable[StoredAnswer] | None = None) -> CompiledRole:
    """The compiled role with the questions that this attempt asks: all, or in a re-check those of its areas and those
    that could not be carried over. `answers` are all of its answers, where they are loaded already.
    """
    whole = compiled_for(assessment)
    if assessment.kind != Assessment.Kind.RECHECK:
        return whole
    answers = assessment.answers.all() if answers is None else answers
    carried = {answer.skill for answer in answers if answer.carried_at}
    areas = assessment.areas
    asked = frozenset(
        slug for slug, area in whole.questionnaire.area_of.items() if area in areas or slug not in carried
    )
    return _narrowed(whole, asked) if asked else whole


@kept(256)
def _narrowed(whole: CompiledRole, asked: frozenset[str]) -> CompiledRole:
    return narrowed(whole, asked)


def with_answered(attempts: Iterable[Assessment]) -> list[Assessment]:
    """The same attempts; those still open say how many questions are `answered`, of how many `asked`: one query for all."""
    attempts = list(attempts)
    still_open = {attempt.pk: attempt for attempt in attempts if not attempt.is_submitted}
    if still_open:
        stored = StoredAnswer.objects.filter(assessment__in=still_open, step__isnull=False)
        counted = dict(stored.values_list("assessment").annotate(Count("pk")))
        for pk, attempt in still_open.items():
            attempt.answered = counted.get(pk, 0)
            attempt.asked = len(compiled_for(attempt).questionnaire.questions)
    return attempts


def given(answers: Iterable[StoredAnswer]) -> dict[str, Answer]:
    """What was answered, by skill. Cleared answers are not answers."""
    return {
        answer.skill: Answer(answer.step, answer.unsure, answer.evidence, answer.last_used)
        for answer in answers
        if answer.step is not None
    }


def given_in(assessment: Assessment) -> tuple[dict[str, Answer], dict[str, datetime]]:
    """The stored answers of an attempt by skill, and when those were first said that were carried over: one query, no
    rows made into objects."""
    rows = assessment.answers.filter(step__isnull=False)
    fields = rows.values_list("skill", "carried_at", "step", "unsure", "evidence", "last_used")
    values: list[tuple[Any, ...]] = list(fields)
    dates = {skill: carried_at for skill, carried_at, *_value in values if carried_at}
    return {skill: Answer(*value) for skill, _carried_at, *value in values}, dates


class NotOffered(Exception):
    """A role cannot be assessed now: the current edition holds it no more (`is_gone`), or it asks nothing.

    Whoever lets it pass answers the request with the page that says so.
    """

    def __init__(self, role: Role, *, is_gone: bool) -> None:
        super().__init__(role.slug)
        self.role = role
        self.is_gone = is_gone


def offered(digest: str, role: str) -> CompiledRole:
    """A role of an edition, to begin an attempt at it; raises NotOffered when it asks nothing."""
    found = compiled(digest, role)
    if not found.questionnaire.questions:
        raise NotOffered(found.role, is_gone=False)
    return found


def on_offer(role: str) -> Role | None:
    """The role of that slug that can be assessed now, None where there is none."""
    found = editions.find_current(lambda snapshot: role in snapshot.role)
    today = compiled(found[0].digest, role) if found else None
    return today.role if today and today.questionnaire.questions else None


class Today(NamedTuple):
    """The current edition: what helps comes from it, what scored from its own."""

    digest: str
    snapshot: Snapshot

    @property
    def key(self) -> str:
        return self.digest

    @property
    def language(self) -> str:
        return self.snapshot.framework.language


def today_for(assessment: Assessment) -> Today | None:
    """The current edition of the attempt's framework; None when it holds the role no more. One query."""
    digest = editions.current_digest(editions.name_of(assessment.edition_id).framework_id)
    if digest is None or assessment.role not in editions.load(digest).role:
        return None
    return Today(digest, editions.load(digest))


def is_offered(assessment: Assessment, today: Today | None) -> bool:
    """Whether an attempt's role can be assessed again on the current edition of its framework."""
    return today is not None and bool(compiled(today.digest, assessment.role).questionnaire.questions)


def offered_again(assessment: Assessment) -> CompiledRole:
    """The role of an attempt on the current edition of its framework; raises NotOffered. One query."""
    today = today_for(assessment)
    if today is None:
        raise NotOffered(compiled_for(assessment).role, is_gone=True)
    return offered(today.digest, assessment.role)


@kept(64)
def differs(newer_role: CompiledRole, digest: str) -> Differs:
    """What a newer edition changes for a role since the edition `digest`."""
    return newer.differs(compiled(digest, newer_role.role.slug), newer_role)


def newer_for(assessment: Assessment) -> Today | None:
    """The current edition, where it would ask or score this attempt otherwise than its own does. One query."""
    today, digest = today_for(assessment), editions.name_of(assessment.edition_id).digest
    if today is None or today.digest == digest or not differs(compiled(today.digest, assessment.role), digest).is_any:
        return None
    return today


def words() -> Words:
    """The vocabulary in the language of this request."""
    return words_in(get_language() or "")


@cache
def words_in(language: str) -> Words:
    """The vocabulary of a language, each word looked up once: a report asks for some hundred and fifty."""
    return Words(cache(gettext), lru_cache(maxsize=WORDS_KEPT)(ngettext), language)
