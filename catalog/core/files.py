"""Files that people bring: how much of one is taken, and what it holds as files, text or JSON.

All of it is hostile until looked at, so each limit is checked before what it guards is built in memory, and nothing that
a file says of its own size is believed. What is over a limit or broken raises FileUnfit, whose code has its sentence in
`catalog/wording.py`.
"""

import json
import re
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from itertools import pairwise
from math import isfinite
from typing import Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from charset_normalizer import from_bytes

from catalog.core.unfit import Facts, FileUnfit, quoted
from catalog.core.workbook_parts import check_parts, is_workbook

__all__ = [
    "LIMITS",
    "Facts",
    "FileUnfit",
    "Limits",
    "is_archive",
    "json_of",
    "members",
    "opened",
    "quoted",
    "text_of",
    "unpack",
]

MEGABYTE = 1_000_000
# Of JSON: lists and objects inside one another, entries of one of them, entries of all.
DEEPEST, MOST_ENTRIES, MOST_IN_ALL = 32, 10_000, 500_000
LARGEST_NUMBER = 18  # digits

_ARCHIVE = (b"PK\x03\x04", b"PK\x05\x06")
_ENTRY = b"PK\x01\x02"  # begins the record of each file in the directory of an archive
_HEADER = 30  # bytes before each file in an archive, at least
_BROKEN = (
    BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, OSError, OverflowError, ValueError,
)  # fmt: skip
# A text of JSON (passed over whole, closed or not), or what opens, parts and closes lists and objects.
_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[\]{},]', re.DOTALL)


# Archives


class Limits(NamedTuple):
    """How much is taken: bytes of a file as it comes, files of an archive, bytes of what it holds, and how many times its
    own size that may be (beyond the first megabyte, which any archive may hold)."""

    packed: int = 5 * MEGABYTE
    files: int = 500
    unpacked: int = 50 * MEGABYTE
    ratio: int = 100


LIMITS = Limits()


def opened(name: str, data: bytes, limits: Limits = LIMITS) -> dict[str, bytes]:
    """The files of one upload by name: of an archive what it holds, of all else, workbooks too, the file itself.

    A workbook is an archive as well, so what it holds is looked at before it is given to whoever reads it.
    Raises FileUnfit as `unpack` does, and for a workbook as `check_parts` does.
    """
    _check_size(data, limits)
    if not is_archive(data):
        return {name: data}
    found = dict(members(data, limits))
    if not is_workbook(found):
        return _plain(found)
    check_parts(found)
    return {name: data}


def unpack(data: bytes, limits: Limits = LIMITS) -> dict[str, bytes]:
    """The files of an archive by name, without what a computer keeps for itself, such as `__MACOSX/`.

    Raises FileUnfit as `members` does, and for an archive inside it.
    """
    return _plain(dict(members(data, limits)))


def members(
    data: bytes, limits: Limits = LIMITS, wanted: Callable[[str], bool] = lambda name: True
) -> Iterator[tuple[str, bytes]]:
    """The name and content of each file of an archive whose name is wanted, one after the other.

    Raises FileUnfit for one that is too large or holds too much, is damaged or locked, or has two files of a name, files
    on top of one another, or names that lead out of the folder that it is unpacked in.
    """
    _check_size(data, limits)
    if data.count(_ENTRY) > limits.files:  # before the directory is read, whatever it says of its length
        raise FileUnfit("too_many_files", str(limits.files))
    try:
        with ZipFile(BytesIO(data)) as archive:
            infos = archive.infolist()
            _check_directory(infos, len(data))
            left = _Left(limits, len(data))
            for info in infos:
                if wanted(info.filename) and not info.is_dir():
                    yield info.filename, left.read(archive, info)
    except _BROKEN as error:
        raise error if isinstance(error, FileUnfit) else FileUnfit("broken_archive") from error


def is_archive(data: bytes) -> bool:
    """Whether a file is a zip archive, as workbooks are, too."""
    return data.startswith(_ARCHIVE)


