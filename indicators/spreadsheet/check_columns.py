"""The checks of `checks`, for a large table: candidates by column, then told cell by cell."""

from collections import defaultdict
from typing import Any

import numpy as np

from indicators.spreadsheet import checks
from indicators.spreadsheet.labels import is_period
from indicators.spreadsheet.matching import Matcher
from indicators.spreadsheet.observed import Observed
from indicators.spreadsheet.problems import PER_KIND, Problems
from indicators.spreadsheet.readings import Readings

_KINDS = ("unreadable", "formula", "change", "unit", "range", "rescaled")


def check(
    sheet: str,
    seen: Observed,
    columns: list[dict[str, Any]],
    matcher: Matcher,
    found: Problems,
    *,
    readings: Readings,
    rows_are_items: bool,
    heads: checks.Places,
    names: checks.Places,
) -> None:
    """Check one table's observations and its columns' matches, as `checks.check` does."""
    checks.close_columns(sheet, columns, matcher, found, heads)
    items = ("row_label", names) if rows_are_items else ("column_label", heads)
    strangers, more = _strangers(seen, items[1])
    checks.unknown_items(sheet, strangers, *items, found)
    found.told["indicator"] += more
    nowhere, more = _nowhere(seen)
    checks.unknown_rows(sheet, nowhere, matcher, found, names, rows_are_items=rows_are_items)
    found.told["area"] += 0 if rows_are_items else more
    _values(sheet, seen, matcher, found, readings)
    _jumps(sheet, seen, matcher, found)


def counts(seen: Observed) -> tuple[int, int]:
    """Return how many places the observations name and how many of them can be imported."""
    codes, listed = seen.coded("area")
    places = {one["area"] for one in seen.columns} | {listed[n] for n in np.unique(codes).tolist()}
    usable = 0
    for c, column in enumerate(seen.columns):
        cells = Values(seen, c, {})
        is_placed = (codes < len(listed) - 1) | bool(column["area"])
        is_usable = (cells.state == 0) & is_placed & ~np.isnan(cells.factor)
        usable += int(np.count_nonzero(is_usable))
    return len(places - {None}), usable


def _firsts(seen: Observed, name: str, among: Any) -> list[int]:
    """Return the first row of each distinct word of an attribute, among some rows."""
    codes, _ = seen.coded(name)
    rows = np.flatnonzero(among)
    return sorted(rows[np.unique(codes[rows], return_index=True)[1]].tolist())


def _unknown(seen: Observed, name: str) -> Any:
    codes, listed = seen.coded(name)
    return codes == len(listed) - 1


def _strangers(seen: Observed, places: checks.Places) -> tuple[list[dict[str, Any]], int]:
    """Return the first cell of labels without an indicator, and how many labels are left out."""
    width = len(seen.columns)
    if not seen.has("indicator"):
        return [seen[c] for c, one in enumerate(seen.columns) if one["indicator"] is None], 0
    label = "column_label" if seen.has("column_label") else "row_label"
    codes, listed = seen.coded(label)
    rows: dict[str, int] = {}
    for r in _firsts(seen, label, _unknown(seen, "indicator")):
        word = listed[codes[r]]
        rows.setdefault(places[word][0] if word in places else word, r)
    first = [*rows.values()]
    return [seen[r * width] for r in first[:PER_KIND]], len(first[PER_KIND:])


def _nowhere(seen: Observed) -> tuple[list[dict[str, Any]], int]:
    """Return the first cell of row labels without a place, and how many are left out."""
    width = len(seen.columns)
    first = next((c for c, one in enumerate(seen.columns) if not one["area"]), None)
    if first is None:
        return [], 0
    kinds, listed = seen.coded("row_kind")
    unknown = kinds == listed.index("unknown") if "unknown" in listed else kinds < 0
    codes, words = seen.coded("row_label")
    rows = _firsts(seen, "row_label", unknown & _unknown(seen, "area"))
    nameless = [r for r in rows if not words[codes[r]] or is_period(words[codes[r]])]
    named = sorted(set(rows) - set(nameless))
    shown = sorted(nameless[:1] + named[:PER_KIND])
    return [seen[r * width + first] for r in shown], len(named[PER_KIND:])


