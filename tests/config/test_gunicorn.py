"""A real gunicorn, as it reads its own file: what it writes, what it believes, what it answers to who watches it."""

import http.client
import json
import time

import pytest

from tests.config.production import SECRET
from tests.servers import Server, kept_port, prepare

pytestmark = pytest.mark.slow

TOKEN = "canary-token-0123456789-0123456789-01234567"


@pytest.fixture
def serve(tmp_path):
    servers = []
    with kept_port() as port:

        def start(application: str, *more: str, **env: str) -> tuple[Server, object]:
            server = Server(port)
            log = tmp_path / "log"
            server.start(application, env, *more, log=log)
            servers.append(server)
            return server, log

        yield start
        for server in servers:
            server.kill()
            server.process.wait()


def give_up(server: Server, address: str) -> None:
    """Ask, once the server listens, until it breaks off."""
    for _try in range(200):
        try:
            server.request("GET", address)
        except ConnectionRefusedError:
            time.sleep(0.1)
        except (OSError, http.client.HTTPException):
            return
        else:
            return


def test_a_worker_that_takes_too_long_tells_no_key(serve):
    server, log = serve("tests.config.slow:application", "--timeout", "1", "--access-logfile", "-")
    for address in (f"/resume/{TOKEN}/?x={TOKEN}", f"/accounts/confirm-email/{TOKEN}/"):
        give_up(server, address)
    lines = log.read_text().splitlines()
    assert [line for line in lines if "Error handling request GET /resume/" in line]
    assert [line for line in lines if TOKEN in line] == []
    assert all(json.loads(line)["message"] for line in lines)


@pytest.fixture
def site(tmp_path) -> dict[str, str]:
    env = {
        "SECRET_KEY": SECRET,
        "LOCAL": "0",
        "ALLOWED_HOSTS": "skillgap.example",
        "DATABASE_URL": f"sqlite:///{tmp_path}/site.sqlite3",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    prepare("tests.config.migrated", env)
    return env


def test_a_server_answers_who_watches_it_and_believes_no_claim(serve, site):
    server, log = serve("config.wsgi", **site)
    server.wait("/healthz")
    assert server.request("GET", "/healthz") == (200, b"ok\n")
    assert server.request("HEAD", "/healthz") == (200, b"")
    assert server.request("GET", "/healthz", {"Host": "10.1.2.3:8000"})[0] == 200
    assert server.request("GET", "/privacy/", {"Host": "10.1.2.3:8000"})[0] == 400
    host = {"Host": "skillgap.example"}
    for claim in ({}, {"X-Forwarded-Proto": "https"}, {"X-Forwarded-Ssl": "on"}, {"X-Forwarded-Protocol": "ssl"}):
        assert server.request("GET", "/privacy/", host | claim)[0] == 301
    for path in ("/privacy/", "/nowhere/", "/accounts/login/"):
        server.request("HEAD", path, host)
    said = [json.loads(line) for line in log.read_text().splitlines()]
    assert [line["message"] for line in said if "body bytes" in line["message"]] == []
    assert [line for line in said if len(json.dumps(line)) > 600] == []
