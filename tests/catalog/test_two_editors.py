"""Two editors at once: nothing that one saved is overwritten or deleted by another who has not seen it."""

import re

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.core import signing
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, Model
from django.test import Client
from django.urls import reverse

from catalog.models import Anchor, Area, RoleLevel, Skill
from tests.catalog.editor import SAVE, add_row, edit, main_form, page_of
from tests.pages import Page

pytestmark = pytest.mark.slow


@pytest.fixture
def things(edition, rose) -> dict[str, Model | None]:
    """A row of every model that an editor can change in the admin."""
    Group.objects.get(name="Catalogue editors").permissions.clear()  # what tests read of a form knows one choice only
    return {model._meta.label_lower: model._default_manager.order_by("pk").first() for model in admin.site._registry}


def changeable(client: Client, things: dict[str, Model | None]) -> list[tuple[str, str]]:
    """The page of a thing of each model, with the name of a text that can be changed there."""
    found = []
    for label, thing in things.items():
        if thing is None:
            continue
        path = reverse(f"admin:{thing._meta.app_label}_{thing._meta.model_name}_change", args=[thing.pk])
        if "_save" in [name for name, _value in main_form(client.get(path)).buttons]:
            found.append((label, path))
    return found


def texts(thing: Model, fields: dict[str, str]) -> list[str]:
    """The names of fields of the thing itself that take any words."""
    found = []
    for name in fields:
        try:
            kind = thing._meta.get_field(name)
        except FieldDoesNotExist:
            continue
        assert isinstance(kind, Field)
        if kind.get_internal_type() in {"CharField", "TextField"} and not kind.choices and not kind.validators[1:]:
            found.append(name)
    return found


def test_no_model_of_the_admin_is_overwritten_unseen(rose, things):
    pages = changeable(rose, things)
    assert {label for label, _path in pages} >= {
        "auth.user", "auth.group", "catalog.framework", "catalog.area", "catalog.skill", "catalog.role",
        "catalog.rolelevel", "catalog.rolenote", "catalog.salaryrange", "catalog.resource",
    }  # fmt: skip
    for label, path in pages:
        opened = main_form(rose.get(path)).fields
        name = texts(things[label], opened)[0]
        theirs, mine = {name: "theirs"}, {name: "mine"}
        assert rose.post(path, opened | theirs | SAVE).status_code == 302, label
        refused = rose.post(path, opened | mine | SAVE)
        assert refused.status_code == 409, label
        things[label].refresh_from_db()
        assert getattr(things[label], name) == "theirs", label
        page = Page(refused.content)
        rows = [cells(row) for row in page.all("tr") if row.find_parent("div", class_="conflict") and row.find("td")]
        assert len(rows) == 1, rows
        assert rows[0][1:] == [opened[name], "theirs", "mine"], label
        again = main_form_of(page)
        assert again[name] == "mine", label
        assert rose.post(path, again | SAVE).status_code == 302, label
        things[label].refresh_from_db()
        assert getattr(things[label], name) == "mine", label


def cells(row) -> list[str]:
    return [cell.text for cell in row.find_all(["th", "td"])]


def main_form_of(page: Page) -> dict[str, str]:
    [form] = [form for form in page.forms if form.method == "post" and form.action == ""]
    return form.fields


def test_what_was_not_touched_takes_what_is_stored(erin):
    path = page_of("skill")
    opened = main_form(erin.get(path)).fields
    assert erin.post(path, opened | {"name": "Theirs", "anchors-2-text": "Theirs."} | SAVE).status_code == 302
    refused = erin.post(path, opened | {"definition": "Mine.", "anchors-3-text": "Mine."} | SAVE)
    assert refused.status_code == 409
    assert erin.post(path, main_form_of(Page(refused.content)) | SAVE).status_code == 302
    skill = Skill.objects.get(slug="cut")
    assert (skill.name, skill.definition) == ("Theirs", "Mine.")
    assert [skill.anchors.get(step=step).text for step in (3, 4)] == ["Theirs.", "Mine."]


def test_a_second_press_of_save_is_taken(erin):
    path = page_of("skill")
    sent = main_form(erin.get(path)).fields | {"name": "Mine", "anchors-2-text": "Mine."} | SAVE
    assert [erin.post(path, sent).status_code for _press in range(2)] == [302, 302]


