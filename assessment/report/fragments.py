"""The report page as fragments: its frame, and the lines whose words most people's reports share.

As with questions, a fragment depends on the edition, a level, a step and the language, never on a person; what is a
person's own goes into its holes (docs/adr/0008-fragments.md).
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from assessment.fragments import fragment
from assessment.report.core import what_if
from assessment.report.core.report import Term, term
from assessment.report.core.what_if import Change
from assessment.report.reading import wording
from assessment.report.renderers.registry import FORMATS
from assessment.report.renderers.shortest_way import Row
from assessment.role.core.compiled import CompiledRole
from assessment.role.core.rules import LevelRule
from assessment.role.core.scoring import RULES_VERSION, Answer
from assessment.role.reading import Today
from assessment.words.ranges import Interval
from catalog import editions
from catalog.core import reading


class Shown(NamedTuple):
    """Which parts of a report page there are: what is empty, or not for this person, is left out."""

    person_name: bool
    firmness: bool
    must_haves: bool
    open_below: bool
    asked_below: bool
    next_steps: bool
    way: bool
    strengths: bool
    ways: bool
    directions: bool
    history: bool
    imported: bool
    unshown: bool
    areas: bool
    again: bool


def items(sentences: Iterable[str]) -> SafeString:
    """Sentences as the items of a list."""
    return format_html_join("", "<li>{}</li>", ((sentence,) for sentence in sentences))


def answer_rows(
    compiled: CompiledRole, answers: Mapping[str, Answer], said_on: Mapping[str, str] | None = None
) -> SafeString:
    """The table of all answers, line by line; `said_on` are the days of answers that were carried over, by skill."""
    days = said_on or {}
    return _answer.each_filled(
        compiled,
        [_answer_row(slug, answers.get(slug), days.get(slug, "")) for slug in compiled.questionnaire.question],
    )


def _answer_row(skill: str, answer: Answer | None, said_on: str) -> tuple[tuple[Any, ...], dict[str, str]]:
    """What fixes a line, and the values of its holes."""
    if answer is None:
        return (skill, None, False, "", False, False), {}
    fixed = skill, answer.step, answer.unsure, answer.last_used, bool(answer.evidence), bool(said_on)
    return fixed, {"evidence": answer.evidence, "said_on": said_on}


@fragment(
    "assessment/report/report.html",
    "submitted_on", "person_name", "place", "coverage", "must_haves_in_place", "strip", "levels", "sums", "must_haves",
    "firmness", "below_note", "open_below", "current", "asked_below", "next_steps", "way_title", "way_lead", "way_rows", "way_notes", "areas", "strengths", "directions", "strength_from",
    "sure", "answers", "edition_label", "unshown",
)  # fmt: skip
def page(compiled: CompiledRole, focus: str, shown: Shown) -> dict[str, Any]:
    """The whole page. `focus` is the level that gaps are counted against."""
    words = wording()
    return {
        "role": compiled.role,
        "focus": compiled.role.level[focus],
        "shown": shown,
        "legend": words.legend(),
        "caveat": words.caveat(),
        "no_must_have": words.no_must_have(),
        "no_gap": words.no_gap(),
        "no_strength": words.no_strength(),
        "downloads": [(kind, kind.upper()) for kind in FORMATS],
        "digest": compiled.digest,
        "rules_version": RULES_VERSION,
    }


@fragment("assessment/report/_level_row.html", "readiness", "verdict_code", "verdict", "must_haves")
def level_row(compiled: CompiledRole, slug: str) -> dict[str, Any]:
    """One line of the table of levels."""
    return {"level": compiled.role.level[slug]}


@fragment("assessment/report/_area.html", "plot", "rows")
def area(compiled: CompiledRole, slug: str) -> dict[str, Any]:
    """One area of the report: its picture and its table."""
    return {"area": compiled.snapshot.area[slug]}


@fragment("assessment/report/_level_sum.html", "arithmetic", "rows", "sum")
def level_sum(compiled: CompiledRole, slug: str) -> dict[str, Any]:
    """How a level was counted, line by line."""
    return {"level": compiled.role.level[slug]}


@fragment("assessment/report/_way_row.html")
def way_row(_compiled: CompiledRole, row: Row) -> dict[str, Any]:
    """One line of the table of the shortest way."""
    return {"row": row}


@fragment("assessment/report/_next_step.html", "what", "gain", "supposed", "what_if")
def next_step(compiled: CompiledRole, skill: int, how: str, today: str, start: int | None) -> dict[str, Any]:
    """One of the next steps. `today` is the digest that help comes from, "" for none; `start` the step to go on from."""
    asked = compiled.rules.skills[skill]
    source = editions.load(today) if today else None
    return {
        "skill": asked,
        "how": how,
        "has_page": source is not None and asked.slug in source.skill,
        "resources": reading.resources(source, asked.slug, start) if source and start is not None else (),
    }


@fragment("assessment/report/_direction.html", "strengths")
def direction(today: Today, role: str, note: str) -> dict[str, Any]:
    """One way on from a role, with the strengths that somebody would bring."""
    return {"note": next(each for each in today.snapshot.role[role].notes if each.slug == note)}


@fragment("assessment/report/_requirement_row.html")
def requirement_row(compiled: CompiledRole, level: int, unit: int, have: Interval) -> dict[str, Any]:
    """One line of the table of an area: a requirement of a level, where you are, and how far it is."""
    return _requirement(compiled, level, unit, have)


@fragment("assessment/report/_arithmetic_row.html")
def arithmetic_row(compiled: CompiledRole, level: int, unit: int, have: Interval) -> dict[str, Any]:
    """One line of a level's arithmetic."""
    return _requirement(compiled, level, unit, have)


