"""One step per skill against every level: units, readiness, the must-have gate and the ladder."""

from dataclasses import replace
from fractions import Fraction

import pytest

from assessment.role.core import scoring
from assessment.role.core.questionnaire import RoleUnknown
from assessment.role.core.rules import Need, compile_rules
from assessment.role.core.scoring import CLOSE, MET, NOT_YET
from tests.assessment.mini import E, H, I, compiled
from tests.catalog.core import mini


def rules(skills, levels, **parts):
    return compiled(skills, levels, **parts).rules


def verdicts(found, steps) -> tuple[int, ...]:
    return scoring.score(found, steps).verdicts


def test_compile_rules_of_an_unknown_role_is_refused():
    with pytest.raises(RoleUnknown):
        compile_rules(mini.rich(), "ghost")


def test_compile_rules_keeps_catalogue_order_not_the_order_of_asking():
    found = rules("AB", [mini.level("one", 1, {"A": (1, H), "B": (2, E)})])

    assert [skill.slug for skill in found.skills] == ["A", "B"]
    assert found.index == {"A": 0, "B": 1}
    assert found.levels[0].needs == (Need(0, 1, "helpful", 1, False), Need(1, 2, "essential", 3, True))
    assert (found.levels[0].total, found.levels[0].essentials) == (7, 1)


def test_compile_rules_leaves_out_retired_skills_and_their_requirements():
    skills = [mini.skill("a"), mini.skill("old", retired=True)]

    found = rules(skills, [mini.level("one", 1, {"a": (1, I), "old": (4, E)})])

    assert [skill.slug for skill in found.skills] == ["a"]
    assert (found.levels[0].total, found.levels[0].essentials) == (2, 0)


def test_units_put_the_members_of_a_group_together_at_the_first_one():
    skills = [
        mini.skill("a", 0),
        mini.skill("b", 1, group="g"),
        mini.skill("c", 2),
        mini.skill("d", 3, group="g"),
    ]

    found = rules(skills, [mini.level("one", 1, dict.fromkeys("abcd", (1, I)))])

    assert [unit.members for unit in found.units] == [(0,), (1, 3), (2,)]
    assert found.unit_of == {0: 0, 1: 1, 2: 2, 3: 1}
    assert len(found.levels[0].needs) == 3


def test_units_keep_a_group_apart_from_a_skill_of_the_same_name():
    skills = [mini.skill("a", 0), mini.skill("b", 1, group="a")]

    found = rules(skills, [mini.level("one", 1, dict.fromkeys("ab", (1, I)))])

    assert [unit.members for unit in found.units] == [(0,), (1,)]


def test_group_counts_its_best_member_once():
    skills = [mini.skill("a", group="g"), mini.skill("b", 1, group="g")]
    found = rules(skills, [mini.level("one", 1, {"a": (4, I), "b": (4, I)})])

    assert found.levels[0].total == 8
    assert scoring.unit_steps(found, [1, 3]) == [3]
    assert scoring.readiness(found, scoring.score(found, [1, 3])) == (Fraction(3, 4),)


def test_group_counts_a_member_that_the_level_does_not_name():
    skills = [mini.skill("a", group="g"), mini.skill("b", 1, group="g")]
    levels = [mini.level("one", 1, {"a": (4, I)}), mini.level("two", 2, {"b": (4, I)})]

    assert scoring.readiness(rules(skills, levels), scoring.score(rules(skills, levels), [0, 4])) == (1, 1)


@pytest.mark.parametrize(
    ("asked", "need"),
    [
        ({"a": (2, E), "b": (3, H)}, Need(0, 3, "helpful", 1, False)),
        ({"a": (3, H), "b": (3, I)}, Need(0, 3, "important", 2, False)),
        ({"a": (3, E), "b": (3, E)}, Need(0, 3, "essential", 3, True)),
        ({"a": (None, E), "b": (1, H)}, Need(0, 1, "helpful", 1, False)),
    ],
    ids=["higher step", "same step", "alike", "one not stated"],
)
def test_group_asks_for_the_strictest_of_its_members(asked, need):
    skills = [mini.skill("a", group="g"), mini.skill("b", 1, group="g")]

    assert rules(skills, [mini.level("one", 1, asked)]).levels[0].needs == (need,)


def test_requirement_without_a_step_is_asked_and_scores_nothing():
    found = rules("AB", [mini.level("one", 1, {"A": (None, E), "B": (2, I)})])

    assert [skill.slug for skill in found.skills] == ["A", "B"]
    assert found.levels[0].needs == (Need(1, 2, "important", 2, False),)
    assert found.levels[0].essentials == 0
    assert scoring.score(found, [0, 2]) == scoring.score(found, [4, 2])


def test_level_that_asks_nothing_is_met_with_readiness_1():
    found = rules("A", [mini.level("free", 1, {}), mini.level("open", 2, {"A": (None, E)})])

    ladder = scoring.score(found, [0])

    assert [rule.total for rule in found.levels] == [0, 0]
    assert scoring.readiness(found, ladder) == (1, 1)
    assert (ladder.verdicts, ladder.current, ladder.next) == ((MET, MET), 1, None)


def test_role_without_levels_has_no_place():
    assert scoring.score(rules([], []), []) == scoring.Ladder((), (), None, None, None, None)


ONE_LEVEL = [mini.level("one", 1, {"A": (2, E), "B": (1, E), "C": (2, I), "D": (1, H)})]


def test_level_score_counts_weighted_steps_and_must_haves_short():
    found = rules("ABCD", ONE_LEVEL)

    [level] = scoring.score(found, [0, 4, 1, 0]).levels

    assert (level.earned, level.short, level.worst) == (0 + 3 + 2 + 0, 1, 2)
    assert scoring.readiness(found, scoring.score(found, [0, 4, 1, 0])) == (Fraction(5, 14),)