def test_a_second_press_adds_no_second_row_and_misses_no_deleted_one(erin):
    path = page_of("skill", "teach")
    fields = main_form(erin.get(path)).fields
    number = int(fields["links-TOTAL_FORMS"])
    link = {"scheme": "other", "scheme_version": "1", "uri": "urn:x", "label": "x", "relation": "exactMatch"}
    row = {f"links-{number}-{name}": value for name, value in link.items()}
    sent = fields | row | {"links-TOTAL_FORMS": str(number + 1), "prerequisites-0-DELETE": "on"} | SAVE
    assert [erin.post(path, sent).status_code for _press in range(2)] == [302, 302]
    skill = Skill.objects.get(slug="teach")
    assert (skill.links.filter(uri="urn:x").count(), skill.prerequisites.count()) == (1, 0)


def test_a_row_that_one_deletes_while_another_edits_it_comes_back_only_on_purpose(erin):
    path = page_of("skill")
    opened = main_form(erin.get(path)).fields
    assert erin.post(path, opened | {"anchors-2-DELETE": "on"} | SAVE).status_code == 302
    refused = erin.post(path, opened | {"anchors-2-text": "Mine."} | SAVE)
    assert refused.status_code == 409
    page = Page(refused.content)
    assert "deleted" in page.all("div", class_="conflict")[0].text
    assert Anchor.objects.filter(skill__slug="cut", step=3).count() == 0
    assert erin.post(path, main_form_of(page) | SAVE).status_code == 302
    assert Anchor.objects.get(skill__slug="cut", step=3).text == "Mine."


def test_a_row_that_one_edits_while_another_deletes_it_is_not_deleted_unseen(erin):
    path = page_of("skill")
    opened = main_form(erin.get(path)).fields
    assert erin.post(path, opened | {"anchors-2-text": "Theirs."} | SAVE).status_code == 302
    refused = erin.post(path, opened | {"anchors-2-DELETE": "on"} | SAVE)
    assert refused.status_code == 409
    assert Anchor.objects.get(skill__slug="cut", step=3).text == "Theirs."
    assert erin.post(path, main_form_of(Page(refused.content)) | SAVE).status_code == 302
    assert Anchor.objects.filter(skill__slug="cut", step=3).count() == 0


def test_a_row_that_another_added_stays(erin):
    path = page_of("skill", "glue")
    opened = main_form(erin.get(path)).fields
    needs = str(Skill.objects.get(slug="measure").pk)
    assert add_row(erin, path, "prerequisites", step="4", needs=needs, needs_step="1").status_code == 302
    refused = erin.post(path, opened | {"name": "Mine"} | SAVE)
    assert refused.status_code == 409
    assert erin.post(path, main_form_of(Page(refused.content)) | SAVE).status_code == 302
    skill = Skill.objects.get(slug="glue")
    assert (skill.name, skill.prerequisites.count()) == ("Mine", 1)


def test_a_thing_that_another_deleted_can_be_added_anew_with_what_was_typed(erin):
    path = page_of("resource")
    opened = main_form(erin.get(path)).fields
    assert edit(erin, path.replace("change", "delete")).status_code == 302
    refused = erin.post(path, opened | {"title": "Mine"} | SAVE)
    assert refused.status_code == 409
    [form] = [form for form in Page(refused.content).forms if form.action == "/admin/catalog/resource/add/"]
    assert form.fields["title"] == "Mine"
    assert erin.post(form.action, form.fields | SAVE).status_code == 302
    assert erin.get("/admin/catalog/resource/?q=Mine").content.count(b"Mine") > 0


def test_a_level_is_the_same_thing_in_its_role_and_on_its_own_page(erin):
    role, level = page_of("role"), page_of("rolelevel")
    opened = main_form(erin.get(role)).fields
    assert edit(erin, level, name="Theirs").status_code == 302
    assert erin.post(role, opened | {"levels-0-name": "Mine"} | SAVE).status_code == 409
    assert RoleLevel.objects.filter(name="Theirs").count() == 1


