"""The sample report: public, the same for everybody, marked as made up on every face, and its faces agree."""

import io
import json
from dataclasses import replace

import openpyxl
import pytest

from assessment.models import Assessment
from assessment.report import reading
from assessment.report.renderers import json_report
from catalog import editions
from tests.assessment.report.renderers import pdf_tree
from tests.assessment.report.renderers.faces import csv_face, csv_rows, json_face, told, xlsx_face
from tests.assessment.report.renderers.html_face import html_face
from tests.assessment.report.renderers.pdf_face import pdf_face, pdf_to_go
from tests.assessment.report.renderers.plan_face import plain, rounded
from tests.pages import Page, links, text
from tests.workshop import LEVELS, PLACE, ROLE

PATH = f"/roles/{PLACE}/sample/"
MARK = "This is a sample: the person is made up"
KINDS = ("pdf", "xlsx", "csv", "json")


def sample(edition, focus=""):
    return reading.sample_of(edition.digest, ROLE, label=edition.label, published_at=edition.published_at, focus=focus)


@pytest.mark.parametrize("level", ["", *LEVELS])
def test_page_gives_the_numbers_of_the_report(edition, client, level):
    report = sample(edition, level)

    face, to_go = html_face(report, client.get(f"{PATH}?level={level}").content.decode())

    expected = told(report)
    assert face == expected._replace(plan=rounded(expected.plan))
    assert to_go == expected.short[report.focus.level.name]


def test_page_and_files_agree(edition, client):
    report = sample(edition)

    csv, xlsx, document = (client.get(f"{PATH}report.{kind}").content for kind in ("csv", "xlsx", "json"))

    exact = csv_face(report, csv)
    assert exact == told(report)
    assert xlsx_face(report, xlsx) == exact
    focus = report.focus.level.name
    open_needs = {name: ends for name, ends in exact.short[focus].items() if ends[1]}
    assert json_face(report, document) == exact._replace(short={focus: open_needs})


def test_pdf_agrees_and_says_on_its_first_page_and_in_its_title_that_the_person_is_made_up(english, client):
    tagged = pdf_tree.read(client.get(f"{PATH}report.pdf?annex=1").content)
    report = sample(editions.current()[0])

    expected = told(report)
    assert pdf_face(report, tagged) == expected._replace(
        answers={plain(name): said for name, said in expected.answers.items()}, plan=rounded(expected.plan)
    )
    assert pdf_to_go(report, tagged) == expected.short[report.focus.level.name]
    assert MARK in " ".join(tagged.reader.pages[0].extract_text().split())
    assert tagged.reader.metadata.title == "Sample report: Maker"


def test_every_other_face_is_marked_too(edition, client):
    page = client.get(PATH).content
    summary = openpyxl.load_workbook(io.BytesIO(client.get(f"{PATH}report.xlsx").content))["Summary"]
    [row] = [row for row in csv_rows(client.get(f"{PATH}report.csv").content) if row[4] == "sample"]

    assert MARK in text(Page(page))
    assert Page(page).texts("h1") == ["A sample report"]
    assert str(summary["B2"].value).startswith(MARK)
    assert (row[5], row[7].startswith(MARK)) == ("yes", True)
    assert json.loads(client.get(f"{PATH}report.json").content)["sample"] is True


def test_the_report_of_a_person_says_nothing_of_a_sample(edition):
    report = sample(edition)
    assert json_report.document(report)["sample"] is True
    assert "sample" not in json_report.document(replace(report, is_sample=False))


def test_it_offers_to_assess_own_work_and_nothing_that_needs_an_attempt(client, db):
    page = client.get(PATH).content

    assert Page(page).forms == []
    assert links(Page(page))[f"/roles/{PLACE}/start/"] == "Assess your own work"
    assert [link for link in links(Page(page)) if "/a/" in link or "what-if" in link or "plan/" in link] == []
    for kind in KINDS:
        assert any(link.startswith(f"{PATH}report.{kind}?") for link in links(Page(page)))


def test_it_is_the_same_for_everybody_and_leaves_nothing_behind(client, alice, begin):
    begin(alice, submitted=False)
    before = Assessment.objects.count()

    mine, theirs = alice.get(PATH), client.get(PATH)

    assert mine.content == theirs.content
    assert dict(theirs.cookies) == {}
    assert Assessment.objects.count() == before


@pytest.mark.parametrize(
    "path",
    [f"{PATH}?level=king", f"{PATH}report.pdf?level=king", f"{PATH}report.doc", "/roles/workshop/nobody/sample/"],
)
def test_what_is_not_there_is_not_found(client, db, path):
    assert client.get(path).status_code == 404


def test_a_sample_costs_one_query(client, edition, django_assert_num_queries):
    client.get(PATH)
    with django_assert_num_queries(1):
        client.get(PATH)


def test_a_file_has_a_name_of_its_own(client, edition):
    disposition = client.get(f"{PATH}report.csv").headers["Content-Disposition"]

    assert disposition == 'attachment; filename="skillgap-sample-maker-2026-11-23.csv"'


def test_a_sample_is_nobodys_to_take_in(client, edition):
    content = client.get(f"{PATH}report.json").content.decode()

    response = client.post("/import/", {"content": content})

    assert "there is nothing of yours in it" in text(Page(response.content))
    assert Assessment.objects.count() == 0
