"""The requirements of a role as a grid: a row for each skill, a column for each level; only changed cells are sent."""

import pytest
from django.contrib.auth.models import Permission, User

from catalog import audit, editions
from catalog.models import Prerequisite, Requirement, Role, RoleLevel, Skill
from tests.catalog.cells import cell, codes, plain_form, requirement, send, stored
from tests.conftest import signed_in
from tests.pages import Page
from tests.workshop import ASKED, LEVELS, RETIRED


def test_it_shows_every_cell(erin, grid):
    asked = ASKED | {RETIRED: ("", "", "")}
    assert codes(erin.get(grid)) == {
        cell(skill, level): "-".join(reversed(need.split()))
        for skill, needs in asked.items()
        for level, need in zip(LEVELS, needs, strict=True)
    }


def test_its_rows_are_grouped_by_area_and_its_cells_said(erin, grid):
    page = Page(erin.get(grid).content)
    assert [name.text for name in page.all("span", class_="grid__fold")] == ["Craft", "Tools", "الناس"]
    [table] = page.all("table", class_="grid")
    columns = [cell.text.strip() for cell in table.inside if cell.attributes.get("scope") == "col"]
    assert columns == ["Skill", "Junior", "Senior", "Lead"]
    [first] = page.all("td", **{"data-cell": cell("cut", "junior").removeprefix("cell-")})
    assert (first.text, first["aria-label"]) == ("2 must-have", "To cut, Junior: 2 must-have, Learner")
    assert first.attributes["class"] == "tone--2"


def test_it_asks_the_database_as_often_whatever_its_size(erin, grid, django_assert_num_queries):
    with django_assert_num_queries(12):  # three of them keep the session alive
        erin.get(grid)


def test_sent_with_nothing_changed_it_changes_nothing(erin, grid):
    before = stored()
    response = send(erin, grid)
    assert (response.status_code, response.headers["Location"]) == (302, grid)
    assert stored() == before
    assert "0 requirements changed. Visitors see it after the next publishing." in erin.get(grid).content.decode()
    assert not audit.of_page(Role, Role.objects.get().pk).filter(by="erin").exists()


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


def test_a_change_is_written_into_the_history_of_the_role(erin, grid):
    send(erin, grid, **{cell("cut", "junior"): "important-4"})
    [entry] = audit.of_page(Role, Role.objects.get().pk).filter(by="erin")
    assert (entry.verb, entry.kind, entry.values["step"][1]) == ("changed", "requirement", 4)


def test_an_editor_takes_back_her_last_save_with_one_press_and_that_too(erin, grid):
    before = stored()
    send(erin, grid, **{cell("cut", "junior"): "important-4", cell("cut", "lead"): ""})
    after = stored()
    assert erin.post(grid, plain_form(erin.get(grid))).status_code == 302
    assert stored() == before
    assert erin.post(grid, plain_form(erin.get(grid))).status_code == 302
    assert stored() == after


def test_what_another_changed_since_is_not_taken_back(erin, grid):
    send(erin, grid, **{cell("cut", "junior"): "important-4"})
    assert "Undo my last save" in erin.get(grid).content.decode()
    Requirement.objects.filter(skill__slug="cut", level__slug="junior").update(step=3)
    assert "Undo my last save" not in erin.get(grid).content.decode()


@pytest.mark.parametrize("value", ["essential-7", "essential-1", "vital-3", "3; DROP", "<script>"])
def test_a_cell_that_nobody_can_read_is_refused_and_all_else_kept(erin, grid, value):
    before = stored()
    changes = {cell("cut", "junior"): value, cell("measure", "lead"): "helpful-2"}
    response = send(erin, grid, **changes)
    assert response.status_code == 422
    page = Page(response.content)
    [note] = page.all("div", role="alert")
    assert f"To cut, Junior: “{value}”" in note.text
    assert codes(response)[cell("measure", "lead")] == "helpful-2"
    [waiting] = [each for each in page.all("td") if "data-seen" in each.attributes]
    assert waiting["data-seen"] == "important-3"
    assert stored() == before


def test_a_refused_cell_is_shown_though_the_page_was_asked_for_others(erin, grid):
    response = erin.post(f"{grid}?plain=1&area=people", {cell("cut", "junior"): "abc", "end": "1"})
    assert response.status_code == 422
    assert plain_form(response)[cell("cut", "junior")] == "abc"


def test_without_a_script_an_area_is_a_form_of_plain_fields(erin, grid):
    """What stands in a field may be sent as it stands, or be typed as people write."""
    asked = f"{grid}?plain=1&area=craft"
    fields = plain_form(erin.get(asked))
    assert fields[cell("cut", "junior")] == "2 must-have"
    assert cell("ask", "junior") not in fields
    before = stored()
    assert erin.post(asked, fields).status_code == 302
    assert stored() == before
    typed = {cell("cut", "junior"): "3", cell("glue", "junior"): "m Steady", cell("weld", "lead"): "-"}
    response = erin.post(asked, fields | typed)
    assert (response.status_code, response.headers["Location"]) == (302, asked)
    assert requirement("cut", "junior") == ("essential", 3)
    assert requirement("glue", "junior") == ("essential", 3)
    assert requirement("weld", "lead") is None


