"""What attempts come to on another snapshot; `test_equal` compares it with the product's own way over."""

from dataclasses import replace

from assessment.consequences.core.carrying import Outcome, carry, target_of
from assessment.words.ranges import Interval
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

BASE = target_of(BEFORE, ROLE, ASKED)


def test_on_the_same_snapshot_all_answers_count():
    found = carry(BASE, person(1, 1, 0))
    assert found.answers == 3
    assert found.levels == {
        "one": Outcome(Interval(2, 2), Interval(100, 100)),
        "two": Outcome(Interval(0, 0), Interval(45, 45)),
    }


def test_what_is_asked_in_other_words_is_open():
    found = carry(target_of(with_skill("a", definition="Else."), ROLE, ASKED), person(1, 1, 0))
    assert (found.answers, found.levels["one"].readiness) == (2, Interval(40, 100))


def test_what_is_asked_for_the_first_time_is_open_and_what_is_gone_counts_for_nothing():
    fresh = replace(BEFORE, skills=(*BEFORE.skills[:2], mini.skill("d", 4)))
    after = with_levels(mini.level("one", 1, {"a": (1, "essential"), "d": (1, "essential")}), snapshot=fresh)
    found = carry(target_of(after, ROLE, ASKED), person(1, 1, 4))
    assert found.levels == {"one": Outcome(Interval(0, 2), Interval(50, 100))}


def test_a_level_that_asks_nothing_is_met():
    found = carry(target_of(with_levels(LEVELS[0], mini.level("none", 2, {})), ROLE, ASKED), person(0, 0))
    assert found.levels["none"] == Outcome(Interval(2, 2), Interval(100, 100))


def test_a_main_field_counts_alone_as_long_as_the_role_knows_it():
    grouped = with_skill("b", with_skill("a", group="g"), group="g")
    attempt = person(2, 0, main={"g": "b"})
    assert carry(target_of(grouped, ROLE, ASKED), attempt).levels["one"].readiness == Interval(0, 0)
    assert carry(BASE, attempt) == carry(BASE, attempt._replace(main=()))


def test_beside_another_target_comes_out_what_comes_out_alone():
    drafts = [
        BEFORE,
        asking(1, a=(3, "essential")),
        with_skill("a", definition="Else."),
        with_skill("b", with_skill("a", group="g"), group="g"),
        replace(BEFORE, policy=replace(mini.POLICY, met_percent=40)),
        replace(BEFORE, scale=mini.scale(0, 5)),
    ]
    people = [person(1, 1, 0), person(2, 2, None, unsure="a"), person(None, 4, 4), person(3, 0, 1, main={"g": "b"})]
    for draft in drafts:
        alone, beside = target_of(draft, ROLE, ASKED), target_of(draft, ROLE, ASKED, BASE)
        for attempt in people:
            assert carry(beside, attempt, carry(BASE, attempt)) == carry(alone, attempt)


def test_beside_another_target_what_is_the_same_is_not_scored_again():
    beside = target_of(asking(1, a=(3, "essential")), ROLE, ASKED, BASE)
    known = carry(BASE, person(1, 1, 0))
    found = carry(beside, person(1, 1, 0), known)
    assert found.steps is known.steps
    assert [found.levels[slug] is known.levels[slug] for slug in ("one", "two")] == [True, False]