def _requirement(compiled: CompiledRole, level: int, unit: int, have: Interval) -> dict[str, Any]:
    rule = compiled.rules.levels[level]
    asked = term(compiled, rule.need_of[unit], have)
    words = wording()
    return {
        "name": words.members(asked.members),
        "is_alone": len(asked.members) == 1,
        "have": words.steps(compiled.snapshot, have),
        "needed": words.step(compiled.snapshot, asked.need.step),
        "importance": words.importance(asked.need.importance),
        "to_go": words.short_of(asked),
        "is_open": have.low < asked.need.step,
        "what_if": _what_if(compiled, rule, asked),
        "have_span": words.span(have),
        "earned": words.span(asked.earned),
        "need": asked.need,
        "possible": asked.possible,
    }


def _what_if(compiled: CompiledRole, rule: LevelRule, asked: Term) -> dict[str, str]:
    """The address, from the report, that supposes a step for a gap; empty where there is none. Of a group nobody can
    say which member is meant."""
    if asked.have.low >= asked.need.step or len(asked.members) > 1:
        return {}
    step = what_if.worth_a_look(asked.have, asked.need.step)
    query = what_if.query([Change(asked.members[0].slug, step)], rule.level.slug)
    return {"address": f"../what-if/?{query}", "step": wording().step(compiled.snapshot, step)}


@fragment("assessment/report/_answer_row.html", "evidence", "said_on")
def _answer(
    compiled: CompiledRole,
    skill: str,
    step: int | None,
    unsure: bool,
    last_used: str,
    has_evidence: bool,
    is_carried: bool,
) -> dict[str, Any]:
    asked = compiled.questionnaire.question[skill].skill
    words = wording()
    return {
        "skill": asked,
        "step": words.step(compiled.snapshot, step) if step is not None else "",
        "unsure": unsure,
        "anchor": asked.anchor_at.get(step) if step is not None else None,
        "last_used": words.last_used(last_used),
        "has_evidence": has_evidence,
        "is_carried": is_carried,
    }
