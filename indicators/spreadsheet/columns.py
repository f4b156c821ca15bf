"""The rows of a large sheet kept by column: plain numbers as arrays, every other text once.

The first rows stay rows of text, for titles and headers are told by looking at rows.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice, zip_longest
from typing import Any

import numpy as np

from indicators.spreadsheet import caps
from indicators.spreadsheet.cells import number_text
from indicators.spreadsheet.texts import Codes, Floats, Texts

CHUNK = 4_096
MOST_FILLED = 5_000_000


class Columns(Sequence[list[str]]):
    """A sheet's rows of text from A1 on; the rows after the head are made from its columns."""

    def __init__(self, head: list[list[str]]) -> None:
        """Start with the rows that stay rows."""
        self.head = head
        self.texts = Texts()
        self.values: list[Floats] = []
        self.codes: list[Codes | None] = []
        self.count = 0
        self.width: int | None = None

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.head) + self.count

    def __getitem__(self, row: Any) -> Any:
        """Return one row, or some, as texts; without trailing blanks unless filled."""
        if isinstance(row, slice):
            return [self[r] for r in range(*row.indices(len(self)))]
        if row < len(self.head):
            return self.head[row]
        if row >= len(self):
            raise IndexError(row)
        found = [self.text(row, c) for c in range(len(self.values))]
        if self.width is not None:
            return found[: self.width]
        while found and not found[-1]:
            found.pop()
        return found

    def text(self, row: int, column: int) -> str:
        """Return one cell's text."""
        if row < len(self.head):
            return self.head[row][column]
        n, codes = row - len(self.head), self.codes[column]
        if codes is not None and codes[n] >= 0:
            return self.texts.listed[codes[n]]
        return number_text(float(self.values[column][n]))

    @staticmethod
    def number(value: float) -> str:
        """Return the text of a plain number."""
        return "" if value != value else number_text(value)  # noqa: PLR0124 - NaN is no number

    def put(self, row: int, column: int, text: str) -> None:
        """Write one cell's text."""
        if row < len(self.head):
            self.head[row][column] = text
            return
        codes = self.codes[column]
        if codes is None:
            codes = self.codes[column] = np.full(self.count, -1, np.int32)
        codes[row - len(self.head)] = self.texts.code(text)
        self.values[column][row - len(self.head)] = np.nan

    def column(self, column: int, rows: Any) -> tuple[Floats, Codes | None]:
        """Return a column's values and text codes in some rows, given in ascending order."""
        rows, start = np.asarray(rows, np.int64), len(self.head)
        upper = rows[: np.searchsorted(rows, start)].tolist()
        lower = rows[len(upper) :] - start
        codes = self.codes[column]
        values, codes = self.values[column][lower], None if codes is None else codes[lower]
        if not upper:
            return values, codes
        first, words = self.texts.split([self.head[r][column] for r in upper])
        if codes is None and words is None:
            return np.concatenate([first, values]), None
        parts = [(first, words), (values, codes)]
        both = [np.full(len(v), -1, np.int32) if c is None else c for v, c in parts]
        return np.concatenate([first, values]), np.concatenate(both)

    def words(self, column: int, rows: Any) -> list[str]:
        """Return a column's texts in some rows."""
        values, codes = self.column(column, rows)
        listed = self.texts.listed
        if codes is None:
            return [number_text(value) for value in values.tolist()]
        pairs = zip(values.tolist(), codes.tolist(), strict=True)
        return [listed[code] if code >= 0 else number_text(value) for value, code in pairs]

    def firsts(self, column: int, rows: Any) -> dict[str, int]:
        """Return each distinct text of a column in some rows, and the first row it stands in."""
        values, codes = self.column(column, rows)
        is_text = np.zeros(len(values), np.bool_) if codes is None else codes >= 0
        places: list[int] = []
        for keys, among in ((values, ~is_text), (codes, is_text)):
            if among.any():
                some = np.flatnonzero(among)
                places += some[np.unique(keys[some], return_index=True)[1]].tolist()
        found: dict[str, int] = {}
        first = np.asarray(rows)[sorted(places)].tolist()
        for text, row in zip(self.words(column, first), first, strict=True):
            found.setdefault(text, row)
        return found

    def reach(self, row: int, column: int) -> None:
        """Add blank rows and columns up to this place; the head's rows stay as long as they are."""
        more = row + 1 - len(self)
        if more > 0:
            whole = [np.full(self.count, -1, np.int32) if c is None else c for c in self.codes]
            self.codes = [np.append(codes, np.zeros(more, np.int32)) for codes in whole]
            self.values = [np.append(values, np.full(more, np.nan)) for values in self.values]
            self.count += more
        while len(self.values) <= column:
            self.values.append(np.full(self.count, np.nan))
            self.codes.append(np.zeros(self.count, np.int32))

    def by_row(self) -> None:
        """Make every row a row of text: slow, for what looks at or changes single cells."""
        self.head = self[:]
        self.values = [values[:0] for values in self.values]
        self.codes = [None] * len(self.values)
        self.count = 0

    def filled(self, merges: list[list[int]]) -> "Columns":
        """Return the rows as a rectangle in which a merged cell's text stands in all its places."""
        grid = Columns([])
        grid.texts, grid.values, grid.codes = self.texts, [*self.values], [*self.codes]
        grid.count, grid.width = self.count, self.widest()
        grid.head = [row + [""] * (grid.width - len(row)) for row in self.head]
        while len(grid.values) < grid.width:
            grid.values.append(np.full(grid.count, np.nan))
            grid.codes.append(np.zeros(grid.count, np.int32))
        budget = MOST_FILLED
        for top, left, last_row, last_column in merges:
            bottom, right = min(last_row, len(grid) - 1), min(last_column, grid.width - 1)
            budget -= (bottom + 1 - top) * (right + 1 - left)
            if budget < 0:
                break
            if bottom >= top and right >= left and grid.text(top, left).strip():
                grid.spread(grid.text(top, left), (top, left, bottom, right))
        return grid

    def spread(self, text: str, place: tuple[int, int, int, int]) -> None:
        """Write a text into every empty cell between two corners."""
        top, left, bottom, right = place
        for r in range(top, bottom + 1):
            for c in range(left, right + 1):
                if not self.text(r, c):
                    self.put(r, c, text)

    def mend(self, mended: Callable[[str], str]) -> None:
        """Put what `mended` returns in place of every text that is no plain number."""
        self.head[:] = [[*map(mended, row)] for row in self.head]
        self.texts.listed[:] = map(mended, self.texts.listed)

    def every_text(self) -> Iterator[str]:
        """Yield every text that is no plain number at least once."""
        yield from (text for row in self.head for text in row)
        yield from self.texts.listed

    def characters(self) -> int:
        """Return the size of all texts after the head; a number counts eight characters."""
        sizes = np.array([*map(len, self.texts.listed), 8])
        return sum(
            int(sizes[codes].sum()) if codes is not None else 8 * self.count for codes in self.codes
        )

    def is_filled(self, column: int, rows: Sequence[int]) -> bool:
        """Tell whether a column has anything but spaces in some rows."""
        _, codes = self.column(column, np.asarray(rows))
        if codes is None:
            return len(rows) > 0
        some = np.unique(codes).tolist()
        return any(code < 0 or self.texts.listed[code].strip() for code in some)

    def widest(self) -> int:
        """Return how many columns have anything in them."""
        filled = [n for n, codes in enumerate(self.codes) if codes is None or codes.any()]
        return max([len(row) for row in self.head] + [filled[-1] + 1 if filled else 0])


