"""What each face of a report says of its plan, read back into one shape: level, totals, and every step with its reason.

`told_plan` is what they must say. The words of the reasons are written out here, not taken from the renderers.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from assessment.plan.core import plan as plans
from assessment.report.core.report import GapReport

Span = tuple[int, int]


class Hours(NamedTuple):
    low: int
    likely: int
    high: int


class Taken(NamedTuple):
    """One step of a plan; names and reasons without white space, for faces that wrap lines where they like."""

    skill: str
    to_step: int
    why: str
    hours: Span


class Way(NamedTuple):
    """A plan: the level it leads to by name, its hours, readiness after it in whole per cent, and its steps."""

    level: str
    hours: Hours
    readiness: int
    steps: tuple[Taken, ...]


def plain(text: str) -> str:
    """A text without white space, for faces that wrap lines where they like."""
    return re.sub(r"\s", "", text)


def told_plan(report: GapReport) -> Way:
    """What every face must say of the plan, with the hours counted from the catalogue."""
    snapshot, skills = report.snapshot, report.compiled.rules.skills
    have = [span.low for span in report.spans]
    level = report.compiled.rules.level_index[report.focus.level.slug]
    found = plans.shortest(report.compiled.graph, level, have)
    steps, likely = [], 0
    for step in found.steps:
        skill = skills[step.skill]
        hours = (snapshot.step[step.to_step].hours * skill.effort_percent + 50) // 100
        likely += hours
        needed_by = None if step.reason.skill is None else skills[step.reason.skill].name
        why = worded(report, step.reason.why, needed_by, step.reason.step)
        steps.append(Taken(plain(skill.name), step.to_step, why, (hours // 2, 2 * hours)))
    after = int(found.readiness * 100)
    return Way(report.focus.level.name, Hours(likely // 2, likely, 2 * likely), after, tuple(steps))


def worded(report: GapReport, code: str, skill: str | None, step: int | None) -> str:
    """A reason in English, without white space."""
    level = report.focus.level.name
    return plain(
        {
            "must_have": f"A must-have of {level}",
            "any_one_of": f"Your furthest of several skills of which {level} asks for one",
            "needed": f"{skill} needs it for {step} {report.snapshot.step[step].name if step else ''}",
            "readiness": f"Lifts readiness for {level}",
        }[code]
    )


def json_plan(report: GapReport, document: Mapping[str, Any]) -> Way:
    plan = document["plan"]
    names = {question.skill.slug: question.skill.name for question in report.compiled.questionnaire.questions}
    steps = []
    for step in plan["steps"]:
        code, skill, to_step = step["reason"].values()
        why = worded(report, code, names.get(skill), to_step)
        low, likely, high = step["hours"].values()
        assert (low, high) == (likely / 2, 2 * likely)
        steps.append(Taken(plain(names[step["skill"]]), step["to_step"], why, (int(low), high)))
        assert step["name"] == names[step["skill"]]
    low, likely, high = plan["hours"].values()
    level = next(entry["name"] for entry in document["levels"] if entry["slug"] == plan["level"])
    return Way(level, Hours(int(low), likely, high), int(Fraction(plan["readiness"]) * 100), tuple(steps))


def csv_plan(rows: Iterable[Sequence[str]]) -> Way:
    numbers: dict[str, Span] = {}
    steps: list[Taken] = []
    level = ""
    for about, _key, name, _level, what, low, high, note in rows:
        if about == "plan":
            level = name
            numbers[what] = int(low), int(high)
        elif (about, what) == ("plan_step", "take_step"):
            assert int(low) == int(high) - 1
            steps.append(Taken(plain(name), int(high), plain(note), (0, 0)))
        elif (about, what) == ("plan_step", f"hours_to_step_{steps[-1].to_step if steps else 0}"):
            steps[-1] = steps[-1]._replace(hours=(int(low), int(high)))
    [count], [likely], [after] = (set(numbers[what]) for what in ("steps", "typical_hours", "readiness_percent_after"))
    assert count == len(steps)
    least, most = numbers["hours"]
    return Way(level, Hours(least, likely, most), after, tuple(steps))


def xlsx_plan(report: GapReport, book: Any) -> Way:
    """The sheet of the plan; its totals stand in the summary, and are those of its columns."""
    rows = list(book["Plan"].iter_rows(min_row=2, values_only=True))
    summary = dict(book["Summary"].iter_rows(min_row=2, values_only=True))
    title = way_title(report)
    steps = []
    for order, (number, skill, before, after, why, low, likely, high, study, practice, months) in enumerate(rows, 1):
        assert (number, before) == (order, after - 1)
        assert (low, high) == (likely // 2, 2 * likely)
        assert (study + practice, months) == (likely, 0)
        steps.append(Taken(plain(skill), after, plain(why), (low, high)))
    assert sum(row[6] for row in rows) == words_lead(title, summary[title], len(rows))[1].likely
    return Way(*words_lead(title, summary[title], len(rows)), tuple(steps))


def way_title(report: GapReport) -> str:
    """What the plan of a report is called: of a level that is surely met, only what is left."""
    is_met = report.focus.verdict.low == "met"
    return f"{'What is left for' if is_met else 'The shortest way to'} {report.focus.level.name}"


def words_plan(title: str, lead: str, rows: Sequence[Sequence[str]]) -> Way:
    """The plan of a face that people read: a heading, a sentence or two, and a table."""
    steps = []
    for skill, to_step, why, hours in rows:
        low, high = hours.split("–")
        steps.append(Taken(plain(skill), int(to_step.split()[0]), plain(why), (int(low), int(high))))
    return Way(*words_lead(title, lead, len(rows)), tuple(steps))


def rounded(way: Way) -> Way:
    """A plan as page and PDF tell it: sums above a hundred to two digits."""
    low, likely, high = (
        hours if hours <= 100 else int(Decimal(hours).scaleb(2 - len(str(hours))).quantize(0, ROUND_HALF_UP))
        * 10 ** (len(str(hours)) - 2)
        for hours in way.hours
    )  # fmt: skip
    return way._replace(hours=Hours(low, likely, high))


def words_lead(title: str, lead: str, count: int) -> tuple[str, Hours, int]:
    """Level, hours and readiness of the sentence that leads in; it says nothing of hours where there are no steps."""
    level = title.removeprefix("The shortest way to ").removeprefix("What is left for ")
    [after] = re.findall(r"readiness(?: for it)? is (?:at least )?(\d+) %", lead)
    found = re.match(r"(\d+) steps?, ([\d,]+) to ([\d,]+) hours, typically ([\d,]+)\. ", lead)
    if not found:
        assert lead.startswith(f"Nothing is left to take for {level}: ")
        assert not count
        return level, Hours(0, 0, 0), int(after)
    steps, low, high, likely = (int(number.replace(",", "")) for number in found.groups())
    assert steps == count
    return level, Hours(low, likely, high), int(after)
