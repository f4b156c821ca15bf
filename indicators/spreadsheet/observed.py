"""A large table's observations, kept by row and by column instead of as one dict per cell.

What rows say (place, period …) and what columns say (indicator, unit …) stands once; a cell adds
its number or, where it is no plain number, which of the distinct readings it has.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from indicators.spreadsheet.cells import number_text

ROW = (
    "row_label", "row_kind", "area", "column_label", "unit", "period", "raw", "indicator",
    "nature", "scope", "source", "section", "confidence", "note",
)  # fmt: skip
_READ = ("state", "lo", "hi", "flag", "reason", "lo_open", "hi_open")
_PLAIN = {"state": "value", "flag": "=", "reason": None, "lo_open": False, "hi_open": False}


class Observed(Sequence[dict[str, Any]]):
    """Observations as dicts, in the order of the sheet, made when they are asked for.

    `frame` has a row number, the attributes of ROW that rows have, `factor` where it goes by row,
    and for column n its plain numbers `v<n>` (NaN: none) and, if needed, `r<n>`: 0 or 1 + the
    place in `readings`. `columns` are dicts of letters, label, unit, period, indicator, area,
    undated and factor; where one is undated (its period has no code), rows have `own_period`, the
    period they name themselves. `readings` are dicts of a text and what it was read as.
    """

    def __init__(
        self, frame: pa.Table, columns: list[dict[str, Any]], readings: list[dict[str, Any]]
    ) -> None:
        """Keep the parts as they are."""
        self.frame, self.columns, self.readings = frame, columns, readings
        self._names = frozenset(frame.column_names)
        self._told = [name for name in (*ROW, "own_period", "factor", "row") if name in self._names]

    def __len__(self) -> int:
        """Return the number of cells."""
        return self.frame.num_rows * len(self.columns)

    def __getitem__(self, place: Any) -> Any:
        """Return one cell, or some."""
        if isinstance(place, slice):
            return self._some(range(*place.indices(len(self))))
        if not -len(self) <= place < len(self):
            raise IndexError(place)
        row, column = divmod(place % len(self), len(self.columns))
        told = {name: self.frame[name][row].as_py() for name in self._told}
        read = self.frame[f"r{column}"][row].as_py() if self.has(f"r{column}") else 0
        return self._cell(told, self.columns[column], self.frame[f"v{column}"][row].as_py(), read)

    def _some(self, places: range) -> list[dict[str, Any]]:
        if places.step != 1 or not places:
            return [self[n] for n in places]
        first, width = places[0] // len(self.columns), len(self.columns)
        frame = self.frame.slice(first, places[-1] // width + 1 - first)
        cells = self.cells(frame, range(width))
        return cells[places[0] - first * width : places[-1] + 1 - first * width]

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Yield every cell."""
        for batch in self.frame.to_batches(max_chunksize=1_000):
            yield from self.cells(pa.Table.from_batches([batch]), range(len(self.columns)))

    def __reduce__(self) -> tuple[Any, ...]:
        """Make copies from the parts."""
        return Observed, (self.frame, self.columns, self.readings)

    def cells(self, frame: pa.Table, columns: Sequence[int]) -> list[dict[str, Any]]:
        """Return the cells of some rows and columns."""
        names = self._told
        rows = zip(*(frame[name].to_pylist() for name in names), strict=True)
        values = [frame[f"v{c}"].to_pylist() for c in columns]
        reads = [frame[f"r{c}"].to_pylist() if self.has(f"r{c}") else None for c in columns]
        return [
            self._cell(
                dict(zip(names, row, strict=True)),
                self.columns[c],
                values[k][n],
                reads[k][n] if reads[k] else 0,
            )
            for n, row in enumerate(rows)
            for k, c in enumerate(columns)
        ]

    def _cell(
        self, row: dict[str, Any], column: dict[str, Any], value: float, reading: int
    ) -> dict[str, Any]:
        if reading:
            read = self.readings[reading - 1]
            text = read["text"]
        else:
            text = number_text(value)
            factor = row["factor"] if "factor" in row else column["factor"]
            unit = column["unit"] or row.get("unit")
            read = _PLAIN | {"lo": value, "hi": value, "unit": unit, "factor": factor}
        is_placed = column["area"] and row["row_kind"] == "unknown"
        return {
            "cell": f"{column['letters']}{row['row']}",
            "row_label": row["row_label"],
            "row_kind": "area" if is_placed else row["row_kind"],
            "area": column["area"] or row.get("area"),
            "column_label": row.get("column_label", column["label"]),
            "unit": read["unit"],
            "period": column["period"] or row.get(_period(column)),
            "raw": row.get("raw") or text,
            **{name: read[name] for name in _READ},
            "indicator": row["indicator"] if "indicator" in row else column["indicator"],
            "factor": read["factor"],
            "printed": text,
            **{name: row.get(name) for name in ROW[8:]},
        }

    def values(self, column: int) -> np.ndarray:
        """Return a column's plain numbers; NaN where a cell is none."""
        return self.frame[f"v{column}"].to_numpy()

    def reads(self, column: int) -> np.ndarray | None:
        """Return which reading each cell of a column has (0: a plain number); None: all plain."""
        name = f"r{column}"
        return self.frame[name].to_numpy() if self.has(name) else None

    def has(self, name: str) -> bool:
        """Tell whether rows, not columns, say this."""
        return name in self._names

    def periods(self, column: int) -> tuple[np.ndarray, list[str | None]]:
        """Return the periods of a column's cells as codes and the list they count in."""
        about = self.columns[column]
        codes, listed = self.coded(_period(about))
        return codes, [about["period"] or one for one in listed]

    def coded(self, name: str) -> tuple[np.ndarray, list[str | None]]:
        """Return a row attribute as codes and the list they count in; its last is None."""
        if not self.has(name):
            return np.zeros(self.frame.num_rows, np.int32), [None]
        column = self.frame[name].combine_chunks()
        listed = column.dictionary.to_pylist()
        codes = column.indices.fill_null(len(listed)).to_numpy()
        return codes, [*listed, None]


def _period(column: dict[str, Any]) -> str:
    """Return the row attribute that dates the cells of a column without a period."""
    return "own_period" if column["undated"] else "period"


def packed(observed: Observed) -> pa.Buffer:
    """Return the observations as an Arrow stream."""
    told = {"columns": observed.columns, "readings": observed.readings}
    frame = observed.frame.replace_schema_metadata({"told": json.dumps(told)})
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, frame.schema) as stream:
        stream.write_table(frame)
    return sink.getvalue()


def unpacked(data: Any) -> Observed:
    """Return the observations of an Arrow stream. Raises ArrowInvalid for anything else."""
    with pa.ipc.open_stream(pa.py_buffer(data)) as stream:
        frame = stream.read_all()
    told = json.loads(frame.schema.metadata[b"told"])
    return Observed(frame.replace_schema_metadata(None), told["columns"], told["readings"])
