"""Supposed answers: what an address may say, and that putting them over the answers is answering so."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.plan.core.plan import Effort, Plan
from assessment.report.core import report as reports
from assessment.report.core import what_if
from assessment.report.core.what_if import Change, Fault, Read, Ways
from assessment.role.core.scoring import Answer
from assessment.words.ranges import Interval
from tests import blueprint
from tests.assessment.mini import GROUPS, E, compiled
from tests.assessment.oracle import catalogue
from tests.assessment.oracle import plan as assessment_plan
from tests.assessment.report.renderers.people import build
from tests.catalog.core import mini

pytestmark = pytest.mark.slow

ASKED, SCALE, LEVELS = ("b", "a", "c"), (0, 4), ("one", "two")
CATALOGUE = catalogue.of_blueprint()


def read(*pairs):
    return what_if.read(pairs, ASKED, SCALE, LEVELS, {})


def test_an_address_is_read_in_the_order_of_the_questions():
    assert read(("a", "3"), ("level", "two"), ("b", "0")) == Read((Change("b", 0), Change("a", 3)), "two", (), False)


def test_an_address_without_anything_supposes_nothing():
    assert read() == Read((), "", (), False)


def test_what_a_form_leaves_alone_is_blank():
    assert read(("b", ""), ("a", "4"), ("c", ""), ("level", "")) == Read((Change("a", 4),), "", (), True)


@pytest.mark.parametrize(
    ("pair", "code"),
    [
        (("d", "3"), "unknown_skill"),
        (("", "3"), "unknown_skill"),
        (("A", "3"), "unknown_skill"),
        (("d", ""), "unknown_skill"),
        *((("a", value), "off_scale") for value in ("5", "-1", "03", "+3", " 3", "3.0", "３", "٣", "²", "\0", "x", "9" * 5000)),
        (("level", "three"), "unknown_level"),
        (("level", "Two"), "unknown_level"),
    ],
)  # fmt: skip
def test_a_part_that_cannot_be_is_told_and_the_rest_is_read(pair, code):
    found = read(pair, ("b", "1"))

    assert found == Read((Change("b", 1),), "", (Fault(code, *pair),), pair[1] == "")


def read_main(*pairs):
    return what_if.read(pairs, ASKED, SCALE, LEVELS, GROUPS)


def test_an_address_may_name_another_main_field_or_none():
    assert read_main(("main.g", "ink"), ("a", "3")) == Read((Change("a", 3),), "", (), False, (("g", "ink"),))
    assert read_main(("main.g", "none")).main == (("g", ""),)
    assert read_main(("main.g", "")) == Read((), "", (), True)


@pytest.mark.parametrize(
    ("pairs", "fault"),
    [
        ([("main.h", "ink")], Fault("unknown_skill", "main.h", "ink")),
        ([("main.g", "a")], Fault("unknown_member", "main.g", "a")),
        ([("main.g", "ink"), ("main.g", "lead")], Fault("twice", "main.g", "ink")),
    ],
)
def test_a_main_field_that_cannot_be_is_told(pairs, fault):
    assert read_main(*pairs) == Read((), "", (fault,), False)


def test_of_a_supposed_main_field_counts_what_is_another_one():
    main = (("g", "ink"), ("h", ""))
    assert what_if.differing_main({}, main) == {"g": "ink"}
    assert what_if.differing_main({"g": "ink", "h": "oak"}, main) == {"h": ""}


def test_an_address_is_written_as_it_is_read():
    query = what_if.query([Change("a", 3)], "two", {"g": "ink", "h": ""})
    assert query == "a=3&main.g=ink&main.h=none&level=two"


@pytest.mark.parametrize("values", [("3", "3"), ("3", "2"), ("", "3"), ("3", "")])
def test_of_a_skill_given_twice_neither_is_taken(values):
    found = read(*(("a", value) for value in values), ("b", "1"))

    assert (found.changes, found.faults) == ((Change("b", 1),), (Fault("twice", "a", values[0]),))


def test_of_a_level_given_twice_neither_is_taken():
    assert read(("level", "one"), ("level", "two")) == Read((), "", (Fault("twice", "level", "one"),), False)


def test_no_more_is_read_than_a_role_can_ask():
    found = read(("a", "1"), *[("x", "1")] * 9_000, ("b", "1"))

    assert found.changes == (Change("a", 1),)
    assert [fault.code for fault in found.faults] == ["too_many", "unknown_skill"]


@given(
    st.lists(st.tuples(st.sampled_from(["a", "b", "level", "d"]) | st.text(), st.text() | st.sampled_from("0123456")))
)
def test_whatever_is_sent_is_read_or_told(pairs):
    found = what_if.read(pairs, ASKED, SCALE, LEVELS, {})

    assert all(change.skill in ASKED and 0 <= change.step <= 4 for change in found.changes)
    names = [name for name, _value in pairs[:4]]
    told = {fault.name for fault in found.faults if fault.code != "too_many"}
    for name, value in pairs[:4]:
        taken = {change.skill for change in found.changes} | ({"level"} if found.level else set())
        assert name in taken or name in told or value == ""
    assert {name for name in names if names.count(name) > 1} <= told


def test_what_was_read_makes_the_same_address_again():
    changes = (Change("b", 0), Change("a", 3))

    assert what_if.query(changes, "two") == "b=0&a=3&level=two"
    assert what_if.query(changes) == "b=0&a=3"
    assert what_if.query(()) == ""


SAID = {"a": Answer(2, True, "A paper"), "b": Answer(3, False, "A talk")}


def test_a_supposed_answer_is_sure_and_has_no_evidence():
    found = what_if.suppose(SAID, [Change("a", 2), Change("c", 1)])

    assert found == {"a": Answer(2), "b": SAID["b"], "c": Answer(1)}
    assert SAID["a"] == Answer(2, True, "A paper")


def test_what_was_surely_said_already_stays_as_it_was_said():
    assert what_if.suppose(SAID, [Change("b", 3)]) == SAID
    assert what_if.differing(SAID, [Change("b", 3), Change("a", 2), Change("c", 0)]) == (Change("a", 2), Change("c", 0))


@pytest.mark.parametrize(
    ("have", "needed", "step"),
    [
        (Interval(1, 1), 3, 2),
        (Interval(0, 4), 3, 3),
        (Interval(1, 3), 2, 2),
        (Interval(0, 1), 3, 1),
    ],
    ids=["one higher", "skipped", "unsure, may be there", "unsure, cannot be there"],
)
def test_what_is_worth_a_look(have, needed, step):
    assert what_if.worth_a_look(have, needed) == step


def ways(now, then, level="mid"):
    return Ways(build(now).plan_to(level), build(then).plan_to(level))


def keys(compiled_role, steps):
    return [(compiled_role.rules.skills[step.skill].slug, step.to_step) for step in steps]


def test_a_supposed_step_spares_itself():
    now = blueprint.bar("mid") | {"prg_python": Answer(1)}

    found = ways(now, what_if.suppose(now, [Change("prg_python", 2)]))

    assert keys(blueprint.compiled(), found.spared) == [("prg_python", 2)]
    assert (found.added, found.steps, found.hours) == ((), 1, Effort(20, 40, 80))


def test_to_suppose_less_makes_the_way_longer():
    now = blueprint.bar("mid")

    found = ways(now, what_if.suppose(now, [Change("prg_python", 1)]))

    assert keys(blueprint.compiled(), found.added) == [("prg_python", 2), ("prg_python", 3)]
    assert (found.spared, found.steps, found.hours.likely) == ((), -2, -160)


def outlay(plan: Plan) -> tuple[int, int]:
    """What a plan keeps low: steps in skills that the level does not need, then hours."""
    taken = [blueprint.compiled().rules.skills[step.skill].slug for step in plan.steps]
    return assessment_plan.unasked(CATALOGUE, CATALOGUE.levels[plan.level], taken), plan.hours.likely


@pytest.mark.parametrize("seed", range(20))
def test_to_suppose_more_never_makes_the_way_longer(seed):
    now = blueprint.random_answers(seed)
    groups = {member.slug for members in blueprint.compiled().rules.groups.values() for member in members}
    for skill, answer in list(now.items())[seed % 7 :: 7]:
        for level in blueprint.LEVELS:
            # More of another member of a group is another way.
            if answer.step < 4 and skill not in groups:
                found = ways(now, what_if.suppose(now, [Change(skill, answer.step + 1)]), level)
                assert outlay(found.then) <= outlay(found.now)


def test_the_report_on_supposed_answers_is_the_report_on_the_same_answers():
    role = compiled("abc", [mini.level("one", 1, dict.fromkeys("abc", (3, E)))])
    supposed = what_if.suppose(SAID, [Change("a", 3), Change("c", 2)])

    assert replace(reports.build(role, supposed)) == reports.build(
        role, {"a": Answer(3), "b": Answer(3, False, "A talk"), "c": Answer(2)}
    )
