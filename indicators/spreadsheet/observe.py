"""Body cells to observations: one dict per cell, with its place, indicator, period and figure."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from indicators.spreadsheet import dates, labels
from indicators.spreadsheet.cells import column_letters
from indicators.spreadsheet.document import NATURES
from indicators.spreadsheet.labels import clean
from indicators.spreadsheet.matching import Matcher
from indicators.spreadsheet.readings import Readings
from indicators.spreadsheet.rows import Grid, words
from indicators.spreadsheet.tables import Column, Table, is_undescribed, subject

Cells = dict[int, str]


@dataclass
class Observation:
    """One body cell. Without slots on purpose: `vars()` then shares its keys with all others."""

    cell: str
    row_label: str
    row_kind: str
    area: str | None
    column_label: str
    unit: str | None
    period: str | None
    raw: str
    state: str
    lo: float | None
    hi: float | None
    flag: str | None
    reason: str | None
    lo_open: bool
    hi_open: bool
    indicator: str | None
    factor: float | None
    printed: str
    nature: str | None = None
    scope: str | None = None
    source: str | None = None
    section: str | None = None
    confidence: str | None = None
    note: str | None = None


@dataclass(slots=True)
class Row:
    """What a body row is about: its label, kind, area and, where rows carry them, the rest."""

    label: str
    kind: str
    area: str | None
    unit: str | None = None
    period: str | None = None
    indicator: str | None = None
    note: str | None = None
    undated: bool = False


def resolve(table: Table, grid: Grid, matcher: Matcher, within: str | None) -> list[Row]:
    """Match a table's columns in place and return what each of its body rows is about."""
    if table.orientation == "long":
        return []
    for column in table.columns:
        if not table.rows_are_items:
            column.indicator, column.match = matcher.indicator(_own_path(column, table))
    known = within or _common_parent(table, grid, matcher)
    parents = [""] * len(table.parents)
    rows = [_row(table, cells, matcher, known, parents) for cells in _told(table, grid)]
    beside = any(row.kind == "area" and labels.row_kind(row.label) != "whole" for row in rows)
    for row in rows:
        if labels.row_kind(row.label) == "whole" and (beside or within is None):
            row.area, row.kind = None, "total" if beside else "unknown"
    return rows


def _told(table: Table, grid: Grid) -> Iterator[Cells]:
    """Yield what stands in the columns that tell what a row is about, for each body row."""
    columns = [*table.parents, *table.roles.values()]
    texts = [words(grid, c, table.body) for c in columns]
    yield from (dict(zip(columns, row, strict=True)) for row in zip(*texts, strict=True))
    if not columns:
        yield from ({} for _ in table.body)


def _common_parent(table: Table, grid: Grid, matcher: Matcher) -> str | None:
    """Return the area most row labels lie in, which then settles names several areas share."""
    if "label" not in table.roles or table.rows_are_items:
        return None
    names = set(map(clean, words(grid, table.roles["label"], table.body)))
    areas = [area for name in names if (area := matcher.area(name))]
    parents = Counter(matcher.catalogue.areas[area].parent for area in areas)
    parent, count = parents.most_common(1)[0] if parents else (None, 0)
    return parent if count >= 3 and 2 * count > len(areas) else None


def _own_path(column: Column, table: Table) -> list[str]:
    """Return a column's label path; one that names only a period measures what the title says."""
    if column.label and is_undescribed(column):
        return [labels.split_unit(subject(table))[0]]
    return column.label


def _row(
    table: Table, cells: Cells, matcher: Matcher, within: str | None, parents: list[str]
) -> Row:
    for n, c in enumerate(table.parents):
        parents[n] = clean(cells[c]) or parents[n]
    for parent in parents:
        within = matcher.area(parent, within) or within
    role = table.roles
    label = clean(cells[role["label"]]) if "label" in role else ""
    label = label or next((text for c in reversed(table.parents) if (text := clean(cells[c]))), "")
    row = Row(label, "unknown", None)
    if "period" in role:
        row.period, words = dates.of_row(role, cells, (table.period or "")[:4])
        row.undated = row.period is None and words != ""
    row.note = cells[role["note"]].strip() or None if "note" in role else None
    if table.rows_are_items:
        name, inline = labels.split_unit(label)
        row.unit = (clean(cells[role["unit"]]) if "unit" in role else None) or inline or table.unit
        if labels.is_period(label):
            row.indicator, _ = matcher.indicator([labels.split_unit(subject(table))[0]])
        else:
            row.indicator, _ = matcher.indicator([*(p for p in parents if p), name])
        row.kind = "part" if labels.row_kind(label) == "part" else "unknown"
    elif "period" in role and role.get("label") == role["period"]:
        row.area, row.kind = within, "area" if within else "unknown"
    else:
        row.area, row.kind = matcher.place(label, within)
    return row


