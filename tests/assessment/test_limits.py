"""Counting what is done from one network, and refusing what is too much."""

from contextlib import suppress
from datetime import timedelta

import pytest

from assessment import limits
from assessment.models import Throttle, digest_of
from tests.conftest import NOW

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)


def throttle(who: str = "192.0.2.0/24", what: str = "start", at=NOW) -> None:
    limits.throttle(what=what, who=who, limit=3, window=HOUR, at=at)


def test_the_limit_is_reached_with_its_last_use_and_passed_with_the_next(db):
    for _use in range(3):
        throttle()
    with pytest.raises(limits.TooMany):
        throttle(at=NOW + HOUR - SECOND)


def test_a_window_ends_to_the_second_and_refused_tries_do_not_prolong_it(db):
    for _use in range(3):
        throttle()
    for _try in range(5):
        with pytest.raises(limits.TooMany):
            throttle(at=NOW + HOUR - SECOND)
    for _use in range(3):
        throttle(at=NOW + HOUR)
    with pytest.raises(limits.TooMany):
        throttle(at=NOW + HOUR)


@pytest.mark.parametrize(("passed", "seconds"), [(0, 3600), (59.5, 3541), (3599, 1)])
def test_who_is_refused_is_told_when_the_window_ends(db, passed, seconds):
    for _use in range(3):
        throttle()
    with pytest.raises(limits.TooMany) as refused:
        throttle(at=NOW + passed * SECOND)
    assert refused.value.seconds == seconds


def test_a_window_that_a_clock_began_which_was_ahead_is_over_at_once(db):
    for _use in range(4):
        with suppress(limits.TooMany):
            throttle(at=NOW + timedelta(days=400))
    for _use in range(3):
        throttle(at=NOW)
    with pytest.raises(limits.TooMany) as refused:
        throttle(at=NOW)
    assert refused.value.seconds == 3600


def test_counters_of_a_clock_that_was_ahead_are_forgotten(db):
    throttle(at=NOW + timedelta(days=400))
    assert limits.forget_throttles(at=NOW) == 1


def test_counters_know_no_other_place_and_no_other_deed(db):
    for _use in range(3):
        throttle()
    throttle(who="198.51.100.0/24")
    throttle(what="resume")
    with pytest.raises(limits.TooMany):
        throttle()


def test_a_counter_keeps_no_address(db):
    throttle()
    [kept] = Throttle.objects.values("key", "count", "until")
    assert kept == {"key": digest_of("start:192.0.2.0/24"), "count": 1, "until": NOW + HOUR}


def test_counters_are_forgotten_when_their_window_is_over(db):
    throttle()
    assert limits.forget_throttles(at=NOW + HOUR - SECOND) == 0
    assert limits.forget_throttles(at=NOW + HOUR) == 1
    assert Throttle.objects.count() == 0


def test_a_network_is_counted_without_naming_a_machine(rf):
    request = rf.get("/")
    found = []
    for address in (
        "192.0.2.77",
        "192.0.2.1",
        "::ffff:192.0.2.9",
        "192.0.2.9:443",
        "2001:db8:1:2::3",
        "2001:db8:1:ffff::9",
        "[2001:db8:1::1]:443",
        "unix:",
        "",
    ):
        request.client_ip = address
        found.append(limits.network(request))
    assert found == ["192.0.2.0/24"] * 4 + ["2001:db8:1::/48"] * 3 + ["unknown"] * 2
