"""What changes from one level to the next: skills that are new, want a higher step, or became must-haves."""

from catalog.core import ladder
from tests.catalog.core import mini


def told(skills, levels) -> list[tuple[object, ...]]:
    snapshot = mini.snapshot(skills, levels)
    return [
        (
            each.level.slug,
            each.below and each.below.slug,
            *each[2:-1],
            ["/".join(skill.slug for skill in demand.skills) for demand in each.firmer],
        )
        for each in ladder.rungs(snapshot, snapshot.roles[0])
    ]


def test_a_level_is_held_against_the_one_below_it():
    skills = [mini.skill(slug, position) for position, slug in enumerate("abcde")]
    levels = [
        mini.level(
            "top",
            2,
            {
                "a": (3, "essential"),
                "b": (2, "essential"),
                "c": (1, "helpful"),
                "d": (2, "helpful"),
                "e": (1, "essential"),
            },
        ),
        mini.level("base", 1, {"a": (2, "important"), "b": (2, "essential"), "d": (None, "helpful")}),
    ]

    assert told(skills, levels) == [("base", None, 3, 1, 0, 0, []), ("top", "base", 5, 3, 2, 2, ["a", "e"])]


def test_a_group_counts_once_by_what_most_is_asked_of_it_and_what_is_retired_not_at_all():
    skills = [
        mini.skill("a", 1, group="best"),
        mini.skill("b", 2, group="best"),
        mini.skill("old", 3, retired=True),
    ]
    levels = [
        mini.level("base", 1, {"a": (1, "helpful"), "b": (2, "important"), "old": (1, "essential")}),
        mini.level("top", 2, {"a": (2, "important"), "b": (1, "essential")}),
    ]

    assert told(skills, levels) == [("base", None, 1, 0, 0, 0, []), ("top", "base", 1, 1, 0, 0, ["a/b"])]


def test_a_track_has_its_own_ladder_and_a_level_without_one_stands_on_all():
    needs = {"a": (1, "helpful")}
    levels = [
        mini.level("base", 1, needs),
        mini.level("lead", 2, needs, track="people"),
        mini.level("expert", 2, needs, track="craft"),
        mini.level("master", 3, needs, track="craft"),
        mini.level("chief", 4, needs),
    ]

    below = {name: lower for name, lower, *_rest in told([mini.skill("a", 1)], levels)}

    assert below == {"base": None, "lead": "base", "expert": "base", "master": "expert", "chief": "master"}


def test_a_level_that_asks_nothing_counts_nothing():
    assert told([mini.skill("a", 1)], [mini.level("base", 1, {})]) == [("base", None, 0, 0, 0, 0, [])]
