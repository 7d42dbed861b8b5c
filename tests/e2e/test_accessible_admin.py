"""axe finds nothing in the editor: the stock admin's screens and ours, in light and dark, narrow and wide."""

import pytest
from playwright.sync_api import expect

from tests.e2e.accessibility import look, options_for_axe
from tests.e2e.attempt import Attempt
from tests.e2e.editor import first_form, first_row, oversized

pytestmark = pytest.mark.thorough

MODELS = (
    ("assessment", "assessment"),
    ("auth", "group"),
    ("auth", "user"),
    ("catalog", "area"),
    ("catalog", "auditentry"),
    ("catalog", "edition"),
    ("catalog", "feedback"),
    ("catalog", "framework"),
    ("catalog", "resource"),
    ("catalog", "review"),
    ("catalog", "role"),
    ("catalog", "rolelevel"),
    ("catalog", "rolenote"),
    ("catalog", "salaryrange"),
    ("catalog", "skill"),
    ("catalog", "vocabulary"),
    ("mfa", "authenticator"),
)
CANNOT_BE_ADDED = {"assessment", "auditentry", "edition", "feedback", "review", "authenticator", "vocabulary"}


def test_login_and_a_wrong_password(new_context):
    page = new_context(**options_for_axe()).new_page()
    page.goto("/admin/login/")
    found = look(page, "admin login")

    page.get_by_label("Email address").fill("nobody@skillgap.example")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_text("are not correct")).to_be_visible()

    assert found + look(page, "admin login refused") == []


def test_the_models_of_this_test_are_those_of_the_index(rose):
    links = rose.locator("#content-main th a").evaluate_all("all => all.map(each => each.getAttribute('href'))")

    assert sorted(links) == sorted(f"/admin/{app}/{model}/" for app, model in MODELS)


def test_index_and_the_pages_about_oneself(sign_in):
    page = sign_in("erin")
    found = look(page, "admin index of an editor")
    for name, path in (("admin app", "/admin/catalog/"), ("admin password", "/admin/password_change/")):
        page.goto(path)
        found += look(page, name)
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("heading", name="Logged out")).to_be_visible()

    assert found + look(page, "admin logged out") == []


@pytest.mark.parametrize(("app", "model"), MODELS, ids=[model for _app, model in MODELS])
def test_list_and_forms(rose, app, model):
    if model == "assessment":
        Attempt(rose.context)
    rose.goto(f"/admin/{app}/{model}/")
    found = look(rose, f"admin {model} list")

    if rose.locator("#result_list").count():
        rose.goto(first_row(rose))
        found += look(rose, f"admin {model} change") + oversized(rose)
    if model not in CANNOT_BE_ADDED:
        rose.goto(f"/admin/{app}/{model}/add/")
        found += look(rose, f"admin {model} add")

    assert found == []


def test_a_list_searched_filtered_sorted_and_empty(rose):
    rose.goto("/admin/catalog/skill/?in_demand__exact=1&o=1.2&q=python")
    found = look(rose, "admin list filtered")

    rose.goto("/admin/catalog/skill/?q=nothing-has-this-name")

    assert found + look(rose, "admin list empty") == []


def test_a_form_with_faults_and_an_opened_choice(rose):
    rose.goto(first_form(rose, "catalog", "skill"))
    rose.get_by_label("Name:", exact=True).fill("")
    rose.get_by_role("button", name="Save", exact=True).click()
    expect(rose.locator(".errornote")).to_be_visible()
    found = look(rose, "admin form with faults")

    rose.get_by_role("button", name="Add another Prerequisite").click()
    found += look(rose, "admin form with a new row")
    rose.get_by_role("combobox", name="Area").click()
    expect(rose.get_by_role("searchbox", name="Area")).to_be_focused()

    assert found + look(rose, "admin form with an opened choice") == []


def test_deleting_one_and_many(rose):
    rose.goto(first_form(rose, "catalog", "resource").replace("/change/", "/delete/"))
    found = look(rose, "admin delete")
    rose.goto(first_form(rose, "catalog", "area").replace("/change/", "/delete/"))
    found += look(rose, "admin delete protected")

    rose.goto("/admin/catalog/salaryrange/")
    rose.locator("#action-toggle").check()
    rose.locator("select[name=action]").select_option("delete_selected")
    rose.get_by_role("button", name="Go").click()
    expect(rose.get_by_role("heading", name="Delete multiple objects")).to_be_visible()

    assert found + look(rose, "admin delete many") == []


def test_a_window_of_its_own_for_adding_a_part(rose):
    rose.goto("/admin/catalog/area/add/?_popup=1")

    assert look(rose, "admin window") == []


def test_dark_by_the_admins_own_switch(rose):
    rose.emulate_media(color_scheme="light")
    rose.goto("/admin/catalog/skill/")
    rose.get_by_role("button", name="Toggle theme").click()
    assert rose.locator("html").get_attribute("data-theme") == "dark"
    light = rose.evaluate("getComputedStyle(document.body).backgroundColor")

    assert light == "rgb(27, 34, 41)"
    assert look(rose, "admin dark by its switch") == []
