"""Where the editor's forms and addresses name a row by its number, anything else is told, and breaks nothing."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group

from catalog.editing.posted import may_be_key
from catalog.models import Area, Skill
from tests.catalog.editor import main_form

ODD = [" ", "1,5", "a\r\nb", "¥(", "-1", str(10**30), "\0"]


@pytest.mark.parametrize("odd", ODD, ids=ascii)
@pytest.mark.parametrize(
    ("model", "field"), [("skill", "area"), ("rolenote", "role"), ("rolenote", "skills"), ("rolelevel", "role")]
)
def test_a_form_shows_nothing_chosen_for_what_is_no_number(rose, edition, model, field, odd):
    page = f"/admin/catalog/{model}/add/"
    assert rose.get(page, {field: odd}).status_code in {200, 400}
    assert rose.post(page, {field: odd}).status_code in {200, 400}


@pytest.mark.parametrize("odd", ODD, ids=ascii)
def test_a_stored_row_is_sent_with_what_is_no_number(rose, edition, odd):
    for page, field in (
        (f"/admin/catalog/area/{Area.objects.first().pk}/change/", "framework"),
        (f"/admin/catalog/skill/{Skill.objects.first().pk}/change/", "area"),
    ):
        assert rose.post(page, {field: odd, "opened": "x"}).status_code in {200, 400, 409}


@pytest.mark.parametrize("odd", ODD, ids=ascii)
def test_rights_are_given_by_what_is_no_number(rose, edition, odd):
    for page, field in (
        (f"/admin/auth/user/{rose.user.pk}/change/", "groups"),
        (f"/admin/auth/group/{Group.objects.first().pk}/change/", "permissions"),
    ):
        assert rose.post(page, {field: odd, "username": "rose", "name": "x"}).status_code in {200, 400, 409}


@pytest.mark.parametrize("odd", ODD, ids=ascii)
@pytest.mark.parametrize(
    "page", ["catalog/skill/", "catalog/role/", "auth/user/", "assessment/assessment/", "catalog/feedback/"]
)
def test_an_action_is_asked_for_what_is_no_number(rose, edition, page, odd):
    asked = {"action": "delete_selected", "_selected_action": odd}
    assert rose.post(f"/admin/{page}", asked).status_code in {200, 302, 400, 403}


@pytest.mark.parametrize("odd", ODD, ids=ascii)
def test_a_list_that_is_edited_is_sent_with_what_is_no_number(rose, edition, odd):
    page = "/admin/catalog/area/"
    fields = main_form(rose.get(page)).fields
    assert rose.post(page, fields | {"form-0-id": odd, "_save": "Save"}).status_code == 400


def test_the_key_of_every_thing_in_the_editor_may_be_one():
    for model in admin.site._registry:
        key = model._meta.pk
        assert may_be_key(key, str(key.get_default() or 7)), model
