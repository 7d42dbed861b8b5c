"""Twins that share a rank, and ladders that part in tracks."""

import pytest

from assessment.role.core import scoring
from assessment.role.core.scoring import MET, NOT_YET
from assessment.words.ranges import Interval
from tests.assessment.mini import I, compiled
from tests.catalog.core import mini

# entry, then twins: expert (senior_x, lead_x) and people (senior_y)
PARTING = [
    mini.level("entry", 1, {"A": (4, I)}),
    mini.level("senior_x", 2, {"X": (2, I)}, track="expert"),
    mini.level("senior_y", 2, {"Y": (2, I)}, track="people"),
    mini.level("lead_x", 3, {"X": (4, I)}, track="expert"),
]


def rules(levels):
    return compiled("AXY", levels).rules


def standing(levels, *steps: int, track: str = ""):
    found = rules(levels)
    ladder = scoring.score(found, steps, track)

    def slug(position):
        return None if position is None else found.levels[position].level.slug

    verdicts = {rule.level.slug: verdict for rule, verdict in zip(found.levels, ladder.verdicts, strict=True)}
    return verdicts, slug(ladder.current), slug(ladder.closest), slug(ladder.next)


def test_levels_below_are_those_of_lower_rank_on_the_same_path():
    assert {rule.level.slug: rule.below for rule in rules(PARTING).levels} == {
        "entry": (),
        "senior_x": (0,),
        "senior_y": (0,),
        "lead_x": (0, 1),
    }


@pytest.mark.parametrize(
    ("steps", "current", "closest", "following"),
    [
        ((0, 0, 0), None, None, "entry"),
        ((4, 0, 0), "entry", "entry", "senior_x"),
        ((4, 2, 0), "senior_x", "senior_x", "lead_x"),
        ((4, 0, 2), "senior_y", "senior_y", None),
        ((4, 4, 0), "lead_x", "lead_x", None),
        ((4, 2, 2), "senior_x", "senior_x", "lead_x"),
        ((4, 3, 0), "senior_x", "lead_x", "lead_x"),
    ],
    ids=["none", "trunk", "expert", "people", "top", "both twins", "close to top"],
)
def test_place_on_a_ladder_that_parts(steps, current, closest, following):
    levels = [*PARTING[:3], mini.level("lead_x", 3, {"X": (4, I), "A": (1, I)}, track="expert")]

    assert standing(levels, *steps)[1:] == (current, closest, following)


def test_of_twins_the_one_on_the_targets_track_counts():
    assert standing(PARTING, 4, 2, 2, track="people")[1:3] == ("senior_y", "senior_y")
    assert standing(PARTING, 4, 2, 2, track="expert")[1:3] == ("senior_x", "senior_x")
    assert standing(PARTING, 4, 0, 0, track="people")[3] == "senior_y"
    assert standing(PARTING, 4, 0, 0)[3] == "senior_x"


@pytest.mark.parametrize(
    ("open_skill", "track", "expected"),
    [
        ("X", "", ["senior_y", "senior_x"]),
        ("X", "people", ["senior_y"]),
        ("Y", "", ["senior_x"]),
        ("Y", "people", ["senior_x", "senior_y"]),
    ],
)
def test_a_twin_that_counts_first_may_still_become_the_level_and_one_that_counts_after_may_not(
    open_skill, track, expected
):
    found = rules(PARTING)
    spans = [Interval(4, 4), Interval(2, 2), Interval(2, 2)]
    spans["AXY".index(open_skill)] = Interval(0, 2)

    possible = scoring.possible(found, scoring.stand(found, spans, track), track)

    assert [found.levels[position].level.slug for position in possible if position is not None] == expected


def test_twin_on_the_other_track_is_not_needed():
    verdicts, current, _closest, _next = standing(PARTING, 4, 4, 0)

    assert verdicts == {"entry": MET, "senior_x": MET, "senior_y": NOT_YET, "lead_x": MET}
    assert current == "lead_x"


def test_a_level_is_met_whatever_lies_below_it():
    levels = [*PARTING[:3], mini.level("head", 3, {"A": (4, I)})]

    verdicts, current, _closest, following = standing(levels, 4, 0, 0)

    assert verdicts == {"entry": MET, "senior_x": NOT_YET, "senior_y": NOT_YET, "head": MET}
    assert (current, following) == ("head", None)


def test_below_goes_no_further_than_what_a_level_shares_a_track_with():
    levels = [
        mini.level("start_x", 1, {"X": (2, I)}, track="expert"),
        mini.level("start_y", 1, {"Y": (2, I)}, track="people"),
        mini.level("middle", 2, {"A": (2, I)}),
        mini.level("top_x", 3, {"X": (3, I)}, track="expert"),
    ]

    assert [rule.below for rule in rules(levels).levels] == [(), (), (0, 1), (0, 2)]
