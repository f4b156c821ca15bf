"""A previewed document's observations as the rows that would be stored."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb
import pandas as pd

from indicators import periods
from indicators.spreadsheet.document import NATURES
from indicators.spreadsheet.observed import Observed
from indicators.store.columnar import Large

COLUMNS = {
    "observation": "int64", "batch": "int32", "indicator_key": "int32", "area_key": "int32",
    "period": "object", "period_end": "object", "grain": "object", "state": "object",
    "reason": "object", "lo": "Float64", "hi": "Float64", "lo_open": "bool", "hi_open": "bool",
    "flag": "object", "nature": "object", "scope": "object", "source": "object",
    "confidence": "object", "sheet": "object", "cell": "object", "raw": "object",
    "unit": "object", "conversion": "object", "note": "object",
}  # fmt: skip
# cells that agree in all of these say the same
_SAME = (
    "indicator_key", "area_key", "period", "scope", "nature", "source", "state", "lo", "hi",
    "lo_open", "hi_open",
)  # fmt: skip
_MET = """
    select 1
    from int_current
    where area_key in (select unnest(?::integer[]))
        and indicator_key in (select unnest(?::integer[]))
    limit 1
"""
_ONCE = f"""
    select * from ({{rows}})
    qualify row_number() over (partition by {", ".join(_SAME)} order by observation) = 1
"""


@dataclass(frozen=True, slots=True)
class Codes:
    """What the store knows by code: area keys, indicator keys and the indicators' units."""

    areas: dict[str, int]
    indicators: dict[str, int]
    units: dict[str, str]


def frame(document: dict, batch: int, codes: Codes) -> pd.DataFrame:
    """Return one row per observation of small tables whose place and indicator are known.

    Values are converted into the catalogue's unit; equal cells of one key are kept once.
    """
    rows: dict[tuple, dict] = {}
    for row in _rows(document, batch, codes):
        rows.setdefault(tuple(row[column] for column in _SAME), row)
    columns = {name: [row[name] for row in rows.values()] for name in COLUMNS}
    columns["observation"] = list(range(1, len(rows) + 1))
    return pd.DataFrame(columns).astype(COLUMNS)


class Incoming:
    """A document's rows to be stored, those of small tables as a frame, the large ones in SQL."""

    def __init__(self, document: dict, batch: int, codes: Codes) -> None:
        """Read the document's tables; keys come from `codes`."""
        self.batch, self.codes = batch, codes
        self.small = frame(document, batch, codes)
        self.large = [
            Large(table["observations"], table["sheet"], codes)
            for table in document["tables"]
            if _is_large(table)
        ]
        self.large = [one for one in self.large if not one.is_empty]

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to store."""
        return self.small.empty and not self.large

    @property
    def is_simple(self) -> bool:
        """Tell whether rows come without repeated keys and in the order of their indicators."""
        return self.small.empty and len(self.large) == 1 and self.large[0].is_unique

    def is_fresh(self, con: duckdb.DuckDBPyConnection) -> bool:
        """Tell, where that is cheap, that no current value has a place and indicator of these."""
        if not self.is_simple:
            return False
        large = self.large[0]
        areas = large.rows["area_key"].unique().tolist()
        known = self.codes.indicators
        indicators = [known[large.seen.columns[n]["indicator"]] for n in large.columns]
        return not con.execute(_MET, [areas, indicators]).fetchall()

    @contextmanager
    def registered(self, con: duckdb.DuckDBPyConnection) -> Iterator[None]:
        """Make the rows queryable as ``incoming`` for the moment."""
        if not self.large:
            con.register("incoming", self.small)
            names = ["incoming"]
        else:
            names = self._register(con)
        try:
            yield
        finally:
            if self.large:
                con.execute("drop view if exists incoming")
            for name in names:
                con.unregister(name)

    def _register(self, con: duckdb.DuckDBPyConnection) -> list[str]:
        con.register("small", self.small)
        names, parts, first = ["small"], ["select * from small"], len(self.small) + 1
        for n, one in enumerate(self.large):
            names += one.register(con, n)
            parts += one.select(n, self.batch, first)
            first += len(one.seen)
        rows = " union all by name ".join(parts[1:] if self.is_simple else parts)
        query = rows if self.is_simple else _ONCE.format(rows=rows)
        con.execute(f"create temp view incoming as {query}")
        return names


def _is_large(table: dict) -> bool:
    """Tell tables kept by column whose rows say place and period from all others."""
    seen = table["observations"]
    return isinstance(seen, Observed) and not any(
        one["area"] or one["undated"] for one in seen.columns
    )


def _rows(document: dict, batch: int, codes: Codes) -> Iterator[dict]:
    for table in document["tables"]:
        if _is_large(table):
            continue
        for cell in table["observations"]:
            area, indicator = codes.areas.get(cell["area"]), codes.indicators.get(cell["indicator"])
            if area is not None and indicator is not None and cell["row_kind"] == "area":
                yield _row(cell, table["sheet"], codes.units[cell["indicator"]]) | {
                    "batch": batch,
                    "indicator_key": indicator,
                    "area_key": area,
                }


def _row(cell: dict, sheet: str, unit: str) -> dict:
    period = periods.parse(cell["period"])
    factor = cell.get("factor")
    is_value = cell["state"] == "value" and factor is not None
    return {
        "observation": 0,
        "period": cell["period"] if period else None,
        "period_end": period.end if period else None,
        "grain": period.grain if period else None,
        "state": "value" if is_value else "missing",
        "reason": None if is_value else cell["reason"] or "单位不能换算",
        "lo": _scaled(cell["lo"], factor) if is_value else None,
        "hi": _scaled(cell["hi"], factor) if is_value else None,
        "lo_open": bool(cell.get("lo_open")),
        "hi_open": bool(cell.get("hi_open")),
        "flag": cell["flag"] if is_value else None,
        "nature": cell.get("nature") or NATURES[0],
        "scope": cell.get("scope") or None,
        "source": _source(cell),
        "confidence": cell.get("confidence") or None,
        "sheet": sheet,
        "cell": cell["cell"],
        "raw": cell["raw"],
        "unit": cell["unit"] or None,
        "conversion": f"×{factor:g}→{unit}" if is_value and factor != 1 else None,
        "note": cell.get("note") or None,
    }


def _scaled(value: float | None, factor: float) -> float | None:
    return None if value is None else round(value * factor, 9)


def _source(cell: dict) -> str | None:
    parts = [part for part in (cell.get("source"), cell.get("section")) if part]
    return "·".join(parts) or None