def test_the_list_overwrites_no_order_unseen(erin):
    path = "/admin/catalog/area/"
    opened = list_fields(erin.get(path).content)
    assert erin.post(path, opened | {"form-0-position": "77"} | SAVE).status_code == 302
    refused = erin.post(path, opened | {"form-0-position": "88", "form-1-position": "99"} | SAVE)
    assert refused.status_code == 409
    assert sorted(Area.objects.values_list("position", flat=True))[-1] == 77
    assert erin.post(path, list_fields(refused.content) | SAVE).status_code == 302
    assert sorted(Area.objects.values_list("position", flat=True))[-2:] == [88, 99]


def list_fields(content: bytes) -> dict[str, str]:
    return next(form for form in Page(content).forms if "_save" in dict(form.buttons)).fields


@pytest.mark.parametrize("order", ["", "?o=-1"], ids=["as it stands", "by name, backwards"])
@pytest.mark.parametrize(("typed", "status"), [("88", 409), ("", 200)], ids=["a clash", "a fault"])
def test_a_list_that_comes_again_has_each_field_in_its_own_row(erin, order, typed, status):
    path = f"/admin/catalog/area/{order}"
    opened = list_fields(erin.get(path).content)
    first = Area.objects.get(pk=opened["form-0-id"])
    Area.objects.filter(pk=first.pk).update(position=77 if status == 409 else first.position)
    for name in ("AAA", "ZZZ"):
        Area.objects.create(framework=first.framework, slug=name.lower(), name=name, position=0)
    again = erin.post(path, opened | {"form-0-position": typed} | SAVE)
    assert again.status_code == status
    table = Page(again.content).all("table", id="result_list")[0]
    fields = list_fields(again.content)
    rows = {
        row.find("a")["href"].split("/")[4]: fields[row.find("input", class_="vIntegerField")["name"][:-8] + "id"]
        for row in table.find("tbody").find_all("tr")
        if row.find("a")  # what is wrong has a row of its own
    }
    assert list(rows) == list(rows.values())
    assert len(rows) == Area.objects.count() - 2


@pytest.mark.parametrize("page", ["one", "many"])
def test_nothing_is_deleted_that_changed_meanwhile(erin, page):
    path = page_of("rolenote")
    pk = path.split("/")[-3]
    if page == "one":
        delete = path.replace("change", "delete")
        asked = main_form(erin.get(delete)).fields
    else:
        delete = "/admin/catalog/rolenote/"
        shown = erin.post(delete, {"action": "delete_selected", "_selected_action": pk, "index": "0"})
        asked = main_form(shown).fields
    assert edit(erin, path, text="Theirs.").status_code == 302
    refused = erin.post(delete, asked)
    assert refused.status_code == 409
    assert erin.get(path).status_code == 200
    assert "changed while you looked" in Page(refused.content).all("div", class_="conflict")[0].text
    assert erin.post(delete, main_form_of(Page(refused.content))).status_code == 302
    assert erin.get(path).status_code == 302


def test_a_page_that_says_wrongly_what_it_showed_changes_nothing_unseen(erin):
    path = page_of("skill")
    fields = main_form(erin.get(path)).fields
    for opened in ("", "nonsense", fields["opened"][:-1]):
        sent = fields | {"opened": opened}
        assert erin.post(path, sent | {"name": "Mine"} | SAVE).status_code == 409
        assert erin.post(path, sent | SAVE).status_code == 302
    assert Skill.objects.get(slug="cut").name != "Mine"


def test_no_form_of_the_admin_offers_to_delete_what_it_points_at(rose, things):
    for label, thing in things.items():
        if thing is None:
            continue
        name = label.replace(".", "_")
        for path in (reverse(f"admin:{name}_change", args=[thing.pk]), reverse(f"admin:{name}_changelist")):
            assert not re.search(rb"related-widget-wrapper-link delete-related", rose.get(path).content), path


def test_who_saved_last_is_told(erin, rose):
    path = page_of("skill")
    opened = main_form(erin.get(path)).fields
    assert rose.post(path, opened | {"name": "Theirs"} | SAVE).status_code == 302
    page = Page(erin.post(path, opened | {"name": "Mine"} | SAVE).content)
    assert "Last: rose" in page.all("div", class_="conflict")[0].text


def test_the_password_of_a_user_is_in_no_page(rose):
    user = User.objects.get(username="rose")
    page = rose.get(reverse("admin:auth_user_change", args=[user.pk]))
    assert user.password not in page.content.decode()
    opened = signing.loads(main_form(page).fields["opened"], salt=f"opened auth.user {user.pk}")
    assert user.password not in str(opened)