class _Left:
    """How much of an archive may still be read."""

    def __init__(self, limits: Limits, packed: int) -> None:
        self.limits = limits
        self.swollen = max(MEGABYTE, limits.ratio * packed)
        self.read_so_far = 0

    def read(self, archive: ZipFile, info: ZipInfo) -> bytes:
        most = min(self.limits.unpacked, self.swollen) - self.read_so_far
        self._check(info.file_size, most)
        with archive.open(info) as file:
            content = file.read(most + 1)
        self._check(len(content), most)
        self.read_so_far += len(content)
        return content

    def _check(self, size: int, most: int) -> None:
        if size > most:
            if self.swollen < self.limits.unpacked:
                raise FileUnfit("swollen", str(self.limits.ratio))
            raise FileUnfit("too_large_inside", str(self.limits.unpacked // MEGABYTE))


def _check_size(data: bytes, limits: Limits) -> None:
    if len(data) > limits.packed:
        raise FileUnfit("too_large", str(limits.packed // MEGABYTE))


def _check_directory(infos: list[ZipInfo], size: int) -> None:
    names = [info.orig_filename for info in infos]
    for name in names:
        parts = name.replace("\\", "/").split("/")
        if ".." in parts or not parts[0] or ":" in parts[0] or "\0" in name:
            raise FileUnfit("unsafe_name", name)
    if len(set(names)) < len(names):
        raise FileUnfit("name_twice", next(name for name in names if names.count(name) > 1))
    if any(info.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for info in infos):
        raise FileUnfit("broken_archive")
    places = sorted((info.header_offset, info.compress_size) for info in infos)
    if any(start + _HEADER + length > after for (start, length), (after, _) in pairwise([*places, (size, 0)])):
        raise FileUnfit("overlapping")


def _plain(found: Mapping[str, bytes]) -> dict[str, bytes]:
    kept = {name: data for name, data in found.items() if not _of_the_computer(name)}
    inner = next((name for name, data in kept.items() if is_archive(data)), None)
    if inner is not None:
        raise FileUnfit("nested_archive", inner)
    return kept


def _of_the_computer(name: str) -> bool:
    return name.startswith("__MACOSX/") or name.rpartition("/")[2] in {".DS_Store", "Thumbs.db", "desktop.ini"}


# Text


def text_of(data: bytes) -> tuple[str, str]:
    """The text of a file, without the mark at its beginning, and its encoding: utf-8, utf-16 or windows-1252.

    Raises FileUnfit for what is no text, or in another encoding.
    """
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, _said(encoding)
    raise FileUnfit("encoding")


def _encodings(data: bytes) -> Iterator[str]:
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        yield "utf-16"
    elif b"\0" in data:  # Latin letters of UTF-16 without a mark have a zero beside them
        yield "utf-16-be" if data[::2].count(0) > data[1::2].count(0) else "utf-16-le"
    else:
        yield "utf-8-sig"
        if from_bytes(data, cp_isolation=["cp1252"]).best() is not None:  # it reads as words
            yield "cp1252"


def _said(encoding: str) -> str:
    return {"utf-8-sig": "utf-8", "cp1252": "windows-1252"}.get(encoding, "utf-16")


# JSON


def json_of(data: bytes) -> Any:
    """The value of a JSON file.

    Lists and objects may stand in one another 32 deep; each may have 10,000 entries, and all together 500,000. So a
    package may hold 10,000 items and as many associations, with all their fields. An object with a key twice, a number
    that is none (NaN) or has more than 18 digits, and characters that are none of Unicode or that no database keeps
    (U+0000) are refused. Raises FileUnfit.
    """
    text, _ = text_of(data)
    _check_shape(text)
    try:
        value = json.loads(
            text, object_pairs_hook=_object, parse_int=_whole, parse_float=_number, parse_constant=_no_number
        )
    except json.JSONDecodeError as error:
        raise FileUnfit("json", f"{error.lineno}:{error.colno}", line=error.lineno, column=error.colno) from error
    if re.search(r"\\u(?:[dD][89a-fA-F]|0000)", text):
        _check_characters(value)
    return value


def _check_shape(text: str) -> None:
    entries: list[int] = []
    in_all = 0
    for token in _TOKEN.finditer(text):
        sign = token[0]
        if sign in "[{":
            entries.append(1)
            if len(entries) > DEEPEST:
                raise FileUnfit("json_deep", str(DEEPEST))
        elif sign in "]}" and entries:
            entries.pop()
        elif sign == "," and entries:
            entries[-1] += 1
            if entries[-1] > MOST_ENTRIES:
                raise FileUnfit("json_many", str(MOST_ENTRIES))
        else:
            continue
        in_all += 1
        if in_all > MOST_IN_ALL:
            raise FileUnfit("json_many", str(MOST_IN_ALL))


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise FileUnfit("json_key_twice", next(key for key in keys if keys.count(key) > 1))
    return found


def _whole(digits: str) -> int:
    if len(digits.lstrip("-")) > LARGEST_NUMBER:
        raise FileUnfit("json_number", digits)
    return int(digits)


def _number(digits: str) -> float:
    number = float(digits)
    if not isfinite(number):
        raise FileUnfit("json_number", digits)
    return number


def _no_number(word: str) -> float:
    raise FileUnfit("json_number", word)


def _check_characters(value: Any) -> None:
    """Whether the texts that were written with escapes are texts."""
    written = json.dumps(value, ensure_ascii=False)
    try:
        written.encode()
    except UnicodeEncodeError as error:
        raise FileUnfit("json_characters") from error
    if r"\u0000" in written.replace(r"\\", ""):
        raise FileUnfit("json_characters")
