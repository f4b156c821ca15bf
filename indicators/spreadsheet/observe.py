"""Body cells to observations: one dict per cell, with its place, indicator, period and figure."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from indicators.spreadsheet import figures, labels, layout, units
from indicators.spreadsheet.biff import reference
from indicators.spreadsheet.labels import clean
from indicators.spreadsheet.layout import Grid
from indicators.spreadsheet.matching import Matcher
from indicators.spreadsheet.tables import Column, Table, subject

NATURES = ("实际值", "规定标准", "目标值", "个案")
_SCALED = re.compile(r"[万亿](?:多|余|左右|以上|以下|以内)?[)）]?$")
_PLAIN = re.compile(r"-?\d{1,15}(?:\.\d+)?")
_FORMULA = re.compile(r"[\s']*[=＝@](?![=＝]?\s*[\d０-９.]+\s*$)")
_PROSE = re.compile(r"[^\d０-９零〇一二三四五六七八九十百千万亿两半全几数分成]{12,}")
_MISSING = re.compile(r"空白|短横|破折号|省略号|^无|不适用|未|暂|缺|公式错误|斜杠")


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


@dataclass(frozen=True, slots=True)
class Reading:
    """A cell's text read under its column's unit and for its indicator's unit."""

    state: str
    lo: float | None
    hi: float | None
    lo_open: bool
    hi_open: bool
    flag: str | None
    unit: str | None
    reason: str | None
    factor: float | None
    rescaled: bool = False


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


@lru_cache(maxsize=65_536)
def reading(text: str, unit: str | None, wanted: str | None) -> Reading:
    """Read a cell under a printed unit; `factor` turns it into the wanted unit, None if it cannot.

    万 and 亿 are multiplied out by `figures.read`; under a unit that already counts in 万 the
    value is brought back to that unit and marked `rescaled`.
    """
    if _PLAIN.fullmatch(text):
        number = float(text)
        factor = units.factor(unit, wanted) if wanted else None
        return Reading("value", number, number, False, False, "=", unit, None, factor)
    if _PROSE.fullmatch(text) or _FORMULA.match(text):
        return Reading("unreadable", None, None, False, False, None, unit, "不是数", None)
    figure = figures.read(text)
    if figure.reason is not None:
        state = "missing" if _MISSING.search(figure.reason) else "unreadable"
        return Reading(state, None, None, False, False, None, unit, figure.reason, None)
    lo, hi, rescaled = figure.lo, figure.hi, False
    own = _own_unit(figure.unit, unit)
    scaled = figure.unit is None and _SCALED.search(clean(text)) is not None
    if scaled and unit and unit[0] in "万亿":
        size = 1e4 if unit[0] == "万" else 1e8
        lo, hi, rescaled = _divided(lo, size), _divided(hi, size), True
    printed = own
    if scaled and not unit and wanted and wanted[0] in "万亿":
        printed = wanted[1:]
    factor = units.factor(printed, wanted) if wanted else None
    ends = (figure.lo_open, figure.hi_open, figure.flag)
    return Reading("value", lo, hi, *ends, own, None, factor, rescaled)


def _divided(value: float | None, size: float) -> float | None:
    return None if value is None else float(f"{value / size:.15g}")


def _own_unit(own: str | None, column: str | None) -> str | None:
    """A cell's own unit wins; the column's 每月 or 每社区 still belongs to it."""
    if own is None or column is None:
        return own or column
    head, slash, tail = column.partition("/")
    if units.normalise(own) == units.normalise(head):
        return column
    return own + slash + tail if "/" not in own and own != "%" else own


def resolve(table: Table, grid: Grid, matcher: Matcher, within: str | None) -> list[Row]:
    """Match a table's columns in place and return what each of its body rows is about."""
    if table.orientation == "long":
        return []
    for column in table.columns:
        if not table.rows_are_items:
            column.indicator, column.match = matcher.indicator(_own_path(column, table))
    known = within or _common_parent(table, grid, matcher)
    parents = [""] * len(table.parents)
    rows = [_row(table, grid[r], matcher, known, parents) for r in table.body]
    for row in rows:
        if within is None and row.area == known and labels.row_kind(row.label) == "whole":
            row.area, row.kind = None, "unknown"
    return rows


def _common_parent(table: Table, grid: Grid, matcher: Matcher) -> str | None:
    """Return the area most row labels lie in, which then settles names several areas share."""
    if "label" not in table.roles or table.rows_are_items:
        return None
    names = {clean(grid[r][table.roles["label"]]) for r in table.body}
    areas = [area for name in names if (area := matcher.area(name))]
    parents = Counter(matcher.catalogue.areas[area].parent for area in areas)
    parent, count = parents.most_common(1)[0] if parents else (None, 0)
    return parent if count >= 3 and 2 * count > len(areas) else None


def _own_path(column: Column, table: Table) -> list[str]:
    """A column that names only a period measures what the title says."""
    if all(labels.is_period(part) for part in column.label):
        return [labels.split_unit(subject(table))[0]]
    return column.label


