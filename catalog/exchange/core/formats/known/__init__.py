"""Frameworks that are public and have a shape of their own, each told by what is in its files."""

from collections.abc import Callable

from catalog.core.files import FileUnfit
from catalog.exchange.core.formats.known import dataskills, ft, opensalt, researchcomp, unidays, vocabularies
from catalog.exchange.core.imported import Files, Imported

SHAPES: tuple[tuple[Callable[[Files], bool], Callable[[Files], Imported]], ...] = tuple(
    (shape.fits, shape.read) for shape in (vocabularies, dataskills, unidays, ft, researchcomp, opensalt)
)


def fits(files: Files) -> bool:
    """Whether the files have one of the known shapes."""
    return any(shape_fits(files) for shape_fits, _read in SHAPES)


def read(files: Files) -> Imported:
    """The framework that the files hold. Raises FileUnfit for what has no known shape, or lacks a part of it."""
    for shape_fits, shape_read in SHAPES:
        if shape_fits(files):
            return shape_read(files)
    raise FileUnfit("known-none")
