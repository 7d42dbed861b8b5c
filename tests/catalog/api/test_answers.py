"""What holds at every address of the API."""

import pytest
from django.db import OperationalError
from django.test import Client

from catalog import editions, finished
from catalog.api.problems import Problem
from tests.catalog import pages
from tests.catalog.api.asked import PATHS, V1, ask, path
from tests.conftest import NOW
from tests.factories import publish_framework

EACH = pytest.mark.parametrize("name", PATHS)
WRITING = ("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")


def refused(response, status: int) -> Problem:
    """The problem that an answer tells, in the one shape of all problems."""
    assert (response.status_code, response.headers["Content-Type"]) == (status, "application/problem+json")
    told = Problem.model_validate_json(response.content, strict=True)
    assert told.status == status
    return told


@EACH
def test_it_is_json_for_everybody_and_gives_no_cookie(edition, erin, name):
    address = path(name, edition)
    mine, theirs = ask(address), erin.get(address)
    assert (mine.status_code, mine.headers["Content-Type"]) == (200, "application/json")
    assert mine.content == theirs.content
    assert not mine.cookies
    assert not theirs.cookies
    assert mine.headers["Access-Control-Allow-Origin"] == "*"
    assert mine.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert mine.headers["X-Content-Type-Options"] == "nosniff"
    assert "Access-Control-Allow-Credentials" not in mine.headers
    assert "Vary" not in mine.headers


@EACH
def test_who_has_it_hears_that_it_still_stands(edition, name):
    address = path(name, edition)
    first = ask(address)
    again = ask(address, If_None_Match=first.headers["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    for header in ("ETag", "Cache-Control", "Access-Control-Allow-Origin"):
        assert again.headers[header] == first.headers[header]
    assert ask(address, If_None_Match='"other"').content == first.content


@EACH
def test_head_has_the_headers_of_get(edition, name):
    address = path(name, edition)
    whole, head = ask(address), ask(address, "HEAD")
    assert (head.status_code, head.content) == (200, b"")
    assert int(head.headers["Content-Length"]) == len(whole.content)
    assert head.headers["ETag"] == whole.headers["ETag"]


@EACH
def test_nothing_is_written(edition, name):
    for method in WRITING:
        response = ask(path(name, edition), method)
        refused(response, 405)
        assert response.headers["Allow"] == "GET, HEAD"
        assert "Access-Control-Allow-Origin" not in response.headers


@pytest.mark.parametrize("name", ["skills", "edition", "document"])
@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("application/json", 200),
        ("application/*;q=0.1", 200),
        ("text/html, */*;q=0.8", 200),
        ("application/problem+json", 406),
        ("text/html", 406),
        ("application/json;q=0", 406),
        ("no type", 406),
    ],
)
def test_it_answers_who_takes_json(edition, name, accept, status):
    response = ask(path(name, edition), Accept=accept)
    assert response.status_code == status
    if status == 406:
        refused(response, 406)


@EACH
def test_what_is_no_field_is_named(edition, name):
    if name == "document":
        return
    address = path(name, edition)
    told = refused(ask(f"{address}{'&' if '?' in address else '?'}nonsense=1"), 422)
    assert [fault.name for fault in told.errors] == ["nonsense"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("limit=0", "limit"),
        ("limit=201", "limit"),
        ("limit=", "limit"),
        ("limit=ten", "limit"),
        ("limit=1.5", "limit"),
        ("offset=-1", "offset"),
        ("offset=1000001", "offset"),
        (f"q={'x' * 101}", "q"),
        ("limit=1&limit=2", "limit"),
    ],
)
def test_a_field_that_cannot_be_is_named(edition, query, field):
    [fault] = refused(ask(f"{V1}skills?{query}"), 422).errors
    assert fault.name == field
    assert fault.detail


