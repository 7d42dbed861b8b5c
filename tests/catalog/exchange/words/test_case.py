"""Each code of CASE has its sentence, and each sentence its code."""

from catalog.exchange.core.formats.case import (
    keeping,
    kinds,
    package,
    placing,
    read_frame,
    read_links,
    read_rubrics,
    read_things,
    reading,
    tree,
)
from catalog.exchange.core.imported import Message
from catalog.exchange.words.case import SENTENCES
from tests.catalog.exchange.core.formats.case import packages as p
from tests.catalog.exchange.sentences import codes_in, said

MODULES = (keeping, kinds, package, placing, read_frame, read_links, read_rubrics, read_things, reading, tree)


def test_each_code_has_its_sentence_and_no_other():
    assert codes_in(*MODULES, prefix="case") == set(SENTENCES)


def test_sentences_take_their_facts():
    found = reading.read_value(p.garden())
    [scale] = found.messages
    assert said(SENTENCES, scale.code, scale.facts).startswith(
        "The package has no scale, so it gets a plain one: Not yet,"
    )
    whole, areas, *_more = found.recognised
    assert said(SENTENCES, whole.code, whole.facts) == "The CASE 1.0 package “Frame” with this many items: 4"
    assert said(SENTENCES, areas.code, areas.facts) == "2 areas"
    one = Message("note", "case-outside", "", (("count", 1),))
    assert said(SENTENCES, one.code, one.facts).startswith("1 association leads")
