"""The report as a workbook: a sheet to read, one for each table, typed numbers, no formulas, no links."""

import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime

import xlsxwriter

from assessment.plan.core.planning import LearningPlan
from assessment.plan.renderers import json_plan, quarters
from assessment.plan.renderers.wording import whole
from assessment.report.core.below import asked_below, open_below
from assessment.report.core.ladder import SIGNS, must_haves
from assessment.report.core.report import GapReport, LevelReport, terms
from assessment.report.renderers import shortest_way
from assessment.report.renderers.wording import Wording
from assessment.words.ranges import percent

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
# A file without a date of its own bears the first that its format can hold.
EARLIEST = "1980-01-01"
# A cell holds no more, and XML no such characters.
CELL_LIMIT = 32_767
NAME_LIMIT = 31
_NOT_IN_NAMES = re.compile(r"[\x00-\x1f\[\]:*?/\\']")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

Cell = str | int | date | None


class _Sheets:
    """A workbook whose sheets all look alike: frozen bold header, filter, wrapped text."""

    def __init__(self) -> None:
        self.file = io.BytesIO()
        self.book = xlsxwriter.Workbook(self.file, OPTIONS)
        self.head = self.book.add_format({"bold": True, "bg_color": "#E4EFEC", "bottom": 1, "valign": "top"})
        self.body = self.book.add_format({"text_wrap": True, "valign": "top"})
        self.day = self.book.add_format({"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"})

    def table(self, name: str, header: Sequence[str], rows: Iterable[Sequence[Cell]], widths: Sequence[int]) -> None:
        sheet = self.book.add_worksheet(sheet_name(name))
        for column, (title, width) in enumerate(zip(header, widths, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, title, self.head)
        last = 0
        for last, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                if isinstance(cell, int):
                    sheet.write_number(last, column, cell, self.body)
                elif isinstance(cell, date):
                    sheet.write_datetime(last, column, cell, self.day)
                elif cell:
                    sheet.write_string(last, column, clean(cell), self.body)
        sheet.freeze_panes(1, 1)
        if last:
            sheet.autofilter(0, 0, last, len(header) - 1)

    def bytes(self) -> bytes:
        self.book.close()
        return self.file.getvalue()


def clean(text: str) -> str:
    """Text that a workbook can hold."""
    return _NOT_XML.sub("\ufffd", text)[:CELL_LIMIT]


def sheet_name(text: str) -> str:
    """Text as the name of a sheet: without the signs that workbooks forbid, at most 31 UTF-16 units."""
    allowed = _NOT_IN_NAMES.sub(" ", clean(text)).encode("utf-16-le")[: 2 * NAME_LIMIT]
    return allowed.decode("utf-16-le", "ignore")


def render(report: GapReport, wording: Wording, learning_plan: LearningPlan | None = None) -> bytes:
    """The workbook's bytes; the same report gives the same cells."""
    sheets = _Sheets()
    sheets.book.set_properties(
        {"title": clean(wording.title(report)), "company": "Skillgap", "created": _made(report.submitted_on)}
    )
    _summary(sheets, report, wording, learning_plan)
    _levels(sheets, report, wording)
    _gaps(sheets, report, wording)
    _below(sheets, report, wording)
    if learning_plan:
        _quarter(sheets, report, wording, learning_plan)
    _plan(sheets, report, wording, learning_plan)
    if learning_plan:
        _stages(sheets, report, wording, learning_plan)
    _requirements(sheets, report, wording)
    _answers(sheets, report, wording)
    return sheets.bytes()


def _made(day: str) -> datetime:
    """The file's own date, so that the same report gives the same bytes."""
    return datetime.fromisoformat(day or EARLIEST)


def _summary(sheets: _Sheets, report: GapReport, wording: Wording, learning_plan: LearningPlan | None) -> None:
    _ = wording.gettext
    rows: list[tuple[str, str | int]] = [
        *([(_("Sample"), wording.sample_note(report))] if report.is_sample else []),
        (_("Role"), report.role.name),
        (_("Name"), report.person_name),
        (_("Submitted"), wording.submitted(report)),
        (_("Where you stand"), wording.place(report, report.place)),
        *((level.level.name, _rung(report, level, wording)) for level in report.levels),
        (_("Main field"), wording.main_field(report.compiled)),
        (_("Coverage"), wording.coverage(report)),
        (_("Gaps are counted against"), report.focus.level.name),
        (shortest_way.title(wording, report, learning_plan), shortest_way.lead(wording, report, learning_plan, str)),
        (_("How firm this is"), wording.firmness(report)),
        (_("Every answer one step lower"), wording.place(report, report.stress)),
        (_("Edition"), f"{report.edition_label} {report.compiled.digest}"),
        (_("Rules version"), report.rules_version),
        (_("Please note"), wording.caveat()),
    ]
    sheets.table(_("Summary"), [_("What"), _("Value")], rows, [28, 90])


def _rung(report: GapReport, level: LevelReport, wording: Wording) -> str:
    """One level of the ladder on a line: the verdict, a sign for each must-have, the readiness."""
    signs = "".join(SIGNS[each.mark] for each in must_haves(report, level))
    return " · ".join(filter(None, [wording.verdict_of(report, level), signs, wording.percent_range(level.readiness)]))


def _levels(sheets: _Sheets, report: GapReport, wording: Wording) -> None:
    _ = wording.gettext
    header = [
        _("Level"), _("Verdict from"), _("Verdict to"), _("Readiness from, %"), _("Readiness to, %"), _("Points from"), _("Points to"), _("Points in all"),
        _("Must-haves in place from"), _("Must-haves in place to"), _("Must-haves in all"),
    ]  # fmt: skip
    rows = [
        (
            level.level.name,
            *_verdicts(report, level, wording),
            percent(level.readiness.low),
            percent(level.readiness.high),
            level.earned.low,
            level.earned.high,
            level.rule.total,
            level.in_place.low,
            level.in_place.high,
            level.rule.essentials,
        )
        for level in report.levels
    ]
    sheets.table(_("Levels"), header, rows, [14, 24, 24] + [13] * 8)


def _verdicts(report: GapReport, level: LevelReport, wording: Wording) -> tuple[str, str]:
    if report.is_passed_by(level):
        told = wording.verdict_of(report, level)
        return told, told
    return wording.verdict(level.verdict.low), wording.verdict(level.verdict.high)


def _below(sheets: _Sheets, report: GapReport, wording: Wording) -> None:
    _ = wording.gettext
    header = [_("Level"), _("Skill"), _("You from"), _("You to"), _("Needed")]
    for name, found in ((_("Open from lower levels"), open_below(report)), (_("Asked below"), asked_below(report))):
        rows = [
            (each.level.level.name, wording.members(report.members(each.need.unit)), *each.have, each.need.step)
            for each in found
        ]
        if rows:
            sheets.table(name, header, rows, [14, 44, 9, 9, 9])


def _gaps(sheets: _Sheets, report: GapReport, wording: Wording) -> None:
    _ = wording.gettext
    header = [
        _("Order"), _("Skill"), _("Importance"), _("You from"), _("You to"), _("Needed"), _("Short from"), _("Short to"),
        _("Points if closed"), _("Hours, rough guide"), _("First action"),
    ]  # fmt: skip
    rows = [
        (
            order,
            report.skill(gap.skill).name,
            wording.importance(gap.need.importance),
            gap.have.low,
            gap.have.high,
            gap.need.step,
            gap.short_low,
            gap.short_high,
            gap.points,
            gap.hours,
            wording.first_action(report, gap),
        )
        for order, gap in enumerate(report.gaps, 1)
    ]
    title = _("Gaps at %s") % report.focus.level.name
    sheets.table(title, header, rows, [7, 36, 12, 9, 9, 9, 9, 9, 10, 10, 70])


def _plan(sheets: _Sheets, report: GapReport, wording: Wording, learning_plan: LearningPlan | None) -> None:
    _ = wording.gettext
    header = [
        _("Order"), _("Skill"), _("From step"), _("To step"), _("Why"), _("Hours from"), _("Typical hours"),
        _("Hours to"), _("To study"), _("To practise"), _("Months"),
    ]  # fmt: skip
    widths = [7, 36, 10, 10, 60, 10, 10, 10, 10, 10, 10]
    if learning_plan:
        header += [
            _("Learn from"), _("Hours for it"), _("From its step"), _("To its step"), _("Address"), _("Practise"),
            _("In short"), _("Hours for that"), _("Its address"), _("Then practise"), _("Hours of practice"),
            _("Where"), _("How"),
        ]  # fmt: skip
        widths += [50, 10, 10, 10, 50, 60, 50, 10, 50, 50, 10, 50, 60]
    if learning_plan and learning_plan.has_days:
        header += [
            _("Starts, best"), _("Starts, likely"), _("Starts, worst"), _("Done, best"), _("Done, likely"),
            _("Done, worst"),
        ]  # fmt: skip
        widths += [12] * 6
    rows: list[tuple[Cell, ...]] = []
    reasons = shortest_way.reasons(wording, report, learning_plan)
    for order, (step, why) in enumerate(
        zip(shortest_way.plan_of(report, learning_plan).steps, reasons, strict=True), 1
    ):
        more = _resource_and_days(learning_plan, order - 1) if learning_plan else ()
        hours = *whole(step.effort), step.study, step.practice, step.months
        rows.append((order, report.skill(step.skill).name, step.to_step - 1, step.to_step, why, *hours, *more))
    sheets.table(_("Plan"), header, rows, widths)


def _quarter(sheets: _Sheets, report: GapReport, wording: Wording, learning_plan: LearningPlan) -> None:
    _ = wording.gettext
    header = [
        _("Skill"), _("Week"), _("Begin"), _("Open"), _("Address"), _("To step"), _("After the twelve weeks"), _("State"),
    ]  # fmt: skip
    states = {True: _("true after them"), False: _("under way")}
    rows = [
        (row.skill.name, row.week, row.act, row.title, row.url, row.to_step, row.truth, states[row.is_done])
        for row in quarters.rows(report.compiled, learning_plan)
    ]
    sheets.table(_("Twelve weeks"), header, rows, [36, 8, 60, 50, 50, 10, 60, 16])


def _stages(sheets: _Sheets, report: GapReport, wording: Wording, learning_plan: LearningPlan) -> None:
    _ = wording.gettext
    header = [_("Level"), _("Steps from today"), _("Typical hours from today")]
    levels = report.compiled.rules.levels
    rows = [(levels[stage.level].level.name, stage.items, stage.hours) for stage in learning_plan.stages]
    sheets.table(_("Stages"), header, rows, [24, 16, 16])


def _resource_and_days(learning_plan: LearningPlan, position: int) -> tuple[Cell, ...]:
    step, slot = learning_plan.plan.steps[position], learning_plan.schedule.slots[position]
    first, *others = json_plan.resources(step, learning_plan.lesson(step))
    found = {each["use"]: (each["title"], each["hours"], each["url"], each["task"]) for each in others}
    told = (
        *(first["title"], first["hours"], first["from_step"], first["to_step"], first["url"], first["task"]),
        *found.get("short", (None,) * 4)[:3],
        *found.get("practice", (None,) * 4),
    )
    return *told, *((*slot.begins, *slot.ends) if learning_plan.has_days else ())


def _requirements(sheets: _Sheets, report: GapReport, wording: Wording) -> None:
    _ = wording.gettext
    header = [
        _("Level"), _("Skill"), _("Importance"), _("You from"), _("You to"), _("Needed"), _("Weight"), _("Earned from"),
        _("Earned to"), _("Possible"),
    ]  # fmt: skip
    rows = [
        (
            level.level.name,
            wording.members(term.members),
            wording.importance(term.need.importance),
            term.have.low,
            term.have.high,
            term.need.step,
            term.need.weight,
            term.earned.low,
            term.earned.high,
            term.possible,
        )
        for level in report.levels
        for term in terms(report, level)
    ]
    sheets.table(_("Arithmetic"), header, rows, [14, 44, 12, 9, 9, 9, 9, 11, 11, 9])


def _answers(sheets: _Sheets, report: GapReport, wording: Wording) -> None:
    _ = wording.gettext
    header = [
        _("Area"),
        _("Skill"),
        _("Key"),
        _("Your step"),
        _("State"),
        _("Your sentence"),
        _("Evidence"),
    ]
    rows = []
    for question in report.compiled.questionnaire.questions:
        skill = question.skill
        answer = report.answers.get(skill.slug)
        state = _("not answered") if answer is None else _("not sure") if answer.unsure else _("sure")
        rows.append(
            (
                report.snapshot.area[skill.area].name,
                skill.name,
                skill.slug,
                answer.step if answer else None,
                state,
                skill.anchor_at[answer.step].text if answer and answer.step in skill.anchor_at else "",
                answer.evidence if answer else "",
            )
        )
    sheets.table(_("Answers"), header, rows, [26, 34, 24, 10, 13, 60, 40])
