"""The page that a reader of a shared report gets: what is on it, what never is, and what it tells the outside."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from assessment.answering import actions as answering
from assessment.answering.core.saving import Save
from assessment.models import PlanTick, ShareLink, Throttle, digest_of
from assessment.plan import views as plans
from assessment.sharing import actions
from catalog.models import Skill
from tests.assessment.account.clock import clock_at
from tests.assessment.attempts.past import republish
from tests.assessment.sharing.links import link_to
from tests.clients import Response
from tests.conftest import NOW
from tests.pages import Page, text
from tests.workshop import MET

NAME, EVIDENCE, TICKED = "Canary Name", "canary-evidence", "canary-tick"
HEADERS = {
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Cache-Control": "private, no-store",
}


@pytest.fixture
def attempt(begin, alice):
    found = begin(alice, MET["junior"])
    answering.save_answers(assessment=found, saves=[Save("cut", 2, False, EVIDENCE, 1)], at=NOW)
    answering.submit(assessment=found, person_name=NAME, at=NOW)
    PlanTick.objects.create(
        assessment=found, skill="measure", to_step=3, state="started", ticked_at=NOW, evidence=TICKED
    )
    found.refresh_from_db()
    return found


def look(token: str, client: Client | None = None, query: str = "") -> Response:
    return (client or Client()).get(f"/s/{token}/{query}")


def words(token: str, query: str = "") -> str:
    response = look(token, query=query)
    assert response.status_code == 200
    return text(Page(response.content))


def test_it_says_what_it_is_and_what_it_is_not(attempt):
    told = words(link_to(attempt))
    assert "Somebody shares this report with you. It is about their own work, at the role" in told
    assert "finished on 23 November 2026." in told
    assert "It says nothing about whether these are true: nobody checked them, and it is not a certificate." in told
    assert "Where it says “you”, it means the person who answered." in told


@pytest.mark.parametrize("shows", [(), ("name",), ("notes",), ("plan",), ("notes", "plan"), ("name", "notes", "plan")])
def test_it_shows_what_was_chosen_and_nothing_else(attempt, shows):
    content = look(link_to(attempt, *shows, label="canary-label")).content.decode()
    assert (NAME in content) == ("name" in shows)
    assert (EVIDENCE in content) == ("notes" in shows)
    assert ("All steps of the plan" in content) == ("plan" in shows)
    assert (TICKED in content) == ({"notes", "plan"} <= set(shows))
    assert "canary-label" not in content
    assert "All your answers" in content


def test_the_report_is_the_owners(alice, attempt):
    """The same lines, but for what only the owner can do with them."""
    theirs = Page(alice.get(f"/a/{attempt.public_id}/report/").content)
    shared = Page(look(link_to(attempt, "notes")).content)
    for tag in ("h2", "h3", "td", "th", "summary", "title"):
        own = [each for each in theirs.texts(tag) if each != "Keep it, or go on"]
        assert shared.texts(tag) == own, tag
    for level in ("junior", "senior", "lead"):
        own = Page(alice.get(f"/a/{attempt.public_id}/report/?level={level}").content)
        assert Page(look(link_to(attempt), query=f"?level={level}").content).texts("h2")[0:3] == own.texts("h2")[0:3]


def test_it_stays_as_it_is_when_the_catalogue_changes(attempt):
    token = link_to(attempt)
    rows = Page(look(token).content).texts("th")
    Skill.objects.filter(slug="cut").update(name="Renamed")
    republish(slug="workshop")
    assert "Renamed" in Client().get("/skills/workshop/cut/").content.decode()
    assert Page(look(token).content).texts("th") == rows


def test_nothing_on_it_leads_into_the_attempt_or_names_it(attempt):
    for shows in ((), ("name", "notes", "plan")):
        content = look(link_to(attempt, *shows)).content.decode()
        page = Page(content)
        assert [word for word in (attempt.public_id, "csrfmiddlewaretoken", "any-attempt") if word in content] == []
        assert page.forms == []
        assert [each.attributes["href"] for each in page.all("a") if each.attributes["href"].startswith("/a/")] == []
        assert "Download" not in text(page)


def test_no_cookie_is_set_and_none_is_asked_for(alice, attempt):
    token = link_to(attempt, "name", "notes", "plan")
    for client in (alice, Client()):
        response = look(token, client)
        assert response.cookies == {}
        assert "Cookie" not in response.headers.get("Vary", "")
    assert look(token, alice).content == look(token).content
    assert look("x" * 43).cookies == {}


@pytest.mark.parametrize("method", ["get", "head"])
def test_it_is_kept_from_other_sites_from_searches_and_from_caches(attempt, method):
    for token, status in ((link_to(attempt), 200), ("a" * 43, 404), ("a", 404)):
        response = getattr(Client(), method)(f"/s/{token}/")
        assert response.status_code == status
        assert {name: response.headers[name] for name in HEADERS} == HEADERS


def test_robots_are_kept_off():
    assert "Disallow: /s/" in Client().get("/robots.txt").content.decode().splitlines()


def told(response: Response) -> tuple[int, dict[str, str], bytes]:
    headers = {name: value for name, value in response.headers.items() if name != "X-Request-ID"}
    return response.status_code, headers, response.content


def test_every_link_that_does_not_work_answers_the_same(attempt, begin, bob):
    works, stopped, ended = link_to(attempt), link_to(attempt), link_to(attempt, at=NOW - timedelta(days=90))
    actions.stop(assessment=attempt, digest=digest_of(stopped))
    deleted_one = begin(bob, {"cut": 1}, submitted=True)
    deleted = link_to(deleted_one)
    deleted_one.delete()
    answers = [told(look(token)) for token in ("a" * 43, stopped, ended, deleted, works[:-1], f"{works}a", "a")]
    assert answers[0][0] == 404
    assert answers == [answers[0]] * len(answers)
    assert b"Ask the person who sent it for a new one." in answers[0][2]
    assert told(look(works, query="?level=king")) == answers[0]


def test_it_ends_to_the_second(attempt):
    with clock_at(NOW) as clock:
        token = link_to(attempt, at=NOW, days=1)
        clock.shift(timedelta(days=1, seconds=-1))
        assert look(token).status_code == 200
        clock.shift(timedelta(seconds=1))
        assert look(token).status_code == 404


def test_wrong_links_count_as_guesses_and_right_ones_never(attempt):
    token = link_to(attempt)
    assert {look(token).status_code for _look in range(25)} == {200}
    assert [look(f"{'a' * 40}{number}").status_code for number in range(22)] == [404] * 20 + [429] * 2
    assert look(token).status_code == 200
    assert Throttle.objects.count() == 1


def test_openings_are_counted(attempt):
    token, client = link_to(attempt), Client()
    client.get(f"/s/{token}/")
    client.get(f"/s/{token}/?fbclid=x", headers={"user-agent": "A preview of a chat"})
    # Neither who looks at another level there, nor who asks for the headers alone or fetches ahead.
    client.get(f"/s/{token}/?level=lead")
    client.head(f"/s/{token}/")
    client.get(f"/s/{token}/", headers={"sec-purpose": "prefetch;prerender"})
    client.post(f"/s/{token}/")
    link = ShareLink.objects.get()
    assert (link.views, link.viewed_on) == (2, timezone.localdate())


def test_while_the_site_only_reads_it_is_shown_and_not_counted(attempt, settings):
    token = link_to(attempt)
    settings.READ_ONLY = True
    assert look(token).status_code == 200
    assert ShareLink.objects.get().views == 0


def test_the_plan_is_the_one_that_was_shared_on_the_days_that_it_had(attempt):
    asked = "what=everything&level=lead&hours=9&practice=20&start=2027-01-04"
    plain = Page(look(link_to(attempt, "plan", plan_query="start=2027-01-04")).content)
    wished = Page(look(link_to(attempt, "plan", plan_query=asked)).content)
    assert "All gaps of Lead" in wished.texts("h3")
    assert "All gaps of Lead" not in plain.texts("h3")
    assert "started" in text(plain)
    with clock_at(NOW + timedelta(days=400)):
        later = link_to(attempt, "plan", plan_query="start=2027-01-04")
        assert Page(look(later).content).texts("td") == plain.texts("td")


def test_a_plan_that_cannot_be_made_any_more_says_so(attempt):
    told = words(link_to(attempt, "plan", plan_query="kind=scroll"))
    assert "The plan cannot be made any more as it was wished for." in told
    assert "All steps of the plan" not in told


def test_a_report_that_was_brought_from_elsewhere_says_so(attempt):
    attempt.imported_at = NOW
    attempt.save()
    assert "imported" in words(link_to(attempt))


def test_a_reader_makes_no_plan_of_what_is_not_shown(attempt, monkeypatch):
    monkeypatch.setattr(plans, "planned", lambda asked: 1 / 0)
    assert look(link_to(attempt, "name", "notes")).status_code == 200
