"""The first rows of each table of a spreadsheet, with what its columns are taken for: to look at, and to correct."""

from collections.abc import Iterator
from typing import Any

from catalog.core.files import FileUnfit
from catalog.exchange.core.formats.matrix.grids import turned
from catalog.exchange.core.formats.matrix.mapping import Mapping, Table
from catalog.exchange.core.formats.matrix.reading import placed
from catalog.exchange.core.formats.sheets import Sheet, sheets_of
from catalog.exchange.core.imported import Files
from catalog.exchange.core.tidying import one_line, same

MOST_TABLES, MOST_ROWS, MOST_COLUMNS = 12, 8, 30
LONGEST = 60


def pictures(files: Files, mapping: Mapping) -> list[dict[str, Any]]:
    """For each table of a mapping, as values for JSON: its `sheet`, the `names` of its columns, the number `first` of the
    first row that is shown, the `rows` with their texts cut, and for each column its `places` in the mapping, None where
    it has none. What is in columns about people is not shown. Raises FileUnfit as `read` does."""
    sheets = {same(sheet.name): sheet for sheet in reversed(sheets_of(files))}
    return list(_pictures(sheets, mapping))


def _pictures(sheets: dict[str, Sheet], mapping: Mapping) -> Iterator[dict[str, Any]]:
    for table in mapping.tables[:MOST_TABLES]:
        if (sheet := sheets.get(same(table.sheet))) is None:
            raise FileUnfit("matrix-sheet-unknown", sheet=table.sheet)
        yield _picture(turned(sheet) if table.turned else sheet, table)


def _picture(sheet: Sheet, table: Table) -> dict[str, Any]:
    columns = placed(sheet, table)
    shown = range(min(sheet.width, MOST_COLUMNS))
    start = max(0, (table.header or table.first) - 2)
    people = {at for at, column in columns.items() if column.means == "people"}
    return {
        "sheet": sheet.name,
        "names": [sheet.column_name(at) for at in shown],
        "places": [table.columns.index(columns[at]) if at in columns else None for at in shown],
        "first": start + 1,
        "rows": [
            ["" if at in people else one_line(row[at])[:LONGEST] for at in shown]
            for row in sheet.rows[start : start + MOST_ROWS]
        ],
    }
