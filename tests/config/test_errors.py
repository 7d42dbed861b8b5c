"""Every error is a page of ours that says what happened and what became of the answers, or JSON for a script."""

import errno
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import InterfaceError, InternalError, OperationalError, connection
from psycopg.errors import ReadOnlySqlTransaction

from assessment.answering import actions
from assessment.models import Answer, Assessment
from tests.assessment.account.conftest import PASSWORD, member
from tests.clients import Response, Visitor
from tests.conftest import NOW
from tests.pages import Page, text

SAFE = "Your answers: everything that was shown as saved is safe."


@contextmanager
def failing(error: Exception, only: str = "") -> Iterator[None]:
    """Let the database answer every statement (or every one that begins so) with an error."""

    def fail(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(only):
            raise error
        return execute(sql, params, many, context)

    with connection.execute_wrapper(fail):
        yield


@pytest.fixture
def client(begin) -> Visitor:
    client = Visitor(raise_request_exception=False)
    client.attempt = begin(client, {"cut": 3})
    return client


def submitted_meanwhile(client: Visitor, **headers: str) -> Response:
    actions.submit(assessment=client.attempt, person_name="", at=NOW)
    path = f"/a/{client.attempt.public_id}/questions/craft/"
    return client.post(path, {"cut-step": "4", "end": "1"}, headers=headers)


def too_often(client: Visitor, **headers: str) -> Response:
    for _try in range(20):
        client.get(f"/resume/{'a' * 43}/")
    return client.get(f"/resume/{'a' * 43}/", headers=headers)


def broken(client: Visitor, **headers: str) -> Response:
    with failing(RuntimeError("canary in the trace")):
        return client.get("/", headers=headers)


def without_database(client: Visitor, **headers: str) -> Response:
    with failing(OperationalError("canary in the trace")):
        return client.get("/", headers=headers)


def forbidden(client: Visitor, **headers: str) -> Response:
    return client.get("/admin/auth/user/", headers=headers)


ERRORS: dict[int, tuple[Callable[..., Response], str]] = {
    400: (lambda client, **headers: client.get("/?a=%00", headers=headers), "We could not read that"),
    403: (forbidden, "That is not open to you"),
    404: (lambda client, **headers: client.get("/no/such/page/", headers=headers), "There is nothing here for you"),
    409: (submitted_meanwhile, "This was handed in already"),
    413: (
        lambda client, **headers: client.post("/", {"a": "x" * 1_000_001}, headers=headers),
        "That was too much at once",
    ),
    429: (too_often, "A little too often"),
    500: (broken, "Something broke on our side"),
    503: (without_database, "We cannot reach our database right now"),
}
BY = pytest.mark.parametrize(("status", "cause", "heading"), [(code, *each) for code, each in ERRORS.items()])


@BY
def test_an_error_is_a_page_that_says_what_became_of_the_answers(client, erin, status, cause, heading):
    if status == 403:
        client.cookies = erin.cookies
    response = cause(client)
    assert response.status_code == status
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    page = Page(response.content)
    assert page.texts("h1") == [heading]
    assert SAFE in page.texts("p")
    assert [link.attributes["href"] for link in page.all("div", class_="error-page")[0].inside if link.tag == "a"] == [
        "/"
    ]


@BY
def test_an_error_tells_nothing_of_our_insides(client, erin, status, cause, heading):
    if status == 403:
        client.cookies = erin.cookies
    seen = cause(client).content.decode()
    assert [
        word for word in ("canary", "Traceback", "django", "sqlite", "psycopg", str(settings.BASE_DIR)) if word in seen
    ] == []


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (400, "http_400"),
        (403, "http_403"),
        (404, "http_404"),
        (413, "http_413"),
        (500, "http_500"),
        (503, "database_unavailable"),
    ],
)
def test_an_error_is_json_for_who_asks_for_it(client, erin, status, code):
    if status == 403:
        client.cookies = erin.cookies
    response = ERRORS[status][0](client, accept="application/json")
    assert (response.status_code, response.json()) == (status, {"error": code})


@pytest.mark.parametrize(("status", "least", "most"), [(429, 3500, 3600), (503, 10, 10)])
def test_what_passes_says_when_to_try_again(client, status, least, most):
    assert least <= int(ERRORS[status][0](client).headers["Retry-After"]) <= most


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
@pytest.mark.parametrize("path", ["/", "/a/{}/", "/a/{}/questions/craft/", "/a/{}/report.pdf", "/healthz", "/admin/"])
def test_a_database_that_is_away_is_told_everywhere(client, erin, error, path):
    client.cookies |= erin.cookies
    with failing(error("gone")):
        assert client.get(path.format(client.attempt.public_id)).status_code == 503
    assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize("path", ["/privacy/", "/csrf/", "/schema/report-2.json", "/no/such/page/"])
