"""Sheets made for a test, read as they are proposed to be read."""

from catalog.exchange.core.formats import matrix
from catalog.exchange.core.imported import Imported
from tests.catalog.exchange.books import book

L = "Does this kind of work with help from others, case "


def read(**sheets: list[list[object]]) -> Imported:
    return matrix.read({"upload.xlsx": book(sheets)})


def needs(imported: Imported) -> dict[str, dict[str, int | None]]:
    """What each level requires, by skill."""
    return {
        f"{role.name}/{level.name}": {need.skill: need.step for need in level.requirements}
        for role in imported.snapshot.roles
        for level in role.ladder
    }
