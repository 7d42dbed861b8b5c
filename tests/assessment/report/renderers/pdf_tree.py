"""A tagged PDF as a screen reader meets it: its structure tree with the text that hangs on each element.

pypdf gives the text of a page, not of a tag; so the content streams are followed here, marked content by marked
content, and each glyph is turned into text by its font's ToUnicode map.
"""

import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    ContentStream,
    DictionaryObject,
    IndirectObject,
    NullObject,
    PdfObject,
    StreamObject,
)

PAINTS = {b"Tj", b"TJ", b"'", b'"', b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"S", b"s", b"sh", b"Do"}
Matrix = tuple[float, ...]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_HEX = r"<([0-9A-Fa-f]+)>"


class Run(NamedTuple):
    """One run of glyphs: what it says, the marked content that holds it, and where it starts and ends on the page."""

    text: str
    mcid: int | None
    page: int
    start: float
    end: float
    baseline: float


@dataclass
class Node:
    """One structure element. `kind` is its standard role, such as H1 or TD; `text` is its own and its children's."""

    kind: str
    element: DictionaryObject
    children: list["Node"] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(" ".join(run.text for run in self.runs).split())

    def every(self, *kinds: str) -> Iterator["Node"]:
        """This element and all below it that are of one of the kinds, in reading order."""
        if self.kind in kinds:
            yield self
        for child in self.children:
            yield from child.every(*kinds)

    @property
    def rows(self) -> list[list[str]]:
        """The body of a table: the text of each cell, without the header rows."""
        rows = [[cell.text for cell in row.children] for row in self.every("TR") if not list(row.every("TH"))]
        assert rows, "a table without a body"
        return rows

    def attribute(self, name: str) -> Any:
        """A value among the element's attribute dictionaries, or None."""
        found = self.element.get("/A", [])
        for each in found if isinstance(found, list) else [found]:
            if name in each.get_object():
                return each.get_object()[name]
        return None


class Tagged:
    """A PDF that was read: what pypdf gives, the document element, and all that its pages paint. Its pages are followed
    when somebody asks what they say: that takes as long as to make them."""

    def __init__(self, content: bytes) -> None:
        self.reader = PdfReader(io.BytesIO(content))

    @cached_property
    def _followed(self) -> "Followed":
        return _follow(self.reader)

    @property
    def document(self) -> Node:
        return self._followed.document

    @property
    def runs(self) -> list[Run]:
        return self._followed.runs

    @property
    def loose(self) -> list[str]:
        return self._followed.loose

    @property
    def fonts(self) -> list[DictionaryObject]:
        return self._followed.fonts

    @property
    def text(self) -> str:
        """The text as pypdf extracts it."""
        return "\n".join(page.extract_text() for page in self.reader.pages)

    def language_of(self, words: str) -> set[str]:
        """The languages that a reader is told for the cells that say just this."""
        return set(_languages(self.document, str(self.root["/Lang"]), words))

    @property
    def root(self) -> DictionaryObject:
        return self.reader.root_object

    @property
    def xmp(self) -> str:
        return _data(self.root["/Metadata"]).decode()


def _data(stream: PdfObject) -> bytes:
    found = stream.get_object()
    assert isinstance(found, StreamObject)
    return found.get_data()


def _dictionary(found: PdfObject) -> DictionaryObject:
    found = found.get_object() or NullObject()
    assert isinstance(found, DictionaryObject)
    return found


def _languages(node: Node, language: str, words: str) -> Iterator[str]:
    language = str(node.element.get("/Lang", language))
    if node.kind == "TD" and node.text == words:
        yield language
    for child in node.children:
        yield from _languages(child, language, words)


class _Font:
    def __init__(self, font: DictionaryObject) -> None:
        self.to_unicode = dict(_characters(_data(font["/ToUnicode"]).decode("latin-1")))
        below = font["/DescendantFonts"]
        assert isinstance(below, ArrayObject)
        self.widths = dict(_widths(_dictionary(below[0])["/W"]))

    def read(self, codes: bytes) -> tuple[str, float]:
        """What two-byte glyph codes say, and how wide they are, in thousandths of the font size."""
        glyphs = [int.from_bytes(codes[at : at + 2]) for at in range(0, len(codes), 2)]
        return "".join(self.to_unicode.get(glyph, "\0") for glyph in glyphs), sum(
            self.widths.get(glyph, 0.0) for glyph in glyphs
        )


def read(content: bytes) -> Tagged:
    """A tagged PDF, to ask for its text and its structure."""
    return Tagged(content)


class Followed(NamedTuple):
    document: Node
    runs: list[Run]
    loose: list[str]
    fonts: list[DictionaryObject]


def _follow(reader: PdfReader) -> Followed:
    """Follow the pages of a tagged PDF and hang their text on its structure."""
    runs: list[Run] = []
    loose: list[str] = []
    fonts: dict[int, DictionaryObject] = {}
    known: dict[int, _Font] = {}
    pages = {_number(page.indirect_reference): number for number, page in enumerate(reader.pages)}
    for number, page in enumerate(reader.pages):
        used = _dictionary(page["/Resources"]).get("/Font", {})
        for reference in used.values():
            fonts[reference.idnum] = reference.get_object()
            known.setdefault(reference.idnum, _Font(reference.get_object()))
        by_name = {name: known[reference.idnum] for name, reference in used.items()}
        painter = _Painter(by_name, number)
        painter.follow(ContentStream(page.get_contents(), reader))
        runs += painter.runs
        loose += painter.loose
    marked: dict[tuple[int | None, int], list[Run]] = {}
    for run in runs:
        if run.mcid is not None:
            marked.setdefault((run.page, run.mcid), []).append(run)
    tree = _dictionary(reader.root_object["/StructTreeRoot"])
    roles = {str(name): str(role) for name, role in tree.get("/RoleMap", {}).items()}
    [document] = _nodes(tree["/K"], None, roles, pages, marked)[0]
    return Followed(document, runs, loose, list(fonts.values()))


