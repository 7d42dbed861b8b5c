"""What a chief let rust is told on every face, as open from lower levels, and of who is exactly at a level nothing is."""

import io
import json

import openpyxl
import pytest

from assessment.report.core.below import asked_below, open_below
from assessment.report.renderers import json_report, pdf_report, xlsx_report
from assessment.role.core.scoring import Answer
from tests import blueprint
from tests.assessment.attempts.past import attempt
from tests.assessment.report.renderers import pdf_tree
from tests.assessment.report.renderers.people import WORDS, build, report_of
from tests.assessment.report.test_next_steps import section
from tests.clients import Visitor
from tests.pages import Page, read, text

pytestmark = pytest.mark.slow

HEADING = "Open from lower levels"
RUSTY = ("prg_python", "prg_ml_frameworks")
each_level = pytest.mark.parametrize("level", blueprint.LEVELS)


def report_page(client: Visitor, edition, answers: dict[str, Answer]) -> Page:
    steps = {skill: answer.step for skill, answer in answers.items()}
    found = attempt(client, edition, steps, role=blueprint.ROLE)
    return read(f"/a/{found.public_id}/report/", client)


def test_the_page_of_a_rusty_chief_tells_it_and_that_it_changes_nothing(alice, shipped):
    page = report_page(alice, shipped, blueprint.rusty_chief())

    assert page.texts("h2", class_="place") == ["You meet Leadership."]
    told = section(page, "below")
    assert told.startswith(f"{HEADING} Lower levels ask for this, and so does Leadership. It changes no verdict here")
    for name in ("Python programming", "Machine-learning frameworks"):
        assert f"{name}: you 1 Foundation," in told
    assert "about 7 of 10 cases" in section(page, "where")
    assert "Asked below, not at Leadership" in page.texts("summary")
    assert "open, not needed for Leadership" in section(page, "where")
    assert "Not yet" not in section(page, "where")


@each_level
def test_the_page_of_an_exact_profile_has_nothing_open_from_lower_levels(alice, shipped, level):
    page = report_page(alice, shipped, blueprint.bar(level))

    assert HEADING not in page.texts("h2")
    assert ("Asked below, not at Leadership" in page.texts("summary")) == (level == "lead")


def test_the_pdf_of_a_rusty_chief_tells_it():
    report = report_of("rusty-chief")

    document = pdf_tree.read(pdf_report.render(report, WORDS)).document

    assert HEADING in [node.text for node in document.every("H1")]
    assert "Asked below, not at Lead" in [node.text for node in document.every("H2")]
    for below in (*open_below(report), *asked_below(report)):
        assert WORDS.below(report, below) in document.text
    assert WORDS.firmness(report) in document.text


def test_the_pdf_of_an_exact_profile_does_not():
    document = pdf_tree.read(pdf_report.render(build(blueprint.bar("lead")), WORDS)).document

    assert HEADING not in [node.text for node in document.every("H1")]


def test_the_workbook_of_a_rusty_chief_has_a_sheet_of_it():
    report = report_of("rusty-chief")

    book = openpyxl.load_workbook(io.BytesIO(xlsx_report.render(report, WORDS)))

    head, *rows = book[HEADING].values
    assert head == ("Level", "Skill", "You from", "You to", "Needed")
    assert [row[1:4] for row in rows] == [(report.snapshot.skill[skill].name, 1, 1) for skill in RUSTY]
    assert all(row[4] > 1 for row in rows)
    assert len(list(book["Asked below"].values)) == 1 + len(asked_below(report))


@each_level
def test_the_workbook_of_an_exact_profile_has_none(level):
    book = openpyxl.load_workbook(io.BytesIO(xlsx_report.render(build(blueprint.bar(level)), WORDS)))

    assert HEADING not in book.sheetnames
    assert ("Asked below" in book.sheetnames) == (level == "lead")


def test_the_json_of_a_rusty_chief_names_the_skills_and_of_an_exact_profile_none():
    chief = json.loads(json_report.render(report_of("rusty-chief")))
    exact = json.loads(json_report.render(build(blueprint.bar("lead"))))

    assert chief["open_below"] == list(RUSTY)
    assert exact["open_below"] == []


def test_how_we_score_says_it(edition):
    told = text(read("/how-we-score/"))

    assert "Each level is met by its own bar" in told
    assert "Aim for the highest that is close, or else for the next one." in told
    assert "We assume that of ten answers three are a step off, to either side" in told
    assert "Nobody has measured that for this catalogue yet." in told


def test_what_the_current_level_asks_for_too_is_never_told_as_asked_below_alone():
    """The highest level finds calculus helpful and asks for step 2: short of that it is a gap there, and no other thing."""
    report = build(blueprint.bar("lead") | {"mat_calculus": Answer(1)})

    assert report.place.current == ("lead", "lead")
    for each in asked_below(report):
        own = report.level["lead"].rule.need_of.get(each.need.unit)
        assert own is None or each.have.low >= own.step
    assert "mat_calculus" not in {
        report.nearest(each.need.unit).slug for each in (*asked_below(report), *open_below(report))
    }
    assert "mat_calculus" in {report.skill(gap.skill).slug for gap in report.gaps}


def test_what_if_tells_a_lower_level_of_a_rusty_chief_as_the_report_does(alice, shipped):
    steps = {skill: answer.step for skill, answer in blueprint.rusty_chief().items()}
    found = attempt(alice, shipped, steps, role=blueprint.ROLE)
    page = read(f"/a/{found.public_id}/what-if/?prg_python=2", alice)

    told = section(page, "where")
    assert "open, not needed for Leadership must-haves: " in told
    assert "Not yet" not in told
