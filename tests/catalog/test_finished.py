"""Public pages are made once, given to everybody alike, and named, so that whoever has one need not load it again."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.test import Client, RequestFactory
from django.urls import set_script_prefix
from django.utils import translation

from catalog import editions, finished
from catalog.models import Framework, Role
from tests.catalog import pages
from tests.clients import Response
from tests.conftest import NOW
from tests.workshop import PLACE

PAGES = {
    "role": f"/roles/{PLACE}/",
    "role by importance": f"/roles/{PLACE}/?sort=importance",
    "about": f"/roles/{PLACE}/about/",
    "sample": f"/roles/{PLACE}/sample/",
    "sample at a level": f"/roles/{PLACE}/sample/?level=lead",
    "card": f"/roles/{PLACE}/sample/ladder.png",
    "skill": "/skills/workshop/cut/",
    "roles": "/roles/",
    "skills": "/skills/",
    "how we score": "/how-we-score/",
}
OF_THE_SITE = ("/privacy/", "/accessibility/", "/about/", "/robots.txt", "/api/")
EACH = pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)


def ask(client: Client, path: str, etag: str = "") -> Response:
    return client.get(path, headers={"If-None-Match": etag} if etag else {})


@EACH
def test_a_page_may_be_kept_by_anybody_and_is_asked_for_again(edition, alice, path):
    first = ask(alice, path)
    assert first.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert "Vary" not in first.headers
    again = ask(alice, path, first.headers["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
    assert ask(alice, path, '"other"').content == first.content


@EACH
def test_a_page_says_the_same_to_everybody_and_gives_no_cookie(begin, edition, erin, path):
    """Also where somebody with a session and an attempt was the first to ask."""
    begin(erin, {"cut": 3}, submitted=True)
    theirs = ask(erin, path)
    finished.forget()
    mine = ask(Client(), path)
    assert theirs.status_code == mine.status_code == 200
    assert (theirs.content, theirs.headers["ETag"]) == (mine.content, mine.headers["ETag"])
    assert not mine.cookies
    assert not theirs.cookies


@pytest.mark.parametrize("path", OF_THE_SITE)
def test_what_no_edition_changes_is_kept_too_and_costs_no_query(db, path):
    first = ask(Client(), path)
    assert ask(Client(), path, first.headers["ETag"]).status_code == 304
    assert pages.cost(lambda: Client().get(path)) == 0


@EACH
def test_a_page_that_is_kept_costs_one_query(edition, path):
    assert pages.cost(lambda: Client().get(path)) == 1


@EACH
def test_a_new_edition_is_seen_at_once(edition, path):
    before = ask(Client(), path)
    Role.objects.update(name="Fabricator", summary="Fabricates.")
    edition.framework.skills.update(name="Renamed")
    Framework.objects.update(name="Renamed")
    editions.publish(framework=edition.framework, by="tests", at=NOW)
    after = ask(Client(), path, before.headers["ETag"])
    assert after.status_code == 200
    assert after.content != before.content
    assert len(finished._kept) == 1


def test_with_debug_nothing_is_kept_and_a_page_still_has_its_name(edition, settings):
    settings.DEBUG = True
    etag = ask(Client(), PAGES["skill"]).headers["ETag"]
    assert finished._kept == {}
    assert ask(Client(), PAGES["skill"], etag).status_code == 304


def test_a_page_is_kept_for_each_language_and_sub_path(edition):
    made = []
    page = finished.finished(editions.current_digests)(
        lambda request, digests: HttpResponse(made.append(request) or len(made))
    )
    try:
        for language, prefix in [("en", "/"), ("de", "/"), ("en", "/skillgap/"), ("en", "/")]:
            set_script_prefix(prefix)
            with translation.override(language):
                page(RequestFactory().get("/"))
    finally:
        set_script_prefix("/")
    assert len(made) == 3


def test_no_more_than_so_many_are_kept(edition, monkeypatch):
    monkeypatch.setattr(finished, "MOST_KEPT", 2)
    page = finished.finished(lambda number: editions.current_digests())(
        lambda request, digests, number: HttpResponse(number)
    )
    for number in range(5):
        assert page(RequestFactory().get("/"), number=number).content == b"%d" % number
    assert len(finished._kept) == 1


def taking_a_token(request: HttpRequest) -> str:
    return get_token(request)


def looking_at_the_session(request: HttpRequest) -> str:
    request.session = type("Session", (), {"accessed": True})()
    return ""


@pytest.mark.parametrize("personal", [taking_a_token, looking_at_the_session])
def test_what_is_somebodys_own_is_never_kept(edition, personal):
    page = finished.finished(editions.current_digests)(lambda request, digests: HttpResponse(personal(request)))
    response = page(RequestFactory().get("/"))
    assert "ETag" not in response.headers
    assert "Cache-Control" not in response.headers
    assert finished._kept == {}


@pytest.mark.parametrize(
    "path", ["/roles/workshop/nobody/", "/skills/workshop/nothing/", f"/roles/{PLACE}/sample/?level=x"]
)
def test_what_there_is_not_is_not_kept(edition, path):
    response = Client().get(path)
    assert response.status_code == 404
    assert response.headers["Cache-Control"] == "private, no-store"
    assert finished._kept == {}


def test_a_search_is_kept_by_nobody(edition):
    assert Client().get("/skills/?q=cut").headers["Cache-Control"] == "private, no-store"
    assert finished._kept == {}


def test_what_is_kept_holds_no_edition(edition):
    for path in PAGES.values():
        ask(Client(), path)
    assert len(finished._kept) == len(PAGES)
    assert {type(part) for page in finished._kept.values() for part in page} == {tuple, bytes, dict}
    assert {type(value) for page in finished._kept.values() for value in page.headers.values()} == {str}
