"""The workbench: the outline and its order, one skill, one role, and what is filled in."""

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.models import (
    Area,
    Role,
    Skill,
)
from tests import factories as make
from tests.catalog.bench import of, order
from tests.catalog.editor import main_form
from tests.conftest import confirmed, signed_in
from tests.pages import Page

SAVE = {"_save": "Save"}


def seen(client, home: str) -> str:
    [field] = Page(client.get(home).content).all("input", name="seen")
    return field.attributes["value"]


def move(client, home: str, what: str, **more: str):
    return client.post(f"{home}move/", {"seen": seen(client, home), "move": what, **more})


def viewer(*rights: str):
    user = User.objects.create_user("vera", "vera@skillgap.example", password="vera-password-123", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    return signed_in(confirmed(user))


def test_the_outline_has_every_area_skill_role_and_level_in_their_order(erin, home):
    page = Page(erin.get(home).content)
    [outline] = page.all("nav", class_="outline")
    links = [link.text.strip() for link in outline.select("li[data-skill] a")]
    assert links == [skill.name for skill in Skill.objects.order_by("area__position", "position")]
    assert [level.text.split()[0] for level in outline.select(".outline__roles ul li")] == ["Junior", "Senior", "Lead"]


def test_a_skill_is_moved_up_and_the_next_edition_asks_in_that_order(erin, home, cut):
    before = order()
    second = Skill.objects.get(slug=before[1])
    response = move(erin, home, f"skill-{second.pk}-up")
    assert (response.status_code, response.headers["Location"]) == (302, f"{home}#move-skill-{second.pk}-up")
    assert order() == [before[1], before[0], *before[2:]]


def test_a_skill_goes_to_another_area_and_leads_back_to_the_page_it_was_moved_on(erin, home, cut):
    people = Area.objects.get(slug="people")
    response = move(erin, home, f"skill-{cut.pk}-into-{people.pk}", back=of(home, cut))
    assert response.headers["Location"].startswith(of(home, cut))
    assert order("people")[-1] == "cut"
    assert "cut" not in order()
    elsewhere = move(erin, home, f"area-{people.pk}-up", back="https://elsewhere.example/")
    assert elsewhere.headers["Location"].startswith(f"{home}#")


def test_a_skill_that_goes_to_a_further_area_of_its_own_is_no_guest_there_any_more(erin, home):
    ask = Skill.objects.get(slug="ask")
    craft = ask.places.get().area
    move(erin, home, f"skill-{ask.pk}-into-{craft.pk}")
    ask.refresh_from_db()
    assert (ask.area, list(ask.places.all())) == (craft, [])


def test_an_order_that_somebody_else_changed_meanwhile_is_refused_with_both_in_sight(erin, home):
    old, before = seen(erin, home), order()
    last, first = (Skill.objects.get(slug=before[at]) for at in (-1, 0))
    move(erin, home, f"skill-{last.pk}-up")
    response = erin.post(f"{home}move/", {"seen": old, "move": f"skill-{first.pk}-down"})
    assert response.status_code == 409
    assert order() == [*before[:-2], before[-1], before[-2]]
    [table] = Page(response.content).all("table", class_="changes")
    names = [Skill.objects.get(slug=slug).name for slug in before]
    assert [cell.text.strip() for cell in table.select("td")] == [
        " · ".join(names),
        " · ".join([*names[:-2], names[-1], names[-2]]),
    ]


@pytest.mark.parametrize("asked", ["", "skill-9999-up", "role-1-up"])
def test_a_move_of_nothing_is_not_found(erin, home, asked):
    assert move(erin, home, asked).status_code == 404


def test_names_alone_add_an_area_and_its_skills(erin, home):
    text = "Solder – Join two parts for good.\nRivet\nSolder"
    response = erin.post(f"{home}add/", {"new_area": "Joining things", "skills": text})
    area = Area.objects.get(slug="joining-things")
    assert area.position == 1 + max(Area.objects.exclude(pk=area.pk).values_list("position", flat=True))
    assert list(area.skills.order_by("position").values_list("slug", "definition", "position")) == [
        ("solder", "Join two parts for good.", 1),
        ("rivet", "", 2),
        ("solder-2", "", 3),
    ]
    assert response.headers["Location"] == of(home, area.skills.get(slug="solder"))


def test_an_area_alone_is_added_and_the_outline_comes_again(erin, home):
    assert erin.post(f"{home}add/", {"new_area": "Joining"}).headers["Location"] == home
    assert Area.objects.filter(slug="joining").exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Choose an area, or name a new one."),
        ({"area": "craft"}, "Write a name, or several, one per line."),
        ({"new_area": "New", "skills": "x" * 121}, "Name: “"),
        ({"new_area": "New", "skills": "Name – " + "y" * 301}, "Definition: “"),
        ({"new_area": "New", "skills": "x\n" * 201}, "goes over 200"),
    ],
)
def test_what_cannot_be_added_is_said_and_kept(erin, home, typed, said):
    if "area" in typed:
        typed = {"area": str(Area.objects.get(slug="craft").pk)}
    before = Skill.objects.count()
    response = erin.post(f"{home}add/", typed)
    assert (response.status_code, Skill.objects.count()) == (422, before)
    text = response.content.decode()
    assert said in text
    assert typed.get("skills", "").strip()[:100] in text


