"""A form that is sent by two connections at the same moment is done once: the database decides, not luck."""

import re
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from threading import Barrier
from typing import Any
from urllib.parse import urlencode

import psycopg

from tests import servers
from tests.workshop import PLACE

ROUNDS, AT_ONCE = 12, 3
START = f"/roles/{PLACE}/start/"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


def test_a_form_sent_at_the_same_moment_makes_one_attempt(url: str) -> None:
    env = {"DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": url}
    servers.prepare("tests.faults.prepare", {**env, "ATTEMPTS": "0"})
    with servers.kept_port() as port:
        server = servers.Server(port)
        server.start("config.wsgi", env, "--workers", "2", "--threads", "4", "--log-level", "critical")
        try:
            server.wait("/healthz")
            for number in range(1, ROUNDS + 1):
                places = sent_at_once(port)
                assert len(places) == 1, places
                assert places.pop()[0] == 303
                assert attempts(url) == number
        finally:
            server.stop()


def sent_at_once(port: int) -> set[tuple[int, str, str]]:
    """Send one form by several connections; gives the different answers: status, where it leads, and the cookie."""
    token, cookie = form(port)
    ready = Barrier(AT_ONCE)

    def send(_number: int) -> tuple[int, str, str]:
        connection = HTTPConnection("127.0.0.1", port, timeout=servers.PATIENCE)
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
        connection.connect()
        ready.wait()
        connection.request("POST", START, urlencode({"csrfmiddlewaretoken": token, "start": "Start"}), headers)
        response = connection.getresponse()
        response.read()
        given = [each.partition(";")[0] for each in response.headers.get_all("Set-Cookie", [])]
        connection.close()
        return response.status, response.headers["Location"], ";".join(each for each in given if "attempt" in each)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return set(pool.map(send, range(AT_ONCE)))


def form(port: int) -> tuple[str, str]:
    """The token of a form that was just shown, and the cookie that came with it."""
    connection = HTTPConnection("127.0.0.1", port, timeout=servers.PATIENCE)
    connection.request("GET", START)
    response = connection.getresponse()
    page = response.read().decode()
    assert response.status == 200, page
    [token] = TOKEN.findall(page)
    connection.close()
    return token, response.headers["Set-Cookie"].partition(";")[0]


def attempts(url: str) -> int:
    is_file = url.startswith("sqlite:///")
    connection: Any = sqlite3.connect(url.removeprefix("sqlite:///")) if is_file else psycopg.connect(url)
    try:
        return int(connection.execute("SELECT count(*) FROM assessment_assessment").fetchone()[0])
    finally:
        connection.close()