def _row(
    table: Table, cells: list[str], matcher: Matcher, within: str | None, parents: list[str]
) -> Row:
    for n, c in enumerate(table.parents):
        parents[n] = clean(cells[c]) or parents[n]
    for parent in parents:
        within = matcher.area(parent, within) or within
    role = table.roles
    label = clean(cells[role["label"]]) if "label" in role else ""
    row = Row(label, "unknown", None)
    row.period = labels.period(cells[role["period"]]) if "period" in role else None
    row.note = cells[role["note"]].strip() or None if "note" in role else None
    if table.rows_are_items:
        name, inline = labels.split_unit(label)
        row.unit = (clean(cells[role["unit"]]) if "unit" in role else None) or inline or table.unit
        row.indicator, _ = matcher.indicator([*(p for p in parents if p), name])
        row.kind = "part" if labels.row_kind(label) == "part" else "unknown"
    elif "period" in role and role.get("label") == role["period"]:
        row.area, row.kind = within, "area" if within else "unknown"
    else:
        row.area, row.kind = place(label, matcher, within)
    return row


def place(label: str, matcher: Matcher, within: str | None) -> tuple[str | None, str]:
    """Return the area and row kind of a clean row label; totals and parts are never places."""
    kind = labels.row_kind(label)
    if kind == "whole" and (area := matcher.area(label) or within):
        return area, "area"
    if kind == "whole":
        return None, "unknown"
    if kind == "part" and label[:1] in "#＃" and (area := matcher.area(label[1:], within)):
        return area, "area"
    if kind:
        return None, kind
    area = matcher.area(label, within)
    return area, "area" if area else "unknown"


def observations(
    table: Table, grid: Grid, rows: list[Row], matcher: Matcher, within: str | None
) -> Iterator[dict[str, Any]]:
    """Yield every body cell of a table as a dict, row by row."""
    if table.orientation == "long":
        yield from _long(table, grid, matcher, within)
        return
    wanted = {code: one.unit for code, one in matcher.catalogue.indicators.items()}
    plans = [_plan(column, table, matcher, within, wanted) for column in table.columns]
    for r, row in zip(table.body, rows, strict=True):
        cells = grid[r]
        for index, letters, label, unit, period, indicator, area in plans:
            indicator = row.indicator if table.rows_are_items else indicator  # noqa: PLW2901
            found = reading(cells[index], unit or row.unit, wanted.get(indicator or ""))
            yield vars(
                Observation(
                    f"{letters}{r + 1}",
                    row.label,
                    "area" if area and row.kind == "unknown" else row.kind,
                    area or row.area,
                    label,
                    found.unit,
                    period or row.period or table.period,
                    cells[index],
                    found.state,
                    found.lo,
                    found.hi,
                    found.flag,
                    found.reason,
                    found.lo_open,
                    found.hi_open,
                    indicator,
                    found.factor,
                    cells[index],
                    note=row.note,
                )
            )


def _plan(
    column: Column, table: Table, matcher: Matcher, within: str | None, wanted: dict[str, str]
) -> tuple[int, str, str, str | None, str | None, str | None, str | None]:
    area = None
    if table.rows_are_items:
        last = next((p for p in reversed(column.label) if not labels.is_period(p)), "")
        area = matcher.area(last, within) if last else within
    letters = reference(0, column.index)[:-1]
    label, unit = column.text, None if table.rows_are_items else column.unit
    return column.index, letters, label, unit, column.period, column.indicator, area


def _long(
    table: Table, grid: Grid, matcher: Matcher, within: str | None
) -> Iterator[dict[str, Any]]:
    wanted = {code: one.unit for code, one in matcher.catalogue.indicators.items()}
    letters = reference(0, table.roles["value"])[:-1]
    for r in table.body:
        get = {role: grid[r][c].strip() for role, c in table.roles.items()}
        label, item = clean(get["area"]), clean(get["indicator"])
        area, kind = place(label, matcher, within)
        indicator, _ = matcher.indicator([labels.split_unit(item)[0]])
        unit = get.get("unit") or labels.split_unit(item)[1] or table.unit
        found = reading(get["value"], unit, wanted.get(indicator or ""))
        period = labels.period(get["period"]) if get.get("period") else None
        nature = get.get("nature")
        yield vars(
            Observation(
                f"{letters}{r + 1}",
                label,
                kind,
                area,
                item,
                found.unit,
                period if "period" in get else table.period,
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
                *(get.get(role) or None for role in ("scope", "source", "section")),
                get.get("confidence") or None,
                get.get("note") or None,
            )
        )


def regions(grid: Grid, tables: list[Table], rows: dict[int, str]) -> dict[str, str]:
    """Return what each row is, by its number: title, note, header, unit, data, total or blank."""
    found = {r: "blank" if layout.kind(row) == "blank" else "note" for r, row in enumerate(grid)}
    for table in tables:
        for r in range(table.header[0]):
            if clean("".join(dict.fromkeys(grid[r]))) == table.title != "":
                found[r] = "title"
        found |= dict.fromkeys(table.header, "header") | dict.fromkeys(table.unit_rows, "unit")
        found |= {r: rows.get(r, "data") for r in table.body}
    return {str(r + 1): what for r, what in sorted(found.items())}


def scaled(cell: dict[str, Any], end: str) -> float | None:
    """Return one end of a value in the catalogue's unit."""
    return None if cell[end] is None else cell[end] * cell["factor"]


def value(cell: dict[str, Any]) -> tuple[Any, ...]:
    """Return what makes two values equal: both ends, in the catalogue's unit, and openness."""
    factor = cell["factor"] or 1.0
    ends = (None if cell[end] is None else round(cell[end] * factor, 9) for end in ("lo", "hi"))
    return (*ends, cell["lo_open"], cell["hi_open"])


def is_rescaled(cell: dict[str, Any]) -> bool:
    """Tell whether a cell repeated the 万 its unit already has."""
    unit, text = cell["unit"], cell["printed"]
    return bool(unit) and unit[0] in "万亿" and reading(text, unit, None).rescaled
