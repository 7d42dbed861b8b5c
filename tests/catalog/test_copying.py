"""Copies to go on from: with what belongs to them, under a name and a key of their own, and nothing of the first changed."""

from dataclasses import replace

import pytest
from django.contrib.auth.models import Permission, User

from catalog import audit, copying
from catalog.compile import compile_live
from catalog.core.lint import lint
from catalog.models import Edition, Framework, Prerequisite, Role, RoleLevel, Skill
from tests.catalog.editor import main_form, page_of
from tests.conftest import NOW, confirmed, signed_in
from tests.pages import Page

TODAY = NOW.date()


@pytest.fixture
def framework(edition: Edition) -> Framework:
    return edition.framework


def copy(client, model: str, **typed: str):
    path = page_of(model, page="copy")
    return client.post(path, main_form(client.get(path)).fields | typed)


def test_a_framework_is_copied_with_all_of_its_draft_and_no_edition(erin, framework):
    before = compile_live(framework, TODAY)
    response = copy(erin, "framework", name="Second shop")
    made = Framework.objects.get(slug="second-shop")
    assert response.headers["Location"] == f"/admin/catalog/framework/{made.pk}/change/"
    live = compile_live(made, TODAY)
    assert live == replace(
        before, framework=replace(before.framework, slug="second-shop", name="Second shop", uuid=str(made.uuid))
    )
    assert made.uuid != framework.uuid
    assert compile_live(framework, TODAY) == before
    assert not made.editions.exists()
    assert (
        Skill.objects.get(framework=made, slug="forge").retired_on
        == Skill.objects.get(framework=framework, slug="forge").retired_on
    )
    assert [finding for finding in lint(live, TODAY) if finding.is_error] == []


def test_a_role_is_copied_with_levels_requirements_notes_and_pay(erin, framework):
    response = copy(erin, "role", name="Builder")
    made = Role.objects.get(slug="builder")
    assert response.headers["Location"] == f"/admin/catalog/role/{made.pk}/change/"
    roles = compile_live(framework, TODAY).role
    levels = tuple(replace(level, reviews=()) for level in roles["maker"].levels)  # nobody reviewed the copy
    assert replace(roles["builder"], slug="maker", name="Maker") == replace(roles["maker"], levels=levels)


def test_a_level_is_copied_to_the_top_with_what_it_requires(erin, framework):
    copy(erin, "rolelevel", name="Beginner")
    levels = compile_live(framework, TODAY).role["maker"].level
    assert replace(levels["beginner"], slug="junior", name="Junior", rank=1) == replace(levels["junior"], reviews=())
    assert levels["beginner"].rank == 4


@pytest.mark.parametrize("with_links", [False, True])
def test_a_skill_is_copied_with_anchors_and_prerequisites_and_links_where_asked(erin, framework, with_links):
    typed = {"with_links": "on"} if with_links else {}
    copy(erin, "skill", name="To saw", **typed)
    skills = compile_live(framework, TODAY).skill
    first, made = skills["cut"], skills["to-saw"]
    links = first.links if with_links else ()
    assert made == replace(first, slug="to-saw", name="To saw", position=made.position, links=links, reviews=())
    assert made.position > max(
        skill.position for skill in skills.values() if skill.area == "craft" and skill is not made
    )
    assert not Prerequisite.objects.filter(needs__slug="to-saw").exists()


@pytest.mark.parametrize(
    ("name", "old", "taken", "longest", "key"),
    [
        ("To saw", "cut", (), 64, "to-saw"),
        ("To saw", "cut", ("to-saw",), 64, "to-saw-2"),
        ("To saw", "cut", ("to-saw", "to-saw-2"), 64, "to-saw-3"),
        ("الورشة", "cut", (), 64, "cut-copy"),
        ("a" * 70, "cut", (), 64, "a" * 64),
        ("a" * 70, "cut", ("a" * 64,), 64, "a" * 62 + "-2"),
        ("abc def", "cut", (), 4, "abc"),
    ],
)
def test_a_key_comes_from_the_name_and_is_free(name, old, taken, longest, key):
    assert copying.free_key(name, old, taken, longest) == key


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": ""}, "This field is required."),
        ({"slug": "cut"}, "This key is taken."),
        ({"slug": "Not a key"}, "Use lower-case letters, digits, - and _."),
        ({"name": "x" * 121}, "Too long: 120 fit."),
        ({"slug": "x" * 65}, "Too long: 64 fit."),
    ],
)
def test_a_copy_that_cannot_be_is_refused_with_what_was_typed(erin, framework, typed, said):
    count = Skill.objects.count()
    response = copy(erin, "skill", **({"name": "To saw"} | typed))
    assert response.status_code == 422
    page = Page(response.content)
    assert said in " ".join(page.texts("li"))
    assert main_form(response).fields["name"] == ({"name": "To saw"} | typed)["name"]
    assert Skill.objects.count() == count


def test_two_copies_have_two_keys(erin, framework):
    copy(erin, "skill")
    copy(erin, "skill")
    assert set(Skill.objects.filter(name="Copy of To cut").values_list("slug", flat=True)) == {
        "copy-of-to-cut",
        "copy-of-to-cut-2",
    }


def test_who_may_not_add_sees_no_button_and_makes_no_copy(edition):
    user = User.objects.create_user("rita", "rita@skillgap.example", password="rita-password-123", is_staff=True)
    rights = ("view_role", "change_role", "view_rolelevel")
    user.user_permissions.add(*Permission.objects.filter(codename__in=rights))
    rita = signed_in(confirmed(user))
    assert "/copy/" not in rita.get(page_of("role")).content.decode()
    path = page_of("role", page="copy")
    assert (rita.get(path).status_code, rita.post(path, {"name": "Builder"}).status_code) == (403, 403)
    assert (Role.objects.count(), RoleLevel.objects.count()) == (1, 3)


def test_what_is_not_there_cannot_be_copied(erin, edition):
    assert erin.get("/admin/catalog/skill/999999/copy/").status_code == 404


def test_the_log_says_what_a_copy_was_made_of(edition):
    level = RoleLevel.objects.get(slug="lead")
    made = copying.copy_level(level=level, name="Another", slug="another")
    [entry] = audit.of_page(RoleLevel, made.pk).filter(verb="copied")
    assert entry.values == {"of": [None, str(level)]}
