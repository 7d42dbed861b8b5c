"""The workbook: typed cells, no formula and no link whatever was typed, sheets that every spreadsheet opens.

EXPORTS says how many are looked through.
"""

import io
import os
import re
import zipfile
from functools import lru_cache
from xml.etree import ElementTree

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assessment.report.renderers import shortest_way, xlsx_report
from tests import blueprint
from tests.assessment.report.renderers.people import (
    PEOPLE,
    WORDS,
    build,
    report_of,
    small,
    with_level_name,
    with_role_name,
)

pytestmark = pytest.mark.slow

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
HOSTILE = [
    '=HYPERLINK("http://evil.example";"click")', "=1+1", "+1", "-1", "@SUM(A1)", "{=1}", "＝1", "|x", "%x",
    "http://evil.example/", "https://evil.example/", "ftp://evil.example", "mailto:eve@evil.example", "internal:Sheet!A1",
    "external:c:\\evil.xlsx", "file:///etc/passwd", "www.evil.example", "1234", "1e5", "11/14", "TRUE", "#REF!", "_x0041_",
    "<t>&amp;</t>", "]]>", "tab\tin it", "line\nbreak", " spaces around ", "'", '"', "🚀", "עברית", "‮txet",
]  # fmt: skip
EXPORTS = int(os.environ.get("EXPORTS", "60"))
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
nasty = st.builds("{}{}".format, st.sampled_from("=+-@\t"), texts)


def render(report):
    return xlsx_report.render(report, WORDS)


def book_of(content):
    return openpyxl.load_workbook(io.BytesIO(content))


@lru_cache
def book_about(key):
    """The workbook of one of the people, opened once."""
    return book_of(render(report_of(key)))


