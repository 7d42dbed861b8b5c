"""Any size saves in the editor, and a visitor still cannot send a form without end."""

import pytest
from django.test import Client

from catalog.models import Requirement, Role, RoleNote, Skill
from tests import factories as make
from tests.catalog.editor import main_form
from tests.pages import Page

pytestmark = pytest.mark.slow
MANY = {f"field-{number}": "x" for number in range(1001)}


def test_a_grid_of_two_hundred_skills_and_eight_levels_is_saved(erin):
    framework = make.make_framework()
    role, area = Role.objects.get(slug="made-role"), framework.areas.get()
    for rank in range(3, 9):
        make.RoleLevelFactory(role=role, rank=rank)
    Skill.objects.bulk_create(
        make.SkillFactory.build(area=area, slug=f"many-{number}", position=number) for number in range(199)
    )
    grid = f"/admin/catalog/role/{role.pk}/requirements/"
    fields = {
        name: value for form in Page(erin.get(f"{grid}?plain=1").content).forms for name, value in form.fields.items()
    }
    cells = [name for name in fields if name.startswith("cell-")]
    assert len(cells) == 200 * 8
    assert erin.post(grid, fields | dict.fromkeys(cells, "h2")).status_code == 302
    assert Requirement.objects.filter(level__role=role, step=2, importance="helpful").count() == 1600


def test_fifteen_hundred_rows_are_deleted_at_once(erin):
    level = make.RoleLevelFactory()
    RoleNote.objects.bulk_create(
        make.RoleNoteFactory.build(role=level.role, slug=f"many-{number}") for number in range(1500)
    )
    page = f"/admin/catalog/rolenote/?role__id__exact={level.role_id}"
    keys = [str(pk) for pk in level.role.notes.values_list("pk", flat=True)]
    asked = erin.post(page, {"action": "delete_selected", "_selected_action": keys, "index": "0", "select_across": "1"})
    fields = main_form(asked).fields
    assert erin.post(page, fields | {"_selected_action": keys}).status_code == 302
    assert level.role.notes.count() == 0


@pytest.mark.parametrize("encoded", [True, False])
@pytest.mark.parametrize("path", ["/", "/accounts/login/", "/admin/", "/admin/catalog/area/"])
def test_a_visitor_may_not_send_so_many_fields(db, path, encoded):
    body = "&".join(f"{name}=x" for name in MANY)
    if encoded:
        response = Client().post(path, body, content_type="application/x-www-form-urlencoded")
    else:
        response = Client().post(path, MANY)
    assert response.status_code == 400
    assert Client().get(f"{path}?{body}").status_code == 400


def test_staff_may_not_send_them_outside_of_the_editor(erin):
    assert erin.post("/accounts/login/", MANY).status_code == 400
