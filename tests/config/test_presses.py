"""Who gets the answer of a form that was sent before, how long, and what is done anew."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.db import DatabaseError, connection
from django.http import HttpRequest
from django.middleware.csrf import CSRF_TOKEN_LENGTH, get_token
from django.test import Client
from django.test.client import MULTIPART_CONTENT
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessment.attempts import actions as attempts_actions
from assessment.models import AccessKey, Assessment, Press
from assessment.site import actions
from config import presses
from config.middleware import FORM
from tests.conftest import NOW
from tests.pages import Page
from tests.workshop import PLACE

START = f"/roles/{PLACE}/start/"


@pytest.fixture
def visitor(edition) -> Client:
    return Client(enforce_csrf_checks=True)


def form(client: Client) -> dict[str, str]:
    """What the form of the page to start sends."""
    [found] = [form for form in Page(client.get(START).content).forms if form.method == "post"]
    return found.fields | {"start": "Start"}


def test_two_pages_are_two_wishes(visitor):
    assert [visitor.post(START, form(visitor)).status_code for _page in range(2)] == [303, 303]
    assert Assessment.objects.count() == 2


def test_another_content_of_one_form_is_a_wish_of_its_own_and_the_first_one_then_too(visitor):
    fields = form(visitor)
    for target in ("lead", "", "lead"):
        assert visitor.post(START, fields | {"target": target}).status_code == 303
    assert [each.target for each in Assessment.objects.order_by("pk")] == ["lead", "", "lead"]


def test_what_was_refused_is_done_anew(visitor):
    fields = form(visitor) | {"target": "no-level"}
    assert [visitor.post(START, fields).status_code for _press in range(2)] == [422, 422]
    assert Press.objects.count() == 0


def test_another_browser_gets_nothing_of_it(visitor):
    fields = form(visitor)
    visitor.post(START, fields)
    other = Client(enforce_csrf_checks=True)
    form(other)
    response = other.post(START, fields)
    assert (response.status_code, "Location" in response.headers) == (403, False)
    assert [name for name in response.cookies if "attempt" in name] == []


def test_the_second_press_opens_the_attempt_with_the_key_of_the_first(visitor):
    fields, cookies = form(visitor), visitor.cookies.copy()
    visitor.post(START, fields)
    visitor.cookies = cookies
    assert visitor.get(visitor.post(START, fields).headers["Location"]).status_code == 200
    assert AccessKey.objects.count() == 1


def test_nothing_that_opens_an_attempt_can_be_read_in_the_database(visitor):
    response = visitor.post(START, form(visitor))
    [secret] = [morsel.value for name, morsel in response.cookies.items() if "attempt" in name]
    [press] = Press.objects.values()
    kept = " ".join(str(bytes(value) if isinstance(value, memoryview) else value) for value in press.values())
    assert (secret in kept, response.headers["Location"] in kept) == (False, False)


def test_it_is_forgotten_after_a_while(visitor, monkeypatch):
    fields = form(visitor)
    visitor.post(START, fields)
    later = timezone.now() + actions.KEPT
    monkeypatch.setattr(timezone, "now", lambda: later)
    visitor.post(START, fields)
    assert (Assessment.objects.count(), Press.objects.count()) == (2, 1)


def test_who_presses_while_it_is_at_work_waits_for_the_answer(visitor, monkeypatch):
    fields = form(visitor)
    other = Client(enforce_csrf_checks=True)
    other.cookies = visitor.cookies.copy()
    pauses: list[float] = []
    monkeypatch.setattr(presses.time, "sleep", pauses.append)
    answers = []
    original = attempts_actions.start

    def start(**values):
        answers.append(other.post(START, fields))
        return original(**values)

    monkeypatch.setattr("assessment.attempts.views.start.actions.start", start)
    visitor.post(START, fields)
    [second] = answers
    assert (second.status_code, second.headers["Retry-After"]) == (503, "10")
    assert "We are still at it" in second.content.decode()
    assert sum(pauses) == pytest.approx(presses.PATIENCE, rel=0.01)
    assert Assessment.objects.count() == 1


def test_what_its_process_left_behind_is_taken_in_hand_by_the_next(db):
    assert actions.first(form="f" * 64, sent="s", at=NOW) is None
    assert actions.first(form="f" * 64, sent="s", at=NOW) is not None
    assert actions.first(form="f" * 64, sent="s", at=NOW + actions.AT_WORK) is None


def test_a_success_stays_one_where_its_answer_cannot_be_kept(visitor, monkeypatch):
    def fail(**_values: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(presses.actions, "keep", fail)
    assert visitor.post(START, form(visitor)).status_code == 303


def written(queries) -> list[str]:
    return [each["sql"] for each in queries if each["sql"].split(" ")[0] in {"INSERT", "UPDATE", "DELETE"}]


def test_who_waits_writes_nothing(visitor, django_assert_num_queries):
    """Or all who wait would compete for the one lock that who is at work needs."""
    fields = {"form": "f" * 64, "sent": "s", "at": NOW}
    assert actions.first(**fields) is None
    for answer in (b"", b"answer"):
        Press.objects.update(answer=answer)
        with django_assert_num_queries(1) as queries:
            assert actions.first(**fields) is not None
        assert written(queries) == []


@pytest.mark.parametrize("token", ["a" * CSRF_TOKEN_LENGTH, "a" * 32, ""])
def test_a_form_that_is_not_ours_writes_nothing(visitor, token):
    """Neither with a cookie nor without: anybody can send such forms, each of another token."""
    fields = form(visitor) | {"csrfmiddlewaretoken": token}
    for client in (visitor, Client(enforce_csrf_checks=True)):
        with CaptureQueriesContext(connection) as queries:
            assert client.post(START, fields).status_code == 403
        assert written(queries) == []


def test_a_forged_form_takes_no_answer_away(visitor):
    """Who knows a form but not its cookie, and sends another content, is refused, and its first answer stays."""
    fields, cookies = form(visitor), visitor.cookies.copy()
    first = visitor.post(START, fields)
    assert Client(enforce_csrf_checks=True).post(START, fields | {"target": "lead"}).status_code == 403
    visitor.cookies = cookies
    assert visitor.post(START, fields).headers["Location"] == first.headers["Location"]
    assert Assessment.objects.count() == 1


MANY = {f"x{number}": "1" for number in range(1001)}


@pytest.mark.parametrize("kind", [FORM, MULTIPART_CONTENT])
@pytest.mark.parametrize("path", [START, "/accounts/login/", "/admin/"])
def test_a_form_with_more_fields_than_ours_is_refused_unread(visitor, monkeypatch, path, kind):
    read = []
    monkeypatch.setattr(WSGIRequest, "_load_post_and_files", lambda request: read.append(request.path))
    fields = MANY | {"csrfmiddlewaretoken": "a" * CSRF_TOKEN_LENGTH}
    response = visitor.post(path, urlencode(fields) if kind == FORM else fields, content_type=kind)
    assert (response.status_code, read) == (400, [])
    assert Press.objects.count() == 0


def test_the_daily_clean_up_forgets_presses(db):
    Press.objects.create(form="f", sent="s", until=NOW)
    assert (actions.forget_presses(at=NOW - timedelta(seconds=1)), actions.forget_presses(at=NOW)) == (0, 1)


def test_the_token_of_a_page_is_as_long_as_we_think():
    assert len(get_token(HttpRequest())) == CSRF_TOKEN_LENGTH
