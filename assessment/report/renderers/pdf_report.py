"""The report as a tagged PDF: everything that `report.typ` lays out, in words (docs/adr/0005-pdf-by-typst.md).

Words reach the template only as JSON, so nothing that a person typed can be read as mark-up.
"""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Literal

from assessment.plan.core.planning import LearningPlan
from assessment.plan.renderers import timelines
from assessment.plan.renderers import wording as plan_wording
from assessment.report.core.below import asked_below, open_below
from assessment.report.core.report import GapReport, LevelReport, strengths, terms
from assessment.report.renderers import pictures, shortest_way, typeset
from assessment.report.renderers.typeset import Source
from assessment.report.renderers.wording import Wording
from assessment.words import glyphs

# How much of it: the first page alone, which is complete by itself; the report; or with every table and the arithmetic.
Extent = Literal["summary", "report", "annex"]
SUMMARY: Extent = "summary"
REPORT: Extent = "report"
ANNEX: Extent = "annex"
# As many open must-haves as the first page has room for.
FIRST_MUST_HAVES = 9
# As many steps of the shortest way as are told before its end is left to the annex.
FIRST_ROWS = 24
# As many rows of a timeline as a page has room for.
SKILLS_A_PICTURE = 14
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def render(
    report: GapReport, wording: Wording, learning_plan: LearningPlan | None = None, extent: Extent = REPORT
) -> bytes:
    """The PDF's bytes, PDF/UA-1 where every glyph can be shown. Takes most of a second of this process at worst."""
    return typeset.typeset(source(report, wording, learning_plan, extent))


def source(
    report: GapReport, wording: Wording, learning_plan: LearningPlan | None = None, extent: Extent = REPORT
) -> Source:
    """All that the PDF is made of: the same source gives the same bytes."""
    words = clean(content(report, wording, learning_plan, extent))
    data = json.dumps(words, ensure_ascii=False)
    return Source(data, _midnight(report.submitted_on), is_whole=not glyphs.unshown(texts(words)))


def texts(value: Any) -> Iterator[str]:
    """Every string in lists and dicts, however deep."""
    if isinstance(value, str):
        yield value
    elif not isinstance(value, int):
        for item in value.values() if isinstance(value, dict) else value:
            yield from texts(item)


def _midnight(day: str) -> int | None:
    """The file's own date, so that the same report gives the same bytes."""
    return int(datetime.fromisoformat(f"{day}T00:00+00:00").timestamp()) if day else None


def clean(value: Any) -> Any:
    """A value without letters that no page can show."""
    if isinstance(value, str):
        return _CONTROL.sub(" ", value)
    if isinstance(value, dict):
        return {key: clean(item) for key, item in value.items()}
    return [clean(item) for item in value] if isinstance(value, list) else value


def content(
    report: GapReport, wording: Wording, learning_plan: LearningPlan | None = None, extent: Extent = REPORT
) -> dict[str, Any]:
    """Everything that the template shows, in words, in the order of method.md 6."""
    must_haves = [wording.gap(report, gap) for gap in report.open_must_haves]
    return {
        "extent": extent,
        # Our own sentences are in the language of the page, what the catalogue says in its own.
        "language": language(wording.language or "en"),
        "catalogue": language(report.snapshot.framework.language),
        "title": wording.title(report),
        "sample": wording.sample_note(report),
        "name": report.person_name,
        "date": wording.submitted(report),
        "place": wording.place(report, report.place),
        "firmness": wording.firmness(report),
        "main_field": wording.main_field(report.compiled),
        "coverage": wording.coverage(report),
        "caveat": wording.caveat(),
        "check": wording.check(report),
        "code": report.code,
        "legend": wording.legend(),
        "marks_legend": wording.marks_legend(),
        "ladder": {"svg": pictures.ladder(report, wording), "alt": wording.ladder_description(report)},
        "levels": [_level(report, level, wording) for level in report.levels],
        "focus": report.focus.level.name,
        "must_haves": must_haves[:FIRST_MUST_HAVES],
        "more": wording.more_must_haves(len(must_haves) - FIRST_MUST_HAVES),
        "more_must_haves": must_haves[FIRST_MUST_HAVES:],
        "open_below": [wording.below(report, each) for each in open_below(report)],
        "below_note": wording.below_note(report),
        "asked_below": [wording.below(report, each) for each in asked_below(report)],
        "next_steps": [
            {"what": wording.gap(report, gap), "how": wording.first_action(report, gap)} for gap in report.first_gaps
        ],
        "plan": _plan(report, wording, learning_plan, extent),
        "areas": _areas(report, wording),
        "strengths": [wording.strength(report, term) for term in strengths(report)],
        "sure": wording.how_sure(report),
        "answers": _answers(report, wording),
        "arithmetic": [_arithmetic(report, level, wording) for level in report.levels],
        "edition": f"{report.edition_label} · {report.compiled.digest}",
        "rules_version": str(report.rules_version),
        "words": _headings(report, wording),
    }


def language(tag: str) -> dict[str, str]:
    """Language and country of a language tag, as typst wants them."""
    language, *others = tag.split("-")
    return {"lang": language, "region": next((part.upper() for part in others if len(part) == 2), "")}


