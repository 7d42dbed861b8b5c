"""Editors are told counts of people in fives, never one below five, and nothing that gives one away."""

from collections import Counter, defaultdict
from itertools import product

import pytest

from assessment.consequences.core.causes import Cause
from assessment.consequences.core.counting import EFFECTS, STANDS, CauseCount, LevelCount, Move, RoleCount
from assessment.consequences.core.telling import Told, tell, told
from assessment.words.ranges import Interval
from tests.catalog.core import mini

LEVEL = mini.level("one", 1, {})


def level(**moves: int) -> LevelCount:
    """So many who stay where they met it, who fall, and who rise."""
    kinds = {
        "stay": Move(None, "met", "met"),
        "fall": Move("lower", "met", "close"),
        "rise": Move("higher", "close", "met"),
        "far": Move(None, "not yet", "not yet"),
    }
    return LevelCount(LEVEL, Counter({kinds[name]: number for name, number in moves.items()}), Counter())


def role(*levels: LevelCount, attempts: int, verdict: int = 0, **more) -> RoleCount:
    return RoleCount("role", "Role", attempts, verdict=verdict, levels=levels, **more)


@pytest.mark.parametrize(
    ("count", "about"), [(0, 0), (1, 0), (4, 0), (5, 5), (7, 5), (8, 10), (12, 10), (13, 15), (998, 1000)]
)
def test_a_count_is_told_in_fives(count, about):
    found = told(count)
    assert (found.about, found.is_few) == (about, count < 5)
    assert found.bounds.low <= count <= found.bounds.high


def test_no_two_counts_that_are_told_differ_by_less_than_five():
    assert {abs(told(one).about - told(other).about) % 5 for one, other in product(range(60), repeat=2)} == {0}


def test_of_fewer_than_five_attempts_nothing_is_told():
    found = tell(role(level(fall=4), attempts=4, verdict=4, causes=(CauseCount(Cause("rule"), 1, 4, 4),)))
    assert (found.attempts, found.verdict, found.levels, found.causes) == (Told(0), Told(0), (), ())


def test_of_a_role_that_goes_the_attempts_are_told():
    found = tell(RoleCount("role", "Role", 30, is_gone=True))
    assert (found.attempts, found.is_gone, found.levels) == (Told(30), True, ())


def test_many_are_told_where_they_stand_before_and_after():
    [found] = tell(role(level(stay=40, fall=20, far=40), attempts=100, verdict=20)).levels
    assert found.verdict["lower"] == Told(20)
    assert (found.before, found.after) == (
        {"met": Told(60), "close": Told(0), "not yet": Told(40), "unclear": Told(0)},
        {"met": Told(40), "close": Told(20), "not yet": Told(40), "unclear": Told(0)},
    )


def test_who_is_one_of_few_stays_where_they_were():
    [found] = tell(role(level(stay=40, fall=4, rise=3), attempts=47, verdict=7)).levels
    assert (found.verdict["lower"], found.verdict["higher"]) == (Told(0), Told(0))
    assert found.before == found.after


def test_where_people_stand_is_left_out_where_it_would_tell_of_few():
    # 15 in all would be 17 at most, and two that are told as 10 are 16 at least: the others would be one at most.
    [found] = tell(role(level(stay=8, far=8), attempts=16)).levels
    assert (found.before, found.after) == (None, None)


def test_how_many_in_all_is_told_in_a_wider_range_where_it_would_tell_of_few():
    # About 15 are 17 at most, two that are told as 10 are 16 at least: the others would be one at most.
    for verdict in (16, 17, 20):
        assert tell(role(level(stay=50, fall=8, rise=8), attempts=70, verdict=verdict)).verdict == Told(15, 20)
    assert tell(role(level(stay=50, fall=8, rise=8), attempts=80, verdict=23)).verdict == Told(25)
    # As many as there can be at all would say that all four parts are.
    for verdict in (21, 24):
        assert tell(role(level(stay=50, fall=12, rise=4), attempts=76, verdict=verdict)).verdict == Told(20, 25)
    assert tell(role(level(stay=50, fall=12, rise=4), attempts=66, verdict=16)).verdict == Told(15)


def test_causes_and_the_rest_are_told_in_fives():
    causes = (CauseCount(Cause("rule"), 1, 23, 3),)
    found = tell(role(attempts=50, readiness=48, reopened=2, causes=causes, tried=50, together=6))
    assert (found.readiness, found.reopened, found.tried, found.together) == (Told(50), Told(0), Told(50), Told(5))
    assert [(each.verdict, each.readiness) for each in found.causes] == [(Told(25), Told(0))]


def test_whatever_is_told_of_where_people_stand_leaves_three_possibilities_for_few():
    """Small crowds of every kind are told; of all of which the same is told, each small count has three values or more."""
    behind: dict[tuple[Told, ...], list[tuple[int, ...]]] = defaultdict(list)
    for counts in product((0, 1, 2, 3, 4, 5, 7, 8, 12), repeat=4):
        if sum(counts) >= 5:
            moves = Counter({Move(None, stand, stand): number for stand, number in zip(STANDS, counts, strict=True)})
            found = tell(role(LevelCount(LEVEL, moves, Counter()), attempts=sum(counts)))
            if before := found.levels[0].before:
                behind[found.attempts, *before.values()].append(counts)
    assert len(behind) > 50
    assert [told for told, crowds in behind.items() if leaves_too_little(told, crowds)] == []


def test_whatever_is_told_of_verdicts_leaves_three_possibilities_for_few():
    behind: dict[tuple[Told, ...], list[tuple[int, ...]]] = defaultdict(list)
    for counts in product((0, 1, 2, 3, 4, 5, 7, 8, 12), repeat=4):
        moves = Counter({Move(effect, "met", "close"): number for effect, number in zip(EFFECTS, counts, strict=True)})
        found = tell(role(LevelCount(LEVEL, moves, Counter()), attempts=60, verdict=sum(counts)))
        behind[found.verdict, *found.levels[0].verdict.values()].append(counts)
    assert len(behind) > 50
    assert [told for told, crowds in behind.items() if leaves_too_little(told, crowds)] == []


def leaves_too_little(told: tuple[Told, ...], crowds: list[tuple[int, ...]]) -> bool:
    """Whether a count that is told as few has fewer than three values among the crowds of which all of this is told."""
    _whole, *cells = told
    few = [place for place, cell in enumerate(cells) if cell.is_few]
    return any(len({counts[place] for counts in crowds}) < 3 for place in few)


def test_bounds_are_what_a_count_can_be():
    assert (Told(0).bounds, Told(5).bounds, Told(10).bounds) == (Interval(0, 4), Interval(5, 7), Interval(8, 12))