def test_pages_that_need_no_database_do_without(client, path):
    with failing(OperationalError("gone")):
        assert client.get(path).status_code < 500


def test_a_save_without_a_database_is_a_503_for_the_script_and_kept_nowhere(client):
    path = f"/a/{client.attempt.public_id}/save/"
    body = {"skill": "cut", "step": 4, "rev": 1}
    with failing(OperationalError("database or disk is full"), only="UPDATE"):
        response = client.post(path, body, content_type="application/json")
    assert (response.status_code, response.json()) == (503, {"error": "database_unavailable"})
    assert Answer.objects.get().step == 3
    assert client.post(path, body, content_type="application/json").json() == {"rev": 2}


def test_a_page_that_cannot_be_written_is_written_not_at_all(client):
    """A full disk in the middle of a page's saves takes the first of them back."""
    fields = {"cut-step": "4", "cut-rev": "1", "glue-step": "2", "end": "1"}
    with failing(OperationalError("database or disk is full"), only="INSERT"):
        assert client.post(f"/a/{client.attempt.public_id}/questions/craft/", fields).status_code == 503
    assert list(Answer.objects.values_list("skill", "step")) == [("cut", 3)]


def test_reading_goes_on_while_nothing_can_be_written(client):
    with failing(OperationalError("database or disk is full"), only="UPDATE"):
        assert client.get(f"/a/{client.attempt.public_id}/questions/craft/").status_code == 200


@pytest.fixture
def strict(begin) -> Visitor:
    client = Visitor(enforce_csrf_checks=True)
    client.get("/csrf/")
    client.attempt = begin(client)
    return client


TYPED = {"cut-step": "3", "cut-evidence": 'A "paper" <b>\r\n&', "cut-rev": "0", "end": "1"}


def unsafe(client: Visitor, **headers: str) -> Response:
    path = f"/a/{client.attempt.public_id}/questions/craft/"
    return client.post(path, TYPED | {"csrfmiddlewaretoken": "old"}, headers=headers)


def test_a_form_whose_token_is_old_is_offered_again_with_all_that_was_typed(strict):
    response = unsafe(strict, sec_fetch_site="same-origin")
    assert response.status_code == 403
    path = f"/a/{strict.attempt.public_id}/questions/craft/"
    page = Page(response.content)
    assert page.texts("h1") == ["Please send that again"]
    form = page.form(path)
    token = form.fields.pop("csrfmiddlewaretoken")
    assert {name: value.replace("\r\n", "\n") for name, value in form.fields.items()} == {
        name: value.replace("\r\n", "\n") for name, value in TYPED.items()
    }
    again = strict.post(path, form.fields | {"csrfmiddlewaretoken": token})
    assert again.status_code == 303
    answer = Answer.objects.get()
    assert (answer.step, answer.evidence) == (3, 'A "paper" <b>\n&')


def test_a_form_whose_attempt_is_out_of_reach_is_offered_again_with_all_that_was_typed(strict):
    """A log-in that ended while somebody typed, without JavaScript: log in in another tab, send it again."""
    name = f"attempt-{strict.attempt.public_id}"
    kept = strict.cookies.pop(name)
    path = f"/a/{strict.attempt.public_id}/questions/craft/"
    strict.get("/csrf/")
    token = strict.cookies["csrftoken"].value
    response = strict.post(path, TYPED | {"csrfmiddlewaretoken": token}, headers={"sec-fetch-site": "same-origin"})
    assert response.status_code == 404
    form = Page(response.content).form(path)
    offered = {key: form.fields[key].replace("\r\n", "\n") for key in TYPED}
    assert offered == {key: value.replace("\r\n", "\n") for key, value in TYPED.items()}
    strict.cookies[name] = kept.value
    assert strict.post(path, form.fields).status_code == 303
    assert Answer.objects.get().evidence == 'A "paper" <b>\n&'


def test_a_password_is_never_put_into_a_page(strict):
    response = strict.post(
        "/no/such/page/",
        {"password1": "hunter2-canary", "password": "hunter3-canary", "note": "kept"},
        headers={"sec-fetch-site": "same-origin"},
    )
    assert response.status_code == 404
    assert "kept" in response.content.decode()
    assert "canary" not in response.content.decode()


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", ""])
def test_words_from_another_site_are_put_into_nobodys_form(strict, site):
    response = unsafe(strict, **({"sec_fetch_site": site} if site else {}))
    assert response.status_code == 403
    page = Page(response.content)
    assert page.forms == []
    assert "paper" not in response.content.decode()
    assert SAFE in page.texts("p")