def _number(reference: IndirectObject | None) -> int:
    assert reference
    return reference.idnum


def _characters(cmap: str) -> Iterator[tuple[int, str]]:
    for block in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.S):
        for code, text in re.findall(rf"{_HEX}\s*{_HEX}", block):
            yield int(code, 16), bytes.fromhex(text).decode("utf-16-be")
    assert "beginbfrange" not in cmap, "typst writes no ranges; teach this reader if it begins to"


def _widths(widths: Any) -> Iterator[tuple[int, float]]:
    """The pairs of a /W array: `first [width …]` or `first last width`."""
    at = 0
    while at < len(widths):
        first, second = int(widths[at]), widths[at + 1]
        if isinstance(second, list):
            yield from ((first + offset, float(width)) for offset, width in enumerate(second))
            at += 2
        else:
            yield from ((glyph, float(widths[at + 2])) for glyph in range(first, int(second) + 1))
            at += 3


class _Mark:
    """A stretch of marked content, with the text that stands for its glyphs if it says so."""

    def __init__(self, tag: str, properties: Mapping[str, Any]) -> None:
        self.mcid = int(properties["/MCID"]) if "/MCID" in properties else None
        self.is_told = tag == "/Artifact" or self.mcid is not None
        self.actual = [str(properties["/ActualText"]), ""] if "/ActualText" in properties else []

    def instead_of(self, text: str) -> str:
        """The stated text for the first glyphs of the stretch and nothing for the rest, else the glyphs' own."""
        if not self.actual:
            return text
        stated, self.actual[0] = self.actual
        return stated


class _Painter:
    """Follows one page: notes each run of text, and each painting that belongs to no tag and is no artifact."""

    def __init__(self, fonts: dict[str, _Font], page: int) -> None:
        self.fonts, self.page = fonts, page
        self.runs: list[Run] = []
        self.loose: list[str] = []
        self.marks: list[_Mark] = []
        self.matrix, self.line = IDENTITY, IDENTITY
        self.saved: list[Matrix] = []
        self.font: _Font | None = None
        self.size = 0.0

    def follow(self, stream: ContentStream) -> None:
        steps: dict[bytes, Callable[[list[Any]], object]] = {
            b"BDC": self.mark,
            b"BMC": self.mark,
            b"EMC": lambda _operands: self.marks.pop(),
            b"q": lambda _operands: self.saved.append(self.matrix),
            b"Q": self.restore,
            b"cm": self.move,
            b"Tf": self.choose,
            b"Tm": self.place,
            b"Tj": self.show,
            b"TJ": lambda operands: self.show(operands[0]),
        }
        for operands, operator in stream.operations:
            if operator in steps:
                steps[operator](operands)
            if operator in PAINTS and not any(mark.is_told for mark in self.marks):
                self.loose.append(f"page {self.page + 1}: {operator.decode()}")

    def mark(self, operands: list[Any]) -> None:
        tag, *properties = operands
        self.marks.append(_Mark(str(tag), properties[0] if properties else {}))

    def restore(self, _operands: list[Any]) -> None:
        self.matrix = self.saved.pop()

    def move(self, operands: list[Any]) -> None:
        self.matrix = _times(tuple(map(float, operands)), self.matrix)

    def choose(self, operands: list[Any]) -> None:
        self.font, self.size = self.fonts[str(operands[0])], float(operands[1])

    def place(self, operands: list[Any]) -> None:
        self.line = _times(tuple(map(float, operands)), self.matrix)

    def show(self, parts: list[Any]) -> None:
        assert self.font
        text, width = _shown(self.font, parts)
        mcid = next((mark.mcid for mark in reversed(self.marks) if mark.mcid is not None), None)
        for mark in self.marks:
            text = mark.instead_of(text)
        scale, _, _, _, x, y = self.line
        self.runs.append(Run(text, mcid, self.page, x, x + scale * width * self.size / 1000, y))


def _shown(font: _Font, parts: list[Any]) -> tuple[str, float]:
    text, width = "", 0.0
    for part in parts:
        if isinstance(part, (int, float)):
            width -= float(part)
        else:
            more, wider = font.read(part if isinstance(part, bytes) else part.original_bytes)
            text, width = text + more, width + wider
    return text, width


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _nodes(
    kids: Any,
    page: int | None,
    roles: dict[str, str],
    pages: dict[int, int],
    marked: dict[tuple[int | None, int], list[Run]],
) -> tuple[list[Node], list[Run]]:
    """The elements among an element's kids, and the text of all of them in order."""
    nodes: list[Node] = []
    runs: list[Run] = []
    for kid in kids if isinstance(kids, list) else [kids]:
        each: Any = kid.get_object() if isinstance(kid, IndirectObject) else kid
        if isinstance(each, int):
            runs += marked.get((page, int(each)), [])
            continue
        at = pages[each.raw_get("/Pg").idnum] if "/Pg" in each else page
        if each.get("/Type") == "/MCR":
            runs += marked.get((at, int(each["/MCID"])), [])
        elif "/S" in each:
            kind = str(each["/S"])
            below, text = _nodes(each.get("/K", []), at, roles, pages, marked)
            nodes.append(Node(roles.get(kind, kind).lstrip("/"), each, below, text))
            runs += text
    return nodes, runs
