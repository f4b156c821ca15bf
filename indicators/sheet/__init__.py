"""The sheet view: a previewed sheet drawn cell by cell, with what each cell was read as.

`model` turns a preview document into plain data; HTML, JS and CSS are the parts of the browser
component that draws it. Nothing here knows the page: whoever mounts the component adds `focus`
(a reference like G10, or a column like J) and, through `offer`, the indicators and units to choose
from. The component answers with three triggers: `cell`, a reference, `mapping`, an object of
`column` and `indicator` (None means the column is not imported), and `unit`, an object of `column`
and `unit`.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from indicators.sheet import cells, columns
from indicators.sheet.grid import SPILLING, Grid, Spot, corners, inside, lay, letter, spot

HTML = '<div class="sheet"></div>\n'
JS = (Path(__file__).parent / "sheet.js").read_text("utf-8")
CSS = (Path(__file__).parent / "sheet.css").read_text("utf-8")

LEGEND = {
    "converted": "点线＝按箭头后的数写入",
    "warning": "!＝请核对",
    "unreadable": "×＝读不出数",
    "total": "删除线＝小计合计，不当作地区写入",
}
NUMERIC = re.compile(r"[+-]?[\d,]*\.?\d+%?")

Record = dict[str, Any]


@dataclass(frozen=True)
class _Page:
    """All that is known of one sheet: layout, mapping and side by column, findings by spot."""

    grid: Grid
    maps: list[columns.Mapping]
    sides: list[str]
    seen: dict[Spot, Record]
    problems: dict[Spot, list[Record]]
    names: dict[str, str]


def model(document: Record, sheet_index: int, names: dict[str, str]) -> Record:
    """Turn one sheet of a preview document into what the browser draws.

    `names` gives the Chinese name of every indicator and area code. The result holds `sheet`,
    `columns` (letter, width in pixels, mapping), `rows` (number, region, word, cells), `legend`,
    `foot` (lines below the table), `options` and `focus`. Texts of cells are passed on as data,
    unchanged. At most 300 rows by 60 columns are drawn; `foot` tells what was left out.
    """
    sheets = document.get("sheets") or []
    if not 0 <= sheet_index < len(sheets):
        return _drawing("", [], [], ["没有可画的工作表。"])
    sheet = sheets[sheet_index]
    tables = [
        table | {"observations": _drawn(table, len(sheet["rows"]))}
        for table in document.get("tables", [])
        if table["sheet"] == sheet["name"]
    ]
    grid = lay(sheet, _reach(tables))
    across = range(grid.width)
    page = _Page(
        grid,
        [columns.mapping(grid, column, tables, names) for column in across],
        [columns.sided(grid, column) for column in across],
        _seen(tables),
        _problems(document, sheet, grid),
        names,
    )
    rows = [_row(page, row) for row in range(len(grid.rows))]
    return _drawing(sheet["name"], _columns(page, rows), rows, _foot(sheet, grid))


def _drawn(table: Record, rows: int) -> list[Record]:
    """Return the observations of the rows that are drawn; they stand row by row."""
    return table["observations"][: rows * max(1, len(table["columns"]))]


def offer(drawing: Record, options: list[Record], units: dict[str, list[str]]) -> Record:
    """Let the reader choose for every column that holds numbers; returns a new drawing.

    An option is `{"indicator": code, "name": text}`, optionally with `group` (a theme); `units`
    gives the units an indicator can come in, by its code.
    """
    offered = [_offered(column, units) for column in drawing["columns"]]
    return {**drawing, "columns": offered, "options": options}


def _offered(column: Record, units: dict[str, list[str]]) -> Record:
    if not column["values"]:
        return column
    known, printed = units.get(column["indicator"] or "", []), column["unit"]
    here = [printed] if known and printed and printed not in known else []
    return {**column, "options": True, "units": here + known}


def _drawing(name: str, drawn: list[Record], rows: list[Record], foot: list[str]) -> Record:
    shown = {kind for row in rows for cell in row["cells"] for kind in _kinds(cell)}
    legend = [text for kind, text in LEGEND.items() if kind in shown]
    return {
        "sheet": name,
        "columns": drawn,
        "rows": rows,
        "legend": legend,
        "foot": foot,
        "options": [],
        "focus": None,
    }


def _kinds(cell: Record) -> set[str]:
    struck = {"total"} if cell.get("struck") and cell["text"] else set()
    return struck | {cell["state"]} | ({"converted"} if cell.get("arrow") else set())


def _reach(tables: list[Record]) -> tuple[int, int]:
    """Rows and columns up to which the reader found tables or observations."""
    spots = [
        found for table in tables for one in table["observations"] if (found := spot(one["cell"]))
    ]
    spots += [ends[1] for table in tables if (ends := corners(table.get("range") or ""))]
    rows, across = zip((-1, -1), *spots, strict=True)
    return max(rows) + 1, max(across) + 1


def _seen(tables: list[Record]) -> dict[Spot, Record]:
    return {
        found: one
        for table in tables
        for one in table["observations"]
        if (found := spot(one["cell"]))
    }


def _problems(document: Record, sheet: Record, grid: Grid) -> dict[Spot, list[Record]]:
    found: dict[Spot, list[Record]] = defaultdict(list)
    for problem in document.get("problems", []):
        if problem.get("sheet") == sheet["name"] and problem.get("cell"):
            for at in inside(problem["cell"], len(grid.rows), grid.width):
                found[at].append(problem)
    return found


def _row(page: _Page, row: int) -> Record:
    grid = page.grid
    free = [at for column in range(grid.width) if (at := (row, column)) not in grid.covered]
    return {
        "number": row + 1,
        "region": grid.regions[row],
        "word": grid.word(row),
        "starts": grid.starts(row),
        "cells": [_cell(page, at) for at in free],
    }


def _cell(page: _Page, at: Spot) -> Record:
    region, text, seen = page.grid.regions[at[0]], page.grid.text(at), page.seen.get(at)
    problems, reference = page.problems.get(at, []), f"{letter(at[1])}{at[0] + 1}"
    struck = region == "total" or cells.passed_over(seen)
    heard = None if struck or page.maps[at[1]]["kind"] == "skip" else seen
    state = cells.state(heard, problems)
    name = page.names.get((seen or {}).get("indicator") or "", "")
    rows, across = page.grid.spans.get(at, (1, 1))
    drawn = {
        "text": text,
        "mark": cells.MARKS.get(state, ""),
        "arrow": _arrow(heard, page.maps[at[1]], text),
        "struck": struck,
        "title": cells.tooltip(reference, text, seen, problems, name) if seen or problems else "",
        "rows": rows if rows > 1 else 0,
        "columns": across if across > 1 else 0,
    }
    side = _side(page, at, seen)
    kept = {key: value for key, value in drawn.items() if value}
    place = {"ref": reference, "at": at[1], "region": region}
    return {**place, "state": state, "side": side, "text": "", **kept}


def _arrow(heard: Record | None, mapping: Record, text: str) -> str:
    """Write the arrow, except in an empty cell of a column that nobody decided about yet."""
    return cells.arrow(heard) if text.strip() or mapping["indicator"] else ""


def _side(page: _Page, at: Spot, seen: Record | None) -> str:
    region = page.grid.regions[at[0]]
    if seen or (region in {"data", "total"} and NUMERIC.fullmatch(page.grid.text(at).strip())):
        return "right"
    if region in SPILLING:
        return "left" if at in page.grid.spilled else "center"
    return page.sides[at[1]] if region in {"data", "blank"} else "center"


def _columns(page: _Page, rows: list[Record]) -> list[Record]:
    drawn: dict[int, list[Record]] = defaultdict(list)
    for cell in (cell for row in rows for cell in row["cells"]):
        drawn[cell["at"]].append(cell)
    return [
        {"letter": letter(at), "width": columns.width(drawn[at], mapping["text"]), **mapping}
        for at, mapping in enumerate(page.maps)
    ]


def _foot(sheet: Record, grid: Grid) -> list[str]:
    rows = max(grid.extent[0], sheet.get("row_count") or 0) - len(grid.rows)
    left = [f"{rows}行"] * (rows > 0)
    left += [f"{grid.extent[1] - grid.width}列"] * (grid.extent[1] > grid.width)
    foot = [f"还有{'、'.join(left)}已读入，这里没有画出。"] if left else []
    return foot + ["这张工作表在原文件里是隐藏的。"] * bool(sheet.get("hidden"))
