"""A real gunicorn, as it reads its own file: what it writes, what it believes, what it answers to who watches it."""

import http.client
import json
import os
import re
import signal
import socket
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
    for place, more in (("/resume/", f"?x={TOKEN}"), ("/accounts/confirm-email/", ""), ("/s/", f"?level={TOKEN}")):
        for _try in range(5):  # a worker that ends takes one that waits in its queue along, and tells nothing of it
            give_up(server, f"{place}{TOKEN}/{more}")
            if f"Error handling request GET {place}" in log.read_text():
                break
        assert f"Error handling request GET {place}" in log.read_text()
    lines = log.read_text().splitlines()
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


def counted(server: Server) -> dict[str, float]:
    status, said = server.request("GET", "/metrics", {"Authorization": f"Bearer {SECRET}"})
    assert status == 200
    return {name: float(value) for name, value in re.findall(r"^(skillgap_\S+) (\S+)$", said.decode(), re.MULTILINE)}


@pytest.mark.thorough
def test_all_workers_count_together_and_a_fresh_one_counts_on(serve, site, tmp_path):
    """Asked while workers are ended and the server reloads: nobody who asks meanwhile is turned away."""
    env = {**site, "TMPDIR": str(tmp_path), "METRICS_TOKEN": SECRET, "PROXY_COUNT": "1", "PROXY_SETS_HTTPS_HEADER": "1"}
    headers = {"Host": "skillgap.example", "X-Forwarded-For": "127.0.0.1", "X-Forwarded-Proto": "https"}
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = Server(listening.getsockname()[1])
        server.start("config.wsgi", env, "--workers", "2", log=tmp_path / "log", listening=listening)
        server.wait("/livez")
        pages = 'skillgap_requests_total{method="GET",route="assessment:privacy",status="200"}'
        asked = 0
        for signalled in (signal.SIGHUP, signal.SIGKILL, signal.SIGTERM):
            old = server.workers()
            for process in [server.group] if signalled == signal.SIGHUP else old:
                os.kill(process, signalled)
            while server.workers() & old or len(server.workers()) < 2 or asked % 10:
                assert server.request("GET", "/privacy/", headers)[0] == 200
                asked += 1
        assert counted(server)[pages] == asked
        assert counted(server)["skillgap_requests_in_flight"] == 1
        (folder,) = tmp_path.glob("skillgap-counts-*")
        assert folder.stat().st_mode & 0o777 == 0o700
        assert len(list(folder.glob("counter_*.db"))) <= 5  # by place among the workers, not by process
        server.stop()
    assert not folder.exists()
    said = [json.loads(line) for line in (tmp_path / "log").read_text().splitlines()]
    assert [line for line in said if line["level"] == "ERROR" and "SIGKILL" not in line["message"]] == []
