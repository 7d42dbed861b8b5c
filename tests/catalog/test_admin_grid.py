"""The requirements of a role as a grid: a row for each skill, a column for each level, one choice in each cell."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User

from catalog import editions
from catalog.admin.grid import cell_choices
from catalog.models import Requirement, Role, RoleLevel, Skill
from tests.catalog.editor import main_form
from tests.conftest import signed_in
from tests.pages import Page
from tests.workshop import ASKED, LEVELS, RETIRED


@pytest.fixture
def grid(edition) -> str:
    return f"/admin/catalog/role/{Role.objects.get().pk}/requirements/"


def cell(skill: str, level: str) -> str:
    return f"cell-{Skill.objects.get(slug=skill).pk}-{RoleLevel.objects.get(slug=level).pk}"


def requirement(skill: str, level: str) -> tuple[str, int | None] | None:
    return Requirement.objects.filter(skill__slug=skill, level__slug=level).values_list("importance", "step").first()


def stored() -> list[tuple[object, ...]]:
    return list(
        Requirement.objects.order_by("level_id", "skill_id").values_list("level_id", "skill_id", "importance", "step")
    )


def send(client, grid: str, **changes: str):
    return client.post(grid, main_form(client.get(grid)).fields | changes)


def test_it_shows_every_cell(erin, grid):
    fields = {name: value for name, value in main_form(erin.get(grid)).fields.items() if name.startswith("cell-")}
    asked = ASKED | {RETIRED: ("", "", "")}
    assert fields == {
        cell(skill, level): "-".join(reversed(need.split()))
        for skill, needs in asked.items()
        for level, need in zip(LEVELS, needs, strict=True)
    }


def test_its_rows_are_grouped_by_area_and_its_cells_named(erin, grid):
    page = Page(erin.get(grid).content)
    assert page.texts("th", scope="rowgroup") == ["Craft", "Tools", "الناس"]
    [table] = page.all("table", class_="grid")
    columns = [cell.text.strip() for cell in table.inside if cell.attributes.get("scope") == "col"]
    assert columns == ["Skill", "Junior", "Senior", "Lead"]
    [first] = page.all("select", name=cell("cut", "junior"))
    assert first.attributes["aria-label"] == "To cut, Junior"


def test_sent_as_it_stands_it_changes_nothing(erin, grid):
    before = stored()
    response = send(erin, grid)
    assert (response.status_code, response.headers["Location"]) == (302, grid)
    assert stored() == before
    assert "0 requirements changed. Visitors see it after the next publishing." in erin.get(grid).content.decode()


def test_a_cell_can_be_changed_set_and_emptied_at_once(erin, grid):
    changes = {
        cell("cut", "junior"): "important-4",
        cell("measure", "junior"): "helpful-2",
        cell("cut", "lead"): "",
        cell("teach", "senior"): "essential-x",
    }
    before = len(stored())
    assert send(erin, grid, **changes).status_code == 302
    assert requirement("cut", "junior") == ("important", 4)
    assert requirement("measure", "junior") == ("helpful", 2)
    assert requirement("cut", "lead") is None
    assert requirement("teach", "senior") == ("essential", None)
    assert len(stored()) == before
    assert "4 requirements changed." in erin.get(grid).content.decode()


def test_a_step_that_is_not_stated_is_shown_so(erin, grid):
    Requirement.objects.filter(skill__slug="cut", level__slug="junior").update(step=None)
    assert main_form(erin.get(grid)).fields[cell("cut", "junior")] == "essential-x"


def test_a_change_is_written_into_the_history_of_the_role(erin, grid):
    send(erin, grid, **{cell("cut", "junior"): "important-4"})
    [entry] = LogEntry.objects.all()
    assert (entry.user.username, entry.change_message) == ("erin", "1 requirement changed")
    assert entry.object_id == str(Role.objects.get().pk)


@pytest.mark.parametrize("value", ["essential-7", "essential-1", "vital-3", "essential", "3", "essential-3; DROP", "x"])
def test_a_cell_that_is_not_on_the_list_is_refused_and_nothing_is_saved(erin, grid, value):
    before = stored()
    changes = {cell("cut", "junior"): value, cell("measure", "lead"): "helpful-2"}
    response = send(erin, grid, **changes)
    assert response.status_code == 422
    page = Page(response.content)
    assert page.texts("p", role="alert") == [
        "A cell holds something that is not on the list. Nothing was saved; please choose again."
    ]
    assert len(page.all("td", class_="grid__wrong")) == 1
    assert stored() == before


def test_visitors_see_nothing_of_it_before_publishing(erin, grid, edition):
    before = editions.load(edition.digest).roles[0].levels
    send(erin, grid, **{cell("cut", "junior"): "important-4"})
    editions.load.cache_clear()
    assert editions.load(editions.current()[0].digest).roles[0].levels == before


def staff(*rights: str):
    user = User.objects.create_user("sam", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    return signed_in(user)


@pytest.mark.parametrize("rights", [(), ("view_role",), ("change_requirement",)], ids=str)
def test_it_is_closed_to_staff_who_may_not_change_roles(grid, rights):
    client = staff(*rights)
    before = stored()
    assert client.get(grid).status_code == 403
    assert client.post(grid, {cell("cut", "junior"): ""}).status_code == 403
    assert stored() == before


def test_it_is_open_to_staff_who_may_change_roles(grid):
    assert staff("change_role").get(grid).status_code == 200


def test_a_role_that_is_not_there_has_no_grid(erin, grid):
    assert erin.get("/admin/catalog/role/999999/requirements/").status_code == 404


def test_the_page_of_a_role_leads_to_its_grid(erin, grid):
    page = Page(erin.get(grid.replace("requirements", "change")).content)
    assert "Requirements grid" in page.texts("a", href=grid)


def test_a_grid_that_was_cut_off_deletes_nothing(erin, grid):
    """A form that ends early must not read as a wish to empty every cell that it no longer holds."""
    before = stored()
    erin.post(grid, {cell("cut", "junior"): "essential-2"})
    assert stored() == before


def test_two_editors_at_once_lose_nothing_of_each_other(erin, grid):
    """What Erin did not touch stays as her colleague left it meanwhile."""
    opened = main_form(erin.get(grid)).fields
    Requirement.objects.filter(skill__slug="measure", level__slug="lead").update(step=4)
    erin.post(grid, opened | {cell("cut", "junior"): "important-4"})
    assert requirement("cut", "junior") == ("important", 4)
    assert requirement("measure", "lead") == ("important", 4)


def test_a_cell_that_both_changed_is_refused_with_both_versions(erin, grid):
    opened = main_form(erin.get(grid)).fields
    mine = opened | {cell("cut", "junior"): "important-4", cell("measure", "junior"): "helpful-2"}
    assert send(erin, grid, **{cell("cut", "junior"): "helpful-2"}).status_code == 302
    refused = erin.post(grid, mine)
    assert refused.status_code == 409
    assert (requirement("cut", "junior"), requirement("measure", "junior")) == (("helpful", 2), None)
    [row] = Page(refused.content).all("div", class_="conflict")[0].find("tbody").find_all("tr")
    assert [each.text for each in row.find_all(["th", "td"])][2:] == ["2 Learner, helpful", "4 Skilled, important"]
    assert erin.post(grid, grid_form(refused)).status_code == 302
    assert (requirement("cut", "junior"), requirement("measure", "junior")) == (("important", 4), ("helpful", 2))


def grid_form(response) -> dict[str, str]:
    [form] = [form for form in Page(response.content).forms if "end" in form.fields]
    return form.fields


def test_a_grid_that_is_sent_is_made_once(erin, grid, monkeypatch):
    fields = main_form(erin.get(grid)).fields
    made = []
    monkeypatch.setattr("catalog.admin.grid.cell_choices", lambda role: made.append(role) or cell_choices(role))
    assert erin.post(grid, {name: value for name, value in fields.items() if name != "end"}).status_code == 422
    assert len(made) == 2  # for the cells, and for the words of what is gone


def test_a_second_press_is_taken(erin, grid):
    sent = main_form(erin.get(grid)).fields | {cell("cut", "junior"): "important-4"}
    assert [erin.post(grid, sent).status_code for _press in range(2)] == [302, 302]


def test_a_cell_of_a_level_that_another_deleted_is_not_lost_unseen(erin, grid):
    opened = main_form(erin.get(grid)).fields
    mine = opened | {cell("cut", "lead"): "helpful-2"}
    RoleLevel.objects.get(slug="lead").delete()
    refused = erin.post(grid, mine)
    assert refused.status_code == 409
    assert "deleted" in Page(refused.content).all("div", class_="conflict")[0].text
    assert erin.post(grid, grid_form(refused)).status_code == 302


def test_a_step_that_the_scale_lost_stays_until_another_is_chosen(erin, grid):
    Requirement.objects.filter(skill__slug="cut", level__slug="junior").update(step=9)
    page = erin.get(grid)
    assert main_form(page).fields[cell("cut", "junior")] == "essential-9"
    assert "9 (not on the scale), must-have" in Page(page.content).texts("option", value="essential-9")
    before = stored()
    assert send(erin, grid, **{cell("measure", "junior"): "helpful-2"}).status_code == 302
    assert requirement("cut", "junior") == ("essential", 9)
    assert len(stored()) == len(before) + 1
    assert send(erin, grid, **{cell("cut", "junior"): "essential-2"}).status_code == 302
    assert requirement("cut", "junior") == ("essential", 2)
