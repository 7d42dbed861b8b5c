"""The codes that a script gets for a refusal: each has its cause, and what to do about it stands in the documents."""

from pathlib import Path

import pytest
from django.test import RequestFactory

from config import errors
from tests.clients import Visitor
from tests.pages import Page

API = (Path(__file__).parents[2] / "docs" / "api.md").read_text()


@pytest.mark.parametrize("code", ["csrf", "no_cookies", "no_origin"])
def test_a_request_that_may_be_forged_is_refused_with_a_code_that_the_documents_explain(begin, code):
    script = Visitor(enforce_csrf_checks=True)
    attempt = begin(script)
    script.get("/csrf/")
    token = "a" * 64 if code == "csrf" else script.cookies["csrftoken"].value
    if code == "no_cookies":
        del script.cookies["csrftoken"]
    headers = {"X-CSRFToken": token} | ({"Origin": "https://evil.example"} if code == "no_origin" else {})
    body = {"skill": "cut", "step": 3, "rev": 0}
    response = script.post(f"/a/{attempt.public_id}/save/", body, content_type="application/json", headers=headers)
    assert (response.status_code, response.json()) == (403, {"error": code})
    assert f'| 403 `{{"error": "{code}"}}` |' in API


@pytest.mark.parametrize("code", sorted(errors.WITH_A_PAGE))
def test_a_code_with_a_page_of_its_own_is_told_to_scripts_and_people(code):
    request = RequestFactory().get("/", headers={"Accept": "application/json"})
    assert errors.page(request, 503, code).content == b'{"error": "%s"}' % code.encode()
    own, usual = (Page(errors.page(RequestFactory().get("/"), 503, each).content) for each in (code, ""))
    assert own.texts("h1") != usual.texts("h1")
    assert own.texts("title")[0].startswith(own.texts("h1")[0])