def _headings(report: GapReport, wording: Wording) -> dict[str, str]:
    _ = wording.gettext
    return {
        "where": _("Where you stand"),
        "level": _("Level"),
        "readiness": _("Readiness"),
        "verdict": _("Verdict"),
        "must_haves": _("Must-haves in place"),
        "open": _("Must-haves still open at"),
        "numbers": _("The levels in numbers"),
        "rest": _("More must-haves open at"),
        "table": _("Skill by skill, against"),
        "none_open": wording.no_must_have(),
        "below": _("Open from lower levels"),
        "asked_below": _("Asked below, not at %(level)s")
        % {"level": wording.level_name(report, report.place.current.low)},
        "next": _("Your next steps"),
        "no_gap": wording.no_gap(),
        "first": _("First action"),
        "to_step": _("To step"),
        "why": _("Why"),
        "hours": _("Hours, rough guide"),
        "learn": _("Learn from"),
        "when": _("When"),
        "bars": timelines.timeline_legend(wording),
        "step": _("Step"),
        "starts": _("Starts, likely"),
        "starts_span": _("Starts, best to worst"),
        "done": _("Done, likely"),
        "done_span": _("Done, best to worst"),
        "left": _("What is left out, and why"),
        "areas": _("All skills, against"),
        "quarter": _("The next twelve weeks"),
        "stages": _("The stages from today"),
        "skill": _("Skill"),
        "you": _("You"),
        "needed": _("Needed"),
        "to_go": _("To go"),
        "strengths": _("Strengths beyond"),
        "no_strength": wording.no_strength(),
        "sure": _("How sure is this?"),
        "answers": _("All your answers"),
        "answer": _("Your answer"),
        "sentence": _("The sentence you chose"),
        "evidence": _("Evidence"),
        "arithmetic": _("The arithmetic, level by level"),
        "weight": _("Weight"),
        "points": _("Points"),
        "edition": _("Edition"),
        "rules": _("Rules version"),
        "page": _("Page"),
        "person": _("Name"),
        "date": _("Submitted"),
    }


def _level(report: GapReport, level: LevelReport, wording: Wording) -> dict[str, str]:
    return {
        "name": level.level.name,
        "readiness": wording.percent_range(level.readiness),
        "verdict": wording.verdict_of(report, level),
        "must_haves": wording.must_haves(level),
    }


def _plan(report: GapReport, wording: Wording, learning_plan: LearningPlan | None, extent: Extent) -> dict[str, Any]:
    section = shortest_way.section(wording, report, learning_plan)
    most = len(section.rows) if learning_plan or extent == ANNEX else FIRST_ROWS
    pictured: list[dict[str, Any]] = []
    if learning_plan and learning_plan.has_days:
        words = plan_wording.words_of(wording, report.compiled, learning_plan)
        pictured = [each._asdict() for each in timelines.timelines(learning_plan, words, most=SKILLS_A_PICTURE)]
    return {
        **section._asdict(),
        "left": list(section.left),
        "quarter": [turn._asdict() for turn in section.quarter],
        "stages": list(section.stages),
        "timelines": pictured,
        "rows": [_plan_row(row) for row in section.rows[:most]],
        "more": wording.more_steps(len(section.rows) - most),
    }


def _plan_row(row: shortest_way.Row) -> dict[str, Any]:
    return {
        **row._asdict(),
        "learn": list(row.learn),
        "begins": row.begins._asdict(),
        "ends": row.ends._asdict(),
    }


def _areas(report: GapReport, wording: Wording) -> list[dict[str, Any]]:
    return [
        {
            "name": group.area.name,
            "svg": pictures.area(report, group, wording),
            "alt": " ".join(wording.term(report, term, report.focus) for term in group.terms),
            "rows": [
                {
                    "skill": wording.members(term.members),
                    "you": wording.steps(report.snapshot, term.have),
                    "needed": f"{wording.step(report.snapshot, term.need.step)}, {wording.importance(term.need.importance)}",
                    "to_go": wording.short_of(term),
                }
                for term in group.terms
            ],
        }
        for group in pictures.groups(report)
    ]


def _answers(report: GapReport, wording: Wording) -> list[dict[str, str]]:
    rows = []
    for question in report.compiled.questionnaire.questions:
        answer = report.answers.get(question.skill.slug)
        anchor = question.skill.anchor_at.get(answer.step) if answer else None
        rows.append(
            {
                "skill": question.skill.name,
                "answer": wording.answer(report, answer),
                "sentence": anchor.text if anchor else "",
                "evidence": answer.evidence if answer else "",
            }
        )
    return rows


def _arithmetic(report: GapReport, level: LevelReport, wording: Wording) -> dict[str, Any]:
    return {
        "name": level.level.name,
        "sum": wording.arithmetic(report, level),
        "rows": [
            {
                "skill": wording.members(term.members),
                "you": wording.span(term.have),
                "needed": str(term.need.step),
                "weight": str(term.need.weight),
                "points": f"{wording.span(term.earned)} / {term.possible}",
            }
            for term in terms(report, level)
        ],
    }
