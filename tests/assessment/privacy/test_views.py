"""The pages that give a person their copy: of an attempt by its key, of an account after the password."""

import json

import pytest
from django.core.cache import caches

from assessment.models import Assessment
from tests.assessment.account.conftest import PASSWORD, member
from tests.clients import Visitor
from tests.conftest import signed_in
from tests.pages import links, read


@pytest.fixture
def ann(db) -> Visitor:
    return signed_in(member("ann"))


def confirm(client: Visitor, onward: str) -> None:
    assert client.get(onward).headers["Location"].startswith("/accounts/reauthenticate/")
    client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": onward})


def test_the_page_of_an_attempt_leads_to_both_files(begin, alice):
    attempt = begin(alice, {"cut": 3})
    caches["pdfs"].clear()
    here = f"/a/{attempt.public_id}/data/"
    found = links(read(here, alice))
    assert (found[f"{here}copy.pdf"], found[f"{here}copy.json"]) == ("All data as PDF", "All data as JSON")
    pdf, told = alice.get(f"{here}copy.pdf"), alice.get(f"{here}copy.json")
    assert pdf.content.startswith(b"%PDF-")
    assert told.headers["Content-Disposition"].startswith('attachment; filename="skillgap-my-data-')
    assert told.headers["Cache-Control"] == "private, no-store"
    rows = {table["table"]: table["rows"] for table in json.loads(told.content)["tables"]}
    assert [(row["skill"], row["step"]) for row in rows["assessment.Answer"]] == [("cut", 3)]


def test_an_attempt_in_an_account_is_in_the_copy_of_that(begin, alice, ann):
    attempt = begin(alice, {"cut": 3})
    Assessment.objects.filter(pk=attempt.pk).update(owner=ann.user)
    assert ann.get(f"/a/{attempt.public_id}/data/copy.json").status_code == 404
    assert links(read(f"/a/{attempt.public_id}/data/", ann))["/mine/#account"] == "My assessments"
    confirm(ann, "/mine/copy.json")
    told = json.loads(ann.get("/mine/copy.json").content)
    rows = {table["table"]: table["rows"] for table in told["tables"]}
    assert [row["public_id"] for row in rows["assessment.Assessment"]] == [attempt.public_id]
    assert [row["email"] for row in rows["account.EmailAddress"]] == ["ann@example.org"]


def test_the_copy_of_an_account_tells_of_this_browser_alone(ann):
    signed_in(ann.user)
    confirm(ann, "/mine/copy.json")
    told = json.loads(ann.get("/mine/copy.json").content)
    [session] = next(table["rows"] for table in told["tables"] if table["table"] == "sessions.Session")
    assert session["session_data"]["_auth_user_id"] == str(ann.user.pk)


def test_a_file_of_another_kind_is_not_there(begin, alice, ann):
    attempt = begin(alice)
    assert alice.get(f"/a/{attempt.public_id}/data/copy.csv").status_code == 404
    confirm(ann, "/mine/copy.csv")
    assert ann.get("/mine/copy.csv").status_code == 404
