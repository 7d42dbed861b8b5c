"""The health of the live catalogue as an editor sees it: what is wrong, where, and what to do."""

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalog.models import Anchor, Area, Framework, Requirement, Resource, Role, RoleLevel, Skill
from tests.conftest import signed_in
from tests.factories import ResourceFactory, RoleNoteFactory, SkillFactory, make_framework
from tests.pages import Page


@pytest.fixture
def framework(db) -> Framework:
    framework = make_framework()
    Skill.objects.filter(slug="made-skill-0").update(citations="Notes:1")
    return framework


def address(framework: Framework) -> str:
    return f"/admin/catalog/edition/health/{framework.pk}/"


def findings(response) -> list[tuple[str, ...]]:
    """The rows of the table of findings, cell by cell."""
    assert response.status_code == 200
    cells = [
        cell.text
        for table in Page(response.content).all("table", class_="findings")
        for cell in table.inside
        if cell.tag in {"td", "th"}
    ]
    return [tuple(cells[start : start + 4]) for start in range(4, len(cells), 4)]


def staff(*rights: str) -> Client:
    user = User.objects.create_user("sam", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    return signed_in(user)


def test_with_nothing_wrong_it_says_so(erin, framework):
    response = erin.get(address(framework))
    assert findings(response) == []
    assert "Nothing is wrong." in Page(response.content).texts("p")
    assert Page(response.content).texts("h1")[-1] == "Health of Framework made"


def test_each_finding_says_where_what_and_what_to_do(erin, framework):
    Skill.objects.filter(slug="made-skill-0").update(name="–", citations="")
    response = erin.get(address(framework))
    assert findings(response) == [
        (
            "error: text-missing",
            "skill made-skill-0",
            "Name: there is no word in it.",
            "Write it; spaces and marks alone tell nobody anything.",
        ),
        (
            "warning: skill-uncited",
            "skill made-skill-0",
            "It cites nothing.",
            "Name the lines of the source that it rests on.",
        ),
    ]
    assert "1 error, 1 warning" in Page(response.content).texts("p")


def test_a_finding_leads_to_where_it_is_mended(erin, framework):
    role = Role.objects.get(slug="made-role")
    note = RoleNoteFactory(role=role, text="Ants are. " * 80)
    course = ResourceFactory(framework=framework, slug="course")
    Area.objects.create(framework=framework, slug="desert", name="Desert", position=2)
    Requirement.objects.filter(level__rank=1).update(importance="helpful")
    Skill.objects.filter(slug="made-skill-0").update(citations="")
    framework.practice.update(step=9)
    page = Page(erin.get(address(framework)).content)
    links = {link.text: link.attributes["href"] for link in page.all("a") if " " in link.text}
    expected = {
        f"note made-role/{note.slug}": f"rolenote/{note.pk}/change/",
        "resource course": f"resource/{course.pk}/change/",
        "area desert": f"area/{Area.objects.get(slug='desert').pk}/change/",
        "level made-role/level-1": f"role/{role.pk}/requirements/",
        "skill made-skill-0": f"skill/{Skill.objects.get(slug='made-skill-0').pk}/change/",
        "framework made": f"framework/{framework.pk}/change/",
    }
    assert {text: links[text].removeprefix("/admin/catalog/") for text in expected} == expected
    assert [erin.get(links[text]).status_code for text in expected] == [200] * len(expected)


def test_each_framework_has_its_own_health(erin, framework):
    other = make_framework(slug="other")
    Anchor.objects.filter(skill__slug="other-skill-0").delete()
    assert findings(erin.get(address(framework))) == []
    assert len(findings(erin.get(address(other)))) == 2
    assert erin.get("/admin/catalog/edition/health/999999/").status_code == 404


def test_words_of_an_editor_are_shown_as_words(erin, framework):
    SkillFactory(area=framework.areas.get(), slug="canary", name="<b>canary</b> " * 8)
    assert "<b>canary" not in erin.get(address(framework)).content.decode()


def test_who_may_look_at_editions_may_look_at_their_health_and_is_led_there(framework):
    Anchor.objects.filter(step=2, skill__area__framework=framework).delete()
    sam = staff("view_edition")
    listed = Page(sam.get("/admin/catalog/edition/").content)
    assert address(framework) in [link.attributes.get("href") for link in listed.all("a")]
    response = sam.get(address(framework))
    assert [row[1] for row in findings(response)] == ["skill made-skill-0"]
    assert [link.text for link in Page(response.content).all("a") if "made-skill" in link.text] == []


def test_without_the_right_to_look_at_editions_it_is_closed(framework):
    assert staff("change_skill", "view_framework", "publish_edition").get(address(framework)).status_code == 403


def test_a_visitor_is_asked_to_sign_in(client, framework):
    response = client.get(address(framework))
    assert (response.status_code, response.headers["Location"]) == (302, f"/admin/login/?next={address(framework)}")


def test_looking_changes_nothing(erin, framework):
    before = list(Skill.objects.values()), list(Resource.objects.values()), list(RoleLevel.objects.values())
    assert erin.post(address(framework), {"fix": "all"}).status_code == 200
    assert (list(Skill.objects.values()), list(Resource.objects.values()), list(RoleLevel.objects.values())) == before


def test_publishing_shows_the_findings_too(erin, framework):
    Skill.objects.filter(slug="made-skill-0").update(citations="")
    response = erin.get(f"/admin/catalog/edition/publish/{framework.pk}/")
    assert [row[0] for row in findings(response)] == ["warning: skill-uncited"]
    assert "Health: 0 errors, 1 warning" in Page(response.content).texts("h2")


@pytest.mark.parametrize("skills", [2, 50])
def test_it_costs_the_same_for_few_skills_and_for_many(erin, skills):
    framework = make_framework(skills)
    erin.get("/admin/")  # the first request of a minute notes that staff are there
    with CaptureQueriesContext(connection) as queries:
        assert erin.get(address(framework)).status_code == 200
    assert len(queries) == 25
