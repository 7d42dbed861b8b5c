"""The logs: a JSON object a line, and never an answer, a name, a token or a password in them."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
from django.db import OperationalError
from django.test import Client

from config.logs import JsonFormatter
from tests.clients import Visitor
from tests.config.test_errors import TROUBLES, failing

CANARY = "canary-9c2e"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the whole run of the site writes, of every level, as the settings format it."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield written
    root.removeHandler(handler)
    root.setLevel(level)


def lines(log: io.StringIO) -> list[dict[str, str]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


def messages(log: io.StringIO) -> list[str]:
    return [line["message"] for line in lines(log) if line["logger"].startswith("django.")]


@pytest.fixture
def client(begin) -> Visitor:
    client = Visitor(raise_request_exception=False)
    client.attempt = begin(client, {"cut": 3})
    client.page = f"/a/{client.attempt.public_id}"
    return client


def test_a_line_is_an_object_that_says_when_where_and_what(client, log):
    response = client.get("/no/such/page/")
    [line] = [line for line in lines(log) if line["logger"] == "django.request"]
    assert sorted(line) == ["at", "level", "logger", "message", "request"]
    assert (line["level"], line["message"]) == ("WARNING", "Not Found: /no/such/page/")
    assert line["request"] == response.headers["X-Request-ID"]
    assert line["at"].endswith("+00:00")


def test_an_error_is_written_with_its_trace_and_the_id_that_the_person_sees(client, log):
    with failing(RuntimeError("broken")):
        response = client.get("/")
    [line] = [line for line in lines(log) if line["level"] == "ERROR"]
    assert line["message"] == "Internal Server Error: /"
    assert line["error"].endswith("RuntimeError: broken")
    assert line["request"] == response.headers["X-Request-ID"]


def test_no_word_of_a_client_can_make_a_line_of_its_own(client, log):
    client.get("/a%0d%0a{%22level%22:%22ERROR%22}/")
    client.get("/%E2%80%A8/")
    assert len(log.getvalue().splitlines()) == len(lines(log)) >= 2
    assert log.getvalue().isascii()


def test_no_answer_no_name_and_no_query_reaches_the_log(client, log):
    body = {"skill": "cut", "step": 3, "rev": 1, "evidence": f"A paper {CANARY}"}
    kind = {"content_type": "application/json"}
    form = {"cut-step": "3", "cut-evidence": CANARY, "cut-rev": "0", "end": "1"}
    client.post(f"{client.page}/save/", body, **kind)
    client.post(f"{client.page}/save/", body | {"rev": 0, "evidence": CANARY}, **kind)
    client.post(f"{client.page}/save/", body | {"step": CANARY}, **kind)
    client.post(f"{client.page}/save/", body | {CANARY: 1}, **kind)
    client.post(f"{client.page}/save/", f'{{"{CANARY}', **kind)
    client.post(f"{client.page}/save/", body | {"evidence": CANARY * 9_000}, **kind)
    client.post(f"{client.page}/questions/craft/", form)
    client.post(f"{client.page}/questions/craft/", form | {"cut-step": CANARY})
    client.post(f"{client.page}/questions/craft/", {"cut-evidence": CANARY})
    client.post(f"{client.page}/questions/craft/", f"a={CANARY}%ff", content_type="application/x-www-form-urlencoded")
    client.post("/", {"a": CANARY * 100_000})
    client.post(f"{client.page}/submit/", {"person_name": f"{CANARY}\t"})
    client.post(f"{client.page}/submit/", {"person_name": CANARY})
    client.get(f"{client.page}/report/?level={CANARY}")
    client.get(f"/no/such/page/?{CANARY}=1")
    Client(enforce_csrf_checks=True).post("/", {"a": CANARY}, headers={"Sec-Fetch-Site": "same-origin"})
    Client().post("/accounts/login/", {"login": "erin@skillgap.example", "password": CANARY})
    assert CANARY in client.get(f"{client.page}/report/").content.decode()
    assert len(messages(log)) >= 10
    assert [line for line in lines(log) if CANARY in json.dumps(line)] == []


def test_no_supposed_answer_reaches_the_log(client, begin, log):
    """The address of a what-if is made of answers; what a server says of a request has the address in it."""
    attempt = begin(client, {"cut": 3}, submitted=True)
    page = f"/a/{attempt.public_id}/what-if/"
    logging.getLogger("django.server").warning('"%s" %s %s', f"GET {page}?measure=2&x='y HTTP/1.1", "400", "9")
    logging.getLogger("gunicorn.error").error("Error handling request %s", f"{page}?measure=2")
    assert client.get(f"{page}?measure=2").status_code == 200
    assert client.get(f"{page}?measure=2&measure=9").status_code == 400
    assert client.get(f"{page}?" + "measure=2&" * 2000).status_code == 400
    with failing(RuntimeError("broken")):
        assert client.get(f"{page}?measure=2").status_code == 500
    assert len(messages(log)) >= 4
    assert [line["message"] for line in lines(log) if line["logger"] in {"django.server", "gunicorn.error"}] == [
        f'"GET {page}?… HTTP/1.1" 400 9',
        f"Error handling request {page}?…",
    ]
    assert "measure" not in log.getvalue()


@pytest.mark.parametrize("error", [RuntimeError("broken"), OperationalError("gone")], ids=["500", "503"])
def test_no_answer_reaches_the_log_when_all_goes_wrong(client, log, error):
    body = {"skill": "cut", "step": 2, "rev": 1, "evidence": CANARY}
    with failing(error, only="UPDATE"):
        response = client.post(f"{client.page}/save/", body, content_type="application/json")
        assert response.status_code >= 500
        form = {"cut-step": "2", "cut-evidence": CANARY, "cut-rev": "1", "end": "1"}
        assert client.post(f"{client.page}/questions/craft/", form).status_code >= 500
    assert len([line for line in lines(log) if "error" in line]) == 2
    assert CANARY not in log.getvalue()


def test_no_link_that_opens_an_attempt_reaches_the_log(client, log):
    """A log is read by more people than an attempt is."""
    page = client.post(f"{client.page}/data/resume-link/", follow=True).content.decode()
    token = page.split('href="/resume/')[1].split("/")[0]
    with failing(OperationalError("gone")):
        assert client.get(f"/resume/{token}/").status_code == 503
    with failing(RuntimeError("broken")):
        assert client.post(f"/resume/{token}/").status_code == 500
    assert client.get(f"/resume/{token}/").status_code == 303
    assert client.get(f"/resume/{token}x/").status_code == 404
    assert len(messages(log)) >= 3
    assert token not in log.getvalue()


def test_no_link_that_shows_a_report_reaches_the_log(client, begin, log):
    done = begin(client, {"cut": 3}, submitted=True)
    page = client.post(f"/a/{done.public_id}/share/", {"days": "7", "shows": "plan"}).content.decode()
    token = page.split('value="http://testserver/s/')[1].split("/")[0]
    for error, status in ((OperationalError("gone"), 503), (RuntimeError("broken"), 500)):
        for address in (f"/s/{token}/", f"/s/{token}/?level=lead"):
            with failing(error):
                assert client.get(address).status_code == status
    with failing(OperationalError("read only"), only="UPDATE"):
        assert client.get(f"/s/{token}/").status_code == 200
    assert client.get(f"/s/{token}").status_code == 301
    for wrong in (f"/s/{token}x/", f"/s/{token[:-1]}/", f"/s/{token}/report.pdf", f"/s/x/{token}/", f"/x/s/{token}"):
        assert client.get(wrong, follow=True).status_code == 404
    assert client.post(f"/s/{token}/").status_code == 405
    logging.getLogger("gunicorn.error").error("Error handling request %s", f"/s/{token}?level={token}")
    assert len(messages(log)) >= 8
    assert [part for part in (token, token[:40]) if part in log.getvalue()] == []


def test_no_cookie_reaches_the_log(client, log, erin):
    secret = client.cookies[f"attempt-{client.attempt.public_id}"].value
    client.cookies |= erin.cookies
    session = client.cookies["sessionid"].value
    with failing(RuntimeError("broken")):
        client.get("/")
    client.get("/no/such/page/")
    assert len(messages(log)) == 2
    assert [word for word in (secret, session) if word in log.getvalue()] == []


@pytest.mark.parametrize(("error", "status"), TROUBLES.values(), ids=TROUBLES)
def test_what_is_no_fault_of_ours_costs_a_short_line_and_nothing_else_does(client, log, error, status):
    """A page that says to try again and a log that writes a trace for each try cannot both be right."""
    with failing(error):
        assert client.get("/").status_code == status
    [line] = [line for line in lines(log) if line["level"] == "ERROR"]
    assert ("Traceback" in line["error"]) == (status == 500)


def test_a_database_that_is_away_and_a_host_that_is_none_cost_a_short_line(client, log):
    """A trace for each request would fill the disk while everybody tries again."""
    with failing(OperationalError("connection failed:\n  FATAL: " + "x" * 5_000)):
        assert client.get("/").status_code == 503
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400
    errors = [line for line in log.getvalue().splitlines() if '"ERROR"' in line]
    assert len(errors) == 2
    assert [line for line in errors if "Traceback" in line or len(line) > 600] == []
