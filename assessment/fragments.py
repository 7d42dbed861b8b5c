"""HTML that is fixed by an edition, rendered once and kept: a page is then only joined together.

Rendering widgets one by one is the whole cost of a questionnaire (docs/adr/0008-fragments.md). A fragment depends on
the edition, a place in it, a step and the language, never on a person; what a person typed goes into its holes,
escaped, each time.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext

from assessment.models import Answer
from assessment.report.core import what_if
from assessment.report.core.report import Term, term
from assessment.report.core.what_if import Change
from assessment.report.renderers.wording import Wording
from assessment.role.core.compiled import CompiledRole
from assessment.role.core.rules import LevelRule
from assessment.role.core.scoring import Answer as Given
from assessment.words.ranges import Interval
from assessment.words.texts import EVIDENCE_LIMIT

_HOLE = re.compile("\ue000([\\w-]+)\ue001")
KEPT = 16_384

Parts = tuple[str, ...]


def joined(pieces: Iterable[str]) -> SafeString:
    """Fragments as one piece of HTML."""
    # Every piece came out of an autoescaping template, its holes filled by `fill`, which escapes.
    return mark_safe("".join(pieces))  # noqa: S308


def picture(svg: str) -> SafeString:
    """A chart as HTML: SVG drawn by `assessment.core`."""
    # Its shapes are ours, and every word in it went through html.escape where it was drawn.
    return mark_safe(svg)  # noqa: S308


def question(
    compiled: CompiledRole,
    area: str,
    position: int,
    answer: Answer,
    notice: str,
    suggested: tuple[int, date] | None = None,
) -> str:
    """One question of a page with its answer. `notice` is HTML of a template of ours, or empty; `suggested` is the
    step that was ticked in an earlier plan, and when: it is marked, and never chosen."""
    language = get_language() or ""
    has_words = bool(answer.evidence or answer.last_used)
    marked, day = suggested or (None, None)
    parts = _question(
        compiled, area, position, answer.step, answer.unsure, answer.last_used, has_words, marked, language
    )
    ticked_on = date_format(day, "DATE_FORMAT") if day else ""
    return fill(parts, {"rev": answer.rev, "evidence": answer.evidence, "notice": notice, "ticked_on": ticked_on})


def lone_question(compiled: CompiledRole, skill: str, answer: Answer, notice: str) -> str:
    """A question that has its page to itself: "Skip for now" is a button there that goes on."""
    area = compiled.questionnaire.area_of[skill]
    position = [asked.skill.slug for asked in compiled.questionnaire.page[area].questions].index(skill)
    has_words = bool(answer.evidence or answer.last_used)
    parts = _question(
        compiled, area, position, answer.step, answer.unsure, answer.last_used, has_words, None, get_language() or "",
        is_alone=True,
    )  # fmt: skip
    return fill(parts, {"rev": answer.rev, "evidence": answer.evidence, "notice": notice, "ticked_on": ""})


def requirement_row(compiled: CompiledRole, level: int, found: Term, language: str) -> str:
    """One line of the table of an area: a requirement of a level, where you are, and how far it is."""
    return _row("assessment/report/_requirement_row.html", compiled, level, found.need.unit, found.have, language)


def arithmetic_row(compiled: CompiledRole, level: int, found: Term, language: str) -> str:
    """One line of a level's arithmetic."""
    return _row("assessment/report/_arithmetic_row.html", compiled, level, found.need.unit, found.have, language)


def answer_row(compiled: CompiledRole, skill: str, given: Given | None, language: str, said_on: str = "") -> str:
    """One line of the table of all answers; `said_on` is the day of an answer that was carried over."""
    if given is None:
        return _answer(compiled, skill, None, False, "", False, False, language)[0]
    has_words = bool(given.evidence), bool(said_on)
    parts = _answer(compiled, skill, given.step, given.unsure, given.last_used, *has_words, language)
    return fill(parts, {"evidence": given.evidence, "said_on": said_on})


def questions_page(
    compiled: CompiledRole, area: str, *, public_id: str, csrf_token: str, answered: Mapping[str, int], **holes: str
) -> str:
    """The whole page of an area around its questions. `answered` counts by area; `holes` are pieces of HTML."""
    counts = {f"answered-{slug}": count for slug, count in answered.items()}
    parts = _questions_page(compiled, area, get_language() or "")
    return fill(parts, {"public_id": public_id, "csrf_token": csrf_token, **counts, **holes})


def area(compiled: CompiledRole, slug: str, *, plot: str, rows: str) -> str:
    """One area of the report: its picture and its table."""
    return fill(_area(compiled, slug, get_language() or ""), {"plot": plot, "rows": rows})


def level_sum(compiled: CompiledRole, slug: str, *, arithmetic: str, rows: str, total: str) -> str:
    """How a level was counted, line by line."""
    parts = _level_sum(compiled, slug, get_language() or "")
    return fill(parts, {"arithmetic": arithmetic, "rows": rows, "sum": total})