def test_a_browser_that_keeps_no_cookies_is_told_so_each_time(strict):
    """Sending it again cannot help, so it must not be all that is said."""
    path = f"/a/{strict.attempt.public_id}/questions/craft/"
    fields = dict(TYPED)
    for _try in range(2):
        strict.cookies.clear()
        response = strict.post(path, fields, headers={"sec-fetch-site": "same-origin"})
        assert response.status_code == 403
        page = Page(response.content)
        assert page.texts("h1") == ["Your browser sent no cookie"]
        assert "Allow cookies for this site first." in text(page)
        fields = page.form(path).fields
    strict.cookies.clear()
    response = strict.post(path, fields, content_type="application/json")
    assert (response.status_code, response.json()) == (403, {"error": "no_cookies"})


def test_a_browser_that_hides_where_a_form_comes_from_is_told_so(strict):
    strict.get("/csrf/")
    path = f"/a/{strict.attempt.public_id}/questions/craft/"
    fields = TYPED | {"csrfmiddlewaretoken": strict.cookies["csrftoken"].value}
    response = strict.post(path, fields, headers={"sec-fetch-site": "same-origin", "origin": "null"})
    assert response.status_code == 403
    assert Page(response.content).texts("h1") == ["Your browser does not say where that came from"]


def read_only() -> InternalError:
    """What PostgreSQL says as a standby, as Django passes it on."""
    error = InternalError("cannot execute INSERT in a read-only transaction")
    error.__cause__ = ReadOnlySqlTransaction()
    return error


TROUBLES = {
    "database away": (OperationalError("gone"), 503),
    "disk full": (OperationalError("database or disk is full"), 503),
    "read-only file": (OperationalError("attempt to write a readonly database"), 503),
    "read-only server": (read_only(), 503),
    "no space for a file": (OSError(errno.ENOSPC, "No space left on device"), 503),
    "a fault of ours": (InternalError("another one"), 500),
    "another file": (OSError(errno.EACCES, "Permission denied"), 500),
}
SENT = {
    "log in": ("/accounts/login/", {"login": "ann@example.org", "password": PASSWORD}),
    "sign up": ("/accounts/signup/", {"email": "new@example.org", "password1": PASSWORD}),
    "new password": ("/accounts/password/reset/", {"email": "ann@example.org"}),
    "start": ("/roles/workshop/maker/start/", {"start": "Start"}),
    "answer": ("/a/{}/questions/craft/", {"cut-step": "4", "cut-rev": "1", "end": "1"}),
    "delete": ("/a/{}/data/delete/", {"sure": "on"}),
}


@pytest.mark.parametrize(("error", "status"), TROUBLES.values(), ids=TROUBLES)
@pytest.mark.parametrize(("path", "fields"), SENT.values(), ids=SENT)
@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_what_cannot_be_written_is_told_as_what_it_is(client, error, status, path, fields, accept):
    """And not as done too often, or as something that was wrong with what was sent."""
    member("ann")
    with writing_fails(error):
        response = client.post(path.format(client.attempt.public_id), fields, headers={"accept": accept})
    assert response.status_code == status
    assert (Assessment.objects.count(), list(Answer.objects.values_list("step"))) == (1, [(3,)])


def test_a_full_disk_at_log_in_is_not_told_as_too_often(client):
    """Where only new rows find no room, the counters' locks cannot be taken: Django's cache says that they are taken."""
    member("ann")
    path, fields = SENT["log in"]
    with failing(OperationalError("database or disk is full"), only="INSERT"):
        assert client.post(path, fields).status_code == 503
    assert client.post(path, fields).status_code == 302


def test_counters_that_find_no_room_say_so(db):
    """Django's cache says of a key that could not be written that it is there already, and limits believe it."""
    with failing(OperationalError("database or disk is full"), only="INSERT"):
        for write in (cache.add, cache.set):
            with pytest.raises(OperationalError):
                write("key", 1)
    assert (cache.add("key", 1), cache.add("key", 2), cache.get("key")) == (True, False, 1)


@contextmanager
def writing_fails(error: Exception) -> Iterator[None]:
    with ExitStack() as stack:
        for verb in ("INSERT", "UPDATE", "DELETE"):
            stack.enter_context(failing(error, only=verb))
        yield


def test_nothing_is_changed_without_the_token(strict):
    unsafe(strict, sec_fetch_site="same-origin")
    strict.post(f"/a/{strict.attempt.public_id}/data/delete/", {"sure": "on"})
    assert (Assessment.objects.count(), Answer.objects.count()) == (1, 0)


def test_a_script_is_told_of_its_token_in_json(strict):
    response = strict.post(f"/a/{strict.attempt.public_id}/save/", {}, content_type="application/json")
    assert (response.status_code, response.json()) == (403, {"error": "csrf"})
