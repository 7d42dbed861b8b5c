"""The headers that keep a page to itself, on every kind of response that leaves the site."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from assessment.models import Assessment
from tests.assessment.sharing.links import link_to
from tests.clients import Response, Visitor
from tests.config.test_errors import failing
from tests.workshop import PLACE

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "object-src": "'none'",
    "manifest-src": "'self'",
}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.fixture
def client(begin, erin) -> Visitor:
    """A browser with an open attempt and one that is done, which is Erin's too."""
    client = Visitor(raise_request_exception=False)
    client.cookies = erin.cookies
    client.open = f"/a/{begin(client, {'cut': 3}).public_id}"
    client.done = f"/a/{begin(client, {'cut': 3}, submitted=True).public_id}"
    return client


def look(path: str) -> Callable[[Visitor], Response]:
    return lambda client: client.get(path.format(open=client.open, done=client.done))


def send(path: str, fields: object = None, **options: Any) -> Callable[[Visitor], Response]:
    return lambda client: client.post(path.format(open=client.open, done=client.done), fields or {}, **options)


def without_token(client: Visitor) -> Response:
    client.handler.enforce_csrf_checks = True
    return client.post(f"{client.open}/submit/", {})


def too_often(client: Visitor) -> Response:
    for _try in range(20):
        client.get(f"/resume/{'a' * 43}/")
    return client.get(f"/resume/{'a' * 43}/")


def broken(error: Exception) -> Callable[[Visitor], Response]:
    def ask(client: Visitor) -> Response:
        with failing(error):
            return client.get("/")

    return ask


JSON = {"content_type": "application/json"}
KINDS: dict[str, tuple[int, Callable[[Visitor], Response]]] = {
    "page": (200, look("/")),
    "question page": (200, look("{open}/questions/craft/")),
    "report": (200, look("{done}/report/")),
    "pdf": (200, look("{done}/report.pdf")),
    "xlsx": (200, look("{done}/report.xlsx")),
    "csv": (200, look("{done}/report.csv")),
    "json": (200, look("{done}/report.json")),
    "start": (303, send(f"/roles/{PLACE}/start/", {"start": "Start"})),
    "elsewhere": (302, look("{open}/")),
    "too early": (303, look("{open}/report/")),
    "nothing": (204, look("/csrf/")),
    "missing slash": (301, look("/privacy")),
    "saved": (200, send("{open}/save/", {"skill": "cut", "step": 2, "rev": 1}, **JSON)),
    "conflict": (409, send("{open}/save/", {"skill": "cut", "step": 2, "rev": 0}, **JSON)),
    "refused": (422, send("{open}/save/", {"skill": "cut", "step": 9, "rev": 1}, **JSON)),
    "no JSON": (400, send("{open}/save/", "{", **JSON)),
    "too large a save": (413, send("{open}/save/", {"evidence": "x" * 70_000}, **JSON)),
    "broken bytes": (400, look("/?a=%ff")),
    "too large a form": (413, send("/", {"a": "x" * 1_000_001})),
    "form cut off": (400, send("{open}/questions/craft/")),
    "wrong host": (400, lambda client: client.get("/", headers={"host": "evil.example"})),
    "no token": (403, without_token),
    "no right": (403, look("/admin/auth/user/")),
    "not found": (404, look("/no/such/page/")),
    "not yours": (404, look("/a/AAAAAAAAAAAAAAAAAAAAAA/report/")),
    "wrong method": (405, send("/privacy/")),
    "too often": (429, too_often),
    "our fault": (500, broken(RuntimeError("broken"))),
    "shared": (200, lambda client: Client().get(f"/s/{link_to(Assessment.objects.get(submitted_at__isnull=False))}/")),
    "nothing shared": (404, look(f"/s/{'a' * 43}/")),
    "no database": (503, broken(OperationalError("gone"))),
    "health": (200, look("/readyz")),
    "numbers": (404, look("/metrics")),
    "editor": (200, look("/admin/")),
    "editor's form": (200, look("/admin/catalog/skill/add/")),
    "signing in": (200, lambda client: Visitor().get("/accounts/login/")),
    "role": (200, look(f"/roles/{PLACE}/")),
    "schema": (200, look("/schema/report-2.json")),
    "schema of an earlier format": (200, look("/schema/report-1.json")),
    "schema that never was": (404, look("/schema/report-3.json")),
}
PUBLIC = {
    "role": "public, max-age=0, must-revalidate",
    "schema": "public, max-age=86400",
    "schema of an earlier format": "public, max-age=86400",
}
EACH = pytest.mark.parametrize("kind", KINDS)


@EACH
def test_every_response_is_kept_from_other_sites(client, kind):
    status, ask = KINDS[kind]
    response = ask(client)
    assert response.status_code == status
    assert {name: response.headers.get(name) for name in HEADERS} == HEADERS
    assert response.headers["Referrer-Policy"] in {"same-origin", "no-referrer"}
    features = response.headers["Permissions-Policy"].split(", ")
    assert {"camera=()", "microphone=()", "geolocation=()"} <= set(features)
    assert [feature for feature in features if not feature.endswith("=()")] == []


@EACH
def test_every_response_says_what_a_page_may_load(client, kind):
    policy = KINDS[kind][1](client).headers["Content-Security-Policy"]
    assert dict(part.strip().split(" ", 1) for part in policy.split(";")) == POLICY


@EACH
def test_no_response_is_kept_by_a_cache_unless_it_is_everybodys(client, kind):
    told = KINDS[kind][1](client).headers["Cache-Control"]
    if kind in PUBLIC:
        assert told == PUBLIC[kind]
    else:
        assert {"no-store", "private"} <= set(told.split(", "))


@EACH
def test_no_response_names_the_software_behind_it(client, kind):
    assert {"Server", "X-Powered-By", "Via"} & set(KINDS[kind][1](client).headers) == set()


def test_the_bytes_of_an_edition_may_be_kept_for_ever_and_have_the_other_headers(client, edition):
    response = client.get(f"/editions/{edition.digest}.json")
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert {name: response.headers.get(name) for name in HEADERS} == HEADERS


def test_a_static_file_has_the_headers_too(settings, tmp_path, db):
    (tmp_path / "site.css").write_text("body {}")
    settings.STATIC_ROOT = tmp_path
    response = Client().get("/static/site.css")
    assert (response.status_code, response.getvalue()) == (200, b"body {}")
    wanted = {name: value for name, value in HEADERS.items() if name != "X-Frame-Options"}
    assert {name: response.headers.get(name) for name in wanted} == wanted
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
