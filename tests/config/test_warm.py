"""A process that is made warm has read what its first visitor needs, and holds no connection that its copies would share."""

from django.db import InterfaceError, OperationalError, connection
from django.test import Client

from assessment.role import reading
from catalog import editions
from config import warm
from tests.config.test_errors import failing
from tests.workshop import PLACE


def test_what_a_first_page_needs_is_there(edition, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(connection, "close", lambda: None)
    editions.kept.cache_clear()
    reading.kept_compiled.cache_clear()
    warm.before_start()
    warm.up()
    with django_assert_num_queries(1):
        warm.up()
    read = (editions.kept.cache_info().misses, reading.kept_compiled.cache_info().misses)
    client = Client()
    for path in ("/", "/how-we-score/", f"/roles/{PLACE}/", f"/roles/{PLACE}/start/"):
        assert client.get(path).status_code == 200
    assert (editions.kept.cache_info().misses, reading.kept_compiled.cache_info().misses) == read


def test_no_connection_is_left_open(edition, monkeypatch):
    closed = []
    monkeypatch.setattr(connection, "close", lambda: closed.append(True))
    warm.up()
    assert closed == [True]


def test_a_database_that_is_away_keeps_no_worker_from_beginning(edition, monkeypatch, caplog):
    monkeypatch.setattr(connection, "close", lambda: None)
    for error in (OperationalError, InterfaceError):
        with failing(error("gone")):
            warm.up()
        assert caplog.messages[-1] == f"Workers begin cold: {error.__name__}"
