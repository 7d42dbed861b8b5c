"""What steps cost and need, which questions would settle most, and must-haves without a step to spare."""

from fractions import Fraction

import pytest

from assessment.role.core import priorities, scoring
from assessment.role.core.priorities import Doubt
from assessment.role.core.scoring import Answer
from catalog.core.snapshot import Prerequisite, Step
from tests import blueprint
from tests.assessment.mini import E, H, I, compiled, sure
from tests.assessment.oracle import catalogue
from tests.catalog.core import mini


def graph(skills, asked=None, **parts):
    asked = asked or {skill.slug: (1, I) for skill in skills}
    return compiled(skills, [mini.level("one", 1, asked)], **parts).graph


@pytest.mark.parametrize(
    ("effort", "hours"),
    [
        (100, (0, 8, 40, 120, 400)),
        (50, (0, 4, 20, 60, 200)),
        (200, (0, 16, 80, 240, 800)),
        (75, (0, 6, 30, 90, 300)),
        (10, (0, 1, 4, 12, 40)),
    ],
)
def test_hours_are_those_of_the_step_times_the_effort_of_the_skill(effort, hours):
    assert graph([mini.skill("a", effort_percent=effort)]).hours == (hours,)


@pytest.mark.parametrize(("hours", "effort", "rounded"), [(1, 50, 1), (1, 49, 0), (3, 50, 2), (5, 50, 3), (7, 93, 7)])
def test_hours_are_rounded_half_up(hours, effort, rounded):
    scale = (Step(0, "", "", 0), Step(1, "", "", hours))

    assert graph([mini.skill("a", effort_percent=effort)], scale=scale).hours == ((0, rounded),)


def test_hours_between_two_steps_add_up():
    found = graph([mini.skill("a")])

    assert [found.hours_between(0, have, goal) for have, goal in [(0, 4), (1, 3), (2, 2), (3, 4)]] == [
        568,
        160,
        0,
        400,
    ]


def test_hours_of_a_scale_from_1_start_above_its_first_step():
    found = graph([mini.skill("a")], scale=mini.scale(1, 4))

    assert found.hours == ((0, 8, 40, 120, 400),)
    assert found.hours_between(0, 1, 4) == 560


def test_needs_leave_out_skills_that_are_not_asked():
    skills = [
        mini.skill("a", prerequisites=(Prerequisite(2, "b", 1), Prerequisite(2, "old", 3), Prerequisite(3, "else", 1))),
        mini.skill("b", 1),
        mini.skill("old", 2, retired=True),
        mini.skill("else", 3),
    ]

    found = graph(skills, {"a": (1, I), "b": (1, I), "old": (1, I)})

    assert found.needs == (((), (), ((1, 1),), (), ()), ((), (), (), (), ()))


def test_closure_holds_the_step_the_steps_below_and_all_that_they_need():
    skills = [
        mini.skill("a", 0),
        mini.skill("b", 1, prerequisites=(Prerequisite(2, "a", 3),)),
        mini.skill("c", 2, prerequisites=(Prerequisite(1, "b", 2), Prerequisite(2, "a", 1))),
    ]

    closure = graph(skills).closure

    assert closure[0, 2] == {(0, 1), (0, 2)}
    assert closure[1, 1] == {(1, 1)}
    assert closure[1, 2] == {(1, 1), (1, 2), (0, 1), (0, 2), (0, 3)}
    assert closure[2, 1] == {(2, 1)} | closure[1, 2]
    assert len(closure) == 3 * 4


def test_closure_of_a_need_for_the_lowest_step_is_nothing_more():
    skills = [mini.skill("a", 0), mini.skill("b", 1, prerequisites=(Prerequisite(2, "a", 1),))]

    assert graph(skills, scale=mini.scale(1, 4)).closure[1, 2] == {(1, 2)}


def test_closures_of_the_blueprint_are_those_of_its_table():
    found = blueprint.compiled()
    slugs = [skill.slug for skill in found.rules.skills]

    named = {
        (slugs[skill], step): {(slugs[other], needed) for other, needed in closure}
        for (skill, step), closure in found.graph.closure.items()
    }

    assert named == catalogue.of_blueprint().closures


