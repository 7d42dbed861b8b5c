"""What is asked, of whom, and in which order."""

from dataclasses import replace

import pytest

from assessment.role.core import questionnaire
from assessment.role.core.questionnaire import RoleUnknown
from tests import blueprint
from tests.assessment.mini import E, H, I
from tests.catalog.core import mini


def built(skills, levels, **parts):
    return questionnaire.build(mini.snapshot(skills, levels, **parts), "role")


def asked(found) -> list[str]:
    return [question.skill.slug for question in found.questions]


def test_build_of_an_unknown_role_is_refused():
    with pytest.raises(RoleUnknown) as caught:
        questionnaire.build(mini.rich(), "ghost")

    assert caught.value.args == ("ghost",)


def test_pages_follow_the_areas_and_skip_an_area_without_questions():
    areas = (mini.area("last", 3), mini.area("empty", 2), mini.area("first", 1))
    skills = [mini.skill("a", area="last"), mini.skill("b", area="first"), mini.skill("c", area="empty")]

    found = built(skills, [mini.level("one", 1, {"a": (1, I), "b": (1, I)})], areas=areas)

    assert [(page.area.slug, [question.skill.slug for question in page.questions]) for page in found.pages] == [
        ("first", ["b"]),
        ("last", ["a"]),
    ]
    assert found.page["last"] == found.pages[1]


def test_must_haves_come_first_on_a_page_then_important_then_helpful_then_catalogue_order():
    skills = [mini.skill(slug, position) for position, slug in enumerate("abcdef")]
    needs = {"a": (1, H), "b": (1, I), "c": (1, E), "d": (1, H), "e": (1, I), "f": (1, E)}

    assert asked(built(skills, [mini.level("one", 1, needs)])) == ["c", "f", "b", "e", "a", "d"]


def test_order_goes_by_the_highest_importance_of_any_level():
    skills = [mini.skill("a", 1), mini.skill("b", 2)]
    levels = [
        mini.level("one", 1, {"a": (1, I), "b": (1, H)}),
        mini.level("two", 2, {"a": (1, H), "b": (2, E)}),
        mini.level("three", 3, {"a": (1, H), "b": (2, I)}),
    ]

    found = built(skills, levels)

    assert questionnaire.best_importance(found.role) == {"a": 1, "b": 0}
    assert asked(found) == ["b", "a"]
    assert [question.is_must_have for question in found.questions] == [True, False]


def test_skills_that_no_level_names_or_that_are_retired_are_not_asked():
    skills = [mini.skill("a"), mini.skill("unnamed"), mini.skill("old", retired=True)]

    found = built(skills, [mini.level("one", 1, {"a": (1, I), "old": (1, E)})])

    assert asked(found) == ["a"]


def test_an_area_whose_every_skill_is_retired_has_no_page():
    skills = [mini.skill("a"), mini.skill("old", area="gone", retired=True)]

    found = built(
        skills,
        [mini.level("one", 1, {"a": (1, I), "old": (1, E)})],
        areas=(mini.area(), mini.area("gone", 2)),
    )

    assert [page.area.slug for page in found.pages] == ["area"]


def test_a_skill_is_asked_when_its_step_is_not_stated():
    found = built([mini.skill("a")], [mini.level("one", 1, {"a": (None, E)})])

    assert asked(found) == ["a"]
    assert found.question["a"].is_must_have


def test_questions_know_their_area():
    skills = [mini.skill("a", area="first"), mini.skill("b", area="second")]
    areas = (mini.area("first", 1), mini.area("second", 2))

    found = built(skills, [mini.level("one", 1, {"a": (1, I), "b": (1, I)})], areas=areas)

    assert found.area_of == {"a": "first", "b": "second"}


def test_blueprint_asks_45_questions_in_eight_areas():
    found = questionnaire.build(blueprint.snapshot(), blueprint.ROLE)

    assert found.role.slug == blueprint.ROLE
    assert [(page.area.slug, len(page.questions)) for page in found.pages] == [
        ("mat", 4),
        ("prg", 5),
        ("aim", 9),
        ("dat", 4),
        ("res", 7),
        ("app", 3),
        ("rsp", 4),
        ("ppl", 9),
    ]
    assert [question.skill.slug for question in found.page["prg"].questions] == [
        "prg_python",
        "prg_ml_frameworks",
        "prg_research_software",
        "prg_data_structures",
        "prg_second_language",
    ]


def test_order_is_the_same_whatever_the_order_of_the_catalogue():
    value = blueprint.snapshot()
    backwards = replace(value, skills=value.skills[::-1], areas=value.areas[::-1])

    assert asked(questionnaire.build(backwards, blueprint.ROLE)) == asked(questionnaire.build(value, blueprint.ROLE))


def test_a_narrowed_questionnaire_keeps_order_and_leaves_out_empty_pages():
    whole = questionnaire.build(blueprint.snapshot(), blueprint.ROLE)
    asked = {"prg_python", "rsp_legal", "rsp_fairness", "nothing"}

    narrowed = questionnaire.narrow(whole, asked)

    assert [page.area.slug for page in narrowed.pages] == ["prg", "rsp"]
    assert narrowed.question.keys() == asked & whole.question.keys()
    assert questionnaire.narrow(whole, whole.question) == whole
    assert questionnaire.narrow(whole, ()).pages == ()
