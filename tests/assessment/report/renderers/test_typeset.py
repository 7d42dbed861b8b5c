"""How a PDF is set: with the mark of PDF/UA-1 where it can be, tagged where it cannot, and by a process within bounds."""

import io
import json
from typing import Any, NamedTuple

import pytest
import typst

from assessment.report.renderers import pdf_report, typeset
from tests.assessment.report.renderers.pdf_tree import read
from tests.assessment.report.renderers.people import WORDS, small
from tests.assessment.scripts import UNSHOWN

MARK = "<pdfuaid:part>1</pdfuaid:part>"


class Stream(NamedTuple):
    buffer: io.BytesIO


def test_a_glyph_that_is_missing_after_all_takes_the_mark_and_leaves_the_tags():
    """A source says that our fonts hold all, and typst knows better."""
    source = pdf_report.source(small(UNSHOWN["cuneiform"]), WORDS)
    assert source.is_whole is False
    with pytest.raises(typst.TypstError):
        typeset._compile(source, "ua-1")
    made = typeset.typeset(source._replace(is_whole=True))
    pdf = read(made)
    assert MARK not in pdf.xmp
    assert pdf.root["/MarkInfo"] == {"/Marked": True, "/Suspects": False}
    assert "Where you stand" in [heading.text for heading in pdf.document.every("H1")]
    assert made == typeset.typeset(source)


def test_what_our_fonts_hold_has_the_mark():
    source = pdf_report.source(small("A paper"), WORDS)
    assert source.is_whole is True
    assert MARK in read(typeset.typeset(source)).xmp


def test_a_process_gives_way_and_bounds_itself_before_it_reads(monkeypatch):
    source = pdf_report.source(small("A paper"), WORDS)
    done: list[Any] = []
    written = Stream(io.BytesIO())
    monkeypatch.setattr(typeset.os, "nice", lambda by: done.append(("nice", by)))
    monkeypatch.setattr(typeset.resource, "setrlimit", lambda what, bounds: done.append((what, bounds)))
    monkeypatch.setattr(typeset, "typeset", lambda given: done.append(given) or b"%PDF of it")
    monkeypatch.setattr(typeset.sys, "stdin", Stream(io.BytesIO(json.dumps(source).encode())))
    monkeypatch.setattr(typeset.sys, "stdout", written)
    typeset.main()
    assert done == [
        ("nice", 10),
        (typeset.resource.RLIMIT_CPU, (typeset.MOST_SECONDS, typeset.MOST_SECONDS)),
        (typeset.resource.RLIMIT_AS, (typeset.MOST_BYTES, typeset.MOST_BYTES)),
        source,
    ]
    assert written.buffer.getvalue() == b"%PDF of it"
