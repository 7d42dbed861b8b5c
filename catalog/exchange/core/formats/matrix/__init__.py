"""Spreadsheets and CSV files as people make them, read by a mapping that is proposed and can be corrected."""

from catalog.exchange.core.formats.matrix.mapping import (
    Column,
    Mapping,
    ScaleStep,
    Table,
    as_yaml,
    mapping_from,
    mapping_of,
    plain,
)
from catalog.exchange.core.formats.matrix.picture import pictures
from catalog.exchange.core.formats.matrix.proposing import propose
from catalog.exchange.core.formats.matrix.reading import read
from catalog.exchange.core.formats.sheets import TEXT_ENDINGS, is_workbook
from catalog.exchange.core.imported import Files

__all__ = [
    "Column", "Mapping", "ScaleStep", "Table", "as_yaml", "fits", "mapping_from", "mapping_of", "pictures", "plain", "propose", "read",
]  # fmt: skip


def fits(files: Files) -> bool:
    """Whether there is a workbook or a text file of rows among the files."""
    return any(is_workbook(data) or name.lower().endswith(tuple(TEXT_ENDINGS)) for name, data in files.items())
