"""Whose main field is named: of the group that member alone counts (method.md 3.9). And rules that a newer one replaced."""

import pytest

from assessment.role.core import scoring
from assessment.role.core.compiled import narrowed, with_main
from assessment.role.core.rules import RULES_VERSION, MainUnknown, main_in
from assessment.role.core.rules import with_main as rules_with_main
from tests.assessment.mini import E, H, I, compiled, sure
from tests.catalog.core import mini

SKILLS = [
    mini.skill("alone", 0),
    mini.skill("ink", 1, group="print"),
    mini.skill("lead", 2, group="print"),
    mini.skill("oak", 3, group="wood"),
]
LEVELS = [mini.level("one", 1, {"alone": (1, I), "ink": (2, E), "lead": (3, H), "oak": (1, I)})]


@pytest.fixture
def role():
    return compiled(SKILLS, LEVELS)


def test_a_main_field_can_be_named_where_a_group_has_more_than_one_member(role):
    assert {group: [skill.slug for skill in members] for group, members in role.rules.groups.items()} == {
        "print": ["ink", "lead"]
    }


def test_the_named_member_counts_alone_for_what_the_whole_group_is_asked(role):
    named = with_main(role, {"print": "ink"})

    assert [unit.members for unit in role.rules.units] == [(0,), (1, 2), (3,)]
    assert [unit.members for unit in named.rules.units] == [(0,), (1,), (3,)]
    assert named.rules.levels == role.rules.levels
    assert named.rules.unit_of == {0: 0, 1: 1, 3: 2}
    assert named.rules.groups == role.rules.groups
    assert named.graph.rules is named.rules


def test_everything_is_asked_as_before(role):
    assert with_main(role, {"print": "ink"}).questionnaire is role.questionnaire


def test_a_skipped_main_field_is_the_whole_scale_whatever_the_others_are(role):
    rules = with_main(role, {"print": "lead"}).rules
    low, high = scoring.stand(rules, scoring.intervals(rules, sure(alone=1, ink=4, oak=1)))

    assert (low.levels[0].earned, high.levels[0].earned) == (4, 7)
    assert scoring.known(rules, sure(alone=1, ink=4, oak=1))[0].coverage < 1


def test_a_role_for_a_main_field_has_a_name_of_its_own(role):
    keys = {with_main(role, main).key for main in ({}, {"print": "ink"}, {"print": "lead"})}

    assert len(keys) == 3
    assert all(key.startswith(role.key) for key in keys)
    assert with_main(role, {}) is role
    assert with_main(role, {"print": "ink"}).main == {"print": "ink"}
    assert narrowed(with_main(role, {"print": "ink"}), ["alone"]).main == {"print": "ink"}


@pytest.mark.parametrize(
    ("main", "message"),
    [
        ({"music": "ink"}, "music is no group"),
        ({"wood": "oak"}, "wood is no group"),
        ({"": "alone"}, " is no group"),
        ({"print": "oak"}, "oak is no member of the group print"),
        ({"print": ""}, " is no member of the group print"),
    ],
    ids=["no such group", "a group of one", "no group", "another's member", "nobody"],
)
def test_a_main_field_that_cannot_be_is_refused(role, main, message):
    with pytest.raises(MainUnknown, match=message):
        rules_with_main(role.rules, main)


def test_of_a_main_field_stays_what_is_still_there(role):
    assert main_in(role.rules, {"print": "lead", "wood": "oak", "music": "ink"}) == {"print": "lead"}
    assert main_in(role.rules, {"print": "oak"}) == {}


def test_there_is_a_ladder_for_the_rules_of_today():
    assert max(scoring.LADDERS) == RULES_VERSION


def test_a_role_is_scored_by_the_ladder_of_its_version(role, monkeypatch):
    ladder = scoring.Ladder((), (), None, None, None, None)
    monkeypatch.setitem(scoring.LADDERS, 1, lambda rules, levels, track: ladder)
    earlier = compiled(SKILLS, LEVELS, version=1)

    assert scoring.score(earlier.rules, [0, 0, 0, 0]) is ladder
    assert scoring.score(role.rules, [0, 0, 0, 0]) is not ladder
    assert earlier.key != role.key
