"""The PDF's words: every script can be read out, and nothing that a person typed is taken for mark-up."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assessment.report.renderers import pdf_report
from assessment.role.core.scoring import Answer
from tests.assessment.report.renderers.pdf_face import pdf_of
from tests.assessment.report.renderers.pdf_tree import read
from tests.assessment.report.renderers.people import PEOPLE, SKILLS, WORDS, build, small, with_level_name
from tests.assessment.report.renderers.plan_face import plain
from tests.assessment.scripts import SCRIPTS

pytestmark = pytest.mark.slow


def render(text, name=""):
    return read(pdf_report.render(small(text, name=name), WORDS))


def evidence_in(pdf):
    """What stands behind “Evidence:” in the table of answers, read from the tags."""
    return [sentence.partition("Evidence:")[2].strip() for _skill, _answer, sentence in answers_in(pdf)]


def names_in(pdf):
    return [skill for skill, _answer, _sentence in answers_in(pdf)]


def answers_in(pdf):
    [table] = [table for table in pdf.document.every("Table") if "The sentence you chose" in table.text]
    return table.rows


@pytest.mark.parametrize("key", ["all-four", "at-mid", "greek", "cyrillic", "chinese"])
def test_name_of_any_script_can_be_read(key):
    first_page = pdf_of(key).reader.pages[0].extract_text()

    assert f"Name: {PEOPLE[key].name} · Submitted: 23 November 2026" in first_page.splitlines()


@pytest.mark.parametrize("text", SCRIPTS.values(), ids=SCRIPTS)
def test_evidence_of_any_script_can_be_read(text):
    pdf = render(text)

    # Right to left stands in a PDF as it is seen, and signs of many glyphs stand there with each of these.
    assert [set(plain(found)) for found in evidence_in(pdf)] == [set(plain(text))] * 4
    assert "pdfuaid:part" in pdf.xmp


MARKUP = [
    '#read("/etc/passwd")',
    '#read("report.typ")',
    '#import "@preview/cetz:0.1.0"',
    "#sys.inputs.data",
    "#d.title",
    "#panic()",
    "#(while true {})",
    "$x^2$",
    "$ sum_(i=1)^n $",
    "*b* _i_ `c`",
    "= Heading",
    "- item",
    "+ item",
    "/ term: text",
    "<label> @label",
    "// comment",
    "/* comment */",
    "a\\ b \\u{41}",
    "[content] {code}",
    "~ -- --- ... 'q' \"q\"",
    "<script>alert(1)</script> &amp; </svg>",
    "https://example.org/a_b*c",
]


def test_markup_in_evidence_comes_out_as_it_was_typed():
    typed = dict(zip(SKILLS, MARKUP, strict=False))
    answers = {slug: Answer(3, evidence=text) for slug, text in typed.items()}

    pdf = read(pdf_report.render(build(answers), WORDS))

    names = {skill.slug: skill.name for skill in build({}).snapshot.skills}
    found = dict(zip((plain(name) for name in names_in(pdf)), map(plain, evidence_in(pdf)), strict=True))
    assert {slug: found[plain(names[slug])] for slug in typed} == {slug: plain(text) for slug, text in typed.items()}
    assert "root:" not in pdf.text
    assert "pdfuaid:part" in pdf.xmp


@pytest.mark.parametrize("text", [*MARKUP[:3], " ".join(MARKUP)], ids=["passwd", "template", "package", "all"])
def test_markup_in_the_name_comes_out_as_it_was_typed(text):
    pdf = render("", name=text)

    assert f"Name:{plain(text)}·Submitted:23November2026" in plain(pdf.text)
    assert pdf.reader.metadata.author == text
    assert "root:" not in pdf.text
    assert "pdfuaid:part" in pdf.xmp


def test_markup_in_the_catalogue_comes_out_as_it_was_typed():
    text = " ".join(MARKUP)

    pdf = read(pdf_report.render(build({}, compiled=with_level_name(text)), WORDS))

    [heading] = [node.text for node in pdf.document.every("H1") if node.text.startswith("All skills")]
    assert plain(heading) == plain(f"All skills, against {text}")
    assert [str(node.element["/Alt"])[: len(text)] for node in pdf.document.every("Figure")][:1] == [text]


# What a person may paste: no font of ours has it, or it is no character at all.
ODD = {
    "rare Chinese": "𠮷",
    "cuneiform": "𒀭",
    "a mark on a letter of another font": "ა\u0951",
    "private use": "\uf8ff",
    "unassigned": "\u0378",
    "noncharacter beyond the BMP": "\U0001fffe",
    "last code point": "\U0010ffff",
}


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_glyph_that_no_font_has_costs_the_conformance_mark_and_nothing_else(odd):
    pdf = render(f"Before {odd} after", name=f"Ann {odd}")

    assert "pdfuaid" not in pdf.xmp
    assert pdf.root["/MarkInfo"] == {"/Marked": True, "/Suspects": False}
    assert pdf.root["/Lang"] == "en"
    assert pdf.reader.metadata.title == "Gap report: Example"
    assert [str(figure.element["/Alt"])[:8] for figure in pdf.document.every("Figure")] == ["Level 1:", "C: you 1"]
    assert {cell.attribute("/Scope") for cell in pdf.document.every("TH")} == {"/Column"}
    assert [(found[:7], found[-6:]) for found in evidence_in(pdf)] == [("Before ", " after")] * 4


@pytest.mark.parametrize("text", ["עברית בצד ימין", "النص العربي", "a\u202eb\u2066c\u00ad\u200b\u200d\ufeff d"])
def test_direction_and_invisible_characters_keep_the_conformance_mark(text):
    pdf = render(text)

    assert "pdfuaid:part" in pdf.xmp
    assert [sorted(found) for found in map(plain, evidence_in(pdf))] == [sorted(plain(text))] * 4


CONTROLS = [
    *range(0x09),
    *range(0x0B, 0x20),
    *range(0x7F, 0xA0),
    0x2028,
    0x2029,
    0xD800,
    0xDFFF,
    0xFDD0,
    0xFDEF,
    0xFFFE,
    0xFFFF,
]


def test_control_characters_and_halves_of_characters_become_spaces():
    pdf = render("".join(f"a{chr(code)}b" for code in CONTROLS))

    assert set(evidence_in(pdf)) == {"a b" + "a b".join([""] * len(CONTROLS))}
    assert "pdfuaid:part" in pdf.xmp


def test_tab_and_line_break_part_words():
    assert set(evidence_in(render("one\ttwo\nthree"))) == {"one two three"}


@settings(deadline=None, max_examples=40)
@given(text=st.text(max_size=60), name=st.text(max_size=30))
@example(text="", name="")
@example(text=" ", name=" ")
@example(text="\n", name="\t")
@example(text="\u0301", name="\u0301")
@example(text="\ud800", name="\udfff")
def test_any_text_gives_a_tagged_pdf(text, name):
    pdf = render(text, name=name)

    assert pdf.root["/MarkInfo"] == {"/Marked": True, "/Suspects": False}
    assert pdf.loose == []
    assert len(list(pdf.document.every("Table"))) == 3
    assert {cell.attribute("/Scope") for cell in pdf.document.every("TH")} == {"/Column"}
