"""Typst sets a report or another document, or draws a card. As a script this is a process of its own, which reads a source and writes its
PDF or PNG.

A process of its own, because typst takes hundreds of megabytes and keeps them, and because it can be made to give way
to everybody who only saves an answer. So nothing of ours is imported here.
"""

import json
import os
import resource
import sys
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

import typst

HERE = Path(__file__).parent
# What one PDF may take of the machine; the worst that we know takes a second and 200 MB.
MOST_SECONDS = 20
MOST_BYTES = 2 * 1024**3  # of addresses, of which typst uses few


Layout = Literal["report.typ", "card.typ", "document.typ"]
REPORT: Layout = "report.typ"
CARD: Layout = "card.typ"
DOCUMENT: Layout = "document.typ"


class Source(NamedTuple):
    """What is made: the words of a layout as JSON, and a PDF's own date in seconds since 1970.

    `is_whole` while our fonts hold all that is in the words. A card becomes a PNG, all else a PDF.
    """

    data: str
    made: int | None
    is_whole: bool
    layout: Layout = REPORT


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    # Ours alone: what typst brings has letters of many scripts and joins those of few.
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(HERE / "fonts")])


def typeset(source: Source) -> bytes:
    """The PNG of a card; else a PDF's bytes, with the mark of PDF/UA-1 where all can be shown and typst finds nothing else
    wrong with it; still tagged where it cannot."""
    if source.layout == CARD:
        return typst.compile(
            str(HERE / CARD),
            root=str(HERE),
            font_paths=_fonts(),
            sys_inputs={"data": source.data},
            format="png",
            ppi=72,
        )
    if source.is_whole:
        try:
            return _compile(source, "ua-1")
        except typst.TypstError:
            pass  # it refuses a glyph that is missing after all
    return _compile(source, None)


def _compile(source: Source, standard: Literal["ua-1"] | None) -> bytes:
    return typst.compile(
        str(HERE / source.layout),
        root=str(HERE),
        font_paths=_fonts(),
        sys_inputs={"data": source.data},
        pdf_standards=standard,
        timestamp=source.made,
    )


def main() -> None:
    """Give way to others, keep within bounds, and set what standard input holds."""
    os.nice(10)
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    sys.stdout.buffer.write(typeset(Source(*json.load(sys.stdin.buffer))))


if __name__ == "__main__":
    main()
