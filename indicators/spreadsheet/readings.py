"""A cell's text under its column's unit: the figure, and the factor into the catalogue's unit."""

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from indicators.spreadsheet import figures, limits, units
from indicators.spreadsheet.labels import clean
from indicators.spreadsheet.limits import RefusalError

_SCALED = re.compile(r"[万亿](?:多|余|左右|以上|以下|以内)?[)）]?")
_PLAIN = re.compile(r"-?(?:\d{1,15}|[1-9]\d{0,2}(?:,\d{3}){1,4})(?:\.\d{1,15})?(%)?")
_FORMULA = re.compile(r"[\s']*[=＝@](?![=＝]?\s*[\d０-９.]+\s*$)")
_PROSE = re.compile(r"[^\d０-９零〇一二三四五六七八九十百千万亿两半全几数分成]{12,}")
_COORDINATES = re.compile(r"-?\d{1,3}\.\d{3,20}[,，;；\s]+-?\d{1,3}\.\d{3,20}|\d{1,3}°.{1,40}")
_MISSING = re.compile(r"空白|短横|破折号|省略号|^无|不适用|未|暂|缺|公式错误|斜杠|空值")
_TIMES = {"万": 1e4, "亿": 1e8}


@dataclass(frozen=True, slots=True)
class Reading:
    """A cell as read: lo and hi in `unit`; `factor` is None where the unit cannot be converted."""

    state: str
    lo: float | None = None
    hi: float | None = None
    lo_open: bool = False
    hi_open: bool = False
    flag: str | None = None
    unit: str | None = None
    reason: str | None = None
    factor: float | None = None
    rescaled: bool = False


class Readings:
    """Reads the cells of one document and remembers them; odd texts are slow and capped."""

    def __init__(self) -> None:
        """Start with nothing remembered."""
        self._known: dict[tuple[str | None, str | None], dict[str, Reading]] = defaultdict(dict)
        self._odd: set[str] = set()

    def read(self, text: str, unit: str | None, wanted: str | None, original: str = "") -> Reading:
        """Read a cell printed in `unit` for an indicator kept in `wanted`.

        万 and 亿 are multiplied out by `figures.read`; under a unit that already counts in 万 the
        value is brought back to that unit and marked `rescaled`, unless the quoted `original`
        says that both were meant. Raises RefusalError past the cap on odd texts.
        """
        known = self._known[unit, wanted]
        found = known.get(text)
        if found is None:
            found = known[text] = self._read(text, unit, wanted)
        if found.rescaled and original and original != text:
            return _settled(found, text, unit, original)
        return found

    def is_rescaled(self, cell: dict[str, Any]) -> bool:
        """Tell whether an observation repeated the 万 its unit already has."""
        return self.read(cell["printed"], cell["unit"], None, cell["raw"]).rescaled

    def _read(self, text: str, unit: str | None, wanted: str | None) -> Reading:
        if plain := _PLAIN.fullmatch(text):
            number = float(text.replace(",", "").rstrip("%"))
            own = _own_unit(plain[1], unit)
            return Reading("value", number, number, flag="=", unit=own, factor=factor(own, wanted))
        if _PROSE.fullmatch(text) or _FORMULA.match(text):
            return Reading("unreadable", unit=unit, reason="不是数")
        if _COORDINATES.fullmatch(text):
            return Reading("unreadable", unit=unit, reason="含多个数")
        self._odd.add(text)
        if len(self._odd) > limits.ODD_TEXTS:
            raise RefusalError(
                f"不是普通数字的单元格超过上限{limits.ODD_TEXTS}个。",
                "请删去文字列，只保留指标数值再上传。",
            )
        return _figure(text, unit, wanted)


def _figure(text: str, unit: str | None, wanted: str | None) -> Reading:
    figure = figures.read(text)
    if figure.reason is not None:
        state = "missing" if _MISSING.search(figure.reason) else "unreadable"
        return Reading(state, unit=unit, reason=figure.reason)
    own = _own_unit(figure.unit, unit)
    bare = figure.unit is None and _SCALED.search(clean(text)) is not None
    found = Reading("value", figure.lo, figure.hi, figure.lo_open, figure.hi_open, figure.flag, own)
    if bare and unit and unit[0] in _TIMES:
        size = _TIMES[unit[0]]
        ends = _divided(figure.lo, size), _divided(figure.hi, size)
        return replace(found, lo=ends[0], hi=ends[1], factor=factor(own, wanted), rescaled=True)
    if bare and not unit and wanted and wanted[0] in _TIMES:
        return replace(found, factor=factor(wanted[1:], wanted))
    return replace(found, factor=factor(own, wanted))


@lru_cache(maxsize=4096)
def factor(printed: str | None, wanted: str | None) -> float | None:
    """Return what turns a printed unit into the wanted one; None without such or without both."""
    return units.factor(printed, wanted) if wanted else None


def _settled(found: Reading, text: str, unit: str | None, original: str) -> Reading:
    """Keep 60多万 under 万元 as 60多万 of them where the quoted words say 60多亿元."""
    figure, quoted = figures.read(text), figures.read(original)
    times = units.factor(quoted.unit, unit) if quoted.unit and unit else None
    if times is None or quoted.reason is not None:
        return found
    said = [None if end is None else end * times for end in (quoted.lo, quoted.hi)]
    if said != [figure.lo, figure.hi]:
        return found
    return replace(found, lo=figure.lo, hi=figure.hi, rescaled=False)


def _divided(value: float | None, size: float) -> float | None:
    return None if value is None else float(f"{value / size:.15g}")


def _own_unit(own: str | None, column: str | None) -> str | None:
    """Return a cell's own unit; the column's 每月 or 每社区 still belongs to it."""
    if own is None or column is None:
        return own or column
    head, slash, tail = column.partition("/")
    if units.normalise(own) == units.normalise(head):
        return column
    return own + slash + tail if "/" not in own and own != "%" else own


def scaled(cell: dict[str, Any], end: str) -> float | None:
    """Return one end of an observation's value in the catalogue's unit."""
    return None if cell[end] is None else cell[end] * cell["factor"]


def value(cell: dict[str, Any]) -> tuple[Any, ...]:
    """Return what makes two values equal: both ends, in the catalogue's unit, and openness."""
    times = cell["factor"] or 1.0
    ends = (None if cell[end] is None else round(cell[end] * times, 9) for end in ("lo", "hi"))
    return (*ends, cell["lo_open"], cell["hi_open"])