def collect(
    head: list[list[str]],
    rows: Iterable[Sequence[Any]],
    text: Callable[[Any], str],
    left: int = 0,
) -> Columns:
    """Return the head and all further rows of floats, texts and values `text` can write.

    `left` blank columns stand before each further row. Raises RefusalError past the cap on rows.
    """
    found = Columns(head)
    pieces: list[list[tuple[Floats, Codes | None]]] = []
    sizes: list[int] = []
    filled = sum(map(bool, head))
    for columns in _pieces(rows):
        split = [found.texts.split(_known(column, text)) for column in columns]
        pieces.append(split)
        sizes.append(len(columns[0]) if columns else 0)
        filled += int(np.count_nonzero(_has_content(split, sizes[-1])))
        caps.check_rows(filled)
    width = max(map(len, pieces), default=0)
    last = _last(pieces, sizes)
    for c in range(width):
        parts = [_part(piece, c, size) for piece, size in zip(pieces, sizes, strict=True)]
        found.values.append(np.concatenate([values for values, _ in parts])[:last])
        found.codes.append(_joined(parts, last))
    blank = [np.full(last, np.nan) for _ in range(left)]
    found.values = blank + found.values
    found.codes = [np.zeros(last, np.int32) for _ in blank] + found.codes
    found.count = last
    return found


def _pieces(rows: Iterable[Sequence[Any]]) -> Iterator[list[tuple[Any, ...]]]:
    rows = iter(rows)
    while piece := list(islice(rows, CHUNK)):
        yield list(zip_longest(*piece, fillvalue="")) or [("",) * len(piece)]


def _known(column: Sequence[Any], text: Callable[[Any], str]) -> Sequence[Any]:
    if set(map(type, column)) <= {float, str}:
        return column
    return [value if type(value) in (float, str) else text(value) for value in column]


def _has_content(split: list[tuple[Floats, Codes | None]], size: int) -> Any:
    filled = np.zeros(size, np.bool_)
    for _, codes in split:
        if codes is None:
            filled[:] = True
            return filled
        filled |= codes != 0
    return filled


def _last(pieces: list[list[tuple[Floats, Codes | None]]], sizes: list[int]) -> int:
    """Return how many rows there are up to the last with anything in it."""
    for n in range(len(pieces) - 1, -1, -1):
        filled = np.flatnonzero(_has_content(pieces[n], sizes[n]))
        if len(filled):
            return sum(sizes[:n]) + int(filled[-1]) + 1
    return 0


def _part(
    piece: list[tuple[Floats, Codes | None]], column: int, size: int
) -> tuple[Floats, Codes | None]:
    if column < len(piece):
        return piece[column]
    return np.full(size, np.nan), np.zeros(size, np.int32)


def _joined(parts: list[tuple[Floats, Codes | None]], last: int) -> Codes | None:
    if all(codes is None for _, codes in parts):
        return None
    full = [
        np.full(len(values), -1, np.int32) if codes is None else codes for values, codes in parts
    ]
    return np.concatenate(full)[:last]