def test_masks_overlap_exactly_where_closures_do():
    found = blueprint.compiled().graph
    for key in [(0, 1), (13, 3), (25, 4), (43, 4)]:
        for other in found.closure:
            assert bool(found.masks[key] & found.masks[other]) == bool(found.closure[key] & found.closure[other])


def test_open_mask_covers_the_steps_above_what_one_has_up_to_the_goal():
    found = graph([mini.skill("a"), mini.skill("b", 1)])

    assert found.open_mask(0, 0, 2) == 0b00110
    assert found.open_mask(1, 2, 4) == 0b11000 << 5
    assert found.open_mask(1, 0, 4) == found.masks[1, 4]


def doubts(skills, asked, answers) -> list[Doubt]:
    found = compiled(skills, [mini.level("one", 1, asked)])
    return priorities.doubts(found.rules, 0, scoring.intervals(found.rules, answers))


def test_doubts_of_sure_answers_are_none():
    assert doubts("AB", {"A": (4, E), "B": (4, I)}, sure(A=0, B=4)) == []


@pytest.mark.parametrize(
    ("answer", "points"),
    [
        (None, 6),
        (Answer(0, unsure=True), 2),
        (Answer(1, unsure=True), 4),
        (Answer(2, unsure=True), 4),
        (Answer(3, unsure=True), 2),
        (Answer(4, unsure=True), 0),
    ],
    ids=["skipped", "0", "1", "2", "3", "4"],
)
def test_doubt_weighs_the_steps_up_to_what_is_asked(answer, points):
    found = doubts("A", {"A": (3, I)}, {"A": answer} if answer else {})

    assert found == ([Doubt(0, False, points, 6)] if points else [])
    assert [doubt.effect for doubt in found] == ([Fraction(points, 6)] if points else [])


def test_doubts_show_must_haves_first_then_the_largest_then_the_catalogue():
    asked = {"A": (2, H), "B": (3, I), "C": (1, E), "D": (3, I), "E": (2, E)}

    found = doubts("ABCDE", asked, {})

    assert [(doubt.skill, doubt.is_essential, doubt.points) for doubt in found] == [
        (4, True, 6),
        (2, True, 3),
        (1, False, 6),
        (3, False, 6),
        (0, False, 2),
    ]


def test_doubts_of_a_group_count_only_beyond_its_best_sure_member():
    skills = [mini.skill(slug, position, group="g") for position, slug in enumerate("abc")]

    found = doubts(skills, dict.fromkeys("abc", (4, I)), {"a": Answer(2), "b": Answer(2, unsure=True)})

    assert found == [Doubt(2, False, 4, 8), Doubt(1, False, 2, 8)]


def test_doubts_of_a_group_that_is_surely_met_are_none():
    skills = [mini.skill(slug, position, group="g") for position, slug in enumerate("ab")]

    assert doubts(skills, dict.fromkeys("ab", (3, E)), sure(a=3)) == []


def without_spare(skills, asked, answers) -> list[int]:
    found = compiled(skills, [mini.level("one", 1, asked)])
    return priorities.without_spare(found.rules, 0, scoring.intervals(found.rules, answers))


def test_without_spare_lists_must_haves_exactly_at_the_bar():
    asked = {"A": (2, E), "B": (2, E), "C": (2, E), "D": (2, I), "F": (2, E), "G": (2, E)}
    answers = sure(A=2, B=3, C=1, D=2) | {"F": Answer(3, unsure=True)}

    assert without_spare("ABCDFG", asked, answers) == [0, 4]


def test_without_spare_counts_the_best_of_a_group():
    skills = [mini.skill("z", 0), *(mini.skill(slug, 1, group="g") for slug in "ab")]
    asked = {"z": (1, I)} | dict.fromkeys("ab", (2, E))

    assert without_spare(skills, asked, sure(a=2, b=1)) == [1]
    assert without_spare(skills, asked, sure(a=2, b=3)) == []
