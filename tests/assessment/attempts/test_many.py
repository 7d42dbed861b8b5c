"""Many attempts in one browser: every page answers, every attempt opens, and none is lost on the way."""

from typing import Any, cast

import pytest
from django.http import HttpResponse
from django.test import Client

from assessment import access
from assessment.attempts import actions
from assessment.models import AccessKey, Assessment
from tests.clients import Response
from tests.conftest import NOW
from tests.workshop import PLACE

# What gunicorn and nginx take of one header, and what nginx takes of all headers of an answer.
MOST_SENT, MOST_ANSWERED = 8190, 4096


class Browser(Client):
    """A client that is answered 431, as by a server, when its cookies are too large."""

    def request(self, **request: Any) -> Response:
        sent = "; ".join(f"{name}={morsel.value}" for name, morsel in self.cookies.items() if morsel.value)
        if len(f"Cookie: {sent}") > MOST_SENT:
            return cast(Response, HttpResponse(status=431))
        response = super().request(**request)
        assert len(str(response.serialize_headers()) + response.cookies.output()) < MOST_ANSWERED
        for name in [name for name, morsel in self.cookies.items() if not morsel.value]:
            del self.cookies[name]
        return response


@pytest.fixture
def browser(settings, edition) -> Browser:
    settings.LIMITS_AN_HOUR = {"start": 10_000, "guess": 10_000}
    return Browser()


def start(browser: Client) -> str:
    response = browser.post(f"/roles/{PLACE}/start/", {"start": "Start"})
    assert response.status_code == 303
    return response.headers["Location"].split("/")[2]


def keys(browser: Client) -> list[str]:
    return [name for name in browser.cookies if name.startswith("attempt")]


def opens(browser: Client, public_id: str) -> bool:
    return browser.get(f"/a/{public_id}/data/").status_code == 200


def shown(browser: Client) -> set[str]:
    """The attempts that the home page offers."""
    page = browser.get("/").content.decode()
    return {part[:22] for part in page.split('href="/a/')[1:]}


@pytest.mark.thorough
@pytest.mark.slow
def test_three_hundred_attempts_in_one_browser(browser):
    begun = [start(browser) for _attempt in range(300)]
    assert len(keys(browser)) <= access.MOST_COOKIES
    assert shown(browser) == set(begun)
    assert {browser.get(path).status_code for path in ("/", "/history/", "/privacy/", f"/roles/{PLACE}/")} == {200}
    assert {opens(browser, each) for each in begun} == {True}
    assert {browser.get(f"/a/{each}/practice/").status_code for each in begun[::30]} == {200}


def test_each_is_open_in_one_browser_and_to_nobody_else(browser, bob):
    begun = [start(browser) for _attempt in range(60)]
    for each in begun[::7]:
        assert "It is open in 1 browser." in browser.get(f"/a/{each}/data/").content.decode()
        assert not opens(bob, each)


def test_the_cookies_of_before_go_on_working(browser, begin):
    """A browser from before has ninety of them, close to what a server takes."""
    old = [begin(browser).public_id for _attempt in range(90)]
    assert all(opens(browser, each) for each in old)
    begun = [start(browser) for _attempt in range(12)]
    assert len(keys(browser)) <= access.MOST_COOKIES
    assert shown(browser) == {*old, *begun}


def test_where_there_are_dead_ones_to_drop_each_living_one_keeps_its_own(browser, begin):
    old = [begin(browser) for _attempt in range(25)]
    Assessment.objects.exclude(pk=old[-1].pk).delete()
    kept = [old[-1].public_id, *(start(browser) for _attempt in range(3))]
    assert {access.cookie_name(each) for each in kept} <= set(keys(browser))
    assert len(keys(browser)) < access.MOST_COOKIES


def test_an_answer_that_never_arrives_loses_nothing(browser):
    """The browser goes on with the cookies that it had, as often as that happens."""
    begun = [start(browser) for _attempt in range(20)]
    for _lost in range(3):
        before = {name: morsel.value for name, morsel in browser.cookies.items()}
        start(browser)
        browser.cookies.load(before)
        for name in set(browser.cookies) - set(before):
            del browser.cookies[name]
        assert shown(browser) == set(begun)
    begun += [start(browser) for _attempt in range(30)]
    assert shown(browser) == set(begun)
    assert {opens(browser, each) for each in begun} == {True}


def test_two_tabs_at_once_lose_nothing(browser):
    """Both requests leave with the same cookies, and the later answer arrives first."""
    begun = [start(browser) for _attempt in range(20)]
    other = Browser()
    other.cookies.load({name: morsel.value for name, morsel in browser.cookies.items()})
    begun += [start(other), start(browser)]
    browser.cookies.update(other.cookies)
    assert shown(browser) == set(begun)
    begun += [start(browser) for _attempt in range(30)]
    assert shown(browser) == set(begun)


def test_a_planted_cookie_opens_nothing_that_comes_later(browser):
    """Whoever knew the cookies of a browser once does not see what its next person begins."""
    mallory = Browser()
    theirs = [start(mallory) for _attempt in range(45)]
    browser.cookies.load({name: morsel.value for name, morsel in mallory.cookies.items()})
    begun = [start(browser) for _attempt in range(45)]
    assert shown(mallory) <= set(theirs)
    assert not any(opens(mallory, each) for each in begun)


def test_the_keys_of_a_bunch_go_with_a_claim_a_closing_and_a_forgetting(browser):
    begun = [start(browser) for _attempt in range(40)]
    bunched = [each for each in begun if access.cookie_name(each) not in browser.cookies]
    attempts = Assessment.objects.in_bulk(bunched, field_name="public_id")
    first, second, third = bunched[:3]
    elsewhere = Browser()
    elsewhere.cookies[access.cookie_name(first)] = actions.open_to_browser(assessment=attempts[first], at=NOW)
    assert browser.post(f"/a/{first}/data/browsers/").status_code == 303
    assert (opens(browser, first), opens(elsewhere, first)) == (True, False)
    assert browser.post(f"/a/{second}/data/forget/", {"forget": "on"}).status_code == 200
    assert not opens(browser, second)
    assert browser.post(f"/a/{third}/data/delete/", {"sure": "on"}).status_code == 200
    assert not opens(browser, third)
    assert shown(browser) == set(begun) - {second, third}
    assert AccessKey.objects.filter(assessment__public_id=second).count() == 0


def test_a_link_opened_in_a_browser_with_many_makes_room_too(browser, begin, bob):
    begun = [start(browser) for _attempt in range(25)]
    lent = [begin(bob) for _attempt in range(25)]
    for attempt in lent:
        token = actions.make_resume_link(assessment=attempt, at=NOW.replace(year=NOW.year + 5))
        assert browser.post(f"/resume/{token}/").status_code == 303
    assert len(keys(browser)) <= access.MOST_COOKIES
    assert shown(browser) == {*begun, *(attempt.public_id for attempt in lent)}
