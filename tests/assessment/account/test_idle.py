"""Staff who did nothing for a while are logged out; nobody else is."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from tests.assessment.account.conftest import log_in, member

A_LITTLE = timedelta(minutes=1)


@pytest.fixture
def clock(monkeypatch, settings):
    """Moves the time on."""
    real = timezone.now
    state = {"ahead": timedelta()}
    monkeypatch.setattr(timezone, "now", lambda: real() + state["ahead"])

    def ahead(by: timedelta) -> None:
        state["ahead"] += by

    return ahead


@pytest.fixture
def limit(settings) -> timedelta:
    return timedelta(minutes=settings.STAFF_IDLE_MINUTES)


@pytest.fixture
def eve(db) -> Client:
    member("eve", is_staff=True, is_superuser=True)
    client = Client()
    assert log_in(client, "eve") == 302
    return client


@pytest.mark.parametrize("path", ["/admin/", "/mine/"])
def test_staff_who_did_nothing_are_logged_out_everywhere(eve, clock, limit, path):
    assert eve.get(path).status_code == 200
    clock(limit + A_LITTLE)
    assert eve.get(path).status_code == 302
    assert eve.get(path).status_code == 302


def test_whatever_they_do_keeps_them_in(eve, clock, limit):
    for _ in range(3):
        assert eve.get("/mine/").status_code == 200
        clock(limit - A_LITTLE)
    assert eve.get("/admin/").status_code == 200


def test_they_can_log_in_again(eve, clock, limit):
    eve.get("/admin/")
    clock(limit + A_LITTLE)
    assert eve.get("/admin/").status_code == 302
    assert log_in(eve, "eve") == 302
    assert eve.get("/admin/").status_code == 200


def test_nobody_else_is(ann, clock, limit):
    assert ann.get("/mine/").status_code == 200
    clock(limit + A_LITTLE)
    assert ann.get("/mine/").status_code == 200


def test_who_became_staff_is_too(ann, clock, limit):
    ann.get("/mine/")
    User.objects.update(is_staff=True)
    ann.get("/mine/")
    clock(limit + A_LITTLE)
    assert ann.get("/mine/").status_code == 302


def test_the_time_is_a_setting(eve, clock, settings):
    settings.STAFF_IDLE_MINUTES = 5
    eve.get("/mine/")
    clock(timedelta(minutes=6))
    assert eve.get("/mine/").status_code == 302
