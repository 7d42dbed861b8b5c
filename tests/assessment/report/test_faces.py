"""The page and the four downloads of one attempt, taken from the site, against the report that they render."""

import pytest

from assessment.report import reading
from tests.assessment.report.makers import MAKERS, handed_in
from tests.assessment.report.renderers import pdf_tree
from tests.assessment.report.renderers.faces import csv_face, json_face, told, xlsx_face
from tests.assessment.report.renderers.html_face import html_face
from tests.assessment.report.renderers.pdf_face import pdf_face, pdf_to_go
from tests.assessment.report.renderers.plan_face import plain, rounded
from tests.workshop import LEVELS


@pytest.mark.parametrize("maker", MAKERS.values(), ids=MAKERS)
def test_page_gives_the_numbers_of_the_report(begin, alice, maker):
    assessment = handed_in(begin, alice, maker)
    report = reading.report_of(assessment)

    page = alice.get(f"/a/{assessment.public_id}/report/").content.decode()

    face, to_go = html_face(report, page)
    expected = told(report)
    assert face == expected._replace(plan=rounded(expected.plan))
    assert to_go == told(report).short[report.focus.level.name]


@pytest.mark.parametrize("level", LEVELS)
def test_page_counts_the_gaps_against_the_level_that_is_asked_for(begin, alice, level):
    assessment = handed_in(begin, alice, MAKERS["skips-and-unsure"])
    report = reading.report_of(assessment, focus=level)

    page = alice.get(f"/a/{assessment.public_id}/report/?level={level}").content.decode()

    _face, to_go = html_face(report, page)
    assert to_go == told(report).short[report.role.level[level].name]


def test_page_and_downloads_of_an_attempt_agree(begin, alice):
    assessment = handed_in(begin, alice, MAKERS["skips-and-unsure"])
    report = reading.report_of(assessment)

    json, csv, xlsx = (
        alice.get(f"/a/{assessment.public_id}/report.{kind}").content for kind in ("json", "csv", "xlsx")
    )
    page = alice.get(f"/a/{assessment.public_id}/report/").content.decode()

    face, to_go = html_face(report, page)
    exact = csv_face(report, csv)
    assert exact._replace(plan=rounded(exact.plan)) == face
    assert xlsx_face(report, xlsx) == exact
    open_needs = {name: ends for name, ends in to_go.items() if ends[1]}
    assert json_face(report, json) == exact._replace(short={report.focus.level.name: open_needs})


def test_pdf_of_an_attempt_agrees_with_its_report(english, begin, alice):
    assert_pdf_agrees(begin, alice)


def test_pdf_of_an_attempt_agrees_where_the_catalogue_runs_from_right_to_left(begin, alice):
    assert_pdf_agrees(begin, alice)


def assert_pdf_agrees(begin, client):
    assessment = handed_in(begin, client, MAKERS["skips-and-unsure"])
    report = reading.report_of(assessment)

    tagged = pdf_tree.read(client.get(f"/a/{assessment.public_id}/report.pdf?annex=1").content)

    face = told(report)
    assert pdf_face(report, tagged) == face._replace(
        answers={plain(name): said._replace(evidence=plain(said.evidence)) for name, said in face.answers.items()},
        plan=rounded(face.plan),
    )
    assert pdf_to_go(report, tagged) == face.short[report.focus.level.name]


def test_download_counts_the_gaps_against_the_level_that_is_asked_for(begin, alice):
    assessment = handed_in(begin, alice, MAKERS["at-senior"])
    report = reading.report_of(assessment, focus="lead")

    content = alice.get(f"/a/{assessment.public_id}/report.json?level=lead").content

    short = told(report).short["Lead"]
    assert json_face(report, content).short == {"Lead": {name: ends for name, ends in short.items() if ends[1]}}


def test_a_pdf_is_as_long_as_it_is_asked_for(begin, alice):
    assessment = handed_in(begin, alice, MAKERS["full"])

    first, whole, annex = (
        len(pdf_tree.read(alice.get(f"/a/{assessment.public_id}/report.pdf{query}").content).reader.pages)
        for query in ("?pages=1", "", "?annex=1")
    )

    assert first == 1
    assert first < whole < annex
