"""The words about a plan: what is said when, and that hours are whole."""

from dataclasses import replace
from fractions import Fraction

import pytest

from assessment.plan.core.plan import Effort
from assessment.report.core.report import GapReport
from assessment.report.renderers import shortest_way
from assessment.report.renderers.shortest_way import Row
from tests import blueprint
from tests.assessment.report.renderers.people import WORDS, build, report_of, small

GUIDE = "Hours are a rough guide, from half to twice the typical ones. A step comes after what it needs."
OPEN = "Skipped and unsure answers count at their lowest here. Settling them may make the way shorter."
EXPERT = "Coming to 4 Expert is mostly practice on real work: think of months, not of courses."
MAYBE = "There may be a way that is a little shorter still."


def test_hours_are_whole_and_the_low_end_is_rounded_down():
    assert shortest_way.hours(Effort(Fraction(21, 2), 21, 42)) == "10–42"


def test_a_plan_is_led_in_by_its_level_and_totals():
    report = small("A paper")

    section = shortest_way.section(WORDS, report)

    assert section.title == "The shortest way to Level 1"
    assert section.lead == (
        "1 step, 20 to 80 hours, typically 40. After it every must-have of Level 1 is at its step, and readiness for it "
        "is at least 92 %."
    )
    assert section.rows == [Row("C", "2 Working", "Lifts readiness for Level 1", "20–80")]
    assert section.notes == GUIDE


def test_more_than_one_step_are_steps():
    assert shortest_way.total(WORDS, report_of("all-zero").plan).startswith(
        f"{len(report_of('all-zero').plan.steps)} steps, "
    )


def test_a_plan_without_steps_says_that_nothing_is_left():
    section = shortest_way.section(WORDS, report_of("all-four"))

    assert section.lead == ("Nothing is left to take for Lead: every must-have is at its step, and readiness is 100 %.")
    assert (section.rows, section.notes) == ([], "")


def unproven(report: GapReport) -> GapReport:
    """The report with a plan whose search was cut short."""
    changed = replace(report)
    changed.__dict__["plan"] = replace(report.plan, is_proven=False)
    return changed


@pytest.mark.parametrize(
    ("report", "notes"),
    [
        (build(blueprint.bar("entry"), target="mid"), [GUIDE]),
        (build({}, target="entry"), [GUIDE, OPEN]),
        (build(blueprint.bar("mid"), target="lead"), [GUIDE, EXPERT]),
        (unproven(build(blueprint.bar("entry"), target="mid")), [GUIDE, MAYBE]),
    ],
    ids=["ordinary", "skipped", "up to the top step", "not proven"],
)
def test_notes_say_what_the_plan_rests_on(report, notes):
    assert shortest_way.notes(WORDS, report) == notes


def test_reasons_name_the_level_or_the_skill_that_needs_the_step():
    reasons = {row.why.replace(row.skill, "…") for row in shortest_way.rows(WORDS, report_of("all-one"))}

    assert reasons >= {"A must-have of Mid", "Your furthest of several skills of which Mid asks for one"}
    assert any(" needs it for 2 Working" in reason for reason in reasons)
