"""Across a whole file: two values for one key, overlapping merges, personal data."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from indicators.spreadsheet.document import NATURES
from indicators.spreadsheet.problems import Problems, shown
from indicators.spreadsheet.readings import value

MASK = "（个人信息，已隐去）"
_KEY = ("indicator", "area", "period", "scope", "source", "section")
_IDENTITY = re.compile(r"(?<![\d.])[1-9]\d{16}[\dXx](?!\d)")
_MOBILE = re.compile(r"(?<![\d.])1[3-9]\d{9}(?!\d)")

Cell = dict[str, Any]


def duplicates(tables: Iterable[tuple[str, list[Cell]]], found: Problems) -> None:
    """Name two cells that give different values for one key inside one file."""
    seen: dict[tuple[Any, ...], tuple[str, Cell]] = {}
    for sheet, cell in _keyed(tables):
        key = (*(cell[part] for part in _KEY), cell["nature"] or NATURES[0])
        before = seen.setdefault(key, (sheet, cell))
        if before[1] is not cell and value(before[1]) != value(cell):
            other, raw = before[1], shown(cell["raw"])
            place = f"{before[0]}!{other['cell']}" if before[0] != sheet else other["cell"]
            found.add(
                "duplicate",
                (sheet, cell["cell"]),
                f"与{place}是同一地区、同一指标、同一期，数值却不同"
                f"（{shown(other['raw'])}，{raw}）。",
                "请保留一个，或写明口径、来源加以区分。",
                error=True,
            )


def _keyed(tables: Iterable[tuple[str, list[Cell]]]) -> Iterator[tuple[str, Cell]]:
    for sheet, cells in tables:
        for cell in cells:
            if cell["indicator"] and cell["area"] and cell["state"] == "value":
                yield sheet, cell


def mask_personal(rows: Sequence[list[str]]) -> int:
    """Hide cells that look like an identity-card or mobile number; return how many.

    A bare eleven-digit number is a mobile number only where its column is full of them.
    """
    if not isinstance(rows, list):
        if not any(map(_is_personal, rows.every_text())):
            return 0
        rows.by_row()
        rows = rows.head
    found = [(row, c) for row in rows for c, text in enumerate(row) if _is_personal(text)]
    bare = Counter(c for row, c in found if _MOBILE.fullmatch(row[c]))
    filled = {c: sum(c < len(row) and bool(row[c].strip()) for row in rows) for c in bare}
    full = {c for c, count in bare.items() if count > 1 and 2 * count > filled[c] - 3}
    hidden = [(row, c) for row, c in found if c in full or not _MOBILE.fullmatch(row[c])]
    for row, c in hidden:
        row[c] = MASK
    return len(hidden)


def _is_personal(text: str) -> bool:
    return len(text) >= 11 and bool(_IDENTITY.search(text) or _MOBILE.search(text))


def overlap(merges: list[list[int]]) -> bool:
    """Tell whether two merged ranges share a cell; only the first few hundred are compared."""
    some = merges[:300]
    return any(
        a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]
        for n, a in enumerate(some)
        for b in some[:n]
    )
