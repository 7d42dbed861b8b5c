"""What who watches a server hears: it lives, it can serve, and what it counted, for the token alone."""

import re

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from config import watching
from tests.config.production import SECRET
from tests.config.test_errors import failing

ASKED = {"Authorization": f"Bearer {SECRET}"}


@pytest.fixture
def client(db, edition, settings) -> Client:
    settings.METRICS_TOKEN = SECRET
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_a_process_lives_without_its_database_and_is_not_ready(client, error):
    with failing(error("canary")):
        assert client.get("/livez").status_code == 200
        for path in ("/readyz", "/healthz"):
            response = client.get(path)
            assert (response.status_code, response.content) == (503, b"the database does not answer\n")
            assert response.headers["Retry-After"] == "10"
    assert (client.get("/readyz").status_code, client.get("/healthz").content) == (200, b"ok\n")


def test_it_is_ready_once_its_tables_are_there_and_does_not_ask_again(client, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(watching, "_seen", set())
    newest = MigrationRecorder(connection).migration_qs.filter(app="assessment").latest("pk")
    newest.delete()
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (503, b"migrations wait\n")
    MigrationRecorder(connection).record_applied(newest.app, newest.name)
    assert client.get("/readyz").status_code == 200
    with django_assert_num_queries(1):
        assert client.get("/readyz").status_code == 200


@pytest.mark.parametrize(
    "headers",
    [{}, {"Authorization": SECRET}, {"Authorization": "Bearer "}, {"Authorization": f"Bearer {SECRET}x"}, {"Authorization": f"Basic {SECRET}"}],
    ids=str,
)  # fmt: skip
def test_the_numbers_are_not_there_without_the_token(client, headers):
    assert client.get("/metrics", headers=headers).status_code == 404


def test_without_a_token_nothing_opens_the_numbers(client, settings):
    settings.METRICS_TOKEN = ""
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


def test_who_watches_needs_no_host_name_and_no_https(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    host = {"host": "10.1.2.3:8000"}
    for path in ("/livez", "/readyz", "/healthz"):
        assert client.get(path, headers=host).status_code == 200
    assert client.get("/metrics", headers=host | ASKED).status_code == 200


def counts(client: Client) -> dict[str, float]:
    said = client.get("/metrics", headers=ASKED).content.decode()
    return {name: float(value) for name, value in re.findall(r"^(skillgap_\S+) (\S+)$", said, re.MULTILINE)}


def test_requests_are_counted_by_route_and_never_by_address(client, erin):
    before = counts(client)
    client.cookies = erin.cookies
    for path in (
        "/",
        "/",
        "/canary-path/",
        "/roles/canary/canary/",
        "/resume/?canary=1",
        "/static/canary.css",
        "/admin/",
    ):
        client.get(path)
    client.generic("CANARY", "/")
    with failing(OperationalError("canary")):
        client.get("/")
    after = counts(client)
    grown = {name: value - before.get(name, 0) for name, value in after.items() if value != before.get(name, 0)}
    requests = {
        name.removeprefix("skillgap_requests_total"): count for name, count in grown.items() if "requests_t" in name
    }
    assert requests.pop('{method="GET",route="none",status="200"}') == 1  # the first look at the numbers
    assert requests == {
        '{method="GET",route="assessment:home",status="200"}': 2,
        '{method="GET",route="assessment:home",status="503"}': 1,
        '{method="GET",route="assessment:resume-here",status="404"}': 1,
        '{method="GET",route="catalog:role-detail",status="404"}': 1,
        '{method="GET",route="none",status="404"}': 1,
        '{method="GET",route="files",status="404"}': 1,
        '{method="GET",route="admin",status="200"}': 1,
        '{method="other",route="assessment:home",status="405"}': 1,
    }
    assert grown['skillgap_database_errors_total{kind="OperationalError"}'] == 1
    assert grown['skillgap_request_seconds_count{route="assessment:home"}'] == 4
    assert after["skillgap_requests_in_flight"] == 1  # who asks
    assert "canary" not in " ".join(after)
