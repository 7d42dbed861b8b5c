"""The draft as a visitor would see it: for editors alone, marked, kept nowhere, and kind where it is not ready."""

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from catalog.models import Anchor, Framework, Requirement, Role, RoleLevel, ScaleStep, Skill
from tests.conftest import signed_in
from tests.pages import Page
from tests.workshop import FRAMEWORK, ROLE

NEW = "To cut what nobody has published"


@pytest.fixture
def base(edition) -> str:
    """A draft: a skill by another name, and more asked of it."""
    Skill.objects.filter(slug="cut").update(name=NEW)
    Requirement.objects.filter(skill__slug="glue", level__slug="junior").update(step=5, importance="essential")
    return f"/admin/preview/{Framework.objects.get().pk}/"


def paths(base: str) -> list[str]:
    role = f"{base}roles/{ROLE}/"
    return [
        base, role, f"{role}start/", f"{role}sample/", f"{role}questions/craft/", f"{role}people/", f"{role}answer/",
        f"{base}skills/cut/",
    ]  # fmt: skip


def test_every_page_opens_for_an_editor_marked_and_in_no_cache(erin, base):
    for path in paths(base):
        response = erin.get(path)
        assert response.status_code == 200, path
        assert "Draft preview: not published." in response.content.decode(), path
        assert {"private", "no-store"} <= set(response.headers["Cache-Control"].split(", "))
        assert response.headers["X-Robots-Tag"] == "noindex"


def test_it_shows_the_draft_and_visitors_see_nothing_of_it(erin, base):
    seen = [path for path in paths(base) if NEW in erin.get(path).content.decode()]
    assert len(seen) == 6  # all but the start and the people, which name no skill
    visitor = Client()
    for path in (f"/roles/{FRAMEWORK}/{ROLE}/", f"/roles/{FRAMEWORK}/{ROLE}/sample/", f"/skills/{FRAMEWORK}/cut/"):
        assert NEW not in visitor.get(path).content.decode()


def test_its_links_stay_within_it_and_its_forms_and_scripts_are_still(erin, base):
    for path in paths(base)[1:5] + paths(base)[7:]:
        page = Page(erin.get(path).content)
        links = [link.attributes.get("href", "") for link in page.all("a")]
        assert [link for link in links if f"/{FRAMEWORK}/" in link or link.startswith("/a/")] == [], path
        assert page.all("script", type="module") == [], path
        assert {form.attributes.get("method") for form in page.all("form")} <= {"dialog"}, path
    links = [link.attributes.get("href", "") for link in Page(erin.get(paths(base)[1]).content).all("a")]
    assert {f"{base}skills/cut/", f"{base}roles/{ROLE}/start/"} <= set(links)


def test_nothing_of_it_is_kept(erin, base):
    asked = f"{base}roles/{ROLE}/questions/craft/"
    assert NEW in erin.get(asked).content.decode()
    Skill.objects.filter(slug="cut").update(name="To cut again")
    assert "To cut again" in erin.get(asked).content.decode()


def test_trial_people_stand_where_they_stand_now_and_by_the_draft(erin, base):
    page = Page(erin.get(f"{base}roles/{ROLE}/people/").content)
    headings = page.texts("h2")
    assert [name for name in headings if name.startswith("Just at")] == [
        "Just at Junior",
        "Just at Senior",
        "Just at Lead",
    ]
    junior = page.all("table", class_="changes")[1]
    [row, *_others] = junior.find("tbody").find_all("tr")
    level, now, draft = (" ".join(each.text.split()) for each in row.find_all(["th", "td"]))
    assert (level, now) == ("Junior", "Met, 100 %")
    assert draft.startswith("Not yet")
    assert draft.endswith("(other than now)")


def test_answers_whose_questions_change_are_open_in_the_draft(erin, base):
    """The renamed skill is another question."""
    assert "Answers that come along: 5 of 6." in erin.get(f"{base}roles/{ROLE}/people/").content.decode()


