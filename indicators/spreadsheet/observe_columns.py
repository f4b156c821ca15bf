"""Body columns of a large table to observations: plain numbers as they are, each other text once.

The counterpart of `observe.observations` for sheets kept by column; both give the same cells.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from indicators.spreadsheet import dates, labels, readings
from indicators.spreadsheet.cells import column_letters
from indicators.spreadsheet.columns import Columns
from indicators.spreadsheet.document import NATURES
from indicators.spreadsheet.labels import clean
from indicators.spreadsheet.matching import Matcher
from indicators.spreadsheet.observe import Row, plan
from indicators.spreadsheet.observed import Observed
from indicators.spreadsheet.readings import Readings
from indicators.spreadsheet.tables import Table

Coded = tuple[Any, list[Any]]
Subject = tuple[str | None, str | None]
_OPTIONAL = ("scope", "source", "section", "confidence", "note")


class _Cells:
    """Collects the columns of an observation frame and its distinct readings."""

    def __init__(self, grid: Columns, body: Any, reader: Readings) -> None:
        self.grid, self.body, self.reader = grid, body, reader
        self.frame: dict[str, Any] = {"row": pa.array(body + 1, pa.int32())}
        self.columns: list[dict[str, Any]] = []
        self.readings: list[dict[str, Any]] = []
        self._known: dict[tuple[Any, ...], int] = {}

    def say(self, name: str, coded: Coded) -> None:
        """Keep what rows say."""
        codes, listed = coded
        words = list(dict.fromkeys(word for word in listed if word is not None))
        places = {word: n for n, word in enumerate(words)}
        found = np.array([places.get(word, -1) for word in listed] or [-1], np.int32)[codes]
        indices = pa.array(found, pa.int32(), mask=found < 0)
        self.frame[name] = pa.DictionaryArray.from_arrays(indices, pa.array(words, pa.string()))

    def add(
        self,
        index: int,
        column: dict[str, Any],
        subjects: tuple[Any, list[Subject]],
        *,
        raw: Coded | None = None,
    ) -> None:
        """Keep a column of cells; subjects are each row's unit and wanted unit, coded."""
        number = len(self.columns)
        values, codes = self.grid.column(index, self.body)
        self.columns.append({"letters": column_letters(index)} | column)
        self.frame[f"v{number}"] = values
        if codes is None:
            return
        about, listed = subjects
        originals, quoted = raw or (np.zeros(len(codes), np.int32), [""])
        odd = np.flatnonzero(codes >= 0)
        keys = np.stack([codes[odd], about[odd], originals[odd]])
        first, places = _distinct(keys)
        texts = self.grid.texts.listed
        found = [
            self._reading(texts[code].strip() if raw else texts[code], listed[n], quoted[original])
            for code, n, original in keys[:, first].T.tolist()
        ]
        read = np.zeros(len(codes), np.int32)
        read[odd] = np.array(found, np.int32)[places]
        self.frame[f"r{number}"] = read

    def _reading(self, text: str, subject: Subject, original: str) -> int:
        key = (text, subject, original)
        if key not in self._known:
            read = self.reader.read(text, *subject, original)
            told = {name: getattr(read, name) for name in read.__slots__ if name != "rescaled"}
            self.readings.append({"text": text} | told)
            self._known[key] = len(self.readings)
        return self._known[key]

    def observed(self) -> Observed:
        """Return what was collected."""
        return Observed(pa.table(self.frame), self.columns, self.readings)


def _distinct(keys: Any) -> tuple[Any, Any]:
    """Return where each distinct column of keys first stands, and which of them each column is."""
    joined = keys[0].astype(np.int64)
    for key in keys[1:]:
        joined = np.unique(joined, return_inverse=True)[1] * (int(key.max(initial=0)) + 1) + key
    _, first, places = np.unique(joined, return_index=True, return_inverse=True)
    return first, places


def observed(
    table: Table,
    grid: Columns,
    rows: list[Row],
    matcher: Matcher,
    *,
    reader: Readings,
    within: str | None,
) -> Observed:
    """Return every body cell of a table. Raises RefusalError where `Readings` does."""
    cells = _Cells(grid, np.asarray(table.body, np.int64), reader)
    wanted = {code: one.unit for code, one in matcher.catalogue.indicators.items()}
    if table.orientation == "long":
        _long(table, cells, matcher, wanted, within)
        return cells.observed()
    _say_rows(table, cells, rows)
    plans = [plan(column, table, matcher, within) for column in table.columns]
    if table.rows_are_items:
        subjects = _code([(row.unit, wanted.get(row.indicator or "")) for row in rows])
        cells.say("unit", _code([row.unit for row in rows]))
        cells.say("indicator", _code([row.indicator for row in rows]))
        _say_factors(cells, subjects)
    for one in plans:
        want = wanted.get(one.indicator or "")
        if not table.rows_are_items:
            subjects = np.zeros(len(rows), np.int32), [(one.unit, want)]
        cells.add(
            one.index,
            {
                "label": one.label,
                "unit": one.unit,
                "period": one.period,
                "indicator": one.indicator,
                "area": one.area,
                "undated": one.undated,
                "factor": readings.factor(one.unit, want),
            },
            subjects,
        )
    return cells.observed()


