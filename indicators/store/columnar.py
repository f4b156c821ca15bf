"""A large table's observations as the rows that would be stored, joined together in SQL.

Each column's cells stand beside what their rows say; what columns and readings say stands in two
small tables. The result equals what `incoming.frame` gives cell by cell.
"""

from collections.abc import Callable
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa

from indicators import periods
from indicators.spreadsheet.document import NATURES
from indicators.spreadsheet.observed import ROW, Observed

_FACTS = ("state", "flag", "reason", "lo_open", "hi_open", "unit", "text")
_PRINTED = "case when r.v = floor(r.v) then r.v::bigint::text else r.v::text end"
_SELECT = """
    select
        {first}::bigint + r.i::bigint * {width} + {c} as observation,
        {batch}::integer as batch,
        {about}.indicator_key::integer as indicator_key,
        r.area_key::integer as area_key,
        case when k.is_dated then k.period else r.period end as period,
        case when k.is_dated then k.period_end else r.period_end end as period_end,
        case when k.is_dated then k.grain else r.grain end as grain,
        case when {is_value} then 'value' else 'missing' end as state,
        case when not {is_value} then coalesce({reason}, '单位不能换算') end as reason,
        case when {is_value} then {lo} end as lo,
        case when {is_value} then {hi} end as hi,
        {lo_open} as lo_open,
        {hi_open} as hi_open,
        case when {is_value} then {flag} end as flag,
        r.nature,
        r.scope,
        r.source,
        r.confidence,
        k.sheet,
        k.letters || r.row as cell,
        coalesce(r.raw, {text}) as raw,
        {unit} as unit,
        case when {is_value} then '×' || {times} || '→' || {about}.catalogue_unit end as conversion,
        r.note
    from cells_{n}_{c} as r
    cross join (select * from columns_{n} where c = {c}) as k
"""
# what a cell says that is a plain number, and what one says that was read
_PLAIN = {
    "is_value": "({about}.factor is not null)", "reason": "null", "lo": "r.w", "hi": "r.w",
    "lo_open": "false", "hi_open": "false", "flag": "'='", "text": _PRINTED,
    "unit": "{about}.unit", "times": "{about}.times",
}  # fmt: skip
_READ = {
    "is_value": "(q.state = 'value' and q.factor is not null)", "reason": "q.reason",
    "lo": "q.lo", "hi": "q.hi", "lo_open": "q.lo_open", "hi_open": "q.hi_open", "flag": "q.flag",
    "text": "q.text", "unit": "q.unit", "times": "q.times",
}  # fmt: skip
_TEXT, _KEY = pa.string(), pa.int32()
_PERIOD = [("period", _TEXT), ("period_end", pa.date32()), ("grain", _TEXT)]
_SUBJECT = [("unit", _TEXT), ("factor", pa.float64()), ("times", _TEXT), ("catalogue_unit", _TEXT)]
_MEANING = [(name, _TEXT) for name in ("nature", "scope", "source", "confidence", "raw", "note")]
_ROWS = pa.schema(
    [
        ("i", _KEY), ("row", _KEY), ("area_key", _KEY), ("indicator_key", _KEY),
        *_PERIOD, *_SUBJECT, *_MEANING,
    ]
)  # fmt: skip
_COLUMNS = pa.schema(
    [
        ("c", _KEY), ("letters", _TEXT), ("sheet", _TEXT), ("indicator_key", _KEY),
        *_PERIOD, *_SUBJECT, ("is_dated", pa.bool_()),
    ]
)  # fmt: skip
_READINGS = pa.schema(
    [("r", _KEY), ("factor", pa.float64()), ("lo", pa.float64()), ("hi", pa.float64())]
    + [(name, pa.bool_() if name.endswith("open") else _TEXT) for name in (*_FACTS, "times")]
)


