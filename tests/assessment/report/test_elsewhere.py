"""Where else do I stand: the page of an attempt, what leads to it, and what it costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog import editions
from catalog.models import Framework, Role
from tests.conftest import NOW
from tests.pages import Page, links, read, text
from tests.test_reading_grade import hard
from tests.twin import begin
from tests.workshop import FRAMEWORK, MET

ASKED_ELSEWHERE = "Where else do I stand?"


@pytest.fixture
def done(alice, three_roles):
    return begin(alice, FRAMEWORK, MET["lead"])


def rows_of(page: Page, role: str) -> dict[str, list[str]]:
    """The table of a role: by level, the cells beside it."""
    [table] = [table for table in page.all("table") if table.find(id=f"levels-{role}")]
    rows = [
        row.texts("td") if False else [cell.text for cell in row.find_all(["th", "td"])] for row in table.find_all("tr")
    ]
    return {first: cells for first, *cells in rows[1:]}


def test_every_role_of_the_edition_stands_there_as_ranges_the_nearest_first(alice, done):
    page = read(f"/a/{done.public_id}/elsewhere/", alice)
    assert page.texts("h2") == ["Maker", "Teacher", "Smith"]
    assert rows_of(page, "teacher") == {
        "Guide": ["100 %", "Met", "3 of 3"],
        "Head": ["81 %", "Not yet", "2 of 3"],
    }
    # To forge was never asked: it may be anything.
    assert rows_of(page, "smith")["Hand"][1:] == ["Not yet", "2 to 3 of 4"]
    said = text(page)
    assert "These 3 roles ask about 7 skills in all. You answered 6." in said
    assert "All of its 3 questions are answered." in said
    assert "Open questions: 1 of 4." in said
    assert "This is the role of your report." in said


def test_each_other_role_can_be_started_and_the_own_one_is_left_to_its_report(alice, done):
    page = read(f"/a/{done.public_id}/elsewhere/", alice)
    here = [link for link in links(page) if link.startswith((f"/roles/{FRAMEWORK}/", "/a/"))]
    assert here == [
        f"/a/{done.public_id}/report/",
        f"/roles/{FRAMEWORK}/teacher/start/",
        f"/roles/{FRAMEWORK}/smith/start/",
    ]


def test_a_role_that_is_gone_by_now_is_told_and_not_offered(alice, done):
    Role.objects.filter(slug="smith").delete()
    editions.publish(framework=Framework.objects.get(), by="tests", at=NOW)
    page = read(f"/a/{done.public_id}/elsewhere/", alice)
    assert "Smith" in page.texts("h2")
    assert f"/roles/{FRAMEWORK}/smith/start/" not in links(page)
    assert text(page).count("This role is not offered now.") == 1


def test_the_report_leads_there(alice, done):
    report = read(f"/a/{done.public_id}/report/", alice)
    assert [link.attributes["href"] for link in report.all("a")].count(f"/a/{done.public_id}/elsewhere/") == 2
    assert ASKED_ELSEWHERE in text(report)


def test_where_there_is_one_role_the_page_says_so_and_no_report_leads_there(alice, edition):
    done = begin(alice, FRAMEWORK, MET["lead"])
    page = read(f"/a/{done.public_id}/elsewhere/", alice)
    assert "There is one role here" in text(page)
    assert page.texts("h2") == ["Maker"]
    assert f"/a/{done.public_id}/elsewhere/" not in links(read(f"/a/{done.public_id}/report/", alice))


def test_a_sample_leads_nowhere_else(alice, three_roles):
    assert ASKED_ELSEWHERE not in text(read(f"/roles/{FRAMEWORK}/teacher/sample/", alice))


def test_a_role_that_asks_nothing_is_left_out(alice, three_roles, monkeypatch):
    monkeypatch.setattr(editions, "lint", lambda *given: ())
    Role.objects.create(framework=three_roles.framework, slug="idler", name="Idler", summary="Rests.")
    editions.publish(framework=three_roles.framework, by="tests", at=NOW)
    done = begin(alice, FRAMEWORK, MET["lead"])
    assert "Idler" not in read(f"/a/{done.public_id}/elsewhere/", alice).texts("h2")


def test_the_main_field_counts_wherever_its_group_is_asked(alice, three_roles):
    done = begin(alice, FRAMEWORK, {"glue": 6, "weld": 1}, submitted=False)
    path = f"/a/{done.public_id}/save/"
    assert alice.post(path, {"group": "joint", "member": "weld", "rev": 0}, "application/json").status_code == 200
    alice.post(f"/a/{done.public_id}/submit/")
    page = read(f"/a/{done.public_id}/elsewhere/", alice)
    assert rows_of(page, "smith")["Master"][2] == "0 to 3 of 4"


def test_an_open_attempt_leads_to_its_last_look_and_a_stranger_nowhere(alice, bob, three_roles):
    attempt = begin(alice, FRAMEWORK, {"cut": 3}, submitted=False)
    path = f"/a/{attempt.public_id}/elsewhere/"
    response = alice.get(path)
    assert (response.status_code, response.headers["Location"]) == (303, f"/a/{attempt.public_id}/check/")
    assert bob.get(path).status_code == 404


def test_it_costs_three_queries_and_is_easy_to_read(alice, done):
    path = f"/a/{done.public_id}/elsewhere/"
    assert hard(read(path, alice)) == {}
    with CaptureQueriesContext(connection) as queries:
        alice.get(path)
    assert len(queries) == 3
