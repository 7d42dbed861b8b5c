"""One report, many faces: the downloads give the same numbers, and the numbers that method.md asks for."""

import io
from fractions import Fraction
from typing import get_args
from xml.etree import ElementTree

import openpyxl
import pytest

from assessment.plan.core.plan import Why
from assessment.report.renderers import csv_report, json_report, pdf_report, pictures, xlsx_report
from assessment.report.renderers.registry import FORMATS
from tests.assessment.report.renderers.faces import (
    Answered,
    Face,
    csv_face,
    json_face,
    told,
    xlsx_face,
    xlsx_gaps,
)
from tests.assessment.report.renderers.pdf_face import pdf_face, pdf_of, pdf_to_go
from tests.assessment.report.renderers.people import ARABIC, HEBREW, PEOPLE, WORDS, report_of
from tests.assessment.report.renderers.plan_face import plain, rounded

pytestmark = pytest.mark.slow

each_person = pytest.mark.parametrize("key", PEOPLE)


@each_person
def test_json_gives_the_numbers_of_the_report(key):
    report = report_of(key)

    face = json_face(report, json_report.render(report))

    expected = told(report)
    focus = report.focus.level.name
    open_needs = {name: ends for name, ends in expected.short[focus].items() if ends[1]}
    assert face == expected._replace(short={focus: open_needs})


@each_person
def test_csv_gives_the_numbers_of_the_report(key):
    report = report_of(key)

    face = csv_face(report, csv_report.render(report, WORDS))

    assert face == told(report)


@each_person
def test_workbook_gives_the_numbers_of_the_report(key):
    report = report_of(key)

    face = xlsx_face(report, xlsx_report.render(report, WORDS))

    assert face == told(report)


@each_person
def test_workbook_lists_the_gaps_that_json_lists(key):
    report = report_of(key)
    document = json_report.document(report)
    [total] = [level["total"] for level in document["levels"] if level["slug"] == document["focus"]]

    rows = xlsx_gaps(xlsx_report.render(report, WORDS), report.focus.level.name)

    assert [row[:10] for row in rows] == [
        (
            order,
            gap["name"],
            WORDS.importance(gap["importance"]),
            *gap["have"].values(),
            gap["required"],
            *gap["short"].values(),
            Fraction(gap["gain"]) * total,
            gap["hours"],
        )
        for order, gap in enumerate(document["gaps"], 1)
    ]
    assert [row[10] for row in rows] == [WORDS.first_action(report, gap) for gap in report.gaps]


@pytest.mark.thorough
@each_person
def test_pdf_gives_the_numbers_of_the_report(key):
    report = report_of(key)

    face = pdf_face(report, pdf_of(key))

    assert face == wrapped(told(report))


@pytest.mark.thorough
@each_person
def test_pdf_tells_by_area_how_far_each_requirement_is(key):
    report = report_of(key)

    assert pdf_to_go(report, pdf_of(key)) == told(report).short[report.focus.level.name]


def wrapped(face: Face) -> Face:
    """A face as the PDF can give it back: lines wrapped, glyphs from left to right, none for the rocket; sums rounded."""
    answers = {}
    for name, (step, unsure, evidence) in face.answers.items():
        for words in (HEBREW, ARABIC):
            evidence = evidence.replace(words, words[::-1])
        answers[plain(name)] = Answered(step, unsure, plain(evidence))
    return face._replace(answers=answers, plan=rounded(face.plan))


def test_plans_of_these_people_hold_every_reason_and_none():
    plans = [report_of(key).plan for key in PEOPLE]

    assert {step.reason.why for plan in plans for step in plan.steps} == set(get_args(Why)) - {"chosen"}
    assert min(len(plan.steps) for plan in plans) == 0
    assert max(len(plan.steps) for plan in plans) > 20


def test_downloads_are_the_four_that_are_documented():
    report = report_of("with-unsure")

    rendered = {
        kind: (content_type, render(report, WORDS, None)[:4]) for kind, (content_type, render) in FORMATS.items()
    }

    assert rendered == {
        "pdf": ("application/pdf", b"%PDF"),
        "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK\x03\x04"),
        "csv": ("text/csv; charset=utf-8", '\ufeff"'.encode()),
        "json": ("application/json", b"{\n  "),
    }


def test_people_differ_in_what_they_leave_open():
    settled = {key: all(level.verdict.is_settled for level in report_of(key).levels) for key in PEOPLE}

    assert {key for key, is_settled in settled.items() if is_settled} >= {"full", "all-zero", "all-four", "at-mid"}
    assert not settled["nothing-said"]
    assert len({tuple(told(report_of(key)).levels.values()) for key in PEOPLE}) == len(PEOPLE)


@each_person
def test_ladder_has_the_same_marks_on_the_page_in_the_pdf_and_in_the_workbook(key):
    report = report_of(key)
    drawn = ElementTree.fromstring(pictures.ladder(report, WORDS))
    rungs = [[each.get("class", "") for each in rung.iter()] for rung in drawn if rung.tag.endswith("}g")]
    alternative = pdf_report.content(report, WORDS)["ladder"]["alt"].split("Must-haves: ")[1:]
    book = openpyxl.load_workbook(io.BytesIO(xlsx_report.render(report, WORDS)))
    summary = {row[0]: str(row[1]) for row in book["Summary"].iter_rows(values_only=True)}

    kinds = {
        "in_place": ("in place", "●"),
        "one_short": ("one step short", "◐"),
        "further": ("two or more steps short", "○"),
        "open": ("open", "◌"),
    }
    for level, classes, words in zip(report.levels, rungs, alternative, strict=True):
        for kind, (said, sign) in kinds.items():
            count = classes.count(f"mark mark--{kind}")
            assert summary[level.level.name].count(sign) == count
            assert (f"{count} {said}" in words.split(".")[0].split(", ")) == (count > 0)
