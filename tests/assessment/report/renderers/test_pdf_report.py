"""The PDF as machines see it: tags, language, title, alternatives for pictures, fonts (checks after the Matterhorn
protocol, as far as a machine can make them without veraPDF)."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from assessment.report.renderers import pdf_report
from tests import blueprint
from tests.assessment.report.renderers.pdf_face import pdf_of
from tests.assessment.report.renderers.pdf_tree import Run, Tagged, read
from tests.assessment.report.renderers.people import PEOPLE, WORDS, build, report_of, small, with_language
from tests.assessment.report.renderers.plan_face import way_title

pytestmark = pytest.mark.slow

# Those who differ most in what the PDF holds: little or much said, everything or nothing open, other scripts.
KINDS = ["skips-and-unsure", "all-four", "nothing-said", "chinese", "tricky-evidence"]
# One of them typed an emoji; no font of ours has it, and PDF/UA allows no missing glyph.
CONFORMING = KINDS[:-1]
each_person = pytest.mark.parametrize("key", KINDS)


def render(report) -> Tagged:
    return read(pdf_report.render(report, WORDS))


@pytest.mark.parametrize("key", CONFORMING)
def test_ordinary_report_claims_pdf_ua_1(key):
    assert re.findall(r"<pdfuaid:part>(\d)</pdfuaid:part>", pdf_of(key).xmp) == ["1"]


@pytest.mark.parametrize("key", CONFORMING)
def test_readers_show_the_title_of_the_document(key):
    pdf = pdf_of(key)

    assert pdf.root["/ViewerPreferences"] == {"/DisplayDocTitle": True, "/Direction": "/L2R"}
    assert pdf.reader.metadata.title == "Gap report: AI/ML Research Specialist"
    assert '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Gap report: AI/ML Research Specialist<' in pdf.xmp


@each_person
def test_document_is_tagged_and_has_a_language(key):
    pdf = pdf_of(key)

    assert pdf.root["/MarkInfo"] == {"/Marked": True, "/Suspects": False}
    assert pdf.root["/StructTreeRoot"]["/Type"] == "/StructTreeRoot"
    assert pdf.root["/Lang"] == "en"
    assert "<dc:language><rdf:Bag><rdf:li>en</rdf:li></rdf:Bag></dc:language>" in pdf.xmp


@each_person
def test_all_that_is_painted_is_tagged_or_an_artifact(key):
    pdf = pdf_of(key)

    assert pdf.loose == []
    tagged = [run for run in pdf.runs if run.mcid is not None]
    assert len(tagged) > 1000
    assert sorted(pdf.document.runs) == sorted(tagged)


@each_person
def test_only_footers_and_repeated_table_heads_are_left_out_of_the_tags(key):
    pdf = pdf_of(key)
    heads = {cell.text for cell in pdf.document.every("TH")}

    artifacts = [run.text for run in pdf.runs if run.mcid is None and run.text not in heads]

    pages = len(pdf.reader.pages)
    assert artifacts == [
        text
        for page in range(1, pages + 1)
        for text in ("Gap report: AI/ML Research Specialist", f"Page {page} / {pages}")
    ]


@pytest.mark.thorough
@pytest.mark.parametrize("key", PEOPLE)
def test_first_page_is_complete_by_itself_and_the_whole_has_six_at_most(key):
    report = report_of(key)
    first, whole = (
        read(pdf_report.render(report, WORDS, None, extent)) for extent in (pdf_report.SUMMARY, pdf_report.REPORT)
    )

    assert len(first.reader.pages) == 1
    assert len(whole.reader.pages) <= 6
    told = " ".join(first.text.split())
    for needed in (WORDS.place(report, report.place), "not a test", *(level.level.name for level in report.levels)):
        assert needed in told
    # What stands on it opens the whole, too.
    heads = [node.text for node in first.document.every("H1")]
    assert heads == ["Where you stand", f"Must-haves still open at {report.focus.level.name}", "Your next steps"]
    assert heads == [node.text for node in whole.document.every("H1")][:3]


@each_person
def test_headings_follow_the_order_of_the_page_and_skip_no_rank(key):
    report = report_of(key)

    headings = [(node.kind, node.text) for node in pdf_of(key).document.every("H1", "H2", "H3", "H4", "H5", "H6")]

    focus = report.focus.level.name
    asked = {skill.area for term in report.focus.rule.needs for skill in report.members(term.unit)}
    areas = [area.name for area in report.snapshot.ordered_areas if area.slug in asked]
    assert headings == [
        ("H1", "Where you stand"),
        ("H1", f"Must-haves still open at {focus}"),
        ("H1", "Your next steps"),
        ("H1", "The levels in numbers"),
        *([("H2", f"More must-haves open at {focus}")] if len(report.open_must_haves) > 9 else []),
        ("H1", way_title(report)),
        ("H1", f"All skills, against {focus}"),
        ("H1", f"Strengths beyond {focus}"),
        ("H1", "How sure is this?"),
        ("H1", "All your answers"),
        ("H1", f"Skill by skill, against {focus}"),
        *[("H2", area) for area in areas],
        ("H1", "The arithmetic, level by level"),
        *[("H2", name) for name in ("Entry", "Mid", "Senior", "Lead")],
    ]
    ranks = [0, *(int(kind[1]) for kind, _text in headings)]
    assert max(after - before for before, after in pairwise(ranks)) == 1


@each_person
def test_every_picture_says_in_words_what_it_shows(key):
    report = report_of(key)

    alternatives = [str(figure.element["/Alt"]) for figure in pdf_of(key).document.every("Figure")]

    content = pdf_report.content(report, WORDS)
    assert alternatives == [content["ladder"]["alt"], *(area["alt"] for area in content["areas"])]
    assert alternatives[0] == WORDS.ladder_description(report)
    for area, words in zip(content["areas"], alternatives[1:], strict=True):
        assert [row["skill"] for row in area["rows"] if f"{row['skill']}: you " not in words] == []


@each_person
def test_every_table_has_a_header_that_says_what_it_heads(key):
    tables = list(pdf_of(key).document.every("Table"))

    plans = bool(report_of(key).plan.steps)
    assert len(tables) == 6 + plans + len(list(pdf_of(key).document.every("Figure"))) - 1
    for table in tables:
        head, *rows = table.every("TR")
        columns = [cell.kind for cell in head.children]
        assert columns == ["TH"] * len(columns)
        assert {cell.attribute("/Scope") for cell in head.children} == {"/Column"}
        assert all(cell.text for cell in head.children)
        assert {tuple(cell.kind for cell in row.children) for row in rows} == {("TD",) * len(columns)}


@each_person
def test_cells_name_their_headers(key):
    for table in pdf_of(key).document.every("Table"):
        head, *rows = table.every("TR")
        names = [str(cell.element["/ID"]) for cell in head.children]
        assert {tuple(str(cell.attribute("/Headers")[0]) for cell in row.children) for row in rows} == {tuple(names)}


@each_person
def test_fonts_are_inside_and_say_what_their_glyphs_mean(key):
    fonts = pdf_of(key).fonts

    assert len(fonts) >= 2
    for font in fonts:
        descriptor = font["/DescendantFonts"][0]["/FontDescriptor"]
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor), font["/BaseFont"]
        assert "/ToUnicode" in font, font["/BaseFont"]


@each_person
def test_nothing_in_it_acts_or_leads_away(key):
    pdf = pdf_of(key)

    assert set(pdf.root) == {
        "/Type", "/Pages", "/Metadata", "/Lang", "/StructTreeRoot", "/MarkInfo", "/ViewerPreferences", "/Outlines",
    }  # fmt: skip
    assert [page.get("/Annots") for page in pdf.reader.pages] == [None] * len(pdf.reader.pages)
    assert pdf.reader.attachments == {}


@pytest.mark.parametrize("key", CONFORMING)
def test_tab_order_of_every_page_follows_the_structure(key):
    assert {page.get("/Tabs") for page in pdf_of(key).reader.pages} == {"/S"}


@each_person
def test_words_stay_on_the_paper(key):
    pdf = pdf_of(key)

    assert off_the_paper(pdf) == []


def off_the_paper(pdf: Tagged) -> list[Run]:
    """The runs that reach over the edge of the page, or below the text into the footer."""
    width = float(pdf.reader.pages[0].mediabox.width)
    return [
        run
        for run in pdf.runs
        if run.start < 0 or run.end > width or (run.mcid is not None and not 60 <= run.baseline <= 842)
    ]


@pytest.mark.parametrize(
    ("evidence", "name"),
    [
        ("https://example.org/" + "averylongpath" * 60, ""),
        ("x" * 1000, ""),
        ("证" * 1000, ""),
        ("word " * 200, ""),
        ("\n".join(str(line) for line in range(200)), ""),
        ("a\n" * 70, ""),
        ("", "N" * 120),
        ("", "Name " * 24),
    ],
    ids=[
        "long address",
        "long word",
        "long Chinese",
        "many words",
        "many lines",
        "short lines",
        "long name",
        "many names",
    ],
)
def test_long_text_stays_on_the_paper(evidence, name):
    pdf = render(small(evidence, name=name))

    assert off_the_paper(pdf) == []


@pytest.mark.parametrize("language", ["en", "de", "el", "zh", "grc", "en-GB", "pt-BR", "zh-Hans", "ar", "he"])
def test_our_sentences_are_in_the_language_of_the_page_and_the_catalogue_in_its_own(language):
    pdf = render(build({}, compiled=with_language(language)))

    assert pdf.root["/Lang"] == "en"
    assert pdf.language_of("not answered") == {"en"}
    assert pdf.language_of("A") == {language.removesuffix("-Hans")}
    assert "\u202c" not in pdf.text


def test_a_code_stands_on_the_first_page_and_takes_no_room():
    plain = replace(build(blueprint.random_answers(4), target="lead"), check_at="https://skillgap.example/verify/")
    coded = replace(plain, code="7K3M-9QXA-0B2D-V8TF-1ZHN-4C6R")
    first, second = (read(pdf_report.render(each, WORDS, None, pdf_report.SUMMARY)) for each in (plain, coded))

    assert len(first.reader.pages) == len(second.reader.pages) == 1
    assert second.xmp.count("<pdfuaid:part>1<") == 1
    assert second.loose == []
    words = " ".join(run.text for run in second.document.runs)
    assert "cancheckathttps://skillgap.example/verify/" in "".join(words.split())  # an address may break over lines
    assert coded.code in words
    assert "check at" not in " ".join(run.text for run in first.document.runs)


def test_report_without_a_date_has_none():
    pdf = render(replace(small("A paper"), submitted_on=""))

    assert "Submitted:" not in pdf.text


def test_same_report_gives_the_same_bytes():
    report = report_of("skips-and-unsure")

    assert pdf_report.render(report, WORDS) == pdf_report.render(report, WORDS)


def test_file_is_dated_by_the_report():
    assert pdf_of("full").reader.metadata["/CreationDate"] == "D:20261123000000Z"


def test_empty_parts_say_so():
    nothing_open, nothing_more = pdf_of("all-four").document.text, pdf_of("all-zero").document.text

    assert "No must-have is open at this level." in nothing_open
    assert "No gap is left at this level." in nothing_open
    assert "No skill goes beyond this level yet." in nothing_more
    assert "No gap is left at this level." not in nothing_more


def test_first_action_is_left_out_where_the_catalogue_has_none():
    # The skills of the worked example have no sentences.
    lines = render(small("A paper")).text.splitlines()

    start = lines.index("Your next steps")
    assert lines[start + 1 : start + 3] == [
        "1. C: you 1 Foundation, Level 1 needs 2 Working, 1 step to go, important.",
        "2. D: you 0 Not yet, Level 1 needs 1 Foundation, 1 step to go, helpful.",
    ]
    assert lines[start + 3].startswith("This rests on your own ratings.")
    assert pdf_of("all-zero").document.text.count("First action: From 0 on") == 3
