"""Columns of cells as plain numbers and texts, each text kept once.

A plain number is one whose text and value are each other's: at most nine digits before the point
and six after it, without trailing zeros. Everything else stays the text it is.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from indicators.spreadsheet.cells import number_text

_CANONICAL = r"^(?:0|-?[1-9][0-9]{0,8}|-?(?:0|[1-9][0-9]{0,8})\.[0-9]{0,5}[1-9])$"
_SMALLEST, _LARGEST, _STEPS = 1e-4, 1e9, 1e6

Floats = np.ndarray[Any, np.dtype[np.float64]]
Codes = np.ndarray[Any, np.dtype[np.int32]]


class Texts:
    """Every distinct text of a sheet, by number; 0 is the empty text, -1 means a number."""

    def __init__(self) -> None:
        """Start with the empty text alone."""
        self.listed = [""]
        self._numbers = {"": 0}

    def code(self, text: str) -> int:
        """Return the number of a text."""
        found = self._numbers.setdefault(text, len(self.listed))
        if found == len(self.listed):
            self.listed.append(text)
        return found

    def split(self, column: Sequence[Any]) -> tuple[Floats, Codes | None]:
        """Return a column of floats and texts as values (NaN: a text) and text codes (-1)."""
        kinds = set(map(type, column))
        if kinds == {float}:
            values = np.array(column, np.float64)
            return self._kept(values, ~_is_plain(values))
        if float in kinds:
            values = np.array([v if type(v) is float else np.nan for v in column], np.float64)
            words = np.fromiter((type(v) is str for v in column), np.bool_, len(column))
            values, codes = self._kept(values, ~words & ~_is_plain(values))
            codes = np.full(len(column), -1, np.int32) if codes is None else codes
            code = self.code
            codes[words] = [code(v) for v in column if type(v) is str]
            return self._with_numerals(values, codes)
        code = self.code
        codes = np.fromiter((code(v) for v in column), np.int32, len(column))
        return self._with_numerals(np.full(len(column), np.nan), codes)

    def _kept(self, values: Floats, odd: Any) -> tuple[Floats, Codes | None]:
        """Turn the floats that are no plain numbers into the texts a spreadsheet shows."""
        if not odd.any():
            return values, None
        codes = np.full(len(values), -1, np.int32)
        codes[odd] = [self.code(number_text(value)) for value in values[odd].tolist()]
        values[odd] = np.nan
        return values, codes

    def _with_numerals(self, values: Floats, codes: Codes) -> tuple[Floats, Codes | None]:
        """Turn texts that are plain numbers into those numbers."""
        distinct, places = np.unique(codes, return_inverse=True)
        words = pa.array(["" if n < 0 else self.listed[n] for n in distinct.tolist()], pa.string())
        numerals = pc.match_substring_regex(words, _CANONICAL)
        if pc.any(numerals).as_py():
            read = pc.cast(pc.if_else(numerals, words, None), pa.float64())
            found = np.array(read.to_numpy(zero_copy_only=False), np.float64)
            found[(np.abs(found) < _SMALLEST) & (found != 0)] = np.nan
            found = found[places]
            is_number = ~np.isnan(found)
            values[is_number] = found[is_number]
            codes[is_number] = -1
        return values, codes if (codes >= 0).any() else None


def _is_plain(values: Floats) -> Any:
    size = np.abs(values)
    with np.errstate(invalid="ignore", over="ignore"):
        short = np.rint(values * _STEPS) / _STEPS == values
        is_zero = (size == 0) & ~np.signbit(values)
        return short & (size < _LARGEST) & ((size >= _SMALLEST) | is_zero)
