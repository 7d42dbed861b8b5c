"""From rows to the values of the core: the compiled role of an edition, and what a person answered."""

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Any, NamedTuple

from django.db.models import Count
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import get_language, gettext, ngettext

from assessment.models import Answer as StoredAnswer
from assessment.models import Assessment, FirstSaid
from assessment.role.core import newer
from assessment.role.core.compiled import CompiledRole, compile_role, kept, narrowed, with_main
from assessment.role.core.newer import Differs
from assessment.role.core.rules import RULES_VERSION
from assessment.role.core.scoring import Answer
from assessment.words.vocabulary import Words
from catalog import editions, index
from catalog.core.snapshot import Role, Snapshot
from catalog.index import PublishedRole
from catalog.templatetags.words import said_in

WORDS_KEPT = 16_384


def compiled(digest: str, role: str, version: int = RULES_VERSION) -> CompiledRole:
    """A role of an edition with all that is derived from it, kept: an edition never changes."""
    return kept_compiled(str(digest), role, version)  # in one spelling: each would be kept by itself


@lru_cache(maxsize=64)
def kept_compiled(digest: str, role: str, version: int) -> CompiledRole:
    return compile_role(editions.load(digest), digest, role, version)


def compiled_for(assessment: Assessment) -> CompiledRole:
    """The role as it scores this attempt: by its edition, its version of the rules and the main field."""
    return for_main(_asked_of_all(assessment), assessment.named)


def _asked_of_all(assessment: Assessment) -> CompiledRole:
    digest = editions.name_of(assessment.edition_id).digest
    return compiled(digest, assessment.role, assessment.rules_version)


def for_main(role: CompiledRole, main: Mapping[str, str]) -> CompiledRole:
    """The role for a main field, kept with the role. Raises rules.MainUnknown."""
    return role if main == role.main else _with_main(role, tuple(sorted(main.items())))


@kept(16)
def _with_main(role: CompiledRole, main: tuple[tuple[str, str], ...]) -> CompiledRole:
    return with_main(role, dict(main))


def place_of(assessment: Assessment) -> tuple[int, str]:
    """The role that an attempt is at: its framework's number, and its slug, which other frameworks may have too."""
    return editions.name_of(assessment.edition_id).framework_id, assessment.role


def asked_by(assessment: Assessment, answers: Iterable[StoredAnswer] | None = None) -> CompiledRole:
    """The compiled role with the questions that this attempt asks: all, or in a re-check those of its areas and those
    that could not be carried over. `answers` are all of its answers, where they are loaded already. The main field
    changes no question, so one compiled role serves whatever it is.
    """
    whole = _asked_of_all(assessment)
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


def listed(attempts: Iterable[Assessment]) -> list[dict[str, Any]]:
    """Attempts as a list shows them: each with its role, framework and language, those still open with how far they are."""
    return [
        {
            "assessment": assessment,
            "role": compiled.role,
            "framework": compiled.snapshot.framework,
            "language": compiled.language,
        }
        for assessment in with_answered(attempts)
        for compiled in [compiled_for(assessment)]
    ]


def given(answers: Iterable[StoredAnswer]) -> dict[str, Answer]:
    """What was answered, by skill. Cleared answers are not answers."""
    return {
        answer.skill: Answer(answer.step, answer.unsure, answer.evidence)
        for answer in answers
        if answer.step is not None
    }


def given_in(assessment: Assessment) -> tuple[dict[str, Answer], dict[str, FirstSaid]]:
    """The stored answers of an attempt by skill, and when and where those were said that were carried over: one query,
    no rows made into objects."""
    rows = assessment.answers.filter(step__isnull=False)
    fields = rows.values_list("skill", "carried_at", "carried_edition_id", "carried_role", "step", "unsure", "evidence")
    values: list[tuple[Any, ...]] = list(fields)
    carried = {skill: FirstSaid(at, edition, role) for skill, at, edition, role, *_value in values if at}
    return {skill: Answer(*value) for skill, _at, _edition, _role, *value in values}, carried


def is_from_elsewhere(assessment: Assessment, carried: FirstSaid | None) -> bool:
    """Whether an answer was said at another role than that of the attempt."""
    if carried is None or carried.edition is None:
        return False
    return (editions.name_of(carried.edition).framework_id, carried.role) != place_of(assessment)


