"""Every number of the report against the oracle, for a thousand people and for random small frameworks."""

import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings

from assessment.report.core import report as reports
from assessment.report.renderers import json_report
from assessment.role.core.compiled import with_main
from assessment.role.core.scoring import Answer
from tests import blueprint
from tests.assessment import frameworks
from tests.assessment.oracle import catalogue, scorer
from tests.assessment.oracle import document as assessment_document
from tests.assessment.oracle.scorer import RANKS, Answered

pytestmark = pytest.mark.slow

CATALOGUE = catalogue.of_blueprint()
ENDS = ("low", "high")


def said(answers) -> dict[str, Answered]:
    return {slug: Answered(*answer) for slug, answer in answers.items()}


@pytest.mark.thorough
@pytest.mark.parametrize("first", range(0, 1000, 100))
def test_report_of_random_people_equals_the_oracle(first):
    compiled = blueprint.compiled()
    for seed in range(first, first + 100):
        answers = blueprint.random_answers(seed)
        target = ("", *blueprint.LEVELS)[seed % 5]

        document = json_report.document(reports.build(compiled, answers, target=target))

        expected = assessment_document.document(CATALOGUE, said(answers), digest=compiled.digest, target=target)
        is_the_same(document, expected, f"seed {seed}")


GROUPS = blueprint.compiled().rules.groups


def random_main(seed: int) -> dict[str, str]:
    """The main field of a seeded person: any member of each group."""
    chance = random.Random(seed)
    return {group: chance.choice(members).slug for group, members in GROUPS.items()}


@pytest.mark.thorough
@pytest.mark.parametrize("first", range(0, 1000, 100))
def test_report_of_random_people_with_a_random_main_field_equals_the_oracle(first):
    roles = {skill.slug: with_main(blueprint.compiled(), {"specialism": skill.slug}) for skill in GROUPS["specialism"]}
    for seed in range(first, first + 100):
        answers, main = blueprint.random_answers(seed), random_main(seed)
        target = ("", *blueprint.LEVELS)[seed % 5]
        compiled = roles[main["specialism"]]

        document = json_report.document(reports.build(compiled, answers, target=target))

        named = replace(CATALOGUE, main=main)
        expected = assessment_document.document(named, said(answers), digest=compiled.digest, target=target)
        is_the_same(document, expected, f"seed {seed}")


def test_main_fields_differ_enough_to_tell_the_named_member_from_the_best():
    seeds = range(200)
    differ = [
        json_report.document(reports.build(role, blueprint.random_answers(seed)))["levels"]
        for seed in seeds
        for role in (blueprint.compiled(), with_main(blueprint.compiled(), random_main(seed)))
    ]

    assert {random_main(seed)["specialism"] for seed in seeds} == {skill.slug for skill in GROUPS["specialism"]}
    assert sum(differ[place] != differ[place + 1] for place in range(0, len(differ), 2)) > 100


def is_the_same(document, expected, name: str = "") -> None:
    """Equal entry by entry; chances but for the last of their three decimals, which floats round by chance."""
    chances, others = document.pop("hold"), expected.pop("hold")
    assert document == expected, name
    assert (chances is None) == (others is None), name
    if chances:
        assert chances.pop("level") == others.pop("level"), name
        assert chances == pytest.approx(others, abs=0.0011), name


def at_a_bar(seed: int) -> dict[str, Answer]:
    """A seeded person at a level's bar but for a few answers: one step off, unsure or skipped."""
    chance = random.Random(seed)
    answers = blueprint.bar(chance.choice(blueprint.LEVELS))
    for slug in chance.sample(sorted(answers), 12):
        step = min(4, max(0, answers[slug].step + chance.choice((-1, -1, 0, 1))))
        answers[slug] = Answer(step, unsure=chance.random() < 0.2)
        if chance.random() < 0.1:
            del answers[slug]
    return answers


def test_report_of_people_at_a_bar_equals_the_oracle():
    compiled = blueprint.compiled()
    for seed in range(300):
        answers = at_a_bar(seed)

        document = json_report.document(reports.build(compiled, answers))

        expected = assessment_document.document(CATALOGUE, said(answers), digest=compiled.digest)
        is_the_same(document, expected, f"seed {seed}")


