"""The tables of a small framework as a spreadsheet has them, to be spoilt."""

from typing import Any

from catalog.exchange.core.formats.tables.reading import read_tables
from catalog.exchange.core.formats.tables.writing import written
from catalog.exchange.core.imported import Imported
from catalog.exchange.words.tables import SENTENCES
from tests.catalog.core.sound import sound
from tests.catalog.exchange.sentences import said

Grids = dict[str, list[list[Any]]]


def grids() -> Grids:
    """The sheets of the framework of `sound`, each a list of rows with the headings first."""
    return {
        sheet.name: [[heading for heading, _ in sheet.columns], *map(list, sheet.rows)] for sheet in written(sound())
    }


def of_framework(**sheets: list[list[Any]]) -> Imported:
    """What a framework with these sheets, called by their names in one word, is read as."""
    return read_tables({"Framework": [["Key", "Name"], ["any", "Any"]], **sheets}, "tables")


def told(found: Imported, *severities: str) -> list[tuple[str, str]]:
    """The places and codes of the messages of such weight; each has its sentence."""
    assert all(said(SENTENCES, each.code, each.facts) for each in found.messages)
    return [(each.place, each.code) for each in found.messages if each.severity in (severities or ("error",))]
