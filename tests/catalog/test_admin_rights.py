"""What editors may reach: the whole catalogue, and nothing of people, neither users nor attempts."""

import pytest
from django.contrib.auth.models import Group, User

from assessment.answering import actions
from assessment.answering.core.saving import Save
from catalog.rights import AUDITORS, EDITORS, REVIEWERS
from tests.catalog.editor import addresses, page_of
from tests.conftest import NOW, confirmed, signed_in
from tests.pages import Page
from tests.workshop import ROLE

EDITED = (
    "anchor",
    "area",
    "externallink",
    "framework",
    "practiceperson",
    "prerequisite",
    "requirement",
    "resource",
    "resourcestep",
    "review",
    "role",
    "rolelevel",
    "rolenote",
    "salaryrange",
    "scalestep",
    "skill",
    "skillplace",
)
WRITING = {"add", "delete", "publish", "copy", "current", "withdraw", "note", "restore", "upload"}
EVIDENCE, NAME = "canary-evidence-41ab", "Canary Name 41ab"


READ = {f"view_{model}" for model in (*EDITED, "edition", "publication")}
RIGHTS = {
    EDITORS: {f"{right}_{model}" for model in EDITED for right in ("add", "change", "delete")}
    | READ
    | {
        "publish_edition",
        "view_auditentry",
        "view_vocabulary",
        "add_vocabulary",
        "delete_vocabulary",
        "add_fileimport",
        "view_fileimport",
        "view_feedback",
        "change_feedback",
        "delete_feedback",
    },
    REVIEWERS: READ | {"add_review", "view_auditentry", "view_feedback", "view_fileimport", "view_vocabulary"},
    AUDITORS: READ | {"view_auditentry", "view_feedback", "view_fileimport", "view_vocabulary"},
}


@pytest.mark.parametrize("name", RIGHTS)
def test_a_group_has_exactly_these_rights(db, name):
    found = Group.objects.get(name=name).permissions.values_list("content_type__app_label", "codename")
    assert set(found) == {("catalog", right) for right in RIGHTS[name]}


@pytest.mark.slow
@pytest.mark.parametrize("name", [REVIEWERS, AUDITORS])
def test_who_only_reads_sees_every_page_of_the_catalogue_and_changes_nothing(db, name):
    user = User.objects.create_user("rita", "rita@skillgap.example", password="rita-password-123", is_staff=True)
    user.groups.add(Group.objects.get(name=name))
    rita = signed_in(confirmed(user))
    found = {page: rita.get(address).status_code for page, address in addresses().items()}
    writing = {page for page in found if page.split()[-1] in WRITING}
    allowed = {page for page, status in found.items() if status in {200, 302}}
    assert {page for page in writing if page in allowed} == set()
    assert {page for page in found if page not in allowed and page not in writing} == set()
    path = page_of("skill")
    assert rita.post(path, {"name": "Renamed"}).status_code == 403


def test_an_editor_sees_the_catalogue_on_her_first_page_and_nothing_else(erin):
    page = Page(erin.get("/admin/").content)
    sections = [
        element.attributes["class"] for element in page.all("div") if "module" in element.attributes.get("class", "")
    ]
    assert [name for name in sections if name.startswith("app-")] == ["app-catalog module"]
    hrefs = [link.attributes.get("href", "") for link in page.all("a")]
    assert [
        href for href in hrefs if any(part in href for part in ("/auth/", "/assessment/", "/account/", "/mfa/"))
    ] == []


@pytest.mark.parametrize("model", ["auth/user", "auth/group", "assessment/assessment", "mfa/authenticator"])
def test_an_editor_reaches_no_people(erin, begin, alice, model):
    begin(alice)
    pages = ("", "add/", "1/change/", "1/delete/")
    assert [erin.get(f"/admin/{model}/{page}").status_code for page in pages] == [403, 403, 403, 403]
    assert [erin.post(f"/admin/{model}/{page}", {"post": "yes"}).status_code for page in pages] == [403, 403, 403, 403]


def test_an_editor_cannot_make_herself_a_superuser(erin):
    user = User.objects.get(username="erin")
    change = {"username": "erin", "is_superuser": "on", "is_staff": "on", "is_active": "on"}
    assert erin.post(f"/admin/auth/user/{user.pk}/change/", change).status_code == 403
    assert erin.post("/admin/auth/user/add/", {"username": "mallory"}).status_code == 403
    assert erin.post(f"/admin/auth/user/{user.pk}/password/", {"password1": "x"}).status_code == 403
    user.refresh_from_db()
    assert (user.is_superuser, User.objects.count()) == (False, 1)


@pytest.mark.parametrize("model", ["user", "group", "assessment", "answer"])
def test_the_box_that_completes_names_knows_no_people(erin, model):
    query = f"app_label=assessment&model_name=assessment&field_name={model}&term=a"
    assert erin.get(f"/admin/autocomplete/?{query}").status_code == 403


@pytest.fixture
def attempt(begin, alice):
    attempt = begin(alice, {"cut": 3})
    save = Save("cut", 3, False, EVIDENCE, 1)
    actions.save_answers(assessment=attempt, saves=[save], at=NOW)
    actions.submit(assessment=attempt, person_name=NAME, at=NOW)
    attempt.refresh_from_db()
    return attempt


def test_a_superuser_sees_that_there_are_attempts_and_not_what_is_in_them(rose, alice, attempt):
    assert EVIDENCE in alice.get(f"/a/{attempt.public_id}/report/").content.decode()
    address = f"/admin/assessment/assessment/{attempt.pk}"
    for page in ("/admin/assessment/assessment/", f"{address}/change/", f"{address}/history/", f"{address}/delete/"):
        seen = rose.get(page).content.decode()
        assert ROLE in seen
        assert [canary for canary in (EVIDENCE, NAME, attempt.public_id) if canary in seen] == []


def test_no_search_of_a_superuser_finds_a_person(rose, attempt):
    for query in (f"q={NAME}", f"person_name={NAME}", f"answers__evidence__contains={EVIDENCE[:6]}", "owner__id=1"):
        response = rose.get(f"/admin/assessment/assessment/?{query}", follow=True)
        assert response.status_code in {200, 400}
        assert EVIDENCE not in response.content.decode().replace(query, "")


def test_somebody_who_is_no_staff_is_asked_to_sign_in(db):
    client = signed_in(User.objects.create_user("bob"))
    response = client.get("/admin/")
    assert (response.status_code, response.headers["Location"]) == (302, "/admin/login/?next=/admin/")


def test_a_right_that_is_taken_away_is_gone_at_once(erin):
    assert erin.get("/admin/catalog/skill/").status_code == 200
    Group.objects.get(name="Catalogue editors").user_set.clear()
    assert erin.get("/admin/catalog/skill/").status_code == 403


def test_an_editor_whose_account_is_closed_is_out_at_once(erin):
    User.objects.update(is_active=False)
    assert erin.get("/admin/catalog/skill/").status_code == 302
