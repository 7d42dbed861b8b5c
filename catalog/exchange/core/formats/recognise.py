"""Which format fits files that somebody brings, and reading them in it."""

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple, Protocol

from catalog.core.files import FileUnfit, opened
from catalog.exchange.core.formats import bundle, case, known, matrix, native, workbook
from catalog.exchange.core.imported import Files, Imported


class Read(NamedTuple):
    """What files hold, and of a matrix how its columns were read, as plain values, with the first rows of its tables; or
    why they cannot be read so."""

    imported: Imported | None
    mapping: Any = None
    unfit: FileUnfit | None = None
    pictures: Any = None


class Reads(Protocol):
    """A module that reads a format."""

    def fits(self, files: Files) -> bool: ...
    def read(self, files: Files) -> Imported: ...


class Writes(Protocol):
    """A module that writes one."""

    SUFFIX: str
    MEDIA_TYPE: str
    write: Any


# In the order in which they are tried: what says itself what it is comes before what looks like it.
READ: Mapping[str, Reads] = {
    "case": case,
    "workbook": workbook,
    "bundle": bundle,
    "native": native,
    "known": known,
    "matrix": matrix,
}
WRITTEN_AS: Mapping[str, Writes] = {"xlsx": workbook, "json": native, "case": case, "csv": bundle}
# What a file can be in, by the kind of file; the first that fits.
KINDS: Mapping[str, Collection[str]] = {
    "json": ("case", "native", "known"),
    "xlsx": ("workbook", "known", "matrix"),
    "csv": ("bundle", "known", "matrix"),
}


def read(files: Files, format: str = "", mapping: Any = None) -> Read:  # noqa: A002
    """What files hold: one upload, or the files of a folder; of a zip that is no workbook, the files in it.

    `format` is one of READ or of KINDS, or empty for the first that fits; `mapping` says how the columns of a matrix are
    read, as plain values, and makes it one. Raises FileUnfit, also where no format fits.
    """
    if len(files) == 1:
        [(name, data)] = files.items()
        files = opened(name, data)
    if format and format not in {*READ, *KINDS}:
        raise FileUnfit("exchange-format", format)
    if mapping is not None:
        return _as_matrix(files, matrix.mapping_from(mapping))
    name = format if format in READ else recognised(files, KINDS.get(format))
    return _as_matrix(files, matrix.propose(files)) if name == "matrix" else Read(READ[name].read(files))


def _as_matrix(files: Files, mapping: matrix.Mapping) -> Read:
    """What a matrix holds by a mapping; where it cannot be read so, the mapping is there to be corrected."""
    plain, pictures = matrix.plain(mapping), None
    try:
        pictures = matrix.pictures(files, mapping)
        return Read(matrix.read(files, mapping), plain, None, pictures)
    except FileUnfit as error:
        return Read(None, plain, error, pictures)


def recognised(files: Files, among: Collection[str] | None = None) -> str:
    """The name of the first format that fits. Raises FileUnfit where none does."""
    for name, module in READ.items():
        if (among is None or name in among) and module.fits(files):
            return name
    raise FileUnfit("exchange-no-format")
