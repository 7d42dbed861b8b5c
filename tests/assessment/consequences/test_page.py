"""The page of consequences: for those who may publish, in fives, with nobody in it."""

import re

import pytest
from django.contrib.auth.models import Permission, User

from assessment import slots
from assessment.consequences import reading
from assessment.models import Assessment
from catalog.models import Framework, Requirement, Role, RoleLevel, Skill
from tests.assessment.consequences.carried import seeded
from tests.conftest import signed_in
from tests.factories import make_framework
from tests.pages import Page
from tests.workshop import ROLE


@pytest.fixture
def page(edition) -> str:
    return f"/admin/assessment/assessment/consequences/{Framework.objects.get().pk}/"


def words(response) -> str:
    return " ".join(Page(response.content).texts("div", id="content-main"))


def test_it_says_what_people_would_see_and_which_change_does_it(erin, page, edition):
    seeded(edition, ROLE, 60, seed=5)
    Skill.objects.filter(slug="ask").update(name="To <b>ask</b>")
    Requirement.objects.filter(skill__slug="cut", level__slug="junior").update(step=5)
    response = erin.get(page)
    said = words(response)
    assert "Nobody's stored report changes: each stays with the edition it began on." in said
    assert "Counted: every assessment that was handed in, about 60." in said
    assert "Before: carried over to edition First, as it is." in said
    assert "“To <b>ask</b>” is asked in other words" in said
    assert "junior, “To cut”: 2 Learner, must-have → 5 Expert, must-have".lower() in said.lower()
    assert "By several changes together only: fewer than 5." in said
    assert len(Page(response.content).all("svg", class_="chart")) == 3
    assert "<b>ask" not in response.content.decode()


def test_no_number_of_people_on_it_is_one_to_four_and_nobody_is_named(erin, page, edition):
    seeded(edition, ROLE, 23, seed=6)
    Requirement.objects.filter(skill__slug="cut", level__slug="junior").update(step=3)
    response = erin.get(page)
    numbers = {int(number) for number in re.findall(r"about (\d+)", words(response))}
    assert numbers
    assert {number % 5 for number in numbers} == {0}
    seen = response.content.decode()
    assert [attempt for attempt in Assessment.objects.all() if attempt.public_id in seen] == []


def test_of_a_few_nothing_is_told(erin, page, edition):
    seeded(edition, ROLE, 4, seed=7)
    Requirement.objects.filter(skill__slug="cut").update(step=6)
    said = words(erin.get(page))
    assert "Fewer than 5 assessments were handed in, so nothing more is told." in said
    assert "Verdict" not in said


def test_roles_and_levels_that_come_and_go_are_named(erin, page, edition):
    seeded(edition, ROLE, 30, seed=8)
    RoleLevel.objects.filter(slug="lead").update(slug="chief", name="Chief")
    said = words(erin.get(page))
    assert "New, so nobody has stood at it before: Chief." in said
    assert "No more in the draft: Lead." in said
    Role.objects.update(slug="other")
    assert "The draft has no such role: assessments that were handed in, about 30, cannot be carried over." in words(
        erin.get(page)
    )


def test_a_draft_that_scores_the_same_says_so(erin, page, edition):
    seeded(edition, ROLE, 10, seed=9)
    Skill.objects.filter(slug="cut").update(why="It matters.")
    assert "No change of the draft is asked or scored here." in words(erin.get(page))


def test_many_changes_are_told_in_bundles_and_very_many_attempts_by_the_newest(erin, page, edition, monkeypatch):
    monkeypatch.setattr("assessment.consequences.core.counting.MOST_CAUSES", 2)
    monkeypatch.setattr("assessment.consequences.core.counting.MOST_TRIED", 60)
    monkeypatch.setattr(reading, "MOST_COUNTED", 30)
    seeded(edition, ROLE, 40, seed=10)
    Skill.objects.filter(slug__in=["ask", "cut"]).update(definition="Else.")
    Requirement.objects.filter(level__slug="lead").update(importance="helpful")
    Skill.objects.filter(slug="measure").update(retired_on="2020-01-01")
    framework = Framework.objects.get()
    framework.met_percent, framework.policy_version = 95, 2
    framework.save()
    said = words(erin.get(page))
    assert "Counted: the newest assessments that were handed in, about 30 of about 40." in said
    assert "Tried on the newest, about 15." in said
    for bundle in (
        "2 questions in other words",
        "requirements",
        "1 question that is asked no more",
        "The scoring rule",
    ):
        assert bundle in said


def test_a_cause_of_each_kind_has_its_words(erin, page, edition):
    seeded(edition, ROLE, 10, seed=11)
    Skill.objects.filter(slug="weld").update(any_one_of="")
    Skill.objects.filter(slug="measure").update(retired_on="2020-01-01")
    Skill.objects.filter(slug="forge").update(retired_on=None)
    Requirement.objects.filter(skill__slug="teach", level__slug="junior").delete()
    Requirement.objects.filter(skill__slug="cut", level__slug="lead").update(step=None)
    Requirement.objects.create(
        level=RoleLevel.objects.get(slug="lead"), skill=Skill.objects.get(slug="forge"), step=2, importance="helpful"
    )
    said = words(erin.get(page))
    assert "“To weld” counts with other skills than before, or alone" in said
    assert "“To measure” is asked no more" in said
    assert f"“{Skill.objects.get(slug='forge').name}” is asked for the first time" in said
    assert "“To teach”: 2 Learner, helpful → not asked" in said
    assert "“To cut”: 3 Steady, important → important" in said


def test_a_longer_scale_is_a_cause(erin, page, edition):
    seeded(edition, ROLE, 10, seed=12)
    Framework.objects.get().steps.filter(value=6).delete()
    assert "The scale" in words(erin.get(page))


def test_before_anybody_and_before_the_first_edition(erin, page):
    assert "No assessment was handed in yet at a role that visitors see now." in words(erin.get(page))
    made = make_framework()
    found = erin.get(f"/admin/assessment/assessment/consequences/{made.pk}/")
    assert "This is the first edition: nobody has answered it yet." in words(found)


def test_it_takes_a_slot(erin, page):
    with slots.slot():
        assert erin.get(page).status_code == 503


def test_it_is_for_those_who_may_publish(page, edition):
    sam = User.objects.create_user("sam", is_staff=True)
    sam.user_permissions.set(Permission.objects.filter(codename__in=["view_edition", "view_assessment"]))
    client = signed_in(sam)
    assert client.get(page).status_code == 403
    sam.user_permissions.add(Permission.objects.get(codename="publish_edition"))
    assert signed_in(User.objects.get(username="sam")).get(page).status_code == 200


def test_of_no_framework_there_is_none(erin, edition):
    assert erin.get("/admin/assessment/assessment/consequences/999999/").status_code == 404


def test_the_publish_page_leads_there(erin, page, edition):
    Skill.objects.filter(slug="cut").update(name="Cutting")
    seen = Page(erin.get(f"/admin/catalog/edition/publish/{Framework.objects.get().pk}/").content)
    assert page in [link.attributes.get("href") for link in seen.all("a")]
