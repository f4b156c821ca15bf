"""What each row of a large sheet is, told for whole columns at once where numbers leave no doubt.

`rows.kind` decides; here are only the cases in which it must say data, proven from counts alone:
enough plain numbers, at least one that cannot be a period beside another cell, no word 单位.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from indicators.spreadsheet.columns import Columns
from indicators.spreadsheet.rows import kind, looks_value

_ANY = np.bool_


def kinds(grid: Columns) -> list[str]:
    """Return what `rows.kind` says of every row."""
    found = [kind(row) for row in grid.head]
    if not grid.count:
        return found
    numbers, figures, texts, plain = _counts(grid)
    certain = plain & (numbers > 0) & (2 * numbers >= numbers + texts - 3)
    start = len(grid.head)
    doubtful = np.flatnonzero(~certain & plain & (numbers > 0))
    if len(doubtful):
        values = figures(doubtful)
        certain[doubtful] = 2 * values >= numbers[doubtful] + texts[doubtful] - 3
    is_data = certain.tolist()
    found += ["data" if sure else kind(grid[start + n]) for n, sure in enumerate(is_data)]
    return found


def _counts(grid: Columns) -> tuple[Any, Callable[[Any], Any], Any, Any]:
    """Return, per row: plain numbers, a count of all figures, filled texts, and no doubt."""
    blank = np.array([not text or text.isspace() for text in grid.texts.listed], _ANY)
    unit = np.array(["单位" in text for text in grid.texts.listed], _ANY)
    numbers, texts, beyond = (np.zeros(grid.count, np.int32) for _ in range(3))
    named = np.zeros(grid.count, _ANY)
    second = np.zeros(grid.count, _ANY)
    for values, codes in zip(grid.values, grid.codes, strict=True):
        is_number = np.ones(grid.count, _ANY) if codes is None else codes < 0
        if codes is not None:
            is_text = ~is_number & ~blank[codes]
            texts += is_text
            named |= ~is_number & unit[codes]
        certain = is_number & _no_period(values)
        second |= certain & (numbers + texts - (0 if codes is None else is_text) > 0)
        numbers += is_number
        beyond += certain

    def figures(rows: Any) -> Any:
        shown = np.array([looks_value(text) for text in grid.texts.listed], _ANY)
        total = numbers[rows].copy()
        for codes in grid.codes:
            if codes is not None:
                total += (codes[rows] >= 0) & ~blank[codes[rows]] & shown[codes[rows]]
        return total

    return numbers, figures, texts, second & ~named


def _no_period(values: Any) -> Any:
    """Tell numbers whose text cannot hold a period: under four digits, or whole and none.

    A year has four digits, one with a month 202401 six, one with a day eight.
    """
    whole = values == np.floor(values)
    year = np.zeros(len(values), _ANY)
    for size in (1, 100, 10_000):
        year |= (values >= 1900 * size) & (values < 2100 * size)
    return (np.abs(values) < 1000) | (whole & ~year) | (values < 0)