class Values:
    """A column's cells as arrays: ends in the catalogue's unit, whether it is a known value."""

    def __init__(self, seen: Observed, column: int, indicators: dict[str, int]) -> None:
        """Look every reading up once; `indicators` gives each code its number, -1 is unknown."""
        about = seen.columns[column]
        values, reads = seen.values(column), seen.reads(column)
        codes, listed = seen.coded("indicator")
        own = [about["indicator"]] if not seen.has("indicator") else listed
        known = np.array([indicators.get(code or "", -1) for code in own], np.int32)
        self.indicator = known[codes]
        factor = about["factor"] if not seen.has("factor") else None
        factors = np.full(len(values), np.nan if factor is None else factor)
        if seen.has("factor"):
            factors = seen.frame["factor"].to_numpy().astype(np.float64)
        self.lo, self.hi, self.factor = values, values, factors
        self.state = np.zeros(len(values), np.int8)
        self.reads = reads
        if reads is not None:
            self._read(seen.readings, reads)
        self.is_value = (self.state == 0) & (self.indicator >= 0)

    def _read(self, readings: list[dict[str, Any]], reads: Any) -> None:
        odd = reads > 0
        which = reads[odd] - 1

        def filled(plain: Any, name: str) -> Any:
            told = np.array([np.nan if r[name] is None else r[name] for r in readings], np.float64)
            whole = plain.copy()
            whole[odd] = told[which]
            return whole

        self.lo, self.hi = filled(self.lo, "lo"), filled(self.hi, "hi")
        self.factor = filled(self.factor, "factor")
        states = np.array([_state(one) for one in readings], np.int8)
        self.state[odd] = states[which]


def _state(reading: dict[str, Any]) -> int:
    """Return 0 for a value, 1 unreadable, 2 without value by its formula, 3 otherwise missing."""
    if reading["state"] == "value":
        return 0
    if reading["state"] == "unreadable":
        return 1
    return 2 if reading["reason"] in checks.FORMULAS else 3


def _values(
    sheet: str, seen: Observed, matcher: Matcher, found: Problems, readings: Readings
) -> None:
    """Tell the first cells of every kind of problem in order; the others are counted."""
    places: dict[str, list[Any]] = defaultdict(list)
    bounds = [*checks.plausible(matcher).values(), (-np.inf, np.inf)]
    low, high = np.array(bounds).T
    numbers = {code: n for n, code in enumerate(matcher.catalogue.indicators)}
    for c in range(len(seen.columns)):
        cells = Values(seen, c, numbers)
        ends = cells.lo * cells.factor, cells.hi * cells.factor
        beyond = (ends[0] < low[cells.indicator]) | (ends[1] > high[cells.indicator])
        masks = {
            "unreadable": cells.state == 1,
            "formula": cells.state == 2,
            "change": (cells.state == 0) & _changes(seen, c, cells.reads),
            "unit": cells.is_value & np.isnan(cells.factor),
            "range": cells.is_value & beyond,
            "rescaled": cells.is_value & _rescaled(seen, c, cells, readings),
        }
        for kind, mask in masks.items():
            places[kind].append(np.flatnonzero(mask) * len(seen.columns) + c)
    told = {kind: np.sort(np.concatenate(places[kind])) for kind in _KINDS}
    shown = sorted({place for some in told.values() for place in some[:PER_KIND].tolist()})
    before = {kind: found.told[kind] for kind in _KINDS}
    for _ in checks.check_values(sheet, (seen[n] for n in shown), matcher, found, readings):
        pass
    for kind in _KINDS:
        found.told[kind] = before[kind] + len(told[kind])


def _rescaled(seen: Observed, column: int, cells: Values, readings: Readings) -> Any:
    """Tell which cells repeat the 万 of their unit; asked once for every reading."""
    nothing = np.zeros(seen.frame.num_rows, np.bool_)
    if cells.reads is None:
        return nothing
    width = len(seen.columns)
    some, first = np.unique(cells.reads, return_index=True)
    is_rescaled = np.zeros(len(seen.readings) + 1, np.bool_)
    for n, row in zip(some.tolist(), first.tolist(), strict=True):
        if n and checks.may_rescale(seen.readings[n - 1]["text"]):
            is_rescaled[n] = checks.is_rescaled(seen[row * width + column], readings)
    return is_rescaled[cells.reads]


