"""Where the cells of a drawn sheet are: references, spans, sizes, and which row is what."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

ROWS, COLUMNS = 300, 60
WORDS = {"title": "标题", "header": "表头", "unit": "单位", "data": "数据", "total": "不入"}
SPILLING = {"title", "note"}
REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")

Spot = tuple[int, int]
Span = tuple[int, int]


def letter(column: int) -> str:
    """Name the zero-based column as spreadsheets do: 0 is A, 26 is AA."""
    name = ""
    while column >= 0:
        column, rest = divmod(column, 26)
        name, column = chr(65 + rest) + name, column - 1
    return name


def index(letters: str) -> int:
    """Zero-based number of a column name, the inverse of `letter`."""
    number = 0
    for character in letters:
        number = number * 26 + ord(character) - 64
    return number - 1


def spot(reference: str) -> Spot | None:
    """Zero-based (row, column) of a reference like G10; None when it is not one cell."""
    match = REFERENCE.fullmatch(reference.strip().upper())
    return (int(match[2]) - 1, index(match[1])) if match and int(match[2]) else None


def corners(area: str) -> tuple[Spot, Spot] | None:
    """First and last spot of a range like A1:C3, in order; one cell is a range as well."""
    ends = [spot(end) for end in area.split(":")]
    if not 1 <= len(ends) <= 2 or None in ends:
        return None
    rows, columns = zip(*(end for end in ends if end), strict=True)
    return (min(rows), min(columns)), (max(rows), max(columns))


def inside(area: str, height: int, width: int) -> Iterator[Spot]:
    """Every spot of a range that lies in the first `height` rows and `width` columns."""
    found = corners(area)
    if found:
        (top, left), (bottom, right) = found
        for row in range(top, min(bottom + 1, height)):
            for column in range(left, min(right + 1, width)):
                yield row, column


@dataclass(frozen=True)
class Grid:
    """A sheet's drawn part: texts by row, region by row, spans by anchor, spots they cover."""

    rows: list[list[str]]
    regions: list[str]
    width: int
    spans: dict[Spot, Span] = field(default_factory=dict)
    covered: set[Spot] = field(default_factory=set)
    spilled: set[Spot] = field(default_factory=set)
    extent: Span = (0, 0)

    def text(self, at: Spot) -> str:
        """Return the text at a spot as the workbook shows it; empty outside the sheet."""
        row, column = at
        cells = self.rows[row] if row < len(self.rows) else []
        return cells[column] if column < len(cells) else ""

    def word(self, row: int) -> str:
        """Region word of the gutter, only on the first row of a run of equal words."""
        word = self._word(row)
        return word if not row or word != self._word(row - 1) else ""

    def starts(self, row: int) -> bool:
        """Tell whether the row begins another region than the row above."""
        return row > 0 and self.regions[row] != self.regions[row - 1]

    def _word(self, row: int) -> str:
        if self.regions[row] != "note":
            return WORDS.get(self.regions[row], "")
        return "附注" if {"header", "data"} & set(self.regions[:row]) else "说明"


def lay(sheet: dict[str, Any], reach: Span) -> Grid:
    """Lay a preview sheet out for drawing.

    `reach` is (rows, columns) up to which the reader found something beyond the texts of
    the sheet; the grid is trimmed to what holds anything and to 300 rows by 60 columns.
    """
    extent = _extent(sheet, reach)
    height, width = min(extent[0], len(sheet["rows"]), ROWS), min(extent[1], COLUMNS)
    regions = [sheet["regions"].get(str(row + 1), "blank") for row in range(height)]
    grid = Grid(sheet["rows"][:height], regions, width, extent=extent)
    for merge in sheet.get("merges", []):
        _merge(grid, merge)
    for row in range(height):
        if regions[row] in SPILLING:
            _spill(grid, row)
    return grid


def _extent(sheet: dict[str, Any], reach: Span) -> Span:
    filled = [
        (row, column)
        for row, cells in enumerate(sheet["rows"], 1)
        for column, text in enumerate(cells, 1)
        if text.strip()
    ]
    rows, columns = zip(reach, *filled, strict=True)
    return max(rows), max(columns)


def _merge(grid: Grid, area: str) -> None:
    spots = list(inside(area, len(grid.rows), grid.width))
    if len(spots) > 1 and not any(at in grid.covered or at in grid.spans for at in spots):
        (top, left), (bottom, right) = spots[0], spots[-1]
        grid.spans[top, left] = bottom - top + 1, right - left + 1
        grid.covered.update(spots[1:])


def _spill(grid: Grid, row: int) -> None:
    """Let an unmerged title or note run over the empty cells beside it, as spreadsheets do."""
    for column in range(grid.width):
        at = row, column
        if grid.text(at).strip() and at not in grid.spans and at not in grid.covered:
            grid.spilled.add(at)
            free = _free(grid, row, column + 1)
            if free:
                grid.spans[at] = 1, 1 + free
                grid.covered.update((row, column + 1 + step) for step in range(free))


def _free(grid: Grid, row: int, start: int) -> int:
    for column in range(start, grid.width):
        at = row, column
        if grid.text(at).strip() or at in grid.spans or at in grid.covered:
            return column - start
    return grid.width - start
