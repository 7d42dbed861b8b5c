"""The report as CSV: a number a row, for spreadsheets and scripts.

No cell can run as a formula, and no fraction stands as "11/14", which spreadsheets turn into a date: readiness is
given as weighted steps earned of a total, and as whole per cent.
"""

import csv
import io
from collections.abc import Iterable, Iterator

from assessment.plan.core.plan import PlanStep
from assessment.plan.core.planning import LearningPlan
from assessment.plan.core.schedule import Dates
from assessment.plan.renderers import json_plan, quarters
from assessment.plan.renderers.wording import whole
from assessment.report.core.report import GapReport, LevelReport, term, terms
from assessment.report.renderers import shortest_way
from assessment.report.renderers.wording import Wording
from assessment.role.core.compiled import CompiledRole, kept
from assessment.words.ranges import Interval, percent
from catalog.core.formulas import csv_safe

HEADER = ("about", "key", "name", "level", "what", "from", "to", "note")

Cell = str | int
Row = tuple[Cell, ...]


def render(report: GapReport, wording: Wording, learning_plan: LearningPlan | None = None) -> bytes:
    """UTF-8 with a byte-order mark, so that spreadsheets read every script; CRLF line ends (RFC 4180)."""
    parts = [_lines([HEADER, *_report_rows(report, wording)])]
    for level in report.levels:
        parts.append(_lines(_level_rows(level)))
        parts += [
            _requirement(report.compiled, wording, level.level.slug, term.need.unit, term.have)
            for term in terms(report, level)
        ]
    parts += _plan(report, wording, learning_plan)
    for question in report.compiled.questionnaire.questions:
        key = question.skill.slug
        answer = report.answers.get(key)
        state = (None, False) if answer is None else (answer.step, answer.unsure)
        parts.append(_answer(report.compiled, key, *state))
        if answer and answer.evidence:
            about = "answer", key, question.skill.name, ""
            parts.append(_lines([(*about, "evidence", "", "", answer.evidence)]))
    return "".join(parts).encode("utf-8-sig")


def _lines(rows: Iterable[Row]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_NONNUMERIC).writerows([[csv_safe(cell) for cell in row] for row in rows])
    return text.getvalue()


def _report_rows(report: GapReport, wording: Wording) -> Iterator[Row]:
    about = "report", report.role.slug, report.role.name, ""
    if report.is_sample:
        yield *about, "sample", "yes", "", wording.sample_note(report)
    place = report.place
    current, closest, following, aim = place.current, place.closest, place.next, place.aim
    yield *about, "place", current.low or "", current.high or "", wording.place(report, place)
    yield *about, "closest", closest.low or "", closest.high or "", ""
    yield *about, "next", following.low or "", following.high or "", ""
    yield *about, "aim", aim.low or "", aim.high or "", ""
    for level in place.possible:
        yield *about, "possible", level or "", level or "", ""
    for group in report.compiled.rules.groups:
        main = report.main.get(group, "")
        yield *about, f"main_{group}", main, main, report.snapshot.skill[main].name if main else ""
    if report.firmness:
        hold = round(100 * report.firmness.chance.both)
        yield *about, "hold_percent", hold, hold, wording.firmness(report)
    yield *about, "answered", report.coverage.answered, report.coverage.answered, ""
    yield *about, "questions", report.coverage.questions, report.coverage.questions, ""
    yield *about, "edition", report.compiled.digest, "", report.edition_label
    yield *about, "rules_version", report.rules_version, report.rules_version, ""
    yield *about, "submitted", report.submitted_on, "", report.time_zone
    yield *about, "name", report.person_name, "", ""


def _level_rows(level: LevelReport) -> Iterator[Row]:
    about = "level", level.level.slug, level.level.name, level.level.slug
    yield *about, "verdict", level.verdict.low, level.verdict.high, ""
    yield *about, "points_earned", level.earned.low, level.earned.high, ""
    yield *about, "points_total", level.rule.total, level.rule.total, ""
    yield *about, "readiness_percent", percent(level.readiness.low), percent(level.readiness.high), ""
    yield *about, "must_haves_in_place", level.in_place.low, level.in_place.high, ""
    yield *about, "must_haves_total", level.rule.essentials, level.rule.essentials, ""


@kept(16_384)
def _requirement(compiled: CompiledRole, wording: Wording, level: str, unit: int, have: Interval) -> str:
    # The lines of an edition's requirement are the same for everybody who stands there, so they are kept.
    need = compiled.rules.levels[compiled.rules.level_index[level]].need_of[unit]
    members = term(compiled, need, have).members
    about = "requirement", " | ".join(member.slug for member in members), wording.members(members), level
    short = max(0, need.step - have.high), max(0, need.step - have.low)
    return _lines(
        [
            (*about, "required_step", need.step, need.step, need.importance),
            (*about, "steps_short", *short, need.importance),
        ]
    )


def _plan(report: GapReport, wording: Wording, learning_plan: LearningPlan | None) -> Iterator[str]:
    plan = shortest_way.plan_of(report, learning_plan)
    yield _lines(_plan_rows(report, wording, learning_plan))
    reasons = shortest_way.reasons(wording, report, learning_plan)
    for position, (step, why) in enumerate(zip(plan.steps, reasons, strict=True)):
        yield _plan_step(report.compiled, why, plan.level, step)
        if learning_plan:
            yield _lines(_learning_plan_rows(report.compiled, learning_plan, position))