def _changes(seen: Observed, column: int, reads: Any) -> Any:
    """Tell which cells say by how much something changed under headings that ask how much."""
    says = np.array([False, *(checks.says_change(one["text"]) for one in seen.readings)])
    if reads is None or not says.any():
        return np.zeros(seen.frame.num_rows, np.bool_)
    asked = np.full(seen.frame.num_rows, checks.asks_change(seen.columns[column]["label"] or ""))
    for name in ("row_label", "column_label"):
        codes, listed = seen.coded(name)
        asked |= np.array([checks.asks_change(word or "") for word in listed])[codes]
    return says[reads] & ~asked


def _jumps(sheet: str, seen: Observed, matcher: Matcher, found: Problems) -> None:
    """Name a value ten times its nearest neighbour in its group, groups in order of appearance."""
    numbers = {code: n for n, code in enumerate(matcher.catalogue.indicators)}
    groups: dict[tuple[int, int], list[tuple[Any, Any, int]]] = defaultdict(list)
    periods: dict[str | None, int] = {}
    for c in range(len(seen.columns)):
        for key, part in _grouped(seen, c, matcher, numbers, periods):
            groups[key].append(part)
    for parts in sorted(groups.values(), key=lambda parts: min(first for *_, first in parts)):
        values = np.concatenate([values for values, _, _ in parts])
        if len(values) >= 4:
            _tell(sheet, seen, values, np.concatenate([places for _, places, _ in parts]), found)


def _tell(sheet: str, seen: Observed, values: Any, places: Any, found: Problems) -> None:
    ends = np.partition(values, (0, 1, len(values) - 2, len(values) - 1))
    low, high = ends[0] * 10 <= ends[1], ends[-2] * 10 <= ends[-1]
    if not low and not high:
        return
    middle = float(np.median(values))
    if low:
        checks.tell_jump(sheet, seen[int(places[np.argmin(values)])], middle, found)
    if high:
        checks.tell_jump(sheet, seen[int(places[np.argmax(values)])], middle, found)


def _grouped(
    seen: Observed,
    column: int,
    matcher: Matcher,
    numbers: dict[str, int],
    periods: dict[str | None, int],
) -> Any:
    """Yield a column's values above zero by (indicator, period and level), with their places."""
    cells = Values(seen, column, numbers)
    levels, level_codes = _levels(seen, column, matcher)
    codes, listed = seen.periods(column)
    period = np.array([periods.setdefault(one, len(periods)) for one in listed], np.int64)[codes]
    group = (period * len(levels) + level_codes) * len(numbers) + cells.indicator
    is_in = cells.is_value & ~np.isnan(cells.factor) & (level_codes > 0)
    rows = np.flatnonzero(is_in)
    with np.errstate(invalid="ignore"):
        positive = cells.lo[rows] > 0
    scaled = cells.lo[rows] * cells.factor[rows]
    keys, starts, which = np.unique(group[rows], return_index=True, return_inverse=True)
    for n, key in enumerate(keys.tolist()):
        chosen = positive & (which == n) if len(keys) > 1 else positive
        places = rows[chosen] * len(seen.columns) + column
        yield key, (scaled[chosen], places, int(rows[starts[n]]) * len(seen.columns) + column)


def _levels(seen: Observed, column: int, matcher: Matcher) -> tuple[list[str], Any]:
    """Return the levels there are, and each row's as a code; 0: no place counts in this column."""
    areas = matcher.catalogue.areas
    levels = ["", *dict.fromkeys(area.level for area in areas.values())]
    kinds, listed = seen.coded("row_kind")
    own = seen.columns[column]["area"]
    is_area = np.array([one == "area" or bool(own and one == "unknown") for one in listed])[kinds]
    codes, places = seen.coded("area")
    known = [own or place for place in places]
    found = np.array([levels.index(areas[one].level) if one else 0 for one in known])[codes]
    return levels, np.where(is_area, found, 0)
