"""The page and the four downloads of one attempt, taken from the site, against the report that they render."""

from datetime import UTC, datetime

import pytest

from assessment.answering import actions
from assessment.answering.core.saving import Save
from assessment.report import reading
from tests.assessment.report.renderers import pdf_tree
from tests.assessment.report.renderers.faces import csv_face, json_face, plain, told, xlsx_face
from tests.assessment.report.renderers.html_face import html_face
from tests.assessment.report.renderers.pdf_face import pdf_face, pdf_to_go
from tests.assessment.report.renderers.people import PEOPLE

AT = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)
# An attempt without any answer cannot be handed in, so nobody here said nothing.
HANDED_IN = sorted(set(PEOPLE) - {"nothing-said"})


def handed_in(begin, client, key):
    """An attempt of one of the people, with doubts, evidence and name as they gave them, and its report."""
    person = PEOPLE[key]
    assessment = begin(client, target=person.target)
    saves = [Save(slug, *answer, rev=0) for slug, answer in person.answers.items()]
    actions.save_answers(assessment=assessment, saves=saves, at=AT)
    actions.submit(assessment=assessment, person_name=person.name, at=AT)
    assessment.refresh_from_db()
    return assessment, reading.report_of(assessment)


@pytest.mark.parametrize("key", HANDED_IN)
def test_page_gives_the_numbers_of_the_report(begin, alice, key):
    assessment, report = handed_in(begin, alice, key)

    page = alice.get(f"/a/{assessment.public_id}/report/").content.decode()

    face, to_go = html_face(report, page)
    assert face == told(report)
    assert to_go == told(report).short[report.focus.level.name]


@pytest.mark.parametrize("level", ["entry", "mid", "senior", "lead"])
def test_page_counts_the_gaps_against_the_level_that_is_asked_for(begin, alice, level):
    assessment, _report = handed_in(begin, alice, "skips-and-unsure")
    report = reading.report_of(assessment, focus=level)

    page = alice.get(f"/a/{assessment.public_id}/report/?level={level}").content.decode()

    _face, to_go = html_face(report, page)
    assert to_go == told(report).short[report.role.level[level].name]


def test_page_and_downloads_of_an_attempt_agree(begin, alice):
    assessment, report = handed_in(begin, alice, "skips-and-unsure")

    files = {
        kind: alice.get(f"/a/{assessment.public_id}/report.{kind}").content for kind in ("json", "csv", "xlsx", "pdf")
    }
    page = alice.get(f"/a/{assessment.public_id}/report/").content.decode()

    face, to_go = html_face(report, page)
    assert csv_face(report, files["csv"]) == face
    assert xlsx_face(report, files["xlsx"]) == face
    tagged = pdf_tree.read(files["pdf"])
    assert pdf_face(report, tagged) == face._replace(
        answers={plain(name): said._replace(evidence=plain(said.evidence)) for name, said in face.answers.items()}
    )
    assert pdf_to_go(report, tagged) == to_go
    open_needs = {name: ends for name, ends in to_go.items() if ends[1]}
    assert json_face(report, files["json"]) == face._replace(short={report.focus.level.name: open_needs})


def test_download_counts_the_gaps_against_the_level_that_is_asked_for(begin, alice):
    assessment, _report = handed_in(begin, alice, "at-mid")
    report = reading.report_of(assessment, focus="senior")

    content = alice.get(f"/a/{assessment.public_id}/report.json?level=senior").content

    short = told(report).short[report.role.level["senior"].name]
    assert json_face(report, content).short == {
        report.role.level["senior"].name: {name: ends for name, ends in short.items() if ends[1]}
    }
