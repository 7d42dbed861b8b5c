"""Reviews: recorded in the editor, shown to everybody once they are published."""

from datetime import date

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalog.models import Anchor, Framework, Review, RoleLevel, Skill
from tests.catalog import pages
from tests.catalog.editor import main_form
from tests.conftest import signed_in
from tests.factories import ReviewFactory, make_framework
from tests.pages import Page, read, text

NOBODY = "Our judgement; nobody from the field has reviewed"


@pytest.fixture
def framework(db) -> Framework:
    pages.make()
    pages.publish()
    return Framework.objects.get(slug="made")


def of(kind: str) -> str:
    thing = (
        Skill.objects.get(slug="made-skill-0")
        if kind == "skill"
        else RoleLevel.objects.get(role__slug="made-role", rank=1)
    )
    return f"/admin/catalog/review/of/{kind}/{thing.pk}/"


def staff(*rights: str) -> Client:
    user = User.objects.create_user("sam", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    return signed_in(user)


def record(client: Client, kind: str = "skill", **changes: str):
    fields = main_form(client.get(of(kind))).fields
    return client.post(of(kind), fields | {"by": "Ada", "role": "engineer", "day": "2026-05-03"} | changes)


def count() -> int:
    return Review.objects.filter(framework__slug="made").count()


@pytest.mark.parametrize("kind", ["skill", "level"])
def test_what_is_recorded_is_shown_once_it_is_published(framework, erin, kind):
    path = "/skills/made/made-skill-0/" if kind == "skill" else "/roles/made/made-role/"
    assert NOBODY in text(read(path))
    assert record(erin, kind).status_code == 302
    assert NOBODY in text(read(path))
    pages.publish()
    assert "Reviewed on 3 May 2026 by Ada, engineer." in text(read(path))
    assert NOBODY not in text(read(path))


def test_about_the_role_says_it_for_each_level(framework, erin):
    assert f"{NOBODY} these levels yet." in text(read("/roles/made/made-role/about/"))
    record(erin, "level")
    pages.publish()
    said = text(read("/roles/made/made-role/about/"))
    assert "Level 1 Reviewed on 3 May 2026 by Ada, engineer. Level 2 Not reviewed yet." in said


def test_a_review_of_other_words_says_so(framework, erin):
    record(erin)
    Anchor.objects.filter(skill__slug="made-skill-0", step=2).update(text="I do it in other words.")
    pages.publish()
    said = text(read("/skills/made/made-skill-0/"))
    assert "Reviewed on 3 May 2026 by Ada, engineer, before the last change of its words." in said


def test_where_the_draft_differs_the_form_asks_which_words_were_looked_at(framework, erin):
    shown = main_form(erin.get(of("skill"))).fields["seen"]
    Anchor.objects.filter(skill__slug="made-skill-0", step=2).update(text="I do it in other words.")
    page = Page(erin.get(of("skill")).content)
    [choice] = page.all("select")
    options = {option.attributes["value"]: option.text for option in choice.inside}
    assert options[shown] == "what visitors see now"
    assert sorted(options.values()) == ["the draft, as it stands here", "what visitors see now"]
    record(erin)
    assert Review.objects.get(framework__slug="made").seen == shown
    assert "Of what visitors see; the draft has changed since." in erin.get(of("skill")).content.decode()


def test_words_that_changed_while_somebody_looked_are_looked_at_again(framework, erin):
    fields = main_form(erin.get(of("skill"))).fields | {"by": "Ada", "day": "2026-05-03"}
    Anchor.objects.filter(skill__slug="made-skill-0", step=2).update(text="I do it in other words.")
    pages.publish()
    refused = erin.post(of("skill"), fields)
    assert (refused.status_code, count()) == (409, 0)
    [form] = [form for form in Page(refused.content).forms if form.method == "post" and form.action == ""]
    assert (form.fields["by"], form.fields["seen"] == fields["seen"]) == ("Ada", False)
    assert erin.post(of("skill"), form.fields).status_code == 302


@pytest.mark.parametrize(
    ("change", "status", "said"),
    [
        ({"by": " "}, 422, "This field is required."),
        ({"day": "3 May"}, 422, "Enter a valid date."),
        ({"day": "2999-01-01"}, 422, "This day is still to come."),
        ({"by": "x" * 121}, 422, "at most 120 characters"),
        ({"seen": "0" * 16}, 409, "The words changed while you looked."),
    ],
)
def test_what_cannot_be_is_refused_and_kept_in_the_form(framework, erin, change, status, said):
    refused = record(erin, **change)
    assert (refused.status_code, count()) == (status, 0)
    assert said in refused.content.decode()
    assert 'value="engineer"' in refused.content.decode()


def test_the_same_review_twice_is_one(framework, erin):
    record(erin)
    again = record(erin)
    assert (again.status_code, count()) == (422, 1)
    assert "A review of this day by this name is here already." in again.content.decode()


def test_a_reviewer_records_reviews_and_edits_nothing(framework):
    sam = staff("view_skill", "view_review", "add_review")
    skill = Skill.objects.get(slug="made-skill-0")
    assert of("skill") in sam.get(f"/admin/catalog/skill/{skill.pk}/change/").content.decode()
    assert record(sam).status_code == 302
    assert sam.post(f"/admin/catalog/skill/{skill.pk}/change/", {"name": "Other"}).status_code == 403
    assert sam.get(f"/admin/catalog/review/{Review.objects.get(framework__slug='made').pk}/delete/").status_code == 403


def test_who_may_only_look_sees_no_form_and_a_stranger_nothing(framework):
    sam = staff("view_review")
    assert [form for form in Page(sam.get(of("skill")).content).forms if "by" in form.fields] == []
    assert sam.post(of("skill"), {"by": "Ada"}).status_code == 403
    User.objects.get(username="sam").user_permissions.clear()
    for path in (of("skill"), of("level"), f"/admin/catalog/review/framework/{framework.pk}/"):
        assert sam.get(path).status_code == 403


def test_unknown_things_have_no_page(framework, erin):
    for path in ("of/skill/0/", "of/level/0/", "of/area/1/", "framework/0/"):
        assert erin.get(f"/admin/catalog/review/{path}").status_code == 404


def test_a_name_that_another_review_of_the_day_has_is_refused_when_one_is_corrected(framework, erin):
    skill = Skill.objects.get(slug="made-skill-0")
    ReviewFactory(skill=skill, by="Ada", day=date(2026, 5, 3))
    other = ReviewFactory(skill=skill, by="Bo", day=date(2026, 5, 3))
    page = f"/admin/catalog/review/{other.pk}/change/"
    fields = main_form(erin.get(page)).fields
    assert erin.post(page, fields | {"by": "Ada", "_save": "Save"}).status_code == 200
    assert erin.post(page, fields | {"by": "Cy", "_save": "Save"}).status_code == 302
    assert sorted(Review.objects.filter(framework__slug="made").values_list("by", flat=True)) == ["Ada", "Cy"]


def test_health_counts_what_is_reviewed_and_finds_no_fault_in_what_is_not(framework, erin):
    ReviewFactory(skill=Skill.objects.get(slug="made-skill-0"), seen="0" * 16)
    said = text(Page(erin.get(f"/admin/catalog/edition/health/{framework.pk}/").content))
    assert "Skills: 1 of 1, of which 1 changed since. Role levels: 0 of 2, of which 0 changed since." in said


@pytest.mark.parametrize("skills", [2, 30])
def test_what_is_reviewed_costs_the_same_for_few_and_for_many(erin, skills):
    framework = make_framework(skills, slug="sized")
    for skill in Skill.objects.filter(framework=framework):
        ReviewFactory(skill=skill)
    erin.get("/admin/")
    with CaptureQueriesContext(connection) as queries:
        response = erin.get(f"/admin/catalog/review/framework/{framework.pk}/")
    tables = Page(response.content).all("table", class_="findings")
    assert [len(table("tr")) for table in tables] == [3, skills + 1]
    assert len(queries) == 11


def test_words_of_a_review_are_shown_as_words(framework, erin):
    canary = '<script>alert("canary")</script>'
    record(erin, by=canary, role=canary)
    record(erin, "level", by=canary, role=canary)
    pages.publish()
    shown = (of("skill"), of("level"), "/admin/catalog/review/", f"/admin/catalog/review/framework/{framework.pk}/")
    for path in (*shown, "/skills/made/made-skill-0/", "/roles/made/made-role/", "/roles/made/made-role/about/"):
        said = erin.get(path).content.decode()
        assert ("canary" in said, canary in said) == (True, False), path