def parts(content: bytes) -> dict[str, ElementTree.Element]:
    """The XML parts of a workbook, parsed: a part that is not well-formed fails here."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: ElementTree.fromstring(archive.read(name)) for name in archive.namelist()}


def elements(content: bytes, *names: str) -> list[str]:
    """The elements with one of these names, in whichever part."""
    return [
        f"{part}: {element.tag}"
        for part, root in parts(content).items()
        for element in root.iter()
        if element.tag.rpartition("}")[2] in names
    ]


def relations_outside(content: bytes) -> list[str | None]:
    return [
        element.get("Target")
        for root in parts(content).values()
        for element in root.iter()
        if element.tag.endswith("}Relationship") and element.get("TargetMode") == "External"
    ]


def answer_cells(content):
    """Skill keys with the cells of the evidence."""
    return {row[2].value: row[6] for row in book_of(content)["Answers"].iter_rows(min_row=2)}


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_hostile_text_is_a_string_cell_with_the_very_text(text):
    content = render(small(text, name=text))

    cells = answer_cells(content)
    assert {(cell.data_type, cell.value) for cell in cells.values()} == {("s", text)}
    assert dict(book_of(content)["Summary"].values)["Name"] == text
    assert elements(content, "f", "hyperlink", "hyperlinks", "externalLink", "ddeLink", "oleLink") == []
    assert relations_outside(content) == []


@pytest.mark.parametrize("key", PEOPLE)
def test_numbers_are_numbers_and_words_are_strings(key):
    book = book_about(key)

    kinds = {
        sheet.title: {
            header.value: {cell.data_type for cell in column if cell.value is not None}
            for header, *column in sheet.iter_cols()
        }
        for sheet in book
    }
    gaps = f"Gaps at {report_of(key).focus.level.name}"
    assert kinds["Levels"] == {
        "Level": {"s"}, "Verdict from": {"s"}, "Verdict to": {"s"}, "Readiness from, %": {"n"},
        "Readiness to, %": {"n"}, "Points from": {"n"},
        "Points to": {"n"}, "Points in all": {"n"}, "Must-haves in place from": {"n"}, "Must-haves in place to": {"n"},
        "Must-haves in all": {"n"},
    }  # fmt: skip
    assert kinds["Arithmetic"] == {
        "Level": {"s"}, "Skill": {"s"}, "Importance": {"s"}, "You from": {"n"}, "You to": {"n"}, "Needed": {"n"},
        "Weight": {"n"}, "Earned from": {"n"}, "Earned to": {"n"}, "Possible": {"n"},
    }  # fmt: skip
    assert {name: kind for name, kind in kinds["Plan"].items() if kind} in (
        {},
        {
            "Order": {"n"}, "Skill": {"s"}, "From step": {"n"}, "To step": {"n"}, "Why": {"s"}, "Hours from": {"n"},
            "Typical hours": {"n"}, "Hours to": {"n"}, "To study": {"n"}, "To practise": {"n"}, "Months": {"n"},
        },
    )  # fmt: skip
    words = {"Skill", "Importance", "First action"}
    assert {name: kind for name, kind in kinds[gaps].items() if kind} == {
        name: {"s"} if name in words else {"n"} for name in kinds[gaps] if kinds[gaps][name]
    }
    assert kinds["Answers"].pop("Your step") <= {"n"}
    assert set().union(*kinds["Answers"].values()) == {"s"}
    below = [name for name in ("Open from lower levels", "Asked below") if name in kinds]
    for name in below:
        assert kinds[name] == {"Level": {"s"}, "Skill": {"s"}, "You from": {"n"}, "You to": {"n"}, "Needed": {"n"}}
    assert len(below) == 2 or key != "rusty-chief"
    assert list(kinds) == ["Summary", "Levels", gaps, *below, "Plan", "Arithmetic", "Answers"]


@settings(deadline=None, max_examples=EXPORTS)
@given(texts | nasty)
@example("\x00\x01\x0b\x0c\x1f")
@example("￾￿ and �")
@example("a\r\nb\rc")
def test_any_text_comes_back_but_for_what_xml_cannot_hold(text):
    content = render(small(text, name=text))

    legal = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", text)
    # The format writes a carriage return as _x000D_, which openpyxl hands on as it stands.
    as_read = legal.replace("\r", "_x000D_") or None
    assert {cell.value for cell in answer_cells(content).values()} == {as_read}
    assert dict(book_of(content)["Summary"].values)["Name"] == as_read
    assert elements(content, "f", "hyperlink") == []


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("x" * 32_767, "x" * 32_767),
        ("x" * 32_768, "x" * 32_767),
        ("x" * 100_000, "x" * 32_767),
        ("🚀" * 16_383 + "x", "🚀" * 16_383 + "x"),
        ("🚀" * 16_384, "🚀" * 16_383),
    ],
    ids=["longest", "one too long", "far too long", "longest in UTF-16", "too long in UTF-16"],
)
def test_over_long_text_is_cut_to_what_a_cell_holds(text, kept):
    content = render(build({"mat_statistics": blueprint.Answer(3, evidence=text)}))

    assert answer_cells(content)["mat_statistics"].value == kept


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Entry", "Gaps at Entry"),
        ("Principal / Staff: [IC5*]?", "Gaps at Principal   Staff   IC5"),
        ("L'expert'", "Gaps at L expert "),
        ("'", "Gaps at  "),
        ("x" * 40, "Gaps at " + "x" * 23),
        ("x" * 22 + "'x", "Gaps at " + "x" * 22 + " "),
        ("History", "Gaps at History"),
        ("Старший", "Gaps at Старший"),
        ("高级研究员", "Gaps at 高级研究员"),
        ("\\", "Gaps at  "),
        ("🚀" * 11, "Gaps at " + "🚀" * 11),
        ("🚀" * 12, "Gaps at " + "🚀" * 11),
    ],
    ids=ascii,
)
def test_sheet_of_gaps_is_named_after_the_level(name, title):
    content = render(build({}, compiled=with_level_name(name)))

    assert book_of(content).sheetnames == ["Summary", "Levels", title, "Plan", "Arithmetic", "Answers"]


@settings(deadline=None, max_examples=40)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=45) | st.text("[]:*?/\\' 🚀", max_size=45))
def test_sheet_names_are_legal_for_any_level_name(name):
    content = render(build({}, compiled=with_level_name(name)))

    titles = [sheet.get("name") for sheet in parts(content)["xl/workbook.xml"].iter(f"{SHEET}sheet")]
    assert len({title.casefold() for title in titles}) == 6
    for title in titles:
        assert 0 < len(title.encode("utf-16-le")) <= 2 * 31
        assert not re.search(r"[\[\]:*?/\\]|^'|'$", title)


@pytest.mark.parametrize("key", PEOPLE)
def test_header_of_every_sheet_is_frozen_and_filtered(key):
    book = book_about(key)

    assert {sheet.title: sheet.freeze_panes for sheet in book} == dict.fromkeys(book.sheetnames, "B2")
    assert {sheet.title: sheet.auto_filter.ref for sheet in book} == {
        sheet.title: sheet.dimensions if sheet.max_row > 1 else None for sheet in book
    }
    assert {cell.font.b for sheet in book for cell in sheet[1]} == {True}


def test_sheet_of_gaps_is_a_header_alone_when_nothing_is_open():
    sheet = book_about("all-four")["Gaps at Lead"]

    assert sheet.max_row == 1
    assert [cell.value for cell in sheet[1]] == [
        "Order", "Skill", "Importance", "You from", "You to", "Needed", "Short from", "Short to", "Points if closed",
        "Hours, rough guide", "First action",
    ]  # fmt: skip


def test_summary_says_what_the_page_says_first():
    answers = {slug: answer._replace(evidence="A paper") for slug, answer in blueprint.bar("mid").items()}
    report = build(answers, name="Ωμέγα Παπαδοπούλου", target="lead")

    summary = dict(book_of(render(report))["Summary"].values)

    assert summary == {
        "What": "Value",
        "Role": "AI/ML Research Specialist",
        "Name": "Ωμέγα Παπαδοπούλου",
        "Submitted": "23 November 2026",
        "Where you stand": "You meet Mid. Next is Senior.",
        **{name: summary[name] for name in ("Entry", "Mid", "Senior", "Lead")},
        "Main field": WORDS.main_field(report.compiled),
        "Coverage": "45 of 45 questions answered.",
        "Gaps are counted against": "Lead",
        "The shortest way to Lead": shortest_way.lead(WORDS, report, number=str),
        "How firm this is": WORDS.firmness(report),
        "Every answer one step lower": "You meet Entry. Next is Mid.",
        "Edition": f"First {report.compiled.digest}",
        "Rules version": 2,
        "Please note": WORDS.caveat(),
    }
    assert summary["Mid"] == f"Met · {'●' * 13} · 100 %"


def test_answers_tell_area_sentence_state_and_evidence():
    answers = {
        "mat_statistics": blueprint.Answer(0, unsure=True, evidence="A paper"),
        "mat_probability": blueprint.Answer(4),
    }

    rows = {row[2]: row for row in book_of(render(build(answers)))["Answers"].values}

    area = "Mathematics and statistics"
    assert rows["mat_statistics"] == (
        area, "Statistics and inference", "mat_statistics", 0, "not sure", "mat_statistics at 0", "A paper",
    )  # fmt: skip
    assert rows["mat_probability"] == (
        area, "Probability", "mat_probability", 4, "sure", "mat_probability at 4", None,
    )  # fmt: skip
    assert rows["mat_calculus"] == (
        area, "Calculus and optimisation", "mat_calculus", None, "not answered", None, None,
    )  # fmt: skip


@pytest.mark.parametrize("character", ["\x07", "\x1f", "\ufffe"], ids=ascii)
def test_catalogue_name_with_a_character_that_xml_cannot_hold_leaves_the_workbook_readable(character):
    named = with_level_name(f"Level{character}one"), with_role_name(f"Role{character}one")

    books = [book_of(render(build({}, compiled=compiled))) for compiled in named]

    assert [len(book.sheetnames) for book in books] == [6, 6]
    assert re.fullmatch("Gaps at Level.?one", books[0].sheetnames[2])
    assert re.fullmatch("Gap report: Role.*one", books[1].properties.title)


def test_title_of_the_file_names_the_role():
    book = book_of(render(build({}, compiled=with_role_name("Research & “Development” <R&D>"))))

    assert book.properties.title == "Gap report: Research & “Development” <R&D>"


def test_same_report_gives_the_same_cells():
    report = report_of("tricky-evidence")

    first, second = ({sheet.title: list(sheet.values) for sheet in book_of(render(report))} for _ in range(2))

    assert first == second