def test_skills_are_found_by_a_part_of_their_names(erin, grid):
    names = [cell("measure", level) for level in LEVELS]
    assert list(codes(erin.get(f"{grid}?q=MEAS"))) == names
    assert "No skill is called so." in erin.get(f"{grid}?q=nobody").content.decode()


def test_visitors_see_nothing_of_it_before_publishing(erin, grid, edition):
    before = editions.load(edition.digest).roles[0].levels
    send(erin, grid, **{cell("cut", "junior"): "important-4"})
    editions.kept.cache_clear()
    assert editions.load(editions.current()[0].digest).roles[0].levels == before


# What a block that was pasted comes to


def pasted(client, grid: str, text: str, kept: str):
    return client.post(f"{grid}read/", {"text": text, "kept": kept})


def test_a_block_is_read_and_nothing_is_stored(erin, grid):
    before = stored()
    response = pasted(erin, grid, "3 must\tMaster h\n4\tabc\t?", "essential-2\t\nhelpful-3\t")
    assert response.json() == {
        "rows": [["essential-3", "helpful-6"], ["helpful-4", None, None]],
        "texts": [["3 must", "Master h"], ["4", "abc", "?"]],
    }
    assert stored() == before


def test_too_large_a_block_is_refused_with_a_sentence(erin, grid):
    response = pasted(erin, grid, "3" * 100_001, "")
    assert (response.status_code, response.json()["detail"]) == (
        422,
        "This is too much at once. Paste a smaller block.",
    )


def test_a_block_is_not_read_by_looking(erin, grid):
    assert erin.get(f"{grid}read/").status_code == 405


# Who may


def staff(*rights: str):
    user = User.objects.create_user("sam", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    return signed_in(user)


@pytest.mark.parametrize("rights", [(), ("change_requirement",)], ids=str)
def test_it_is_closed_to_staff_who_may_not_see_roles(grid, rights):
    client = staff(*rights)
    before = stored()
    assert client.get(grid).status_code == 403
    assert client.post(grid, {cell("cut", "junior"): "", "end": "1"}).status_code == 403
    assert stored() == before


def test_who_may_see_roles_reads_it_and_changes_nothing(grid):
    client = staff("view_role")
    before = stored()
    page = Page(client.get(f"{grid}?plain=1").content)
    assert len([each for each in page.all("td") if "data-cell" in each.attributes]) == 21
    assert [form.method for form in page.forms if form.action == ""] == ["get", "post"]
    assert page.texts("a", href="?plain=1&area=craft") == []
    assert "js/grid" not in client.get(grid).content.decode()
    assert client.post(grid, {cell("cut", "junior"): "", "end": "1"}).status_code == 403
    assert pasted(client, grid, "3", "").status_code == 403
    assert client.post(grid, {"add-level": "1", "level-name": "Top", "level-rank": "9"}).status_code == 403
    assert stored() == before


def test_it_is_open_to_staff_who_may_change_roles(grid):
    client = staff("change_role")
    assert client.get(grid).status_code == 200
    assert "Add a level" not in client.get(grid).content.decode()
    assert client.post(grid, {"add-level": "1", "level-name": "Top", "level-rank": "9"}).status_code == 403


def test_a_role_that_is_not_there_has_no_grid(erin, grid):
    assert erin.get("/admin/catalog/role/999999/requirements/").status_code == 404


def test_the_page_of_a_role_leads_to_its_grid(erin, grid):
    page = Page(erin.get(grid.replace("requirements", "change")).content)
    assert "Requirements grid" in page.texts("a", href=grid)


# Levels


def test_a_role_without_levels_says_so(erin, grid):
    RoleLevel.objects.all().delete()
    assert "This role has no level yet. Add one above." in erin.get(grid).content.decode()
    RoleLevel.objects.create(role=Role.objects.get(), slug="one", name="One", rank=1)
    Prerequisite.objects.all().delete()
    Skill.objects.all().delete()
    assert "This framework has no skill yet." in erin.get(grid).content.decode()


# Two editors at once


def test_a_grid_that_was_cut_off_changes_nothing(erin, grid):
    before = stored()
    response = erin.post(grid, {cell("cut", "junior"): "essential-2"})
    assert response.status_code == 422
    assert "Only a part of the grid arrived." in response.content.decode()
    assert stored() == before


def test_what_a_page_says_of_itself_is_words_to_us(erin, grid):
    cut = cell("cut", "junior")
    refused = erin.post(grid, {cut: "important-4", f"initial-{cut}": "<b>vital", "end": "1"})
    assert refused.status_code == 409
    assert "&lt;b&gt;vital" in refused.content.decode()


def test_a_step_that_the_scale_lost_stays_until_another_is_chosen(erin, grid):
    Requirement.objects.filter(skill__slug="cut", level__slug="junior").update(step=9)
    asked = f"{grid}?plain=1"
    fields = plain_form(erin.get(asked))
    assert fields[cell("cut", "junior")] == "9 must-have"
    assert "9 must-have, not on the scale" in erin.get(grid).content.decode()
    assert erin.post(asked, fields | {cell("measure", "junior"): "2 h"}).status_code == 302
    assert requirement("cut", "junior") == ("essential", 9)
    assert requirement("measure", "junior") == ("helpful", 2)
    assert send(erin, grid, **{cell("cut", "junior"): "essential-2"}).status_code == 302
    assert requirement("cut", "junior") == ("essential", 2)
    assert "Undo my last save" not in erin.get(grid).content.decode()