class Large:
    """One large table made queryable: `select` gives its rows to be stored.

    `is_unique` tells that no two of them can have the same key, `is_sorted` that they come in the
    order of their indicators.
    """

    def __init__(self, seen: Observed, sheet: str, codes: Any) -> None:
        """Keep the table; `codes` are the store's keys of areas and indicators."""
        self.seen, self.sheet, self.codes = seen, sheet, codes
        self.by_row = seen.has("indicator")
        self.rows = self._rows()
        known = codes.indicators
        columns = [
            n for n, one in enumerate(seen.columns) if self.by_row or one["indicator"] in known
        ]
        self.columns = sorted(columns, key=lambda n: known.get(seen.columns[n]["indicator"], 0))
        keys = self.rows[["area_key", "period", "nature", "scope", "source"]]
        items = [seen.columns[n]["indicator"] for n in self.columns]
        self.is_sorted = not self.by_row
        self.is_unique = (
            not self.by_row
            and len(set(items)) == len(items)
            and not (keys["area_key"] if self._dated() else keys).duplicated().any()
        )
        self.is_empty = not len(self.rows) or not self.columns

    def _dated(self) -> bool:
        return any(self.seen.columns[n]["period"] for n in self.columns)

    def _rows(self) -> pd.DataFrame:
        """Return what rows say, for the rows whose place (and indicator) the store knows."""
        seen = self.seen
        names = [name for name in ("row", "factor", *ROW) if seen.has(name)]
        rows = pd.DataFrame({name: _words(seen, name) for name in names})
        rows = rows.reindex(columns=["row", "factor", *ROW])
        rows["i"] = np.arange(len(rows), dtype=np.int32)
        rows["area_key"] = _keys(rows["area"], self.codes.areas)
        rows["indicator_key"] = _keys(rows["indicator"], self.codes.indicators)
        kept = (rows["row_kind"] == "area") & (rows["area_key"] >= 0)
        if self.by_row:
            kept &= rows["indicator_key"] >= 0
        rows = rows[kept].copy()
        rows["nature"] = rows["nature"].where(rows["nature"].notna(), NATURES[0])
        rows["source"] = _joined(rows["source"], rows["section"])
        rows["times"] = _each(rows["factor"], _times)
        rows["catalogue_unit"] = _each(rows["indicator"], self.codes.units.get)
        rows["unit"] = _each(rows["unit"], lambda unit: unit or None)
        return _with_period(rows)

    def register(self, con: duckdb.DuckDBPyConnection, n: int) -> list[str]:
        """Make the parts queryable under numbered names, which are returned."""
        parts = {f"columns_{n}": self._columns(), f"readings_{n}": self._readings()}
        rows = pa.Table.from_pandas(self.rows, schema=_ROWS, preserve_index=False)
        said = {name: _encoded(rows[name]) for name in rows.column_names}
        for c in self.columns:
            parts[f"cells_{n}_{c}"] = pa.table({**said, **self._cells(c)})
        for name, part in parts.items():
            con.register(name, part)
        return list(parts)

    def _columns(self) -> pa.Table:
        codes = self.codes
        columns = pd.DataFrame(
            {
                "c": n,
                "letters": one["letters"],
                "sheet": self.sheet,
                "unit": one["unit"] or None,
                "factor": one["factor"],
                "times": _times(one["factor"]),
                "catalogue_unit": codes.units.get(one["indicator"]),
                "indicator_key": codes.indicators.get(one["indicator"], -1),
                "period": one["period"],
                "is_dated": bool(one["period"]),
            }
            for n, one in enumerate(self.seen.columns)
        )
        return pa.Table.from_pandas(_with_period(columns), schema=_COLUMNS, preserve_index=False)

    def _cells(self, column: int) -> dict[str, Any]:
        """Return a column's numbers `v`, the same in the catalogue's unit `w`, and readings `r`."""
        rows, reads = self.rows["i"].to_numpy(), self.seen.reads(column)
        values = self.seen.values(column)[rows]
        factor = self.seen.columns[column]["factor"]
        found = {
            "v": values,
            "w": _converted(values, self.rows["factor"].tolist() if self.by_row else factor),
        }
        return found if reads is None else {**found, "read": reads[rows]}

    def _readings(self) -> pa.Table:
        found = [
            {
                **{name: one[name] for name in _FACTS},
                "r": n,
                "factor": one["factor"],
                "times": _times(one["factor"]),
                "lo": _scaled(one["lo"], one["factor"]),
                "hi": _scaled(one["hi"], one["factor"]),
                "unit": one["unit"] or None,
            }
            for n, one in enumerate(self.seen.readings, start=1)
        ]
        return pa.Table.from_pylist(found, schema=_READINGS)

    def select(self, n: int, batch: int, first: int) -> list[str]:
        """Return the queries of the rows to be stored; cells are numbered from `first` on."""
        about = "r" if self.by_row else "k"
        plain = {name: text.format(about=about) for name, text in _PLAIN.items()}
        both = {
            name: f"(case when r.read = 0 then {text} else {_READ[name]} end)"
            for name, text in plain.items()
        }
        known = {"n": n, "batch": batch, "first": first, "width": len(self.seen.columns)}
        return [
            _SELECT.format(c=c, about=about, **known, **plain)
            if self.seen.reads(c) is None
            else _SELECT.format(c=c, about=about, **known, **both)
            + f"left join readings_{n} as q on r.read = q.r"
            for c in self.columns
        ]


def _encoded(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return column.dictionary_encode() if pa.types.is_string(column.type) else column


def _words(seen: Observed, name: str) -> Any:
    if name in ("row", "factor"):
        return seen.frame[name].to_numpy()
    codes, listed = seen.coded(name)
    return np.array(listed, object)[codes]


def _each(words: pd.Series, function: Callable[[Any], Any]) -> Any:
    """Apply a function to every distinct word once; nothing stays nothing."""
    codes, listed = pd.factorize(words)
    found = np.array([*map(function, listed), None], object)
    return found[codes]


def _keys(words: pd.Series, known: dict[str, int]) -> Any:
    found = _each(words, lambda word: known.get(word, -1))
    return np.array([-1 if key is None else key for key in found.tolist()], np.int32)


def _joined(sources: pd.Series, sections: pd.Series) -> list[str | None]:
    pairs = zip(sources.tolist(), sections.tolist(), strict=True)
    return ["·".join(part for part in pair if isinstance(part, str)) or None for pair in pairs]


def _with_period(frame: pd.DataFrame) -> pd.DataFrame:
    words = frame["period"]
    frame["period_end"] = _each(words, lambda word: getattr(periods.parse(word), "end", None))
    frame["grain"] = _each(words, lambda word: getattr(periods.parse(word), "grain", None))
    frame["period"] = _each(words, lambda word: word if periods.parse(word) else None)
    return frame


def _times(factor: float | None) -> str | None:
    return None if factor is None or factor == 1 else f"{factor:g}"


def _scaled(value: float | None, factor: float | None) -> float | None:
    return None if value is None or factor is None else round(value * factor, 9)


def _converted(values: Any, factor: Any) -> Any:
    """Return plain numbers in the catalogue's unit, rounded as everywhere."""
    if factor is None or (isinstance(factor, float) and factor == 1):
        return values
    factors = factor if isinstance(factor, list) else [factor] * len(values)
    pairs = zip(values.tolist(), factors, strict=True)
    return np.array([round(value * times, 9) for value, times in pairs], np.float64)
