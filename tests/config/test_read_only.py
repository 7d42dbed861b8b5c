"""While the site only reads: pages and files go on, nothing is written, and each page and each 503 says so."""

import re

import pytest
from django.core.management import call_command
from django.db import InternalError

from assessment.models import Answer, Press
from catalog import read_only
from tests.clients import Visitor
from tests.config.test_errors import failing
from tests.pages import Page, text
from tests.workshop import PLACE

SAID = "nothing can be saved just now"
PAGES = (
    "/", f"/roles/{PLACE}/", f"/roles/{PLACE}/start/", "/roles/", "/privacy/", "/accounts/login/", f"/resume/{'a' * 43}/",
    "{open}/", "{open}/questions/craft/", "{open}/check/", "{done}/report/", "{done}/report.pdf", "{done}/report.csv",
    "{done}/plan/", "{done}/what-if/", "/history/", "/mine/", "/admin/", "/admin/catalog/skill/", "/livez", "/api/",
)  # fmt: skip


@pytest.fixture
def client(begin, erin, settings, tmp_path) -> Visitor:
    """Erin's browser with an attempt that is open and one that is done, while the site only reads."""
    settings.READ_ONLY_FILE = str(tmp_path / "read-only")
    client = Visitor(raise_request_exception=False)
    client.cookies = erin.cookies
    client.get("/")
    client.attempt = begin(client, {"cut": 3})
    client.done = f"/a/{begin(client, {'cut': 3}, submitted=True).public_id}"
    read_only.turn(on=True)
    return client


def place(client: Visitor, path: str) -> str:
    return path.format(open=f"/a/{client.attempt.public_id}", done=client.done)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_read_and_writes_nothing(client, path):
    refused = InternalError("canary: cannot execute in a read-only transaction")
    with failing(refused, only="INSERT"), failing(refused, only="UPDATE"), failing(refused, only="DELETE"):
        response = client.get(place(client, path), follow=True)
    assert response.status_code == (404 if "resume" in path else 200)
    is_page = response.headers["Content-Type"].startswith("text/html")
    assert (SAID.encode() in response.content) == is_page
    assert not (is_page and "ETag" in response.headers)


@pytest.mark.parametrize(
    "path",
    [
        "{open}/questions/craft/",
        "{open}/submit/",
        f"/roles/{PLACE}/start/",
        "/accounts/login/",
        "/admin/catalog/skill/add/",
    ],
)
def test_what_would_write_waits_and_is_offered_again(client, path):
    fields = {"cut-step": "4", "cut-rev": "1", "password": "canary-password"}
    response = client.post(place(client, path), fields, headers={"Sec-Fetch-Site": "same-origin"})
    assert (response.status_code, response.headers["Retry-After"]) == (503, "10")
    said = text(Page(response.content))
    assert "this was not saved" in said
    assert "what you typed is kept in the button below" in said
    assert re.search('name="cut-step" value="4"', response.content.decode())
    assert "canary" not in response.content.decode()
    assert list(Answer.objects.filter(assessment=client.attempt).values_list("skill", "step")) == [("cut", 3)]
    assert not Press.objects.exists()


def test_a_script_hears_that_it_may_try_again_and_is_taken_afterwards(client):
    path, body = place(client, "{open}/save/"), {"skill": "cut", "step": 4, "rev": 1}
    response = client.post(path, body, content_type="application/json")
    assert (response.status_code, response.json()) == (503, {"error": "read_only"})
    assert response.headers["Retry-After"] == "10"
    read_only.turn(on=False)
    assert client.post(path, body, content_type="application/json").json() == {"rev": 2}
    assert SAID not in client.get("/").content.decode()


def test_staff_who_were_away_are_nobody_and_no_session_is_ended(client, settings):
    settings.STAFF_IDLE_MINUTES = -1
    with failing(InternalError("canary"), only="DELETE"):
        assert client.get("/admin/").status_code == 302
    read_only.turn(on=False)
    assert client.get("/admin/").status_code == 302


def test_the_switch_tells_how_it_stands(client, settings, capsys):
    for word, state in (
        ("state", "only reads"),
        ("off", "reads and writes"),
        ("off", "reads and writes"),
        ("on", "only reads"),
    ):
        call_command("read_only", word)
        assert f"The site {state}." in capsys.readouterr().out
    call_command("read_only", "off")
    settings.READ_ONLY = True
    call_command("read_only", "state")
    assert "The site only reads." in capsys.readouterr().out


def test_a_switch_that_cannot_be_turned_says_why(settings, tmp_path):
    settings.READ_ONLY_FILE = str(tmp_path / "nowhere" / "read-only")
    with pytest.raises(Exception, match=r"nowhere/read-only cannot be changed: No such file or directory\.$"):
        call_command("read_only", "on")