def observations(
    table: Table,
    grid: Grid,
    rows: list[Row],
    matcher: Matcher,
    *,
    readings: Readings,
    within: str | None,
) -> Iterator[dict[str, Any]]:
    """Yield every body cell of a table as a dict, row by row.

    Raises RefusalError where `Readings` does.
    """
    wanted = {code: one.unit for code, one in matcher.catalogue.indicators.items()}
    if table.orientation == "long":
        yield from _long(table, grid, matcher, readings, within)
        return
    plans = [plan(column, table, matcher, within) for column in table.columns]
    for r, row in zip(table.body, rows, strict=True):
        cells = grid[r]
        number = str(r + 1)
        for one in plans:
            text = cells[one.index]
            indicator = row.indicator if table.rows_are_items else one.indicator
            found = readings.read(text, one.unit or row.unit, wanted.get(indicator or ""))
            yield vars(
                Observation(
                    one.letters + number,
                    row.label,
                    "area" if one.area and row.kind == "unknown" else row.kind,
                    one.area or row.area,
                    one.label,
                    found.unit,
                    one.period
                    or row.period
                    or (None if one.undated or row.undated else table.period),
                    text,
                    found.state,
                    found.lo,
                    found.hi,
                    found.flag,
                    found.reason,
                    found.lo_open,
                    found.hi_open,
                    indicator,
                    found.factor,
                    text,
                    note=row.note,
                )
            )


@dataclass(slots=True)
class Plan:
    """What every cell of a column has in common."""

    index: int
    letters: str
    label: str
    unit: str | None
    period: str | None
    indicator: str | None
    area: str | None
    undated: bool


def plan(column: Column, table: Table, matcher: Matcher, within: str | None) -> Plan:
    """Return what every cell of a column has in common."""
    area = unit = None
    if table.rows_are_items:
        last = next((p for p in reversed(column.label) if not labels.is_period(p)), "")
        area = matcher.area(last, within) if last else within
    else:
        unit = column.unit
    letters = column_letters(column.index)
    return Plan(
        column.index,
        letters,
        column.text,
        unit,
        column.period,
        column.indicator,
        area,
        column.undated,
    )


def _long(
    table: Table, grid: Grid, matcher: Matcher, readings: Readings, within: str | None
) -> Iterator[dict[str, Any]]:
    letters = column_letters(table.roles["value"])
    # where every figure names its own document, 全国 is a place like any other
    beside = "source" not in table.roles and any(
        matcher.area(clean(grid[r][table.roles["area"]])) for r in table.body
    )
    for r in table.body:
        get = {role: grid[r][c].strip() for role, c in table.roles.items()}
        area, kind = matcher.place(clean(get["area"]), within)
        if beside and labels.row_kind(clean(get["area"])) == "whole":
            area, kind = None, "total"
        found = _long_cell(f"{letters}{r + 1}", get, table, matcher, readings)
        yield vars(found) | {"area": area, "row_kind": kind}


def _long_cell(
    cell: str,
    get: dict[str, str],
    table: Table,
    matcher: Matcher,
    readings: Readings,
) -> Observation:
    item, inline = labels.split_unit(get["indicator"])
    indicator, _ = matcher.indicator([item])
    wanted = matcher.catalogue.indicators[indicator].unit if indicator else None
    unit = clean(get.get("unit", "")) or inline or table.unit
    found = readings.read(get["value"], unit, wanted, get.get("raw", ""))
    nature = get.get("nature")
    return Observation(
        cell,
        clean(get["area"]),
        "unknown",
        None,
        clean(get["indicator"]),
        found.unit,
        dates.dated(clean(get["period"]), (table.period or "")[:4])
        if "period" in get
        else table.period,
        get.get("raw") or get["value"],
        found.state,
        found.lo,
        found.hi,
        found.flag,
        found.reason,
        found.lo_open,
        found.hi_open,
        indicator,
        found.factor,
        get["value"],
        nature if nature in NATURES else None,
        *(get.get(role) or None for role in ("scope", "source", "section", "confidence", "note")),
    )
