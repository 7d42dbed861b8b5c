"""What we say that the PDF shows, against typst, which refuses a PDF/UA in which a glyph is missing."""

import pytest
import typst
from django.conf.global_settings import LANGUAGES
from django.utils.translation import get_language_info
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assessment.report.renderers import typeset
from assessment.words.glyphs import unshown
from tests.assessment.scripts import SCRIPTS, UNSHOWN

FACES = (typeset.HERE / "shared.typ").read_text().partition("#let faces = (")[2].partition(")")[0]


def is_refused(text):
    source = f'#set document(title: "t")\n#set text(font: ({FACES}), fallback: false)\n#{{ {quoted(text)} }}'
    try:
        typst.compile(source.encode(), font_paths=typeset._fonts(), pdf_standards="ua-1")
    except typst.TypstError:
        return True
    return False


def quoted(text):
    return '"' + "".join(f"\\u{{{ord(letter):x}}}" for letter in text) + '"'


def test_template_and_table_have_the_same_fonts():
    families = {font.strip().strip('"') for font in FACES.split(",") if font.strip()}
    assert families == set(typeset._fonts().families()) - {"WenQuanYi Micro Hei Mono"}


def test_every_language_that_django_speaks_can_be_printed():
    own_names = [get_language_info(code)["name_local"] for code, _name in LANGUAGES]
    assert len(own_names) > 90
    assert unshown(own_names) == ""
    assert {code.partition("-")[0] for code, _name in LANGUAGES if not get_language_info(code)["name_local"].isascii()}


def test_every_script_is_shown():
    assert {name: found for name, text in SCRIPTS.items() if (found := unshown([text]))} == {}
    assert [name for name, text in SCRIPTS.items() if is_refused(text)] == []


def test_what_no_font_has_is_told():
    assert [unshown([text]) for text in UNSHOWN.values()] == ["𠮷", "𒀭", "ა\u0951"]
    assert unshown(["a𒀭 𒀭", "𠮷𒀭"]) == "𒀭𠮷"


SHOWABLE = st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co"])


@given(text=st.text(SHOWABLE, min_size=1, max_size=5))
@example("1\u20e3")
@example("\u0301")
@example("\u0e33")
@example("\U0001f1ec")
@example("\u2066a\u2069")
def test_what_is_said_to_be_shown_is_never_refused(text):
    if is_refused(text):
        assert unshown([text]) != ""


# A mark by itself is left out by typst without a word; we tell it. Invisible ones are taken out of what people type.
@pytest.mark.slow
@settings(max_examples=1000)
@given(letter=st.characters(exclude_categories=["Cc", "Cf", "Cs", "Cn", "Co", "Mn", "Me", "Mc"]))
def test_a_single_character_is_told_where_it_is_refused_and_only_there(letter):
    assert bool(unshown([letter])) == is_refused(letter)