@pytest.mark.parametrize(
    "address",
    [
        "/api/v1/nothing",
        "/api/v1/skills/",
        "/api/v2/skills",
        "/api/x",
        "/api/v1/frameworks/none",
        "/api/v1/frameworks/workshop/roles/none",
        "/api/v1/frameworks/workshop/skills/none",
        "/api/v1/frameworks/workshop/editions/none",
        "/api/v1/frameworks/a%2Fb",
        "/api/v1/frameworks/%E2%80%AE",
        f"/api/v1/editions/{'0' * 64}",
        f"/api/v1/editions/{'x' * 3000}",
    ],
)
def test_what_is_not_there_is_said_to_be_so(edition, address):
    response = ask(address, Accept="text/html, */*")
    refused(response, 404)
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cache-Control"] == "private, no-store"


def test_a_form_that_our_own_page_sent_to_nowhere_is_no_page_either(edition):
    refused(Client().post("/api/v1/nothing", {"evidence": "Mine"}, headers={"Sec-Fetch-Site": "same-origin"}), 404)


@pytest.mark.parametrize("address", ["/api/v1/skills?q=%00", "/api/v1/skills?q=%ff", "/api/v1/editions/%00"])
def test_what_is_no_text_is_refused(edition, address):
    refused(ask(address), 400)


def test_what_is_too_large_is_refused(edition):
    refused(ask(f"{V1}skills", Content_Length="1000001"), 413)


@pytest.mark.parametrize(("error", "status"), [(OperationalError("gone"), 503), (ZeroDivisionError(), 500)])
def test_what_nobody_foresaw_is_told_in_the_same_shape(edition, monkeypatch, error, status):
    def fail(*parts: str) -> None:
        raise error

    monkeypatch.setattr(editions, "current_digests", fail)
    response = ask(f"{V1}frameworks")
    refused(response, status)
    assert response.headers.get("Retry-After") == ("10" if status == 503 else None)


@pytest.mark.parametrize(
    ("name", "queries"),
    [
        ("start", 0),
        ("frameworks", 1),
        ("framework", 1),
        ("roles", 1),
        ("role", 1),
        ("skill", 1),
        ("skills", 1),
        ("skills found", 1),
        ("editions", 5),
        ("edition", 2),
        ("current edition", 4),
        ("document", 0),
    ],
)
def test_it_costs_as_many_queries(edition, name, queries):
    assert pages.cost(lambda: Client().get(path(name, edition))) == queries


@pytest.mark.parametrize("skills", [1, 50])
@pytest.mark.parametrize(
    "name", ["skills?limit=200", "skills?q=made", "frameworks", "frameworks/made/skills/made-skill-0"]
)
def test_it_costs_one_query_however_much_there_is(db, name, skills):
    publish_framework(skills)
    assert pages.cost(lambda: Client().get(V1 + name)) == 1


def test_many_editions_cost_no_more_queries(edition):
    for number in range(3):
        edition.framework.skills.update(why=f"Why {number}")
        editions.publish(framework=edition.framework, by="tests", at=NOW)
    assert pages.cost(lambda: Client().get(f"{V1}editions")) == 5


def test_an_edition_that_somebody_has_costs_one_light_query(edition, django_assert_num_queries):
    address = path("edition", edition)
    with django_assert_num_queries(1) as queries:
        assert ask(address, If_None_Match=f'"{edition.digest}"').status_code == 304
    assert '"payload"' not in queries[0]["sql"]


def test_a_list_in_parts_is_kept_by_nobody_but_for_where_it_begins(edition):
    for name in ("skills found", "editions"):
        ask(path(name, edition))
    ask(f"{path('skills', edition)}?offset=1")
    ask(f"{path('skills', edition)}?limit=1")
    assert finished._kept == {}
    first, again = ask(path("skills", edition)), ask(path("skills", edition))
    assert len(finished._kept) == 1
    assert again.content == first.content
    assert again.headers["X-Total-Count"] == first.headers["X-Total-Count"] == "6"
