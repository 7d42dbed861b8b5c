"""Twins that share a rank, and ladders that part in tracks."""

import pytest

from assessment.role.core import scoring
from assessment.role.core.scoring import CLOSE, MET, NOT_YET
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


def standing(levels, *steps: int):
    found = rules(levels)
    ladder = scoring.score(found, steps)

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
        ((4, 2, 2), "senior_y", "senior_y", None),
        ((4, 3, 0), "senior_x", "lead_x", "lead_x"),
    ],
    ids=["none", "trunk", "expert", "people", "top", "both twins", "close to top"],
)
def test_place_on_a_ladder_that_parts(steps, current, closest, following):
    levels = [*PARTING[:3], mini.level("lead_x", 3, {"X": (4, I), "A": (1, I)}, track="expert")]

    assert standing(levels, *steps)[1:] == (current, closest, following)


def test_twin_on_the_other_track_is_not_needed():
    verdicts, current, _closest, _next = standing(PARTING, 4, 4, 0)

    assert verdicts == {"entry": MET, "senior_x": MET, "senior_y": NOT_YET, "lead_x": MET}
    assert current == "lead_x"


def test_twins_of_one_rank_do_not_lower_each_others_readiness():
    found = rules(PARTING)
    each = scoring.readiness(found, scoring.score(found, [4, 2, 0]))

    assert scoring.running(found, each) == (1, 1, 0, each[3])


def test_shared_top_needs_every_track_below_it():
    levels = [*PARTING[:3], mini.level("head", 3, {"A": (4, I)})]

    verdicts, current, _closest, following = standing(levels, 4, 2, 0)

    assert verdicts == {"entry": MET, "senior_x": MET, "senior_y": NOT_YET, "head": NOT_YET}
    assert (current, following) == ("senior_x", "head")
    assert standing(levels, 4, 2, 2)[0] == {"entry": MET, "senior_x": MET, "senior_y": MET, "head": MET}


def test_reaching_a_track_settles_the_trunk_below_it():
    levels = [
        mini.level("entry", 1, {"A": (4, I), "X": (1, I)}),
        mini.level("senior_x", 2, {"X": (2, I)}, track="expert"),
    ]

    assert standing(levels, 3, 1, 0)[0] == {"entry": CLOSE, "senior_x": NOT_YET}
    assert standing(levels, 3, 2, 0)[0] == {"entry": MET, "senior_x": MET}


def test_level_above_a_meeting_of_tracks_never_looks_easier_than_what_lies_below_the_meeting():
    levels = [
        mini.level("start_x", 1, {"X": (2, I)}, track="expert"),
        mini.level("start_y", 1, {"Y": (2, I)}, track="people"),
        mini.level("middle", 2, {"A": (2, I)}),
        mini.level("top_x", 3, {"X": (3, I)}, track="expert"),
    ]
    found = rules(levels)
    ladder = scoring.score(found, [2, 3, 0])
    shares = scoring.running(found, scoring.readiness(found, ladder))

    start_x, start_y, middle, top_x = range(4)
    assert ladder.verdicts[start_x] == MET
    assert ladder.verdicts[start_y] == NOT_YET
    # Property 5 of method.md 3.7, along start_y < middle < top_x.
    assert ladder.verdicts[middle] == NOT_YET
    assert ladder.verdicts[top_x] == NOT_YET
    assert shares[top_x] <= shares[middle] <= shares[start_y]
