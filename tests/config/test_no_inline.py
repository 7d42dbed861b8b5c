"""No page holds a script, a style or a handler of its own, nor anything from another site: the policy forbids it."""

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client

from tests.catalog.editor import addresses
from tests.clients import Visitor
from tests.config.test_errors import failing
from tests.pages import Page
from tests.workshop import PLACE

LOADED = {
    "script": "src",
    "link": "href",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "image": "href",
    "use": "href",
}


DATA = "application/ld+json"


def faults(html: bytes) -> list[str]:
    """What the policy would forbid, or what would ask another site."""
    found = []
    for element in Page(html, with_templates=True).elements:
        attributes = element.attributes
        if attributes.get("rel") == "canonical" or (element.tag == "script" and attributes.get("type") == DATA):
            continue  # an address to read and a block of data: no browser loads the one or runs the other
        if element.tag == "style" or (element.tag == "script" and (element.text.strip() or "src" not in attributes)):
            found.append(f"<{element.tag}> with {element.text[:40]!r}")
        found += [f"{element.tag} {name}" for name in attributes if name == "style" or name.startswith("on")]
        found += [f"{name}={value}" for name, value in attributes.items() if value.lower().startswith("javascript:")]
        address = attributes.get(LOADED.get(element.tag, ""), "/")
        action = attributes.get("action", "/") if element.tag == "form" else "/"
        found += [each for each in (address, action or "/") if not is_ours(each)]
    return found


def is_ours(address: str) -> bool:
    return address.startswith(("/", "#", ".", "?", "data:image/svg+xml;base64,")) and not address.startswith("//")


@pytest.mark.parametrize(
    "html",
    [
        b"<p style='color: red'>",
        b"<a onclick='x()'>",
        b"<style>p {}</style>",
        b"<script>x()</script>",
        b"<script type='text/javascript'>x()</script>",
        b"<a href='JavaScript:x()'>",
        b"<script src='https://cdn.example/x.js'></script>",
        b"<img src='//cdn.example/x.png'>",
        b"<template><p onload='x()'></template>",
        b"<form action='https://evil.example/'>",
    ],
)
def test_each_kind_of_fault_is_found(html):
    assert len(faults(html)) == 1


PUBLIC = (
    "/",
    "/how-we-score/",
    "/api/",
    "/accessibility/",
    "/privacy/",
    f"/roles/{PLACE}/",
    f"/roles/{PLACE}/start/",
    "/roles/?q=lead",
    "/skills/",
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/no/page/",
)
OPEN = ("practice/", "questions/craft/", "questions/people/", "check/", "data/")
DONE = ("report/", "report/?level=lead", "data/")


@pytest.fixture
def client(begin) -> Visitor:
    """A browser with an attempt whose check page has every note, and one that is done."""
    client = Visitor(raise_request_exception=False)
    answers = {"cut": 4, "measure": 1, "teach": 4, "ask": 1}
    client.open = f"/a/{begin(client, answers).public_id}"
    client.done = f"/a/{begin(client, answers, submitted=True).public_id}"
    return client


def test_the_pages_of_the_site_hold_nothing_of_the_kind(client, edition):
    paths = [*PUBLIC, f"/editions/{edition.digest}/", *(f"{client.open}/{page}" for page in OPEN)]
    paths += [f"{client.done}/{page}" for page in DONE]
    assert {path: found for path in paths if (found := faults(client.get(path).content))} == {}


def test_the_pages_that_answer_a_form_hold_nothing_of_the_kind(client):
    page = f"{client.open}/questions/craft/"
    answers = {
        "conflict": client.post(page, {"cut-step": "5", "cut-rev": "0", "end": "1"}),
        "refused": client.post(page, {"cut-evidence": "x" * 2000, "end": "1"}),
        "cut off": client.post(page, {}),
        "practice": client.post(f"{client.open}/practice/", {"person-1": "1", "person-2": "2"}),
        "practice refused": client.post(f"{client.open}/practice/", {"person-1": "1"}),
        "name refused": client.post(f"{client.open}/submit/", {"person_name": "x" * 2000}),
        "link": client.post(f"{client.open}/data/resume-link/", follow=True),
        "not sure": client.post(f"{client.open}/data/delete/", {"delete": "Delete"}),
        "wrong link": client.get(f"/resume/{'a' * 43}/"),
        "deleted": client.post(f"{client.open}/data/delete/", {"sure": "on"}),
    }
    assert [response.status_code for response in answers.values()] == [409, 422, 400, 200, 422, 422, 200, 422, 404, 200]
    assert {name: found for name, response in answers.items() if (found := faults(response.content))} == {}


def test_the_error_pages_hold_nothing_of_the_kind(client, erin):
    with failing(RuntimeError("broken")):
        broken = client.get("/")
    with failing(OperationalError("gone")):
        away = client.get("/")
    strict = Client(enforce_csrf_checks=True)
    found: dict[int, HttpResponse] = {
        400: client.get("/?a=%00"),
        403: strict.post("/", {"typed": "words"}, headers={"Sec-Fetch-Site": "same-origin"}),
        404: client.get("/nowhere/"),
        413: client.post("/", {"a": "x" * 1_000_001}),
        500: broken,
        503: away,
    }
    assert {status: response.status_code for status, response in found.items()} == {status: status for status in found}
    assert {status: faults(response.content) for status, response in found.items()} == {status: [] for status in found}


@pytest.mark.slow
def test_the_editor_holds_nothing_of_the_kind(erin):
    assert {name: found for name, path in addresses().items() if (found := faults(erin.get(path).content))} == {}


def test_the_pages_of_users_hold_nothing_of_the_kind(rose, begin, alice):
    begin(alice)
    paths = ["/admin/", "/admin/auth/user/", "/admin/auth/user/add/", "/admin/auth/group/add/"]
    paths += ["/admin/assessment/assessment/", "/admin/mfa/authenticator/"]
    assert {path: found for path in paths if (found := faults(rose.get(path).content))} == {}
