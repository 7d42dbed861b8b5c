"""Gaps at a level: which there are, their tiers, and the order to close them in."""

from fractions import Fraction

import pytest

from assessment.role.core import priorities, scoring
from assessment.role.core.priorities import HELPFUL, IMPORTANT, MUST_HAVE_FAR, MUST_HAVE_NEAR, UNLOCKS_MUST_HAVE, Gap
from assessment.role.core.scoring import Answer
from assessment.words.ranges import Interval
from catalog.core.snapshot import Prerequisite
from tests.assessment.mini import E, H, I, compiled, sure
from tests.catalog.core import mini


def gaps(skills, asked, answers) -> list[Gap]:
    found = compiled(skills, [mini.level("one", 1, asked)])
    return priorities.gaps(found.graph, 0, scoring.intervals(found.rules, answers))


def row(*slugs: str, **needs: list[tuple[int, str, int]]):
    """Skills in this order, with their prerequisites."""
    return [
        mini.skill(slug, position, prerequisites=tuple(Prerequisite(*need) for need in needs.get(slug, [])))
        for position, slug in enumerate(slugs)
    ]


def order(found: list[Gap]) -> list[int]:
    return [gap.skill for gap in found]


def test_tiers_are_numbered_in_the_order_of_showing():
    assert (MUST_HAVE_FAR, MUST_HAVE_NEAR, UNLOCKS_MUST_HAVE, IMPORTANT, HELPFUL) == (0, 1, 2, 3, 4)


def test_gap_says_what_is_short_and_what_closing_it_brings():
    found = compiled("AB", [mini.level("one", 1, {"A": (3, E), "B": (2, I)})])

    [gap] = priorities.gaps(found.graph, 0, scoring.intervals(found.rules, sure(A=1, B=2)))

    assert gap == Gap(
        skill=0,
        unit=0,
        need=found.rules.levels[0].needs[0],
        have=Interval(1, 1),
        short_low=2,
        short_high=2,
        tier=MUST_HAVE_FAR,
        points=6,
        total=13,
        unlocks=0,
        hours=40 + 120,
    )
    assert gap.gain == Fraction(6, 13)


def test_no_gap_where_a_step_is_reached_or_passed():
    assert gaps("AB", {"A": (2, E), "B": (2, I)}, sure(A=2, B=4)) == []


def test_gap_of_a_level_counts_only_what_that_level_asks():
    levels = [mini.level("one", 1, {"A": (1, I)}), mini.level("two", 2, {"A": (1, I), "B": (2, I)})]
    found = compiled("AB", levels)
    spans = scoring.intervals(found.rules, sure(A=0, B=0))

    assert [order(priorities.gaps(found.graph, level, spans)) for level in (0, 1)] == [[0], [1, 0]]


@pytest.mark.parametrize(
    ("answer", "have", "short"),
    [
        (Answer(1), (1, 1), (2, 2)),
        (Answer(1, unsure=True), (0, 2), (1, 3)),
        (Answer(2, unsure=True), (1, 3), (0, 2)),
        (None, (0, 4), (0, 3)),
        (Answer(3, unsure=True), (2, 4), (0, 1)),
    ],
    ids=["sure", "unsure and short", "unsure and maybe met", "skipped", "unsure at the bar"],
)
def test_gap_of_an_open_answer_is_a_range_ranked_by_its_low_end(answer, have, short):
    [gap] = gaps("A", {"A": (3, I)}, {"A": answer} if answer else {})

    assert gap.have == have
    assert (gap.short_low, gap.short_high) == short
    assert gap.points == 2 * short[1]


@pytest.mark.parametrize(
    ("importance", "have", "tier"),
    [
        (E, 0, MUST_HAVE_FAR),
        (E, 1, MUST_HAVE_FAR),
        (E, 2, MUST_HAVE_NEAR),
        (I, 0, IMPORTANT),
        (I, 2, IMPORTANT),
        (H, 0, HELPFUL),
    ],
)
def test_tier_of_a_gap(importance, have, tier):
    [gap] = gaps("A", {"A": (3, importance)}, sure(A=have))

    assert gap.tier == tier


@pytest.mark.parametrize("importance", [I, H])
def test_tier_of_what_an_open_must_have_needs(importance):
    skills = row("need", "must", must=[(2, "need", 2)])

    found = gaps(skills, {"need": (2, importance), "must": (2, E)}, sure(need=1, must=1))

    assert [(gap.skill, gap.tier) for gap in found] == [(1, MUST_HAVE_NEAR), (0, UNLOCKS_MUST_HAVE)]


def test_tier_of_what_an_open_must_have_needs_over_another_skill():
    skills = row("base", "middle", "must", middle=[(1, "base", 1)], must=[(2, "middle", 1)])

    found = gaps(skills, {"base": (1, H), "middle": (1, H), "must": (2, E)}, sure(base=0, middle=1, must=0))

    assert [(gap.skill, gap.tier) for gap in found] == [(2, MUST_HAVE_FAR), (0, UNLOCKS_MUST_HAVE)]


