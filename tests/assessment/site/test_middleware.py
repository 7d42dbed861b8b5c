"""What a view lets pass is answered in one place; every other exception goes on."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from assessment.access import NotHandedIn
from assessment.limits import TooMany
from assessment.site.middleware import Passed


def answered(exception: Exception, **headers: str) -> HttpResponse | None:
    return Passed(HttpResponse).process_exception(RequestFactory().get("/", headers=headers), exception)


def test_an_open_attempt_leads_to_its_last_look():
    response = answered(NotHandedIn("attempt-of-22-letters_"))
    assert (response.status_code, response.headers["Location"]) == (303, "/a/attempt-of-22-letters_/check/")


def test_what_was_done_too_often_may_be_tried_again_when_its_window_ends():
    response = answered(TooMany(1234))
    assert (response.status_code, response.headers["Retry-After"]) == (429, "1234")
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"


def test_a_script_is_told_so_in_json():
    response = answered(TooMany(60), accept="application/json")
    assert (response.status_code, response.headers["Content-Type"]) == (429, "application/json")


@pytest.mark.parametrize("exception", [RuntimeError("broken"), ValueError(), KeyError("public_id")])
def test_all_else_is_left_to_others(exception):
    assert answered(exception) is None


def test_a_request_that_goes_well_is_passed_on():
    response = HttpResponse()
    assert Passed(lambda _request: response)(RequestFactory().get("/")) is response


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_site_has_it(begin, alice, method):
    attempt = begin(alice)
    response = getattr(alice, method)(f"/a/{attempt.public_id}/{'report' if method == 'get' else 'again'}/")
    assert (response.status_code, response.headers["Location"]) == (303, f"/a/{attempt.public_id}/check/")