def test_people_differ_enough_to_tell_rules_apart():
    people = [*map(blueprint.random_answers, range(1000)), *map(at_a_bar, range(300))]
    documents = [json_report.document(reports.build(blueprint.compiled(), answers)) for answers in people]

    verdicts = {tuple(level["verdict"].values()) for document in documents for level in document["levels"]}
    assert verdicts == {(low, high) for place, low in enumerate(RANKS) for high in RANKS[place:]}
    assert {document["current"]["low"] for document in documents} == {None, *blueprint.LEVELS}
    assert {document["current"]["high"] for document in documents} == {None, *blueprint.LEVELS}
    assert {gap["tier"] for document in documents for gap in document["gaps"]} == {0, 1, 2, 3, 4}
    assert {level["point"] is None for document in documents for level in document["levels"]} == {True, False}


@given(frameworks.cases())
@settings(max_examples=150, deadline=None)
def test_report_on_a_random_framework_equals_the_oracle(case):
    cat = catalogue.of_snapshot(case.compiled.snapshot)

    document = json_report.document(case.report)

    expected = assessment_document.document(cat, said(case.answers), digest=case.compiled.digest)
    is_the_same(document, expected)


def nearly_sure(seed: int) -> dict[str, Answered]:
    """A random person of whom three answers are open: one skipped, two unsure."""
    sure = {row["skill_key"]: Answered(2) for row in blueprint.rows()}
    sure |= {slug: Answered(answer.step) for slug, answer in blueprint.random_answers(seed).items()}
    slugs = sorted(sure)
    skipped, *unsure = (slugs[(seed * 7 + offset * 13) % len(slugs)] for offset in range(3))
    del sure[skipped]
    return sure | {slug: sure[slug]._replace(unsure=True) for slug in unsure}


def level_ends(document: Mapping[str, Any], part: str, order: Callable[[str], Any] = Fraction) -> list[tuple[Any, Any]]:
    return [(order(level[part]["low"]), order(level[part]["high"])) for level in document["levels"]]


@pytest.mark.parametrize("first", range(0, 60, 10))
def test_bounds_are_tight_over_every_completion(first):
    for seed in range(first, first + 10):
        answers = nearly_sure(seed)
        given_answers = {slug: Answer(*answer) for slug, answer in answers.items()}
        document = json_report.document(reports.build(blueprint.compiled(), given_answers))

        every = list(scorer.completions(CATALOGUE, answers))
        ladders = [scorer.ladder(CATALOGUE, steps) for steps in every]

        assert 20 <= len(every) <= 45
        for position, level in enumerate(CATALOGUE.levels):
            shares = [scorer.readiness(CATALOGUE, level, steps) for steps in every]
            verdicts = [RANKS.index(ladder.verdicts[position]) for ladder in ladders]
            assert level_ends(document, "readiness")[position] == (min(shares), max(shares))
            assert level_ends(document, "verdict", RANKS.index)[position] == (min(verdicts), max(verdicts))
        for name in ("current", "closest"):
            assert document[name] == extremes(CATALOGUE, [getattr(ladder, name) for ladder in ladders])
        currents = {ladder.current.slug if ladder.current else None for ladder in ladders}
        assert currents <= set(document["possible"])


@given(frameworks.cases(lowest=(0, 1), skills=4))
@settings(max_examples=60, deadline=None)
def test_bounds_are_tight_on_a_random_framework(case):
    cat = catalogue.of_snapshot(case.compiled.snapshot)
    document = json_report.document(case.report)

    every = list(scorer.completions(cat, said(case.answers)))
    ladders = [scorer.ladder(cat, steps) for steps in every]

    for position, level in enumerate(cat.levels):
        shares = [scorer.readiness(cat, level, steps) for steps in every]
        verdicts = [RANKS.index(ladder.verdicts[position]) for ladder in ladders]
        assert level_ends(document, "readiness")[position] == (min(shares), max(shares))
        assert level_ends(document, "verdict", RANKS.index)[position] == (min(verdicts), max(verdicts))
    for name in ("current", "closest"):
        ranks = [level.rank if (level := getattr(ladder, name)) else 0 for ladder in ladders]
        found = [next((level.rank for level in cat.levels if level.slug == document[name][end]), 0) for end in ENDS]
        assert found == [min(ranks), max(ranks)]
    assert {ladder.current.slug if ladder.current else None for ladder in ladders} <= set(document["possible"])


def extremes(cat, levels) -> dict[str, str | None]:
    """The lowest and the highest of some levels of a ladder without tracks."""
    slugs = [None, *(level.slug for level in cat.levels)]
    positions = [slugs.index(level.slug if level else None) for level in levels]
    return {"low": slugs[min(positions)], "high": slugs[max(positions)]}


def test_oracle_reads_the_same_catalogue_from_rows_and_from_the_snapshot():
    from_snapshot = catalogue.of_snapshot(blueprint.snapshot())

    assert from_snapshot == CATALOGUE
