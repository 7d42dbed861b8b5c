"""The CSV report: nothing in it runs in a spreadsheet, nothing is read as a date, and all of it can be read back.

EXPORTS says how many are looked through.
"""

import csv
import io
import os
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assessment.report.renderers import csv_report
from assessment.report.renderers.wording import Wording
from tests import blueprint
from tests.assessment.report.renderers.faces import csv_rows
from tests.assessment.report.renderers.people import PEOPLE, WORDS, build, report_of, small, with_role_name

EXPORTS = int(os.environ.get("EXPORTS", "200"))
# What starts a formula somewhere: ASCII, and the full-width forms that Japanese and Chinese input makes of it.
STARTS = "=+-@\t\r\n|%＝＋－＠"
RUNS = re.compile(rf" *[{re.escape(STARTS)}]")
# Half a surrogate pair is no text; what comes in is refused when it holds one.
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
nasty = st.builds("{}{}{}".format, st.text(" ", max_size=3), st.sampled_from(STARTS), texts)


def cells(content: bytes) -> list[str]:
    return [cell for row in csv_rows(content) for cell in row]


@settings(deadline=None, max_examples=EXPORTS)
@given(name=texts | nasty, evidence=texts | nasty)
@example(name="=1+1", evidence='=HYPERLINK("http://evil.example";"click")')
@example(name="  @SUM(A1)", evidence="\t=1")
@example(name="＝1", evidence="-2+3+cmd|' /C calc'!A0")
@example(name="", evidence='a\r\n=1,"=1"\n\'=1')
def test_no_cell_can_run_and_what_was_typed_stands_there(name, evidence):
    rows = csv_rows(csv_report.render(small(evidence, name=name), WORDS))

    assert [cell for row in rows for cell in row if RUNS.match(cell)] == []
    told = {(about, key, what): (low, note) for about, key, _name, _level, what, low, _high, note in rows}
    assert told["report", "example", "name"][0] == shielded(name)
    if evidence:
        assert told["answer", "A", "evidence"][1] == shielded(evidence)
    else:
        assert ("answer", "A", "evidence") not in told


def shielded(text: str) -> str:
    """The text, with an apostrophe exactly where a spreadsheet would run what follows, whatever separator it was told."""
    first, *others = re.split(r"([\n\r;\t])", text)
    guarded = [f"'{part}" if RUNS.match(part) and part not in "\n\r;\t" else part for part in others]
    return ("'" if RUNS.match(text) else "") + first + "".join(guarded)


@pytest.mark.parametrize("separator", [",", ";", "\t"], ids=ascii)
def test_no_cell_runs_whatever_separator_a_spreadsheet_is_told(separator):
    evidence = "x\n=1+3\r\n=1+4;=1+5;y\t=1+6\t@SUM(1)\n  -2"
    content = csv_report.render(small(evidence, name="a;=1"), WORDS).decode("utf-8-sig")
    found = [cell for row in csv.reader(io.StringIO(content, newline=""), delimiter=separator) for cell in row]
    assert [cell for cell in found if RUNS.match(cell)] == []


def test_catalogue_texts_are_shielded_like_typed_ones():
    report = build({}, compiled=with_role_name("=Role"))

    assert "'=Role" in cells(csv_report.render(report, WORDS))
    assert "=Role" not in cells(csv_report.render(report, WORDS))


@pytest.mark.parametrize("key", PEOPLE)
def test_file_is_utf_8_with_a_mark_and_crlf_lines(key):
    content = csv_report.render(report_of(key), WORDS)

    assert content.startswith(b'\xef\xbb\xbf"about","key","name","level","what","from","to","note"\r\n')
    assert content.endswith(b'"\r\n')
    assert content.count(b"\xef\xbb\xbf") == 1
    assert {len(row) for row in csv_rows(content)} == {8}


def test_names_of_any_script_come_back():
    names = {key: person.name for key, person in PEOPLE.items() if person.name and key != "tricky-evidence"}

    found = {key: cells(csv_report.render(report_of(key), WORDS)) for key in names}

    assert {key: name for key, name in names.items() if name in found[key]} == names
    assert set(names) == {"all-four", "at-mid", "greek", "cyrillic", "chinese"}


NUMBERS = {
    "answered", "questions", "rules_version", "points_earned", "points_total", "readiness_percent",
    "hold_percent", "must_haves_in_place", "must_haves_total", "required_step", "steps_short",
    "your_step", "counted_as", "steps", "hours", "typical_hours", "readiness_percent_after", "take_step",
    *(f"{each}hours_to_step_{step}" for each in ("", "typical_", "study_", "practice_") for step in range(1, 5)),
    *(f"months_to_step_{step}" for step in range(1, 5)),
}  # fmt: skip
WORDED = {
    "place",
    "closest",
    "next",
    "aim",
    "possible",
    "main_specialism",
    "edition",
    "submitted",
    "name",
    "verdict",
    "evidence",
}


