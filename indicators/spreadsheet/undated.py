"""Which periods of a table could not be read, or were guessed."""

import re

from indicators.spreadsheet import dates
from indicators.spreadsheet.cells import reference
from indicators.spreadsheet.problems import Problems, shown
from indicators.spreadsheet.rows import Grid, firsts, words
from indicators.spreadsheet.spelling import clean
from indicators.spreadsheet.tables import Table

# How far above its header the lines of a table stand, and what tells that one means a period.
_ABOVE = 6
_MEANT = re.compile(r"(?:19|20)\d{2}|[二〇○零一九]{4}年")
_NEXT = "请写成2024年、2024年上半年、2024年第1季度、2024年3月或2024-03-05。"


def tell(table: Table, grid: Grid, found: Problems) -> None:
    """Tell of every header and every cell of a period column whose period is not certain."""
    for column in table.columns:
        for text in column.label:
            if message := _message(text, dates.doubt(text, alone=False), column.period):
                found.add("period", (table.sheet, column.head), message, _NEXT)
    if "period" in table.roles:
        _tell_rows(table, grid, found)
    elif table.period is None and not any(column.period for column in table.columns):
        _tell_above(table, grid, found)


def _tell_above(table: Table, grid: Grid, found: Problems) -> None:
    """Tell of a title or a line 时间：… whose period has no code."""
    for r in range(max(0, table.header[0] - _ABOVE), table.header[0]):
        for c, text in enumerate(grid[r]):
            why = dates.doubt(clean(text), alone=False) if _MEANT.search(text) else None
            if why:
                found.add(
                    "period", (table.sheet, reference(r, c)), _message(text, why, None), _NEXT
                )
                return


def _tell_rows(table: Table, grid: Grid, found: Problems) -> None:
    year = (table.period or "")[:4]
    column = table.roles["period"]
    first: dict[str, int] = {}
    for text, r in firsts(grid, column, table.body).items():
        first.setdefault(clean(text), r)
    for text, cells in _told(table, grid, first).items():
        code, said = dates.of_row(table.roles, cells, year)
        why = dates.doubt(text) or (None if code else "认不出是什么期间")
        if said and (message := _message(said, why, code)):
            found.add("period", (table.sheet, reference(first[text], column)), message, _NEXT)


def _told(table: Table, grid: Grid, first: dict[str, int]) -> dict[str, dict[int, str]]:
    """Return, for texts and their rows, what stands in the columns that name periods."""
    columns = [table.roles[name] for name in ("period", "month", "quarter") if name in table.roles]
    texts = [words(grid, c, [*first.values()]) for c in columns]
    rows = (dict(zip(columns, row, strict=True)) for row in zip(*texts, strict=True))
    return dict(zip(first, rows, strict=True))


def _message(text: str, why: str | None, code: str | None) -> str | None:
    """Return what is said of a period; None where nothing is (第一季度 under a year)."""
    if why is None or (code and not why.startswith("按")):
        return None
    tail = "" if code else "，按年份未注明处理"
    return f"期间“{shown(text)}”{why}{tail}。"
