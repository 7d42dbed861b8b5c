"""While the database is frozen one request waits for it now and then; all others are told at once."""

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.test import RequestFactory

from config import breaker, errors
from config.breaker import PAUSE, Breaker


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ours(clock, monkeypatch) -> Breaker:
    """The breaker of this process, by a clock of ours."""
    made = Breaker(clock)
    monkeypatch.setattr(breaker, "breaker", made)
    return made


def test_all_pass_while_the_database_answers(ours, clock):
    for _second in range(10):
        assert ours.lets_pass()
        ours.answered()
        clock.now += 1


def test_one_looks_after_each_pause_and_the_others_are_spared(ours, clock):
    ours.trip()
    for _pause in range(3):
        assert [ours.lets_pass() for _request in range(5)] == [False] * 5
        clock.now += PAUSE
        assert [ours.lets_pass() for _request in range(5)] == [True, False, False, False, False]


def test_what_the_database_says_closes_it(ours, clock):
    ours.trip()
    clock.now += PAUSE
    assert ours.lets_pass()
    ours.answered()
    assert [ours.lets_pass() for _request in range(5)] == [True] * 5


def test_who_looked_in_vain_waits_for_the_next_pause(ours, clock):
    ours.trip()
    clock.now += PAUSE
    assert ours.lets_pass()
    clock.now += PAUSE - 1
    ours.trip()
    clock.now += PAUSE - 1
    assert not ours.lets_pass()
    clock.now += 1
    assert ours.lets_pass()


@pytest.mark.parametrize(
    ("said", "is_spared"),
    [
        ("connection timeout expired", True),
        ("Multiple connection attempts failed. All failures were:\n- host: 'a': connection timeout expired", True),
        ("connection refused", False),
        ("canceling statement due to lock timeout", False),
        ("FATAL:  sorry, too many clients already", False),
    ],
)
def test_only_what_was_waited_for_in_vain_trips_it(ours, said, is_spared):
    request = RequestFactory().get("/")
    asked = []

    def view(request):
        asked.append(request)
        try:
            raise OperationalError(said)
        except OperationalError:
            return errors.server_error(request)

    site = breaker.spare(view)
    first, second = site(request), site(request)
    assert (first.status_code, second.status_code) == (503, 503)
    assert first.content == second.content
    assert second.headers["Retry-After"] == "10"
    assert len(asked) == (1 if is_spared else 2)


def test_a_script_is_told_by_its_code(ours):
    ours.trip()
    request = RequestFactory().post("/a/x/save/", b"{}", content_type="application/json")
    response = breaker.spare(lambda request: HttpResponse())(request)
    assert (response.status_code, response.content) == (503, b'{"error": "database_unavailable"}')