def _plan_rows(report: GapReport, wording: Wording, learning_plan: LearningPlan | None) -> Iterator[Row]:
    plan = shortest_way.plan_of(report, learning_plan)
    level = report.compiled.rules.levels[plan.level].level
    about = "plan", level.slug, level.name, level.slug
    low, likely, high = whole(plan.hours)
    yield *about, "steps", len(plan.steps), len(plan.steps), ""
    yield *about, "hours", low, high, ""
    yield *about, "typical_hours", likely, likely, ""
    yield *about, "readiness_percent_after", percent(plan.readiness), percent(plan.readiness), ""
    if learning_plan:
        pace, start = learning_plan.schedule.pace, learning_plan.schedule.start
        yield *about, "kind", learning_plan.plan_request.what, "", shortest_way.title(wording, report, learning_plan)
        yield *about, "learning_hours_a_week", pace.learning, pace.learning, ""
        yield *about, "practice_hours_a_week", pace.practice, pace.practice, ""
        yield from _days(about, "start", "", Dates(start, start, start))
        if learning_plan.horizon:
            months = learning_plan.horizon
            yield *about, "months", months.low, months.high, ""
            yield *about, "likely_months", months.likely, months.likely, ""
        if learning_plan.has_days:
            yield from _days(about, "end", "", learning_plan.schedule.ends)
        yield from _quarter_rows(report.compiled, level.slug, learning_plan)
        for stage in learning_plan.stages:
            at = report.compiled.rules.levels[stage.level].level
            yield "plan_stage", at.slug, at.name, level.slug, "steps", stage.items, stage.items, ""
            yield "plan_stage", at.slug, at.name, level.slug, "typical_hours", stage.hours, stage.hours, ""


def _quarter_rows(compiled: CompiledRole, level: str, learning_plan: LearningPlan) -> Iterator[Row]:
    for row in quarters.rows(compiled, learning_plan):
        about = "plan_quarter", row.skill.slug, row.skill.name, level
        yield *about, "week", row.week, row.week, row.act
        yield *about, "open", row.title, row.url, ""
        state = "done" if row.is_done else "under way"
        yield *about, "step_after_twelve_weeks", row.to_step, row.to_step, state
        yield *about, "true_after_twelve_weeks", "", "", row.truth


@kept(4096)
def _plan_step(compiled: CompiledRole, why: str, level: int, step: PlanStep) -> str:
    about = _about_step(compiled, level, step)
    low, likely, high = whole(step.effort)
    return _lines(
        [
            (*about, "take_step", step.to_step - 1, step.to_step, why),
            (*about, f"hours_to_step_{step.to_step}", low, high, ""),
            (*about, f"typical_hours_to_step_{step.to_step}", likely, likely, ""),
            (*about, f"study_hours_to_step_{step.to_step}", step.study, step.study, ""),
            (*about, f"practice_hours_to_step_{step.to_step}", step.practice, step.practice, ""),
            (*about, f"months_to_step_{step.to_step}", step.months, step.months, ""),
        ]
    )


def _about_step(compiled: CompiledRole, level: int, step: PlanStep) -> tuple[str, str, str, str]:
    skill = compiled.rules.skills[step.skill]
    return "plan_step", skill.slug, skill.name, compiled.rules.levels[level].level.slug


def _learning_plan_rows(compiled: CompiledRole, learning_plan: LearningPlan, position: int) -> Iterator[Row]:
    step, slot = learning_plan.plan.steps[position], learning_plan.schedule.slots[position]
    about, of_step = _about_step(compiled, learning_plan.plan.level, step), f"_of_step_{step.to_step}"
    if learning_plan.has_days:
        yield from _days(about, "start", of_step, slot.begins)
        yield from _days(about, "end", of_step, slot.ends)
    for place, found in enumerate(json_plan.resources(step, learning_plan.lesson(step))):
        what = f"{found['use']}_resource" if place else "resource"
        yield *about, f"{what}{of_step}", found["title"], found["url"] or "", found["task"]
        yield *about, f"{what}_hours{of_step}", found["hours"], found["hours"], found["kind"]
        yield *about, f"{what}_steps{of_step}", found["from_step"], found["to_step"], found["slug"] or ""


def _days(about: tuple[str, str, str, str], what: str, of_step: str, days: Dates) -> Iterator[Row]:
    best, likely, worst = (day.isoformat() for day in days)
    yield *about, what + of_step, best, worst, ""
    yield *about, f"likely_{what}{of_step}", likely, likely, ""


@kept(16_384)
def _answer(compiled: CompiledRole, key: str, step: int | None, unsure: bool) -> str:
    rules = compiled.rules
    span = Interval(rules.lowest, rules.highest) if step is None else rules.span_of[step, unsure]
    state = "not answered" if step is None else "not sure" if unsure else "sure"
    given: Cell = "" if step is None else step
    about = "answer", key, rules.skills[rules.index[key]].name, ""
    return _lines([(*about, "your_step", given, given, state), (*about, "counted_as", *span, state)])
