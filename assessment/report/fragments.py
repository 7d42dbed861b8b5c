"""The report page as fragments: its frame, and the lines whose words most people's reports share.

As with questions, a fragment depends on the edition, a level, a step and the language, never on a person; what is a
person's own goes into its holes (docs/adr/0008-fragments.md).
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from assessment.fragments import ANY_ATTEMPT, fragment
from assessment.report.core import what_if
from assessment.report.core.charts import gap_cell
from assessment.report.core.report import Term, term
from assessment.report.core.what_if import Change
from assessment.report.reading import wording
from assessment.report.renderers.registry import FORMATS
from assessment.report.renderers.shortest_way import Row
from assessment.role.core.compiled import CompiledRole
from assessment.role.core.rules import LevelRule
from assessment.role.core.scoring import Answer
from assessment.role.reading import Today
from assessment.words.ranges import Interval
from catalog import editions
from catalog.core import reading


class Shown(NamedTuple):
    """Which parts of a report page there are: what is empty, or not for this person, is left out."""

    person_name: bool
    firmness: bool
    met: bool
    must_haves: bool
    undecided: bool
    gaps_far: bool
    gaps_near: bool
    gaps_open: bool
    gaps_else: bool
    open_below: bool
    asked_below: bool
    next_steps: bool
    way: bool
    strengths: bool
    more_strengths: bool
    ways: bool
    directions: bool
    history: bool
    imported: bool
    signed: bool
    unshown: bool
    areas: bool
    again: bool
    elsewhere: bool
    sample: bool
    own: bool
    about: bool
    plan: bool


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
        return (skill, None, False, False, False), {}
    fixed = skill, answer.step, answer.unsure, bool(answer.evidence), bool(said_on)
    return fixed, {"evidence": answer.evidence, "said_on": said_on}


@fragment(
    "assessment/report/report.html",
    "submitted_on", "person_name", "place", "firmness", "ladder", "levels", "coverage", "must_haves_in_place",
    "undecided", "gaps_far", "gaps_near", "gaps_open", "gaps_else", "also", "below_note", "open_below", "current", "asked_below",
    "next_steps", "way_title", "way_lead", "way_rows", "way_notes", "plots", "areas", "strengths", "more",
    "more_strengths", "directions", "strength_from", "sure", "sums", "answers", "answered", "edition_label", "unshown", "sample_note",
    "about", "plan",
)  # fmt: skip
def page(compiled: CompiledRole, focus: str, shown: Shown) -> dict[str, Any]:
    """The whole page. `focus` is the level that gaps are counted against."""
    words = wording()
    here, files = _addresses(compiled, shown)
    return {
        "framework": compiled.snapshot.framework,
        "role": compiled.role,
        "focus": compiled.role.level[focus],
        "shown": shown,
        "here": here,
        "files": files,
        "legend": words.legend(),
        "marks_legend": words.marks_legend(),
        "caveat": words.caveat(),
        "no_must_have": words.no_must_have(),
        "no_gap": words.no_gap(),
        "no_strength": words.no_strength(),
        "others": [(file, kind.upper()) for kind, file in files.items() if kind != "pdf"],
        "digest": compiled.digest,
        "rules_version": compiled.rules.version,
        "main_field": words.main_field(compiled),
    }


def _addresses(compiled: CompiledRole, shown: Shown) -> tuple[str, dict[str, str]]:
    """Where the page is, and its files by format: those of any attempt, or of the sample. A page that is shared names no
    address of its attempt, and has none but the one that it is at."""
    if shown.about:
        return "", {}
    page, file, place = "assessment:report", "assessment:download", [ANY_ATTEMPT]
    if shown.sample:
        page, file = "assessment:sample", "assessment:sample-download"
        place = [compiled.snapshot.framework.slug, compiled.role.slug]
    return reverse(page, args=place), {kind: reverse(file, args=[*place, kind]) for kind in FORMATS}


@fragment("assessment/report/_level_row.html", "readiness", "verdict_code", "verdict", "must_haves")
def level_row(compiled: CompiledRole, slug: str) -> dict[str, Any]:
    """One line of the table of levels."""
    return {"level": compiled.role.level[slug]}


@fragment("assessment/report/_area.html", "rows")
def area(compiled: CompiledRole, slug: str) -> dict[str, Any]:
    """The table of one area."""
    return {"area": compiled.snapshot.area[slug]}


@fragment("assessment/report/_level_sum.html", "arithmetic", "rows", "sum")
def level_sum(compiled: CompiledRole, slug: str) -> dict[str, Any]:
    """How a level was counted, line by line."""
    return {"level": compiled.role.level[slug]}


@fragment("assessment/report/_way_row.html")
def way_row(_compiled: CompiledRole, row: Row) -> dict[str, Any]:
    """One line of the table of the shortest way."""
    return {"row": row}


@fragment("assessment/report/_gap_row.html")
def gap_row(
    compiled: CompiledRole,
    level: int,
    unit: int,
    skill: int,
    have: Interval,
    is_skipped: bool,
    has_page: bool,
    is_own: bool,
) -> dict[str, Any]:
    """One gap at a level: where you are, what is needed and what will then be true, with what to do about it.
    Nobody but who answered can plan or suppose anything."""
    requirement, rule = _requirement(compiled, level, unit, have), compiled.rules.levels[level]
    asked, need = compiled.rules.skills[skill], requirement["need"]
    return {
        **requirement,
        "what_if": _what_if(compiled, rule, term(compiled, need, have)) if is_own else {},
        "is_own": is_own,
        "skill": asked,
        "name": asked.name,
        "level_slug": rule.level.slug,
        "cell": gap_cell(*have, need.step, tuple(step.value for step in compiled.snapshot.steps)),
        "then": compiled.snapshot.sentence(asked, need.step),
        "is_skipped": is_skipped,
        "has_page": has_page,
        "framework": compiled.snapshot.framework,
    }


@fragment("assessment/report/_next_step.html", "hours")
def next_step(
    compiled: CompiledRole, skill: int, how: str, today: str, start: int | None, shown: bool
) -> dict[str, Any]:
    """One of the next steps. `today` is the digest that help comes from, "" for none; `start` the step to go on from;
    `shown` whether visitors can look the skill up."""
    asked = compiled.rules.skills[skill]
    source = editions.load(today) if today else None
    return {
        "skill": asked,
        "how": how,
        "framework": source.framework if source and shown else None,
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
        "has_evidence": has_evidence,
        "is_carried": is_carried,
    }
