"""A sheet as the preview draws it: its first rows, merged ranges and what each row is."""

from typing import Any

from indicators.spreadsheet.cells import reference
from indicators.spreadsheet.labels import clean
from indicators.spreadsheet.rows import Grid, kind
from indicators.spreadsheet.tables import Table

SHOWN_ROWS = 300
_SHOWN_MERGES = 2_000


def drawn(
    sheet: dict[str, Any], grid: Grid, tables: list[Table], totals: set[int]
) -> dict[str, Any]:
    """Return `{"name", "rows", "merges", "regions", "hidden"}` for at most SHOWN_ROWS rows."""
    return {
        "name": sheet["name"],
        "rows": sheet["rows"][:SHOWN_ROWS],
        "merges": [span(*merge) for merge in sheet["merges"][:_SHOWN_MERGES]],
        "regions": _regions(grid[:SHOWN_ROWS], tables, totals),
        "hidden": sheet["hidden"],
    }


def span(top: int, left: int, bottom: int, right: int) -> str:
    """Return the range of 0-based corners: A1:C3."""
    return f"{reference(top, left)}:{reference(bottom, right)}"


def _regions(grid: Grid, tables: list[Table], totals: set[int]) -> dict[str, str]:
    """Return what each row is, by its number: title, note, header, unit, data, total or blank."""
    found = {r: "blank" if kind(row) == "blank" else "note" for r, row in enumerate(grid)}
    for table in tables:
        if table.header[0] < len(grid):
            found |= _of_table(grid, table, totals)
    return {str(r + 1): found[r] for r in range(len(grid))}


def _of_table(grid: Grid, table: Table, totals: set[int]) -> dict[int, str]:
    above = range(table.header[0])
    titles = [r for r in above if table.title and table.title in map(clean, grid[r])]
    found = dict.fromkeys(titles, "title") | dict.fromkeys(table.header, "header")
    found |= dict.fromkeys(table.unit_rows, "unit")
    return found | {r: "total" if r in totals else "data" for r in table.body}
