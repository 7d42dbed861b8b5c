"""What would follow, in words: every form of each sentence."""

from dataclasses import replace

import pytest

from assessment.report.core.what_if import Fault, Ways
from assessment.report.renderers import what_if_wording as told
from assessment.role.core.scoring import Answer
from assessment.words.ranges import Range
from tests import blueprint
from tests.assessment.report.renderers.people import WORDS, build, report_of

ROLE = blueprint.compiled()
PYTHON = ROLE.questionnaire.question["prg_python"].skill.name


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (Fault("unknown_skill", "juggling", "3"), "This role asks for no skill called “juggling”."),
        (Fault("unknown_skill", "x" * 41), f"This role asks for no skill called “{'x' * 40}…”."),
        (Fault("off_scale", "prg_python", "9"), f"{PYTHON} cannot be at “9”: the steps are 0 to 4."),
        (
            Fault("twice", "prg_python", "3"),
            f"{PYTHON} stands there more than once, so it is not clear what you suppose.",
        ),
        (
            Fault("twice", "level", "mid"),
            "level stands there more than once, so it is not clear what you suppose.",
        ),
        (Fault("unknown_member", "main.specialism", "cut"), "“cut” is no main field that can be named here."),
        (Fault("unknown_level", "level", "boss %s"), "This role has no level called “boss %s”."),
        (
            Fault("too_many"),
            "The address holds more than this role asks for. Only the first 47 parts were read.",
        ),
    ],
)
def test_a_fault(fault, sentence):
    assert told.faults(WORDS, ROLE, [fault]) == [sentence]


def test_of_many_faults_the_first_are_told():
    found = told.faults(WORDS, ROLE, [Fault("unknown_skill", str(number)) for number in range(6)])
    assert (len(found), found[5]) == (6, "And 1 part more.")
    assert told.faults(WORDS, ROLE, [Fault("unknown_skill", "a")] * 8)[5:] == ["And 3 parts more."]
    assert len(told.faults(WORDS, ROLE, [Fault("unknown_skill", "a")] * 5)) == 5


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        ("mid", "mid", "Mid"),
        (None, None, "none"),
        (None, "mid", "none, or up to Mid"),
        ("mid", None, "Mid or higher, or none"),
        ("entry", "lead", "Entry to Lead"),
    ],
)
def test_a_place_on_the_ladder(low, high, words):
    assert told.ends(WORDS, report_of("full"), Range(low, high), "none") == words


def ways(now, then, level="mid"):
    return Ways(build(now).plan_to(level), build(then).plan_to(level))


AT_MID = blueprint.bar("mid")
LOWER = AT_MID | {"prg_python": Answer(1)}


@pytest.mark.parametrize(
    ("now", "then", "sentence"),
    [
        (AT_MID, AT_MID, "The way to Mid would be the same."),
        (LOWER, AT_MID, "The way to Mid: 160 hours less (80 to 320), 2 steps less."),
        (AT_MID, LOWER, "The way to Mid: 160 hours more (80 to 320), 2 steps more."),
        (
            LOWER,
            AT_MID | {"prg_python": Answer(2)},
            "The way to Mid: 40 hours less (20 to 80), 1 step less.",
        ),
        (
            AT_MID | {"prg_python": Answer(2)},
            LOWER,
            "The way to Mid: 40 hours more (20 to 80), 1 step more.",
        ),
        (
            AT_MID | {"prg_python": Answer(2)},
            AT_MID | {"mat_statistics": Answer(2)},
            "The way to Mid: as many hours, as many steps.",
        ),
    ],
)
def test_how_much_shorter_the_way_would_be(now, then, sentence):
    assert told.saved(WORDS, ways(now, then), "Mid") == sentence


def test_a_step_of_the_way():
    [step, _other] = ways(LOWER, AT_MID).spared

    assert told.step(WORDS, ROLE, step) == f"{PYTHON} to 2 Working, 20–80 hours"


def test_only_levels_that_may_be_the_current_one_are_named():
    several = report_of("nothing-said")
    sure = report_of("at-mid")

    assert told.current(WORDS, several, "none yet") == "none yet, or Entry, Mid, Senior or Lead"
    assert (
        told.current(WORDS, replace(several, place=several.place._replace(possible=("entry", "lead"))), "")
        == "Entry or Lead"
    )
    assert told.current(WORDS, sure, "none yet") == "Mid"
    assert told.current(WORDS, report_of("all-zero"), "none yet") == "none yet"
