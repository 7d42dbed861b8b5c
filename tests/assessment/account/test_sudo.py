"""Staff on a server show again who they are before what hurts; and each address of the editor is decided on."""

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, User
from django.core.cache import cache
from django.test import Client

from assessment.account import sudo
from catalog.models import Framework
from tests.assessment.account.conftest import PASSWORD, member
from tests.assessment.account.test_second_factor import code_of, one_moment, pass_password  # noqa: F401 - a fixture
from tests.pages import Page
from tests.project.test_access_matrix import rules

SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
AGAIN = "/accounts/reauthenticate/"
# What staff may do without being asked again: it changes the draft alone, which nobody sees, or nothing at all.
FREE = {
    "admin:login",
    "admin:logout",
    "admin:password_change",
    "admin:catalog_role_requirements",
    "admin:catalog_role_read_pasted",
    "admin:catalog_vocabulary_upload",
    "admin:catalog_vocabulary_skill",
    "admin:catalog_vocabulary_framework",
    "admin:catalog_review_of",
    "admin:catalog_framework_import",
    "admin:catalog_framework_import_into",
    "admin:catalog_framework_import_columns",
    "admin:catalog_framework_workbench_move",
    "admin:catalog_framework_workbench_add",
    "admin:catalog_framework_workbench_skill",
    "admin:catalog_framework_workbench_role_add",
    "admin:catalog_framework_workbench_role",
    "admin:catalog_edition_annotate",
    "admin:catalog_framework_copy",
    "admin:catalog_role_copy",
    "admin:catalog_rolelevel_copy",
    "admin:catalog_skill_copy",
}
DRAFT = {"framework", "area", "skill", "role", "rolelevel", "rolenote", "salaryrange", "resource", "review", "feedback"}
FREE |= {f"admin:catalog_{model}_{page}" for model in DRAFT for page in ("add", "change", "delete")}
FREE -= {"admin:catalog_framework_delete"}


# What only shows.
LOOKS = {
    "admin:index",
    "admin:password_change_done",
    "admin:autocomplete",
    "admin:jsi18n",
    "admin:view_on_site",
    "admin:app_list",
    "admin:catalog_edition_health",
    "admin:catalog_edition_compare",
    "admin:assessment_consequences",
    "admin:catalog_review_overview",
    "admin:catalog_framework_help",
    "admin:catalog_framework_import_one",
    "admin:catalog_framework_import_state",
    "admin:catalog_framework_import_messages",
    "admin:catalog_framework_template",
    "admin:catalog_framework_export",
    "admin:catalog_framework_workbench",
}
# Rows that no form adds or changes, and lists and histories of all.
MODELS = {name.removeprefix("admin:").rsplit("_", 1)[0] for name in rules() if name.endswith("_changelist")}
LOOKS |= {f"admin:{model}_history" for model in MODELS}
NO_FORM = {"catalog_edition", "catalog_auditentry", "catalog_vocabulary", "assessment_assessment", "mfa_authenticator"}
LOOKS |= {f"admin:{model}_{page}" for model in NO_FORM for page in ("add", "change")}
LOOKS |= {"admin:catalog_edition_delete", "admin:catalog_auditentry_delete"}
LOOKS |= {f"admin:{model}_changelist" for model in MODELS} - {name for name in rules() if sudo.LISTS.fullmatch(name)}


def guarded() -> set[str]:
    return {name for name in rules() for which in (sudo.HURTS, sudo.LISTS, sudo.TAKES) if which.fullmatch(name)}


def test_each_address_of_the_editor_is_decided_on_once():
    every = {name for name in rules() if name.startswith("admin:")}
    assert sorted(every - guarded() - FREE - LOOKS) == []
    assert sorted((FREE | LOOKS) - every) == []
    assert sorted(guarded() & (FREE | LOOKS) | (FREE & LOOKS)) == []
    assert len(guarded()) >= 20


def test_the_preview_takes_nothing():
    takes = [
        name for name in rules() if name.startswith("admin-preview:") and rules()[name]["staff"].split()[2] != "405"
    ]
    assert takes == []