def said_on(assessment: Assessment, carried: FirstSaid) -> str:
    """When an answer was said, and for which role where that is another one: “3 May 2026, for Data scientist”, as HTML
    that says the language of the role's name."""
    day = date_format(timezone.localtime(carried.at), "DATE_FORMAT")
    if carried.edition is None or not is_from_elsewhere(assessment, carried):
        return day
    name = editions.name_of(carried.edition)
    snapshot = editions.load(name.digest)
    role = snapshot.role[carried.role].name
    if name.framework_id != place_of(assessment)[0]:
        role = f"{role} ({snapshot.framework.name})"
    named = format_html("<bdi {}>{}</bdi>", said_in(snapshot), role)
    return format_html(gettext("{day}, for {role}"), day=day, role=named)


class NotOffered(Exception):
    """A role cannot be assessed now: visitors find it no more (`is_gone`), or it asks nothing.

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


def on_offer(framework_id: int, role: str) -> PublishedRole | None:
    """A role of a framework that can be assessed now, None where there is none. One query."""
    return index.roles().filter(framework=framework_id, slug=role, questions__gt=0).first()


def roles_on_offer(framework: str) -> tuple[set[str], set[str]]:
    """The roles of a framework, by slug, that can be assessed now, and those that visitors do not see. One query."""
    found = index.roles(even_hidden=True).filter(framework__slug=framework)
    facts = list(found.values_list("slug", "questions", "framework__is_hidden", "framework__hidden_roles"))
    hidden = {slug for slug, _questions, is_hidden, _keys in facts if is_hidden}
    hidden |= {key for *_role, keys in facts[:1] for key in keys.split()}
    return {slug for slug, questions, *_site in facts if questions} - hidden, hidden


class Today(NamedTuple):
    """The current edition: what helps comes from it, what scored from its own."""

    digest: str
    snapshot: Snapshot
    is_hidden: bool = False  # nobody begins at the role now, and its pages may be hidden too

    def shows(self, skill: str) -> bool:
        """Whether visitors can look a skill up now."""
        return not self.is_hidden and skill in self.snapshot.skill

    @property
    def key(self) -> str:
        return self.digest

    @property
    def language(self) -> str:
        return self.snapshot.framework.language


def today_for(assessment: Assessment) -> Today | None:
    """The current edition of the attempt's framework, or its own edition where there is none, since it was withdrawn; None
    when the current one holds the role no more. One query, or two."""
    framework_id, role = place_of(assessment)
    found = index.roles(even_hidden=True).filter(framework=framework_id, slug=role)
    facts = ("publication__edition__digest", "framework__is_hidden", "framework__hidden_roles")
    for digest, is_hidden, hidden in found.values_list(*facts):
        return Today(digest, editions.load(digest), is_hidden or role in hidden.split())
    if editions.current_digest(framework_id) is not None:
        return None
    own = editions.name_of(assessment.edition_id).digest
    return Today(own, editions.load(own), is_hidden=True)


def is_offered(assessment: Assessment, today: Today | None) -> bool:
    """Whether an attempt's role can be assessed again on the current edition of its framework."""
    return (
        today is not None
        and not today.is_hidden
        and bool(compiled(today.digest, assessment.role).questionnaire.questions)
    )


def offered_again(assessment: Assessment) -> CompiledRole:
    """The role of an attempt on the current edition of its framework; raises NotOffered. One query."""
    today = today_for(assessment)
    if today is None or today.is_hidden:
        raise NotOffered(compiled_for(assessment).role, is_gone=True)
    return offered(today.digest, assessment.role)


@kept(64)
def differs(newer_role: CompiledRole, digest: str) -> Differs:
    """What a newer edition changes for a role since the edition `digest`."""
    return newer.differs(compiled(digest, newer_role.role.slug), newer_role)


def newer_for(assessment: Assessment) -> Today | None:
    """The current edition, where it would ask or score this attempt otherwise than its own does. One query."""
    today, digest = today_for(assessment), editions.name_of(assessment.edition_id).digest
    if (
        today is None
        or today.is_hidden
        or today.digest == digest
        or not differs(compiled(today.digest, assessment.role), digest).is_any
    ):
        return None
    return today


def words() -> Words:
    """The vocabulary in the language of this request."""
    return words_in(get_language() or "")


@cache
def words_in(language: str) -> Words:
    """The vocabulary of a language, each word looked up once: a report asks for some hundred and fifty."""
    return Words(cache(gettext), lru_cache(maxsize=WORDS_KEPT)(ngettext), language)
