"""How many attempts a draft changes, which way, and by what."""

from collections import Counter
from dataclasses import replace

from assessment.consequences.core import counting
from assessment.consequences.core.causes import Cause
from assessment.consequences.core.counting import CauseCount, Move, RoleCount, count
from catalog.core import snapshot as s
from tests.assessment.consequences.core.drafts import (
    ASKED,
    BEFORE,
    LEVELS,
    ROLE,
    asking,
    person,
    with_levels,
    with_skill,
)
from tests.catalog.core import mini

PEOPLE = [person(1, 1, 0), person(2, 2, 1), person(0, 0, 0), person(2, None, 1), person(1, 2, 1, unsure="a")]


def counted(draft: s.Snapshot) -> RoleCount:
    return count(BEFORE, draft, ROLE, PEOPLE, ASKED)


def test_a_draft_that_asks_the_same_changes_nothing():
    found = counted(with_skill("a", why="Because."))
    assert (found.attempts, found.verdict, found.readiness, found.reopened, found.causes) == (5, 0, 0, 0, ())
    assert {move.effect for level in found.levels for move in level.moves} == {None}


def test_asking_for_more_is_told_at_its_level_alone():
    one, two = counted(asking(0, a=(3, "essential"))).levels
    assert one.moves == {
        Move("lower", "met", "not yet"): 2,
        Move(None, "not yet", "not yet"): 1,
        Move("lower", "unclear", "not yet"): 2,
    }
    assert one.readiness == Counter({("lower", True): 4})
    assert (two.readiness, {move.effect for move in two.moves}) == (Counter(), {None})


def test_asking_for_less_raises():
    found = counted(asking(1, a=(1, "essential")))
    assert found.levels[1].moves[Move("higher", "not yet", "unclear")] == 0
    assert {move.effect for move in found.levels[1].moves} == {None}
    assert found.levels[1].readiness == Counter({("higher", True): 2, ("lower", True): 1})


def test_a_question_in_other_words_is_less_certain_and_to_be_answered_anew():
    found = counted(with_skill("a", name="Else"))
    assert (found.reopened, found.causes) == (5, (CauseCount(Cause("question", "a"), 1, 2, 4),))
    assert found.levels[0].moves[Move("lower", "met", "unclear")] == 2
    wide = count(BEFORE, with_skill("b", name="Else"), ROLE, [person(2, 1, 1)], ASKED)
    assert wide.levels[1].readiness == Counter({("less certain", True): 1})


def test_a_question_that_nobody_answered_and_that_goes_makes_more_certain():
    found = count(BEFORE, asking(1, b=None), ROLE, [person(1, None, 0)], ASKED)
    assert found.levels[1].readiness == Counter({("more certain", True): 1})


def test_causes_are_tried_alone_largest_first_and_what_only_several_do_is_counted():
    # Each half of it leaves the only must-have that may slip.
    levels = (mini.level("one", 1, dict.fromkeys("abc", (1, "essential"))),)
    policy = replace(mini.POLICY, met_percent=0, close_percent=0, met_slip_percent=34, close_slip_percent=34)
    before = with_levels(*levels, snapshot=replace(BEFORE, policy=policy))
    harder = {"a": (2, "essential"), "b": (2, "essential"), "c": (1, "essential")}
    after = with_levels(mini.level("one", 1, harder), snapshot=before)
    found = count(before, after, ROLE, [person(1, 1, 1), person(1, 2, 0), person(2, 2, 2)], ASKED)
    assert [each.verdict for each in found.causes] == [1, 0]
    assert (found.verdict, found.tried) == (2, 3)


def test_many_causes_are_tried_in_bundles(monkeypatch):
    monkeypatch.setattr(counting, "MOST_CAUSES", 1)
    draft = with_skill("b", with_skill("a", name="Else"), name="Else too")
    assert [(each.cause, each.size) for each in counted(draft).causes] == [(Cause("question"), 2)]


def test_of_very_many_attempts_the_newest_are_tried(monkeypatch):
    monkeypatch.setattr(counting, "MOST_TRIED", 4)
    found = counted(with_skill("b", with_skill("a", name="Else"), name="Else too"))
    assert (found.attempts, found.tried, found.causes[0].readiness) == (5, 2, 2)


def test_levels_that_come_and_go_are_named_and_not_counted():
    fresh = mini.level("three", 3, {"a": (3, "essential")})
    found = counted(with_levels(LEVELS[0], fresh))
    assert ([each.level.slug for each in found.levels], found.new, found.gone) == (["one"], (fresh,), (LEVELS[1],))
    assert (found.verdict, found.readiness) == (0, 0)


def test_a_role_that_goes_is_told_as_gone():
    found = counted(replace(BEFORE, roles=()))
    assert found == RoleCount(ROLE, "Role", 5, is_gone=True)