@lru_cache(maxsize=KEPT)
def _questions_page(compiled: CompiledRole, area: str, language: str) -> Parts:
    pages = compiled.questionnaire.pages
    current = compiled.questionnaire.page[area]
    place = pages.index(current)
    context = {
        "role": compiled.role,
        "page": current,
        "progress": [
            {
                "area": page.area,
                "answered": _hole(f"answered-{page.area.slug}"),
                "all": len(page.questions),
                "is_current": page is current,
            }
            for page in pages
        ],
        "place": place + 1,
        "count": len(pages),
        "is_first": place == 0,
        "is_last": place == len(pages) - 1,
        "language": compiled.snapshot.framework.language,
        "csrf_token": _hole("csrf_token"),
        "hole": holes("public_id", "newer", "trouble", "questions"),
    }
    return render("assessment/answering/questions.html", context)


@lru_cache(maxsize=KEPT)
def _area(compiled: CompiledRole, slug: str, language: str) -> Parts:
    context = {"area": compiled.snapshot.area[slug], "hole": holes("plot", "rows")}
    return render("assessment/report/_area.html", context)


@lru_cache(maxsize=KEPT)
def _level_sum(compiled: CompiledRole, slug: str, language: str) -> Parts:
    context = {"level": compiled.role.level[slug], "hole": holes("arithmetic", "rows", "sum")}
    return render("assessment/report/_level_sum.html", context)


@lru_cache(maxsize=KEPT)
def _question(
    compiled: CompiledRole,
    area: str,
    position: int,
    step: int | None,
    unsure: bool,
    last_used: str,
    has_words: bool,
    marked: int | None,
    language: str,
    *,
    is_alone: bool = False,
) -> Parts:
    questions = compiled.questionnaire.page[area].questions
    asked = questions[position]
    anchors = asked.skill.anchor_at
    context = {
        "question": asked,
        "skill": asked.skill,
        "number": position + 1,
        "after": questions[position + 1].skill.slug if position + 1 < len(questions) else "",
        "options": [
            (each.value, each.name, anchors[each.value].text if each.value in anchors else each.meaning)
            for each in compiled.snapshot.steps
        ],
        "step": step,
        "unsure": unsure,
        "last_used": last_used,
        "times": Answer.LastUsed.choices,
        "evidence_limit": EVIDENCE_LIMIT,
        # What was written under an earlier edition stays in sight until the person deletes it.
        "has_evidence_field": asked.asks_evidence_from is not None or has_words,
        "marked": marked,
        "is_alone": is_alone,
        "hole": holes("rev", "evidence", "notice", "ticked_on"),
    }
    return render("assessment/answering/_question.html", context)


@lru_cache(maxsize=KEPT)
def _row(template: str, compiled: CompiledRole, level: int, unit: int, have: Interval, language: str) -> str:
    rule = compiled.rules.levels[level]
    found = term(compiled, rule.need_of[unit], have)
    words = Wording(gettext, ngettext, language)
    context = {
        "name": words.members(found.members),
        "skills": found.members,
        "have": words.steps(compiled.snapshot, have),
        "needed": words.step(compiled.snapshot, found.need.step),
        "importance": words.importance(found.need.importance),
        "is_essential": found.need.is_essential,
        "to_go": words.short_of(found),
        "is_open": have.low < found.need.step,
        "what_if": _what_if(compiled, rule, found, words),
        "have_span": words.span(have),
        "earned": words.span(found.earned),
        "need": found.need,
        "possible": found.possible,
    }
    return render(template, context)[0]


def _what_if(compiled: CompiledRole, rule: LevelRule, found: Term, words: Wording) -> dict[str, str]:
    """The address, from the report, that supposes a step for a gap; empty where there is none. Of a group nobody can
    say which member is meant."""
    if found.have.low >= found.need.step or len(found.members) > 1:
        return {}
    step = what_if.worth_a_look(found.have, found.need.step)
    query = what_if.query([Change(found.members[0].slug, step)], rule.level.slug)
    return {"address": f"../what-if/?{query}", "step": words.step(compiled.snapshot, step)}


@lru_cache(maxsize=KEPT)
def _answer(
    compiled: CompiledRole,
    skill: str,
    step: int | None,
    unsure: bool,
    last_used: str,
    has_evidence: bool,
    is_carried: bool,
    language: str,
) -> Parts:
    asked = compiled.questionnaire.question[skill].skill
    words = Wording(gettext, ngettext, language)
    context = {
        "skill": asked,
        "area": compiled.snapshot.area[asked.area],
        "step": words.step(compiled.snapshot, step) if step is not None else "",
        "unsure": unsure,
        "anchor": asked.anchor_at.get(step) if step is not None else None,
        "last_used": words.last_used(last_used),
        "has_evidence": has_evidence,
        "is_carried": is_carried,
        "hole": holes("evidence", "said_on"),
    }
    return render("assessment/report/_answer_row.html", context)


def _hole(name: str) -> str:
    return f"\ue000{name}\ue001"


def holes(*names: str) -> dict[str, str]:
    """The marks that stand for what is filled in for each person, by name."""
    return {name: _hole(name) for name in names}


def render(template: str, context: Mapping[str, Any]) -> Parts:
    """A template of ours as text and hole names in turn."""
    return tuple(_HOLE.split(render_to_string(template, dict(context))))


def fill(parts: Parts, values: Mapping[str, Any]) -> str:
    """Text and hole names stand in turn; a value is escaped unless a template of ours made it."""
    return "".join([conditional_escape(values[part]) if position % 2 else part for position, part in enumerate(parts)])
