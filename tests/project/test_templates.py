"""Templates are written to be read: short lines, our own addresses by name, each sentence in one place."""

import re
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.*"))
SCRIPTS = sorted((ROOT / "static" / "js").glob("*.js"))
LONGEST_LINE = 160
# A few words may stand on many pages: "How we score" is a name. From here on it is a sentence.
WORDS = 6
ADDRESS = re.compile(r"""\w=["']?/(?!/)|\}/\w""")
ADDRESS_IN_SCRIPT = re.compile(r"""["'`]/(?!/)""")
TRANSLATE = re.compile(r"""\{% translate (?:"([^"]*)"|'([^']*)')""")
BLOCKTRANSLATE = re.compile(r"\{% blocktranslate\b.*?%\}(.*?)\{% endblocktranslate %\}", re.DOTALL)


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def sentences(template: str) -> set[str]:
    """The sentences of a template that are long enough, their white space folded."""
    texts = [double or single for double, single in TRANSLATE.findall(template)]
    texts += [form for text in BLOCKTRANSLATE.findall(template) for form in text.split("{% plural %}")]
    parts = [" ".join(part.split()) for text in texts for part in re.split(r"(?<=[.?!])\s", text)]
    return {part for part in parts if len(part.split()) >= WORDS}


def test_sentences_are_found_in_every_way_to_write_them():
    template = """
      {% translate "One sentence that is rather long." as long %}{% translate 'A short one.' %}
      <p title="{% translate 'It is a title with "quotes" inside.' %}">
      {% blocktranslate trimmed count n=n with x=y|date:"j F Y" %}
        {{ n }} thing that is here for you. Another
        sentence in the same block.
      {% plural %}
        {{ n }} things that are here for you.
      {% endblocktranslate %}"""
    assert sentences(template) == {
        "One sentence that is rather long.",
        'It is a title with "quotes" inside.',
        "{{ n }} thing that is here for you.",
        "Another sentence in the same block.",
        "{{ n }} things that are here for you.",
    }


def test_each_long_sentence_stands_in_one_template_only():
    places = defaultdict(list)
    for path in TEMPLATES:
        for sentence in sentences(path.read_text()):
            places[sentence].append(name(path))
    assert len(places) > 100
    assert {sentence: paths for sentence, paths in places.items() if len(paths) > 1} == {}


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_no_line_of_a_template_is_too_long_to_read(path):
    lines = path.read_text().splitlines()
    assert [number for number, line in enumerate(lines, 1) if len(line) > LONGEST_LINE] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_template_makes_our_addresses_by_name(path):
    assert ADDRESS.findall(path.read_text()) == []


@pytest.mark.parametrize("path", SCRIPTS, ids=name)
def test_a_script_takes_our_addresses_from_its_page(path):
    assert ADDRESS_IN_SCRIPT.findall(path.read_text()) == []


@pytest.mark.parametrize("html", ['<a href="/mine/">', "<form action='/'>", "<img src=/x.png>", "{{ host }}/accounts/"])
def test_an_address_that_is_written_out_is_found(html):
    assert ADDRESS.search(html)