def _say_rows(table: Table, cells: _Cells, rows: list[Row]) -> None:
    cells.say("row_label", _code([row.label for row in rows]))
    cells.say("row_kind", _code([row.kind for row in rows]))
    cells.say("area", _code([row.area for row in rows]))
    inherited = [row.period or (None if row.undated else table.period) for row in rows]
    cells.say("period", _code(inherited))
    if any(column.undated for column in table.columns):
        cells.say("own_period", _code([row.period for row in rows]))
    cells.say("note", _code([row.note for row in rows]))


def _say_factors(cells: _Cells, subjects: tuple[Any, list[Subject]]) -> None:
    codes, listed = subjects
    factors = np.array([_number(readings.factor(*subject)) for subject in listed] or [0.0])
    found = factors[codes]
    cells.frame["factor"] = pa.array(found, mask=np.isnan(found))


def _number(factor: float | None) -> float:
    return np.nan if factor is None else factor


def _code(words: Sequence[Any]) -> Coded:
    known: dict[Any, int] = {}
    codes = np.fromiter((known.setdefault(w, len(known)) for w in words), np.int32, len(words))
    return codes, list(known)


def _column(cells: _Cells, column: int) -> Coded:
    """Return a column's stripped texts, each once, and which of them each row has."""
    values, codes = cells.grid.column(column, cells.body)
    numbers, places = np.unique(values, return_inverse=True)
    words = [cells.grid.number(value) for value in numbers.tolist()]
    if codes is not None:
        places = np.where(codes >= 0, codes + len(words), places)
        words += cells.grid.texts.listed
    some, places = np.unique(places, return_inverse=True)
    return places, [words[n].strip() for n in some.tolist()]


def _each(coded: Coded, function: Callable[[str], Any]) -> Coded:
    return coded[0], [function(word) for word in coded[1]]


def _places(words: list[str], matcher: Matcher, within: str | None) -> list[tuple[str | None, str]]:
    """Return the area and kind of each label; a whole beside places is their total."""
    places = [matcher.place(word, within) for word in words]
    if any(map(matcher.area, words)):
        is_whole = [labels.row_kind(word) == "whole" for word in words]
        places = [
            (None, "total") if whole else place
            for whole, place in zip(is_whole, places, strict=True)
        ]
    return places


def _long(
    table: Table, cells: _Cells, matcher: Matcher, wanted: dict[str, str], within: str | None
) -> None:
    role = {name: _column(cells, c) for name, c in table.roles.items() if name != "value"}
    cells.say("row_label", _each(role["area"], clean))
    words = [clean(word) for word in role["area"][1]]
    if "source" in table.roles:  # every figure names its own document: 全国 is a place there
        places = [matcher.place(word, within) for word in words]
    else:
        places = _places(words, matcher, within)
    cells.say("area", (role["area"][0], [area for area, _ in places]))
    cells.say("row_kind", (role["area"][0], [kind for _, kind in places]))
    cells.say("column_label", _each(role["indicator"], clean))
    split = [labels.split_unit(word) for word in role["indicator"][1]]
    found = [matcher.indicator([item])[0] for item, _ in split]
    cells.say("indicator", (role["indicator"][0], found))
    nothing = np.zeros(len(cells.body), np.int32)
    units = _each(role.get("unit", (nothing, [""])), clean)
    pairs = np.stack([role["indicator"][0], units[0]])
    first, subject = _distinct(pairs)
    subjects = [
        (units[1][u] or split[i][1] or table.unit, wanted.get(found[i] or ""))
        for i, u in pairs[:, first].T.tolist()
    ]
    cells.say("unit", (subject, [unit for unit, _ in subjects]))
    _say_factors(cells, (subject, subjects))
    if "period" in role:
        year = (table.period or "")[:4]
        cells.say("period", _each(role["period"], lambda word: dates.dated(clean(word), year)))
    else:
        cells.say("period", (nothing, [table.period]))
    if "nature" in role:
        cells.say("nature", _each(role["nature"], lambda word: word if word in NATURES else None))
    for name in _OPTIONAL:
        if name in role:
            cells.say(name, _each(role[name], lambda word: word or None))
    if "raw" in role:
        cells.say("raw", _each(role["raw"], lambda word: word or None))
    column = dict.fromkeys(("label", "unit", "period", "indicator", "area", "undated", "factor"))
    cells.add(
        table.roles["value"], column, (subject, subjects), raw=role.get("raw", (nothing, [""]))
    )
