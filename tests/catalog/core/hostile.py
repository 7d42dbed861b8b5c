"""Files that mean no good, made by hand: archives that swell, lie, overlap or hide, and JSON that never ends."""

import io
import struct
import warnings
import zipfile
from collections.abc import Mapping

OF_A_WORKBOOK = "[Content_Types].xml"


def archive(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of the files by name."""
    return archive_of(list(files.items()), method)


def archive_of(files: list[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of names and contents; a name may stand there twice."""
    packed = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(packed, "w", method) as made:
        warnings.simplefilter("ignore")  # of a name that stands there twice
        for name, content in files:
            made.writestr(zipfile.ZipInfo(name), content, method)  # without the time of day
    return packed.getvalue()


def bomb() -> bytes:
    """A few kilobytes that come to 40 MB."""
    return archive({"zeros": bytes(40_000_000)})


def of_a_hundred_thousand() -> bytes:
    """An archive with 100,000 entries whose end says that it has one."""
    entry = struct.pack("<4s4B4HL2L5H2L", b"PK\x01\x02", 20, 0, 20, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    directory = entry * 100_000
    return b"PK\x03\x04" + directory + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(directory), 4, 0)


def overlapping() -> bytes:
    """Two entries of the directory that are the same bytes of the file, as bombs without nesting have thousands."""
    data = archive({"a": b"x" * 1000, "b": b"y" * 1000})
    second = data.rindex(b"PK\x01\x02")
    return data[: second + 42] + struct.pack("<L", 0) + data[second + 46 :]


def locked() -> bytes:
    """An archive that says that it has a password."""
    data = bytearray(archive({"a": b"x"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    return bytes(data)


def lying(size: int, said: int) -> bytes:
    """An archive of so many bytes that says another size in both places."""
    data = archive({"zeros": bytes(size)})
    return data.replace(struct.pack("<L", size), struct.pack("<L", said))


def laughs() -> bytes:
    """A workbook with a billion laughs in one of its parts."""
    lines = [b'<!ENTITY lol "lol">']
    lines += [b'<!ENTITY lol%d "%s">' % (number, b"&lol%d;" % (number - 1) * 10) for number in range(1, 10)]
    xml = b'<?xml version="1.0"?><!DOCTYPE lolz [' + b"".join(lines) + b"]><worksheet>&lol9;</worksheet>"
    return archive({OF_A_WORKBOOK: b"<Types/>", "xl/worksheets/sheet1.xml": xml})