def test_weights_come_from_the_policy():
    found = rules("ABCD", ONE_LEVEL, policy=replace(mini.POLICY, essential=10, important=5, helpful=4))

    assert [need.weight for need in found.levels[0].needs] == [10, 10, 5, 4]
    assert found.levels[0].total == 20 + 10 + 10 + 4


def twenty(step: int, weight: str) -> dict[str, tuple[int, str]]:
    return {f"s{number:02}": (step, weight) for number in range(20)}


def people_short(count: int, by: int = 1) -> list[int]:
    """Twenty skills at step 4, the first `count` of them short."""
    return [4 - by] * count + [4] * (20 - count)


@pytest.mark.parametrize(
    ("short", "by", "verdict"),
    [(0, 1, MET), (4, 1, MET), (5, 1, CLOSE), (8, 1, CLOSE), (9, 1, NOT_YET), (1, 2, NOT_YET), (20, 1, NOT_YET)],
)
def test_gate_of_twenty_must_haves_allows_four_slips_for_met_and_eight_for_close(short, by, verdict):
    skills = [mini.skill(slug) for slug in twenty(4, E)]
    found = rules(skills, [mini.level("one", 1, twenty(4, E))])

    assert (found.levels[0].met_slips, found.levels[0].close_slips) == (4, 8)
    assert verdicts(found, people_short(short, by)) == (verdict,)


@pytest.mark.parametrize(
    ("missing", "verdict"),
    [(0, MET), (12, MET), (13, CLOSE), (24, CLOSE), (25, NOT_YET)],
    ids=["1", "exactly .85", "just under .85", "exactly .70", "just under .70"],
)
def test_thresholds_are_met_by_equality(missing, verdict):
    skills = [mini.skill(slug) for slug in twenty(4, I)]
    found = rules(skills, [mini.level("one", 1, twenty(4, I))])
    full, rest = divmod(missing, 4)
    steps = [0] * full + [4 - rest] + [4] * (19 - full)

    assert scoring.readiness(found, scoring.score(found, steps)) == (1 - Fraction(missing, 80),)
    assert verdicts(found, steps) == (verdict,)


@pytest.mark.parametrize(
    ("essentials", "met", "close"), [(1, 0, 0), (2, 0, 0), (3, 0, 1), (4, 0, 1), (5, 1, 2), (9, 1, 3), (10, 2, 4)]
)
def test_slips_are_rounded_down(essentials, met, close):
    needs = {f"s{number}": (2, E) for number in range(essentials)}
    rule = rules([mini.skill(slug) for slug in needs], [mini.level("one", 1, needs)]).levels[0]

    assert (rule.met_slips, rule.close_slips) == (met, close)


def test_no_slip_share_is_the_strict_gate():
    skills = [mini.skill(slug) for slug in twenty(4, E)]
    strict = replace(mini.POLICY, met_slip_percent=0, close_slip_percent=0)
    found = rules(skills, [mini.level("one", 1, twenty(4, E))], policy=strict)

    assert verdicts(found, people_short(0)) == (MET,)
    assert verdicts(found, people_short(1)) == (NOT_YET,)


def test_readiness_alone_does_not_open_the_gate():
    needs = {"A": (4, E)} | dict.fromkeys("BCDEFGHIJKLMNOPQRST", (4, I))
    found = rules("ABCDEFGHIJKLMNOPQRST", [mini.level("one", 1, needs)])

    steps = [2] + [4] * 19

    assert scoring.readiness(found, scoring.score(found, steps))[0] > Fraction(95, 100)
    assert verdicts(found, steps) == (NOT_YET,)


LADDER = [
    mini.level("one", 1, {"A": (1, I)}),
    mini.level("two", 2, {"A": (1, I), "B": (10, I)}),
    mini.level("three", 3, {"C": (10, I)}),
]
TEN = {"scale": mini.scale(0, 10)}


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([0, 0, 0], ((NOT_YET, NOT_YET, NOT_YET), None, None, 0, 0)),
        ([1, 0, 0], ((MET, NOT_YET, NOT_YET), 0, 0, 1, 1)),
        ([1, 7, 0], ((MET, CLOSE, NOT_YET), 0, 1, 1, 1)),
        ([1, 7, 7], ((MET, CLOSE, CLOSE), 0, 2, 1, 2)),
        ([1, 7, 9], ((MET, CLOSE, MET), 2, 2, None, None)),
        ([1, 0, 9], ((MET, NOT_YET, MET), 2, 2, None, None)),
        ([0, 9, 9], ((NOT_YET, CLOSE, MET), 2, 2, None, None)),
        ([0, 9, 7], ((NOT_YET, CLOSE, CLOSE), None, 2, 0, 2)),
        ([1, 9, 7], ((MET, MET, CLOSE), 1, 2, 2, 2)),
    ],
    ids=["none", "first", "close to next", "close twice", "over a close one", "gap", "no start", "close", "second"],
)
def test_each_level_is_met_by_its_own_bar(steps, expected):
    ladder = scoring.score(rules("ABC", LADDER, **TEN), steps)

    assert ladder[1:] == expected


def test_levels_are_found_by_slug_in_ladder_order():
    found = rules("ABC", LADDER[::-1], **TEN)

    assert found.level_index == {"one": 0, "two": 1, "three": 2}
    assert [rule.below for rule in found.levels] == [(), (0,), (0, 1)]
    assert found.levels[1].need_of[1].step == 10