@pytest.fixture
def eve(settings, db) -> Client:
    """A superuser who logged in by password and code, longer ago than STAFF_SUDO_MINUTES."""
    settings.STAFF_NEED_SECOND_FACTOR = True
    cache.clear()
    user = member("eve", is_staff=True, is_superuser=True)
    Authenticator.objects.create(user=user, type="totp", data={"secret": SEED})
    client = Client()
    pass_password(client, "eve")
    client.post("/accounts/2fa/authenticate/", {"code": code_of(SEED)})
    assert client.get("/admin/").status_code == 200
    return client


def wait(client: Client, minutes: float) -> Client:
    session = client.session
    records = session[AUTHENTICATION_METHODS_SESSION_KEY]
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [each | {"at": each["at"] - 60 * minutes} for each in records]
    session.save()
    return client


NEW = {"name": "Helpers", "permissions": [], "_save": "Save"}
ADD = "/admin/auth/group/add/?_changelist_filters=q%3Dx"


def test_what_was_typed_waits_until_they_have_shown_it(eve):
    wait(eve, 16)
    assert eve.get(ADD).status_code == 200
    assert eve.post(ADD, NEW).headers["Location"] == AGAIN
    assert not Group.objects.filter(name="Helpers").exists()
    assert eve.post(AGAIN, {"password": "wrong"}).status_code == 422
    assert not Group.objects.filter(name="Helpers").exists()
    done = eve.post(AGAIN, {"password": PASSWORD})
    assert Group.objects.filter(name="Helpers").exists()
    assert done.headers["Location"] == "/admin/auth/group/?q=x"
    assert eve.post("/admin/auth/group/add/", NEW | {"name": "Others"}).headers["Location"] == "/admin/auth/group/"


def test_a_form_that_waited_and_is_refused_shows_what_was_typed(eve):
    wait(eve, 16)
    fields = {
        "username": "new",
        "password1": "four-plain-words",
        "password2": "other-words-here",
        "usable_password": "true",
    }
    eve.post("/admin/auth/user/add/", fields)
    page = eve.post(AGAIN, {"password": PASSWORD})
    assert Page(page.content).all("input", name="username")[0].attributes["value"] == "new"
    assert not User.objects.filter(username="new").exists()


@pytest.mark.parametrize(("minutes", "is_asked"), [(14.9, False), (15.1, True), (-5, True)])
def test_it_lasts_as_long_as_the_setting_says(eve, minutes, is_asked):
    wait(eve, minutes)
    answer = eve.post("/admin/auth/group/add/", NEW)
    assert (answer.headers["Location"] == AGAIN) is is_asked
    assert Group.objects.filter(name="Helpers").exists() is not is_asked


def test_a_list_asks_before_it_deletes_and_not_before_it_shows_what(eve):
    wait(eve, 16)
    chosen = {"action": "delete_selected", "_selected_action": [Group.objects.earliest("pk").pk]}
    assert eve.post("/admin/auth/group/", chosen).status_code == 200
    assert eve.post("/admin/auth/group/", chosen | {"post": "yes"}).headers["Location"] == AGAIN
    assert Group.objects.exists()


def test_who_hides_something_is_asked_and_who_edits_a_draft_is_not(eve, edition):
    wait(eve, 16)
    path = f"/admin/catalog/framework/{Framework.objects.get().pk}/change/"
    assert "Location" not in eve.post(path, {"name": "", "_save": "Save"}).headers  # refused, with what to mend
    assert eve.post(path, {"name": "", "is_hidden": "on", "_save": "Save"}).headers["Location"] == AGAIN


def test_a_file_with_a_draft_comes_after_it(eve, edition):
    wait(eve, 16)
    path = f"/admin/catalog/framework/{Framework.objects.get().pk}/export/json/"
    assert eve.get(path).headers["Location"] == AGAIN
    given = eve.post(AGAIN, {"password": PASSWORD})
    assert (given.status_code, "attachment" in given.headers["Content-Disposition"]) == (200, True)


def test_a_form_that_was_led_away_is_no_press_that_was_done(eve):
    """Whoever goes back and sends it again, after they have shown who they are, has it done."""
    client = Client(enforce_csrf_checks=True)
    client.cookies = wait(eve, 16).cookies
    form = Page(client.get("/admin/auth/group/add/").content).forms[-1].fields | NEW
    for _ in range(2):
        assert client.post("/admin/auth/group/add/", form).headers["Location"] == AGAIN


def test_on_this_machine_nobody_is_asked(rose):
    assert rose.post("/admin/auth/group/add/", NEW).headers["Location"] == "/admin/auth/group/"