def test_a_role_and_its_levels_come_by_their_names(erin, home):
    page = f"{home}role/add/"
    names = {"levels-0-name": "Beginner", "levels-1-name": "Old hand", "levels-2-name": "Old hand"}
    fields = main_form(erin.get(page)).fields | {"name": "Tinker", "summary": "Mends pots."} | names
    response = erin.post(page, fields | SAVE)
    role = Role.objects.get(slug="tinker")
    assert response.headers["Location"] == f"{home}role/{role.pk}/"
    assert list(role.levels.order_by("rank").values_list("slug", "rank")) == [
        ("beginner", 1), ("old-hand", 2), ("old-hand-2", 3),
    ]  # fmt: skip
    again = f"{home}role/{role.pk}/"
    fields = main_form(erin.get(again)).fields | {"levels-3-name": "Master", "_grid": "on"}
    assert erin.post(again, fields).headers["Location"] == f"/admin/catalog/role/{role.pk}/requirements/"
    assert role.levels.get(slug="master").rank == 4


def test_a_key_that_is_taken_is_said_beside_it(erin, home):
    page = f"{home}role/add/"
    fields = main_form(erin.get(page)).fields | {"name": "Tinker", "summary": "Mends.", "slug": "maker"}
    response = erin.post(page, fields | SAVE)
    assert response.status_code == 200
    assert Role.objects.count() == 1


def test_the_draft_is_counted_and_each_thing_says_what_is_wrong_with_it(erin, home, cut):
    Skill.objects.filter(pk=cut.pk).update(name="–")
    page = Page(erin.get(f"{home}?draft=1").content)
    assert "Draft: 1 change, 1 error" in " ".join(page.root.get_text().split())
    [badge] = page.root.select("a.badge--error")
    assert badge.get_text().strip() == "1 error"
    listed = Page(erin.get(str(badge["href"])).content)
    assert "text-missing" in listed.root.get_text()
    assert "there is no word in it" in Page(erin.get(f"{of(home, cut)}?draft=1").content).root.get_text()
    assert "count its changes" in Page(erin.get(home).content).root.get_text()


def test_who_may_only_look_sees_all_and_can_change_nothing(home, cut):
    vera = viewer(*(f"view_{name}" for name in ("framework", "skill", "role", "anchor", "requirement", "rolelevel")))
    for page in (home, of(home, cut), f"{home}role/{Role.objects.get().pk}/"):
        response = vera.get(page)
        assert (page, response.status_code) == (page, 200)
        assert list(Page(response.content).all("input", type="submit")) == []
    assert "I cut paper." in vera.get(of(home, cut)).content.decode()
    assert vera.post(of(home, cut), {}).status_code == 403
    assert vera.post(f"{home}add/", {"new_area": "New"}).status_code == 403
    assert move(erin_free(vera), home, f"skill-{cut.pk}-up", seen="").status_code == 403


def erin_free(client):
    """A client whose page shows no order: it sends none."""
    return _Blind(client)


class _Blind:
    def __init__(self, client) -> None:
        self.client = client

    def get(self, path: str):
        return type("Shown", (), {"content": b'<input name="seen" value="">'})()

    def post(self, path: str, data: dict[str, str]):
        return self.client.post(path, data)


def test_who_may_see_no_framework_sees_no_workbench(home, cut):
    vera = viewer("view_skill")
    assert [vera.get(page).status_code for page in (home, of(home, cut))] == [403, 403]


def test_a_skill_of_another_framework_is_not_on_this_workbench(erin, home):
    other = make.make_framework(slug="other")
    assert erin.get(of(home, other.skills.get())).status_code == 404
    assert erin.get(f"{home}role/{other.roles.get().pk}/").status_code == 404


def test_the_help_page_says_the_words(erin, home):
    page = Page(erin.get("/admin/catalog/framework/help/").content)
    words = [word.attributes.get("id", "") for word in page.all("dt")]
    assert {"rung", "track", "any-one-of", "slip", "effort"} <= set(words)


@pytest.mark.parametrize("skills", [2, 30])
def test_an_outline_costs_the_same_whatever_its_size(erin, skills):
    framework = make.make_framework(skills)
    home = f"/admin/catalog/framework/{framework.pk}/workbench/"
    role = framework.roles.get()
    costs = {}
    for name, page in (
        ("outline", home),
        ("skill", of(home, framework.skills.all()[0])),
        ("role", f"{home}role/{role.pk}/"),
    ):
        erin.get(page)
        with CaptureQueriesContext(connection) as asked:
            assert erin.get(page).status_code == 200
        costs[name] = len(asked)
    assert costs == {"outline": 10, "skill": 30, "role": 19}
