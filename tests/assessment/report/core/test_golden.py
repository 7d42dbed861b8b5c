"""The method's golden values (method.md 3.8, `tests/golden.json`), reproduced exactly."""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from assessment.report.core import report as reports
from assessment.role.core import scoring
from assessment.role.core.compiled import compile_role
from assessment.role.core.scoring import Answer
from assessment.site.core import worked_example
from assessment.words.ranges import Range
from assessment.words.values import VERDICTS
from tests import blueprint

GOLDEN = json.loads((Path(__file__).parents[3] / "golden.json").read_text())
MINI = compile_role(worked_example.snapshot(), "example", "example")


def test_golden_file_holds_what_is_tested_here():
    assert len(GOLDEN["mini_examples"]) == 6
    assert list(GOLDEN["hold"]["profiles"]) == list(blueprint.LEVELS)
    assert list(GOLDEN["blueprint_profiles"]) == list(blueprint.LEVELS)


@pytest.mark.parametrize("golden", GOLDEN["mini_examples"], ids=lambda golden: f"{golden['x']}@{golden['level']}")
def test_mini_catalogue_scores_as_in_the_golden_file(golden):
    level = golden["level"] - 1
    rule = MINI.rules.levels[level]

    ladder = scoring.score(MINI.rules, golden["x"])

    assert scoring.readiness(MINI.rules, ladder)[level] == Fraction(golden["readiness"])
    assert (ladder.levels[level].is_met, ladder.levels[level].is_close) == (golden["met"], golden["close"])
    assert golden["gate"] == [
        [MINI.rules.skills[need.unit].slug, max(0, need.step - golden["x"][need.unit])]
        for need in rule.needs
        if need.is_essential
    ]
    shortfalls = [short for _skill, short in golden["gate"]]
    assert ladder.levels[level].worst == max(shortfalls)
    assert ladder.levels[level].short == sum(short > 0 for short in shortfalls)


@pytest.mark.parametrize(
    ("steps", "level", "verdict"),
    [
        ((2, 1, 1, 0), "level-1", "close"),
        ((2, 1, 2, 0), "level-1", "met"),
        ((2, 1, 2, 0), "level-2", "not_yet"),
        ((3, 2, 3, 0), "level-2", "met"),
        ((4, 4, 0, 0), "level-1", "not_yet"),
    ],
)
def test_mini_catalogue_verdict_on_the_ladder(steps, level, verdict):
    answers = {skill: Answer(step) for skill, step in zip("ABCD", steps, strict=True)}

    report = reports.build(MINI, answers)

    assert report.level[level].verdict == Range(verdict, verdict)


def test_mini_catalogue_bounds_of_an_unsure_and_a_skipped_answer():
    answers = {"A": Answer(2), "B": Answer(1), "C": Answer(1, unsure=True)}

    report = reports.build(MINI, answers)

    assert report.level["level-1"].readiness == Range(Fraction(9, 14), Fraction(1))


@pytest.mark.parametrize("level", blueprint.LEVELS)
def test_blueprint_profile_at_a_bar_scores_as_in_the_golden_file(level):
    golden = GOLDEN["blueprint_profiles"][level]

    report = reports.build(blueprint.compiled(), blueprint.bar(level))

    assert [found.readiness for found in report.levels] == [
        Range(Fraction(share), Fraction(share)) for share in golden["readiness"]
    ]
    is_as_golden(report, golden)


@pytest.mark.parametrize("name", ["rusty_chief", "near_chief"])
def test_a_chief_who_is_not_as_the_lower_levels_ask(name):
    golden = GOLDEN[name]
    changed = {skill: Answer(step) for skill, step in golden["changes"].items()}

    is_as_golden(reports.build(blueprint.compiled(), blueprint.bar("lead") | changed), golden)


def is_as_golden(report, golden):
    assert [VERDICTS.index(found.verdict.low) for found in report.levels] == golden["verdicts"]
    slug = blueprint.LEVELS[golden["current"] - 1] if golden["current"] else None
    assert report.place.current == Range(slug, slug)
    assert report.place.possible == (slug,)
    assert report.place.aim == Range(golden["aim"], golden["aim"])
    assert [report.nearest(unit).slug for unit in report.open_below] == golden["open_below"]


@pytest.mark.parametrize("level", blueprint.LEVELS)
def test_hold_of_an_exact_profile(level):
    golden = GOLDEN["hold"]["profiles"][level]

    found = reports.build(blueprint.compiled(), blueprint.bar(level)).firmness

    assert (found.level, found.is_met) == (level, True)
    assert found.chance.gate == pytest.approx(golden["gate"], abs=GOLDEN["hold"]["tolerance"])
    assert found.chance.readiness == pytest.approx(golden["readiness"], abs=GOLDEN["hold"]["tolerance"])
    assert found.chance.both == pytest.approx(golden["hold"], abs=GOLDEN["hold"]["tolerance"])


def test_blueprint_allows_the_slips_of_the_method():
    rules = blueprint.compiled().rules.levels

    assert [rule.essentials for rule in rules] == [9, 13, 14, 12]
    assert [rule.met_slips for rule in rules] == [1, 2, 2, 2]
    assert [rule.close_slips for rule in rules] == [3, 5, 5, 4]


def test_blueprint_asks_45_questions_in_42_units():
    rules = blueprint.compiled().rules

    assert (len(rules.skills), len(rules.units)) == (45, 42)
    assert [len(rule.needs) for rule in rules.levels] == [38, 42, 42, 42]


@pytest.mark.parametrize(("step", "current"), [(0, None), (4, "lead")])
def test_blueprint_at_the_ends_of_the_scale(step, current):
    answers = {row["skill_key"]: Answer(step) for row in blueprint.rows()}

    assert reports.build(blueprint.compiled(), answers).place.current == Range(current, current)
