"""What "Back it up" asks: which must-haves, in which order, and which of them with the sentence next to the chosen one."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.answering.core.backing import MOST, MOST_DOUBLED, backings
from assessment.report.core import report as reports
from assessment.role.core.compiled import narrowed
from assessment.role.core.scoring import Answer
from tests import blueprint
from tests.assessment import frameworks
from tests.assessment.frameworks import EXAMPLES
from tests.assessment.mini import E, I, compiled, sure
from tests.catalog.core import mini

SKILLS = [mini.skill(letter, place) for place, letter in enumerate("abcdefg")]
ROLE = compiled(
    SKILLS,
    [
        mini.level("one", 1, {"a": (1, E), "b": (1, E)}),
        mini.level("two", 2, dict.fromkeys("abcde", (2, E)) | {"f": (2, I)}),
    ],
)


def asked(answers: dict[str, Answer], target: str = "two") -> list[tuple[str, int | None]]:
    return [(backing.skill.slug, backing.neighbour) for backing in backings(ROLE, answers, target)]


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        (sure(a=2, b=1, c=4), [("a", 1), ("b", 2), ("c", None)]),
        (sure(a=1, b=2), [("b", 1), ("a", 2)]),
        (sure(a=3, b=4), [("a", None), ("b", None)]),
        (sure(a=2, b=2, c=2, d=2, e=1), [("a", 1), ("b", 1), ("c", 1), ("d", None), ("e", None)]),
        ({"a": Answer(2, unsure=True)}, [("a", 1)]),
        (sure(a=0, b=0, f=2, g=4), []),
        ({}, []),
    ],
    ids=[
        "at the bar, below it, high above it",
        "at the bar first",
        "what is high above the bar has no neighbour",
        "three neighbours",
        "an unsure answer as it was given",
        "neither the lowest step nor what is no must-have there",
        "nothing answered",
    ],
)
def test_must_haves_that_come_up(answers, found):
    assert asked(answers) == found


def test_without_a_target_it_is_about_the_level_to_aim_for():
    assert asked(sure(a=1, b=1), "one") == [("a", 0), ("b", 0)]
    assert asked(sure(a=1, b=0), "") == [("a", 0)]
    assert asked(sure(a=2, b=2, c=2), "") == [("a", 1), ("b", 1), ("c", 1)]


def test_at_the_top_it_is_about_the_level_that_is_met():
    assert asked(sure(a=2, b=2, c=2, d=2, e=2, f=2), "") == asked(sure(a=2, b=2, c=2, d=2, e=2, f=2), "two")


def test_of_a_group_its_best_answer_comes_up_and_the_first_of_equals():
    pair = [mini.skill("a", 0, group="pair"), mini.skill("b", 1, group="pair"), mini.skill("c", 2)]
    role = compiled(pair, [mini.level("one", 1, {"a": (2, E), "b": (2, E), "c": (2, E)})])

    found = {
        steps: [each.skill.slug for each in backings(role, sure(a=steps[0], b=steps[1]), "one")]
        for steps in [(1, 2), (2, 1), (2, 2)]
    }

    assert found == {(1, 2): ["b"], (2, 1): ["a"], (2, 2): ["a"]}
    assert [each.skill.slug for each in backings(role, sure(b=1), "one")] == ["b"]


def test_a_recheck_asks_only_for_what_it_asked_again():
    answers = sure(a=2, b=2, c=2)

    assert [each.skill.slug for each in backings(narrowed(ROLE, {"b", "g"}), answers, "two")] == ["b"]


def test_eight_at_most():
    found = backings(blueprint.compiled(), blueprint.bar("senior"), "senior")

    assert (len(found), sum(each.neighbour is not None for each in found)) == (MOST, MOST_DOUBLED) == (8, 3)


def rank_of(bar: int, step: int) -> int:
    return 2 if step > bar else bar - step


@given(frameworks.any_cases(), st.data())
@EXAMPLES
def test_what_is_asked_is_few_answered_must_haves_in_their_order(case, data):
    levels = [rule.level.slug for rule in case.compiled.rules.levels]
    target = data.draw(st.sampled_from(["", *levels]))
    rules, answers = case.compiled.rules, case.answers
    focus = reports.build(case.compiled, answers, target=target).focus.rule

    found = backings(case.compiled, answers, target)

    assert len(found) <= MOST
    assert sum(each.neighbour is not None for each in found) <= MOST_DOUBLED
    assert len({each.skill.slug for each in found}) == len(found)
    places = []
    for each in found:
        position = rules.index[each.skill.slug]
        need = focus.need_of[rules.unit_of[position]]
        step = answers[each.skill.slug].step
        assert need.is_essential
        assert step > rules.lowest
        assert step >= need.step - 1
        assert each.neighbour in {None, need.step if step < need.step else need.step - 1}
        assert each.neighbour != step
        places.append((rank_of(need.step, step), need.unit))
    assert places == sorted(places)
    doubled = [each.neighbour is not None for each in found]
    assert doubled == [rank < 2 and place < MOST_DOUBLED for place, (rank, _unit) in enumerate(places)]


@given(frameworks.any_cases(), st.randoms(use_true_random=False))
@EXAMPLES
def test_the_order_of_the_answers_changes_nothing(case, chance: random.Random):
    shuffled = list(case.answers.items())
    chance.shuffle(shuffled)

    assert backings(case.compiled, dict(shuffled)) == backings(case.compiled, case.answers)
