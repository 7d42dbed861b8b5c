"""Trial people: typical of a role whatever it is, and the same answers before two editions."""

from assessment.preview.core.people import carried, outcomes, trial_people
from assessment.report.core import report as reports
from assessment.words.values import MET
from tests.assessment.mini import E, I, compiled, report, sure
from tests.catalog.core import mini

LEVELS = [
    mini.level("one", 1, {"a": (1, E), "b": (2, I)}),
    mini.level("two", 2, {"a": (3, E), "b": (2, I), "c": (1, E)}),
    mini.level("three", 3, {"a": (4, E), "c": (3, E)}),
]


def test_there_is_one_just_at_each_level_and_they_meet_it():
    role = compiled("abc", LEVELS)
    people = trial_people(role)
    assert [(each.kind, each.level) for each in people] == [
        ("beginner", ""),
        ("level", "one"),
        ("level", "two"),
        ("level", "three"),
        ("gap", "three"),
        ("unsure", "two"),
    ]
    for each in people:
        if each.kind == "level":
            told = reports.build(role, each.answers)
            assert (told.level[each.level].verdict.low, told.place.current.low) == (MET, each.level)


def test_the_others_are_what_they_are_called():
    by_kind = {each.kind: each.answers for each in trial_people(compiled("abc", LEVELS))}
    assert by_kind["beginner"] == sure(a=0, b=0, c=0)
    assert by_kind["gap"] == sure(a=2, b=2, c=3)
    assert [answer.unsure for answer in by_kind["unsure"].values()] == [False, True, False]


def test_of_skills_that_count_as_one_the_first_is_theirs():
    skills = [mini.skill("a", 0), mini.skill("b", 1, group="g"), mini.skill("c", 2, group="g")]
    role = compiled(skills, [mini.level("one", 1, {"a": (1, I), "b": (2, I), "c": (2, I)})])
    people = trial_people(role)
    assert [each.kind for each in people] == ["beginner", "level", "unsure"]
    assert people[1].answers == sure(a=1, b=2, c=0)


def test_a_role_that_asks_nothing_has_none():
    assert trial_people(compiled("a", [mini.level("one", 1, {})])) == []


def test_answers_come_along_to_questions_that_stay_as_they_are():
    old = compiled("ab", [mini.level("one", 1, {"a": (1, E), "b": (1, I)})])
    new = compiled("bc", [mini.level("one", 1, {"b": (1, E), "c": (1, I)})])
    assert carried(sure(a=1, b=2), old, new) == sure(b=2)


def test_levels_are_laid_beside_each_other_by_their_keys():
    old = report("a", [mini.level("one", 1, {"a": (1, E)}), mini.level("two", 2, {"a": (2, E)})], sure(a=1))
    new = report("a", [mini.level("one", 1, {"a": (2, E)}), mini.level("top", 2, {"a": (4, E)})], sure(a=1))
    found = outcomes(old, new)
    assert [(each.slug, each.before is None, each.after is None, each.is_changed) for each in found] == [
        ("one", False, False, True),
        ("top", True, False, True),
        ("two", False, True, True),
    ]
    assert [each.is_changed for each in outcomes(old, old)] == [False, False]
    assert [each.before for each in outcomes(None, new)] == [None, None]
