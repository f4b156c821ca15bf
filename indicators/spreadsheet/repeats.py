"""Two values for one key across the tables of a file, when some of them are large.

Keys become numbers, so that only the cells which differ from the first of their key are looked at
one by one; `conflicts.duplicates` then tells them.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np

from indicators.spreadsheet import conflicts
from indicators.spreadsheet.check_columns import Values
from indicators.spreadsheet.document import NATURES
from indicators.spreadsheet.observed import Observed
from indicators.spreadsheet.problems import PER_KIND, Problems

_KEY = ("scope", "source", "section")
Table = tuple[str, Sequence[dict[str, Any]]]


def duplicates(tables: list[Table], indicators: Sequence[str], found: Problems) -> None:
    """Name two cells that give different values for one key inside one file."""
    keyed = _Keyed(indicators, tables)
    for number, (_, cells) in enumerate(tables):
        if isinstance(cells, Observed):
            keyed.add_columns(number, cells)
        else:
            keyed.add_cells(number, cells)
    pairs = sorted(pair for group in keyed.groups.values() for pair in _differing(group))
    shown = {place for place, first in pairs[:PER_KIND] for place in (place, first)}
    some = [
        (sheet, [cells[place] for of, place in sorted(shown) if of == number])
        for number, (sheet, cells) in enumerate(tables)
    ]
    before = found.told["duplicate"]
    conflicts.duplicates(some, found)
    found.told["duplicate"] = before + len(pairs)
    if not found.told["duplicate"]:
        del found.told["duplicate"]


class _Keyed:
    """Every value of a known indicator and place, by indicator: key, place and what it says."""

    def __init__(self, indicators: Sequence[str], tables: list[Table]) -> None:
        self.numbers = {code: n for n, code in enumerate(indicators)}
        self.groups: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
        self._codes: dict[str, dict[Any, int]] = defaultdict(dict)
        self._uses = Counter(code for _, cells in tables for code in _indicators(cells))

    def _code(self, kind: str, word: Any) -> int:
        return self._codes[kind].setdefault(word, len(self._codes[kind]))

    def _key(self, area: Any, period: Any, meaning: tuple[Any, ...]) -> int:
        """Return a number for a key: 24 bits of place, 20 of period, the rest of meaning."""
        codes = self._code("area", area), self._code("period", period), self._code("", meaning)
        return codes[0] | codes[1] << 24 | codes[2] << 44

    def add_cells(self, table: int, cells: Sequence[dict[str, Any]]) -> None:
        """Add the cells of a small table."""
        for place, cell in enumerate(cells):
            if cell["indicator"] and cell["area"] and cell["state"] == "value":
                meaning = (*(cell[name] for name in _KEY), cell["nature"] or NATURES[0])
                key = self._key(cell["area"], cell["period"], meaning)
                ends = [np.nan if cell[end] is None else cell[end] for end in ("lo", "hi")]
                opens = [[cell["lo_open"], cell["hi_open"]]]
                said = _said(*(np.array([end]) for end in ends), cell["factor"] or 1.0, opens)
                found = np.array([key]), np.array([table]), np.array([place]), said
                self.groups[self.numbers[cell["indicator"]]].append(found)

    def add_columns(self, table: int, seen: Observed) -> None:
        """Add the columns of a large table that may repeat something."""
        width = len(seen.columns)
        known: dict[tuple[Any, ...], tuple[Any, bool]] = {}
        for c, column in enumerate(seen.columns):
            shared = column["area"], column["period"], column["undated"]
            if shared not in known:
                known[shared] = self._row_keys(seen, c)
            keys, is_unique = known[shared]
            if is_unique and not seen.has("indicator") and self._uses[column["indicator"]] < 2:
                continue
            cells = Values(seen, c, self.numbers)
            areas, listed = seen.coded("area")
            placed = np.array([bool(column["area"] or one) for one in listed])[areas]
            rows = np.flatnonzero(cells.is_value & placed)
            factors = np.where(np.isnan(cells.factor), 1.0, cells.factor)[rows]
            said = _said(cells.lo[rows], cells.hi[rows], factors, _opens(seen, cells.reads, rows))
            of, places = np.full(len(rows), table), rows * width + c
            for number in np.unique(cells.indicator[rows]).tolist():
                own = cells.indicator[rows] == number
                found = keys[rows][own], of[own], places[own], said[own]
                self.groups[number].append(found)

    def _row_keys(self, seen: Observed, c: int) -> tuple[Any, bool]:
        """Return each row's key in a column, and whether no placed row shares it."""
        column = seen.columns[c]
        codes, listed = seen.coded("area")
        areas = self._words("area", codes, [column["area"] or one for one in listed])
        periods = self._words("period", *seen.periods(c))
        named = [seen.coded(name) for name in (*_KEY, "nature")]
        joined = np.zeros(seen.frame.num_rows, np.int64)
        for codes, words in named:
            joined = joined * len(words) + codes
        _, first, which = np.unique(joined, return_index=True, return_inverse=True)
        meanings = []
        for row in first.tolist():
            *words, nature = (listed[codes[row]] for codes, listed in named)
            meanings.append(self._code("", (*words, nature or NATURES[0])))
        keys = areas | periods << 24 | np.array(meanings, np.int64)[which] << 44
        placed = keys if column["area"] else keys[codes < len(listed) - 1]
        return keys, len(np.unique(placed)) == len(placed)

    def _words(self, kind: str, codes: Any, listed: list[Any]) -> Any:
        return np.array([self._code(kind, word) for word in listed], np.int64)[codes]


def _indicators(cells: Sequence[dict[str, Any]]) -> list[str]:
    """Return the indicators of a table, as often as columns or rows hold them apart."""
    if not isinstance(cells, Observed):
        return list({cell["indicator"] for cell in cells if cell["indicator"]})
    if cells.has("indicator"):
        return [code for code in cells.coded("indicator")[1] if code]
    return [column["indicator"] for column in cells.columns if column["indicator"]]


def _opens(seen: Observed, reads: Any, rows: Any) -> Any:
    opens = np.zeros((len(rows), 2))
    if reads is not None:
        told = [[0, 0], *([one["lo_open"], one["hi_open"]] for one in seen.readings)]
        opens = np.array(told, np.float64)[reads[rows]]
    return opens


def _said(lo: Any, hi: Any, factors: Any, opens: Any) -> Any:
    """Return what makes two values equal, as `readings.value` does."""
    ends = [np.round(lo * factors, 9), np.round(hi * factors, 9)]
    return np.column_stack([*ends, np.array(opens, np.float64).reshape(len(lo), 2)])


def _differing(group: list[tuple[Any, ...]]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Return (place, first place) of every cell that says otherwise than the first of its key."""
    keys, tables, places, said = (np.concatenate(parts) for parts in zip(*group, strict=True))
    order = np.lexsort((places, tables))
    _, first, which = np.unique(keys[order], return_index=True, return_inverse=True)
    if len(first) == len(keys):
        return []
    before = order[first[which]]
    same = (said[order] == said[before]) | (np.isnan(said[order]) & np.isnan(said[before]))
    other = np.flatnonzero(~same.all(axis=1))
    return [
        (
            (int(tables[order[n]]), int(places[order[n]])),
            (int(tables[before[n]]), int(places[before[n]])),
        )
        for n in other.tolist()
    ]