def test_tier_of_what_a_must_have_needed_for_steps_it_has_or_need_not_reach():
    skills = row("need", "must", must=[(4, "need", 2)])

    found = gaps(skills, {"need": (2, I), "must": (3, E)}, sure(need=0, must=2))

    assert [(gap.skill, gap.tier) for gap in found] == [(1, MUST_HAVE_NEAR), (0, IMPORTANT)]


def test_tier_of_what_only_a_closed_must_have_needs():
    skills = row("need", "must", must=[(2, "need", 2)])

    [gap] = gaps(skills, {"need": (2, H), "must": (2, E)}, sure(need=0, must=2))

    assert (gap.skill, gap.tier) == (0, HELPFUL)


def test_order_is_tier_first():
    asked = {"A": (1, H), "B": (4, I), "C": (1, E), "D": (2, E)}

    found = gaps("ABCD", asked, sure(A=0, B=0, C=0, D=0))

    assert [(gap.skill, gap.tier) for gap in found] == [(3, 0), (2, 1), (1, 3), (0, 4)]


def test_order_within_a_tier_is_by_readiness_gained():
    assert order(gaps("ABC", {"A": (1, I), "B": (3, I), "C": (2, I)}, sure(A=0, B=0, C=0))) == [1, 2, 0]


def test_order_of_equal_gains_is_by_open_steps_unlocked():
    skills = row("a", "b", "c", c=[(1, "b", 1)])

    found = gaps(skills, {"a": (1, I), "b": (1, I), "c": (1, I)}, sure(a=0, b=0, c=0))

    assert [(gap.skill, gap.unlocks) for gap in found] == [(1, 1), (0, 0), (2, 0)]


def test_order_of_equal_unlocks_is_that_of_the_catalogue_whatever_is_cheap():
    skills = [mini.skill("a", 0, effort_percent=200), mini.skill("b", 1, effort_percent=50), mini.skill("c", 2)]

    found = gaps(skills, dict.fromkeys("abc", (1, I)), sure(a=0, b=0, c=0))

    assert [(gap.skill, gap.hours) for gap in found] == [(0, 16), (1, 4), (2, 8)]


def test_order_ends_with_the_catalogue():
    skills = [mini.skill("z", 0), mini.skill("a", 1), mini.skill("m", 2)]

    assert order(gaps(skills, dict.fromkeys("zam", (1, I)), {})) == [0, 1, 2]


def test_unlocks_counts_open_steps_of_others_over_any_number_of_steps_between():
    skills = row("a", "b", "c", b=[(2, "a", 1)], c=[(3, "b", 2)])

    found = gaps(skills, {"a": (2, I), "b": (3, I), "c": (4, I)}, sure(a=0, b=0, c=0))

    # a@1 is in the way of b@2, b@3, c@3 and c@4; b@1 and b@2 of c@3 and c@4.
    assert {gap.skill: gap.unlocks for gap in found} == {0: 4, 1: 2, 2: 0}


def test_unlocks_counts_nothing_that_is_done_or_not_asked():
    skills = row("a", "done", "unasked", done=[(1, "a", 1)], unasked=[(1, "a", 1)])
    levels = [mini.level("one", 1, {"a": (1, I), "done": (1, I)}), mini.level("two", 2, {"unasked": (1, I)})]
    found = compiled(skills, levels)

    [gap] = priorities.gaps(found.graph, 0, scoring.intervals(found.rules, sure(a=0, done=1)))

    assert gap.unlocks == 0


def group(*slugs: str):
    return [mini.skill(slug, position, group="g") for position, slug in enumerate(slugs)]


@pytest.mark.parametrize(
    ("answers", "skill", "have"),
    [
        (sure(a=0, b=2, c=1), 1, (2, 2)),
        (sure(a=1, b=1, c=1), 0, (1, 1)),
        (sure(a=1, c=1), 0, (1, 4)),
        ({"a": Answer(1), "b": Answer(2, unsure=True)}, 0, (1, 4)),
        ({}, 0, (0, 4)),
    ],
    ids=["the furthest", "first of equals", "surest first", "of equal low ends the first", "all skipped"],
)
def test_gap_of_a_group_is_worked_on_where_it_is_furthest(answers, skill, have):
    [gap] = gaps(group("a", "b", "c"), dict.fromkeys("abc", (3, E)), answers)

    assert (gap.skill, gap.unit, gap.have) == (skill, 0, have)
    assert gap.short_high == 3 - have[0]


def test_gap_of_a_group_is_closed_by_one_member():
    assert gaps(group("a", "b"), dict.fromkeys("ab", (3, E)), sure(a=0, b=3)) == []


def test_gap_of_a_requirement_without_a_step_does_not_exist():
    assert gaps("A", {"A": (None, E)}, sure(A=0)) == []