@pytest.mark.parametrize("key", PEOPLE)
def test_numbers_are_bare_integers_and_words_are_quoted(key):
    content = csv_report.render(report_of(key), WORDS).decode("utf-8-sig")

    # A reader in this mode turns what is not quoted into a number, and fails on what is none.
    rows = list(csv.reader(io.StringIO(content, newline=""), quoting=csv.QUOTE_NONNUMERIC))[1:]

    kinds = {}
    for *_about, what, low, high, _note in rows:
        kinds.setdefault(what, set()).update(type(cell) for cell in (low, high) if cell != "")
        assert [cell for cell in (low, high) if isinstance(cell, float) and not cell.is_integer()] == []
    assert {what for what, found in kinds.items() if float in found} <= NUMBERS
    assert {what for what, found in kinds.items() if str in found} <= WORDED
    assert set(kinds) <= NUMBERS | WORDED
    assert not re.search(r",\d+[.e]\d", content)


@pytest.mark.parametrize("key", sorted(set(PEOPLE) - {"tricky-evidence"}))
def test_no_cell_looks_like_a_date_but_the_day_of_handing_in(key):
    dated = [
        cell
        for cell in cells(csv_report.render(report_of(key), WORDS))
        if re.fullmatch(r"\d{1,4}\s*[-/.–]\s*\d{1,4}(\s*[-/.–]\s*\d{1,4})?|\d{1,2}[-\s]?[A-Za-z]{3}", cell.strip())
    ]

    assert dated == ["2026-11-23"]


def test_lines_that_are_kept_stay_in_their_language():
    language = "en"

    def gettext(text):
        return text if language == "en" else f"¿{text}"

    def ngettext(one, many, count):
        return gettext(one if count == 1 else many)

    plain = csv_report.render(report_of("full"), Wording(gettext, ngettext, language))
    language = "xx"
    marked = csv_report.render(report_of("full"), Wording(gettext, ngettext, language))

    group = "Specialism: language and generative models; "
    assert plain.decode().count(f"The best of: {group}") == 8
    assert marked.decode().count(f"¿The best of: {group}") == 8
    assert marked.decode().count("The best of: ") == 8


def test_report_comes_first_in_rows_of_its_own():
    report = report_of("at-mid")

    rows = csv_rows(csv_report.render(report, WORDS))

    about = ["report", "ai-ml-research-specialist", "AI/ML Research Specialist", ""]
    firm = WORDS.firmness(report)
    assert rows[:13] == [
        [*about, "place", "mid", "mid", "You meet Mid. Next is Senior."],
        [*about, "closest", "mid", "mid", ""],
        [*about, "next", "senior", "senior", ""],
        [*about, "aim", "senior", "senior", ""],
        [*about, "possible", "mid", "mid", ""],
        [*about, "main_specialism", "", "", ""],
        [*about, "hold_percent", "74", "74", firm],
        [*about, "answered", "45", "45", ""],
        [*about, "questions", "45", "45", ""],
        [*about, "edition", report.compiled.digest, "", "First"],
        [*about, "rules_version", "2", "2", ""],
        [*about, "submitted", "2026-11-23", "", ""],
        [*about, "name", "Ωμέγα Παπαδοπούλου", "", ""],
    ]
    assert "report" not in {row[0] for row in rows[13:]}


def test_place_is_empty_below_the_first_level_and_above_the_last():
    rows = csv_rows(csv_report.render(report_of("nothing-said"), WORDS))

    told = {row[4]: row[5:7] for row in rows[:3]}
    assert told == {"place": ["", "lead"], "closest": ["", "lead"], "next": ["entry", ""]}


def test_requirement_names_its_skills_its_level_and_its_weight_in_words():
    rows = csv_rows(csv_report.render(build({"aim_vision": blueprint.Answer(1)}), WORDS))

    keys, name = "aim_nlp | aim_vision | aim_agents_knowledge | aim_other_field", WORDS.members(_specialism())
    assert [row for row in rows if row[1] == keys and row[3] == "mid"] == [
        ["requirement", keys, name, "mid", "required_step", "3", "3", "essential"],
        ["requirement", keys, name, "mid", "steps_short", "0", "2", "essential"],
    ]


def _specialism():
    skill = blueprint.snapshot().skill
    return [skill["aim_nlp"], skill["aim_vision"], skill["aim_agents_knowledge"], skill["aim_other_field"]]


def test_states_of_an_answer_stay_apart():
    answers = {
        "mat_statistics": blueprint.Answer(0),
        "mat_calculus": blueprint.Answer(0, unsure=True),
    }

    rows = csv_rows(csv_report.render(build(answers), WORDS))

    told = [row[1:] for row in rows if row[0] == "answer" and row[1] in {*answers, "mat_probability"}]
    assert told == [
        ["mat_statistics", "Statistics and inference", "", "your_step", "0", "0", "sure"],
        ["mat_statistics", "Statistics and inference", "", "counted_as", "0", "0", "sure"],
        ["mat_calculus", "Calculus and optimisation", "", "your_step", "0", "0", "not sure"],
        ["mat_calculus", "Calculus and optimisation", "", "counted_as", "0", "1", "not sure"],
        ["mat_probability", "Probability", "", "your_step", "", "", "not answered"],
        ["mat_probability", "Probability", "", "counted_as", "0", "4", "not answered"],
    ]
