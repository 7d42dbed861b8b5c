"""Which characters the fonts of the PDF hold: what the PDF shows, and what a page must say that it cannot show."""

import re
import struct
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path

FONTS = Path(__file__).parents[1] / "report" / "renderers" / "fonts"
# What is never drawn, with or without a font: Unicode's Default_Ignorable_Code_Point, white space, and what is no
# character at all, for which the PDF has a space.
_UNDRAWN = re.compile(
    "[\\s\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U000e0000-\U000e0fff]+"
)


def unshown(texts: Iterable[str]) -> str:
    """The characters that the PDF cannot show, each once, in their order.

    A mark must stand in the same font as what it is put on: the two together count as one.
    """
    found: dict[str, None] = {}
    for text in texts:
        if text.isascii() or set(text) <= _first():
            continue
        for word in text.split():
            found |= dict.fromkeys(_unshown(word))
    return "".join(found)


@lru_cache(maxsize=1024)
def _unshown(word: str) -> tuple[str, ...]:
    drawn = _UNDRAWN.sub("", word)
    if _is_in_a_font(drawn):
        return ()
    # As a font is asked for it: composed, and where it has none of that, in parts.
    return tuple(
        cluster
        for cluster in _clusters(drawn)
        if not _is_in_a_font(unicodedata.normalize("NFC", cluster))
        and not _is_in_a_font(unicodedata.normalize("NFD", cluster))
    )


def _is_in_a_font(characters: str) -> bool:
    return any(set(characters) <= font for font in _fonts())


def _clusters(word: str) -> Iterator[str]:
    """Each character with the marks that are put on it."""
    start = 0
    for place in range(1, len(word)):
        if not unicodedata.category(word[place]).startswith("M"):
            yield word[start:place]
            start = place
    yield word[start:]


@cache
def _first() -> frozenset[str]:
    """What the first font of all shows, with what is never drawn."""
    return _characters(FONTS / "NotoSans-Regular.ttf") | set(" \n\t")


@cache
def _fonts() -> tuple[frozenset[str], ...]:
    """The characters of each font; the other faces of Noto Sans hold what its first does."""
    faces = sorted(FONTS.glob("*-Regular.ttf")) + sorted(FONTS.glob("*.ttc"))
    return tuple(_characters(face) for face in faces)


def _characters(face: Path) -> frozenset[str]:
    """The characters that a font file has a glyph for, by its table `cmap` in the formats 4 and 12."""
    content = face.read_bytes()
    start = struct.unpack_from(">L", content, 12)[0] if content[:4] == b"ttcf" else 0
    tables = struct.unpack_from(">H", content, start + 4)[0]
    records = (struct.unpack_from(">4sLLL", content, start + 12 + 16 * number) for number in range(tables))
    cmap = next(offset for tag, _sum, offset, _length in records if tag == b"cmap")
    found: set[int] = set()
    for number in range(struct.unpack_from(">H", content, cmap + 2)[0]):
        table = cmap + struct.unpack_from(">L", content, cmap + 8 + 8 * number)[0]
        kind = struct.unpack_from(">H", content, table)[0]
        found.update(_format_4(content, table) if kind == 4 else _format_12(content, table) if kind == 12 else ())
    return frozenset(map(chr, found))


def _format_4(content: bytes, table: int) -> Iterator[int]:
    count = struct.unpack_from(">H", content, table + 6)[0] // 2
    ends, starts, deltas, offsets = (
        struct.unpack_from(f">{count}H", content, table + 14 + part * 2 * count + (2 if part else 0))
        for part in range(4)
    )
    for number in range(count):
        for code in range(starts[number], ends[number] + 1):
            glyph = code
            if offsets[number]:
                place = table + 16 + 6 * count + 2 * number + offsets[number] + 2 * (code - starts[number])
                glyph = struct.unpack_from(">H", content, place)[0]
            if code < 0xFFFF and glyph and (glyph + deltas[number]) % 0x10000:
                yield code


def _format_12(content: bytes, table: int) -> Iterator[int]:
    for number in range(struct.unpack_from(">L", content, table + 12)[0]):
        first, last, glyph = struct.unpack_from(">3L", content, table + 16 + 12 * number)
        yield from (code for code in range(first, last + 1) if glyph + code - first)