def test_a_role_that_was_never_published_has_nothing_beside_it(erin, base):
    role = Role.objects.get()
    role.pk, role.slug = None, "second"
    role.save()
    level = RoleLevel.objects.create(role=role, slug="only", name="Only", rank=1)
    Requirement.objects.create(level=level, skill=Skill.objects.get(slug="cut"), step=2, importance="essential")
    page = erin.get(f"{base}roles/second/people/").content.decode()
    assert "The role is not published yet" in page


def test_an_editor_answers_it_and_nothing_is_stored(erin, base):
    asked = f"{base}roles/{ROLE}/answer/"
    response = erin.get(asked, {"cut": "4", "glue": "3u", "ask": "3", "teach": ""})
    assert response.status_code == 200
    assert "What your answers come to" in response.content.decode()
    assert erin.get(asked, {"cut": "99"}).status_code == 422
    assert erin.post(asked, {"cut": "4"}).status_code == 405


def test_what_is_not_in_the_draft_is_not_there(erin, base):
    gone = ["999999/", "roles/nobody/", "roles/nobody/people/", "skills/nothing/", f"roles/{ROLE}/questions/nowhere/"]
    assert [erin.get(base + path if path != gone[0] else f"/admin/preview/{path}").status_code for path in gone] == [
        404
    ] * 5


@pytest.mark.parametrize("rights", [(), ("view_framework", "view_role"), ("change_role", "publish_edition")], ids=str)
def test_it_is_closed_to_staff_who_may_not_see_the_rows(base, rights):
    user = User.objects.create_user("sam", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client = signed_in(user)
    assert [client.get(path).status_code for path in paths(base)] == [403] * 8


def test_it_is_open_to_staff_who_may_look_and_no_more(base):
    user = User.objects.create_user("sam", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=("view_framework", "view_role", "view_skill")))
    assert signed_in(user).get(base).status_code == 200


def test_others_are_asked_to_log_in(base):
    for client in (Client(), signed_in(User.objects.create_user("bob"))):
        assert [client.get(path).status_code for path in paths(base)] == [302] * 8


THIN = {
    "no requirement": lambda: Requirement.objects.all().delete(),
    "no level": lambda: RoleLevel.objects.all().delete(),
    "no anchor": lambda: Anchor.objects.all().delete(),
    "no scale": lambda: (Anchor.objects.all().delete(), ScaleStep.objects.all().delete()),
    "one step": lambda: ScaleStep.objects.filter(value__gt=1).delete(),
    "a step off the scale": lambda: Requirement.objects.filter(skill__slug="cut").update(step=9),
    "a step not stated": lambda: Requirement.objects.update(step=None),
    "retired": lambda: Skill.objects.update(retired_on="2026-01-01"),
}


@pytest.mark.parametrize("fault", THIN)
def test_a_draft_that_is_not_ready_is_answered_kindly(erin, base, fault):
    THIN[fault]()
    assert {path: erin.get(path).status_code for path in paths(base)} in (
        dict.fromkeys(paths(base), 200),
        dict.fromkeys(paths(base), 200) | {paths(base)[4]: 404},
    )


def test_a_fault_of_ours_is_not_put_down_to_a_draft_that_is_fit(erin, base, monkeypatch):
    monkeypatch.setattr("catalog.views.role_context", lambda *given: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        erin.get(f"{base}roles/{ROLE}/")
    Skill.objects.filter(slug="cut").update(name="–")
    page = erin.get(f"{base}roles/{ROLE}/")
    assert (page.status_code, "Mend its errors first" in page.content.decode()) == (200, True)


def test_it_asks_the_database_as_often_whatever_its_size(erin, base, django_assert_max_num_queries):
    erin.get(base)
    for path in paths(base):
        with django_assert_max_num_queries(26):
            erin.get(path)
