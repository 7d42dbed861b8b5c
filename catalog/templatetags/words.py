"""The catalogue's codes in words. A code of an older edition that has no words any more stands for itself."""

from collections.abc import Iterable, Sequence
from datetime import date

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info, ngettext

from catalog import wording
from catalog.core import reading, reviewing
from catalog.core.diff import Place
from catalog.core.snapshot import Review, RoleLevel, SalaryRange, Skill, Snapshot, Step
from catalog.models import ExternalLink, Requirement, Resource, RoleNote

register = template.Library()


@register.filter
def importance_word(code: str) -> str:
    return _word(Requirement.Importance.choices, code)


@register.filter
def note_word(code: str) -> str:
    return _word(RoleNote.Kind.choices, code)


@register.filter
def kind_word(code: str) -> str:
    return _word(Resource.Kind.choices, code)


@register.filter
def cost_word(code: str) -> str:
    return _word(Resource.Cost.choices, code)


@register.filter
def scheme_word(code: str) -> str:
    return _word(ExternalLink.Scheme.choices, code)


@register.filter
def relation_word(code: str) -> str:
    return _word(ExternalLink.Relation.choices, code)


@register.filter
def language_word(code: str) -> str:
    """The name of a language; the code itself where Django knows no name."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


@register.filter
def tone(step: Step, snapshot: Snapshot) -> int:
    """How deep the colour of a step is; static/css/tokens.css has them."""
    return snapshot.tone(step.value)


@register.filter
def day(text: str) -> str:
    """A day of a catalogue, 2026-11-29, as the pages write days; what is none stands for itself."""
    try:
        return date_format(date.fromisoformat(text), "DATE_FORMAT")
    except ValueError:
        return text


@register.filter
def days(count: int) -> str:
    """So many days, in words."""
    return ngettext("%d day", "%d days", count) % count


@register.filter
def said_in(spoken: str | Snapshot) -> SafeString:
    """The attributes of an element that holds words of a catalogue, by its language or by the snapshot; none where that
    is the language of the page. Its direction is that of the words themselves."""
    language = spoken.framework.language if isinstance(spoken, Snapshot) else spoken
    if not language or language.split("-")[0] == (get_language() or "").split("-")[0]:
        return SafeString("")
    return format_html('lang="{}" dir="auto"', language)


@register.filter
def place_words(place: Place) -> str:
    """Where in a catalogue a change is."""
    return wording.place(place)


@register.filter
def reviewed(thing: Skill | RoleLevel) -> tuple[reviewing.Reviewed, ...]:
    """The reviews of a skill or a level, the newest first."""
    return reviewing.reviewed(thing)


@register.filter
def reviewer(review: Review) -> str:
    """Who reviewed something, as what."""
    return ", ".join(filter(None, (review.by, review.role)))


@register.filter
def web_address(text: str) -> str:
    """The text where a browser may be sent to it, else nothing: an address of a catalogue is somebody's input."""
    return text if text.startswith(("https://", "http://")) else ""


@register.filter
def lines_cited(citations: Sequence[str]) -> str:
    """Citations in short."""
    return "; ".join(f"{section} {lines}".strip() for section, lines in reading.cited(citations))


@register.filter
def origins(statements: Iterable[reading.Note | RoleLevel | SalaryRange]) -> list[tuple[str, str]]:
    """The names of statements, each with where it comes from; one that does not say is left out."""
    named = [_named(statement) for statement in statements]
    return [(name, source) for name, source in named if source]


def _named(statement: reading.Note | RoleLevel | SalaryRange) -> tuple[str, str]:
    if isinstance(statement, RoleLevel):
        return statement.name, lines_cited(statement.citations)
    if isinstance(statement, SalaryRange):
        return ", ".join(filter(None, (statement.title, statement.employer))), lines_cited(statement.citations)
    told = statement.told
    lines = ", ".join(lines for _section, lines in reading.cited(told.citations) if lines)
    if not told.source or not lines:
        return told.title, told.source or lines_cited(told.citations)
    # A source that is named says the sections already.
    at = ngettext("line %s", "lines %s", 1 if lines.isdecimal() else 2) % lines
    return told.title, f"{told.source}, {at}"


def _word(choices: Iterable[tuple[str, object]], code: str) -> str:
    return str(dict(choices).get(code, code))
