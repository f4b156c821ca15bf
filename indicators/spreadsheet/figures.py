"""Figures as Chinese officials write them, read into intervals.

`read` turns the text of a cell into a `Figure`: an interval with open or closed ends, a flag
and a unit — or a named reason why it is no value. Conventions that need a decision:

- 以上, 以下, 以内 include the number, 超过 and 不足 do not; 近, 多, 约 span one step of the last
  written digit (see `spans`); a bound on an approximation keeps its widest end.
- 四分之一, 1/4, 三成, 半数 are percent; 3/4 is read as a fraction, never as a date.
- "60个街道全部" says that all of them do: 100%. 全部 or 全覆盖 without a number is wording.
- A year with 年 is a period, a bare 2023 a number; 第3名 and 3号 are ordinals, not values.
- A minus counts at the start of a text or after a bound; ▲ and (3) are refused, not guessed.
  下降3.2个百分点 is a change of -3.2.
"""

import math
import re
from dataclasses import dataclass, replace
from functools import lru_cache

from indicators.spreadsheet import phrases, quantities, spans, units
from indicators.spreadsheet.quantities import Quantity

_LONGEST = 200
_LARGEST = 1e15
# Most cells of a workbook are plain numbers: they skip the grammar.
_PLAIN = re.compile(r"(-?(?:0|[1-9][0-9]{0,9})(?:\.[0-9]{1,20})?)(%?)")
_CONTEXT = "□"
_CONDITION = {"岁", "㎡", "年", "人", "户"}
_TIMED = {"年", "半年", "季", "月", "周", "天"}


@dataclass(frozen=True, slots=True)
class Figure:
    """A text as read: [lo, hi] (None = unbounded, or no value at all when `reason` is set)."""

    text: str
    lo: float | None = None
    hi: float | None = None
    lo_open: bool = False
    hi_open: bool = False
    flag: str | None = None
    unit: str | None = None
    reason: str | None = None


@lru_cache(maxsize=65536)
def read(text: str) -> Figure:
    """Read one figure; never raises. 万 and 亿 are multiplied out, shares are in percent."""
    if plain := _PLAIN.fullmatch(text):
        value = float(plain[1])
        return Figure(text, value, value, flag="=", unit="%" if plain[2] else None)
    if len(text) > _LONGEST:
        return Figure(text, reason="不是数")
    plain = phrases.clean(text)
    reason = _named(plain, text)
    return Figure(text, reason=reason) if reason else _figure(text, plain)


def _named(plain: str, text: str) -> str | None:
    """Return the reason why a whole text is no figure, or None."""
    if not plain:
        return "不是数" if re.search(r"[^\s'\u200b\ufeff]", text) else "空白"
    for word in (plain, plain.lstrip("暂尚")):
        if word in phrases.EXACT:
            return phrases.EXACT[word]
    if _years(plain):
        return "期间，不是数"
    if (share := phrases.SLASHED.search(plain)) and not 0 <= int(share[1]) <= int(share[2]):
        return "日期或比例不明"
    return next((reason for pattern, reason in phrases.WHOLE if pattern.fullmatch(plain)), None)


def _years(plain: str) -> bool:
    """Tell whether two bare years joined by a dash are a period: 2022-2024, not 2000-2500."""
    match = re.fullmatch(f"({phrases.YEAR})[-~至到—–]+({phrases.YEAR})", plain)
    return (
        bool(match)
        and match[1].isdecimal()
        and match[2].isdecimal()
        and 0 < int(match[2]) - int(match[1]) <= 15
    )


def _figure(text: str, plain: str) -> Figure:
    if phrases.ZERO.fullmatch(plain):
        return Figure(text, 0.0, 0.0, flag="=", unit="件")
    parts = [match[match.lastgroup] for match in phrases.PER.finditer(plain)]
    found = quantities.find(_masked(plain))
    if not found:
        return Figure(text, reason=_wording(plain))
    if (share := _whole_place(plain, found)) is not None:
        found = [share]
    quantity = _combined(found)
    if quantity.span and quantity.unit == "百分点" and phrases.FALLING.search(plain):
        quantity = replace(quantity, span=spans.mirrored(quantity.span))
    return _shown(text, quantity, parts)


def _masked(plain: str) -> str:
    """Cover dates, ordinals and names that contain digits, so that only figures remain."""
    for pattern in (phrases.FIXED, phrases.PERIOD, phrases.ORDINAL, phrases.PER):
        plain = pattern.sub(_CONTEXT, plain)
    return plain


def _wording(plain: str) -> str:
    """Return why a text without a figure has none."""
    if phrases.PERIOD.search(plain):
        return "期间，不是数"
    if phrases.ORDINAL.search(plain):
        return "序数，不是数"
    return "文字表述" if phrases.WORDED.search(plain) else "不是数"


def _whole_place(plain: str, found: list[Quantity]) -> Quantity | None:
    """60个街道全部: a count followed by 全部 or 全覆盖 is a share of 100%."""
    counted = len(found) == 1 and found[0].unit in units.COUNTS
    if counted and re.match(r"[^全]*(?:全部|全覆盖)", plain) and not plain.startswith("全"):
        hundred = quantities.find("100%")[0]
        return hundred if found[0].span and found[0].span.flag == "=" else None
    return None


def _combined(found: list[Quantity]) -> Quantity:
    """Reduce to one quantity: a lower and an upper bound make a range, anything else is several."""
    if len(found) == 1 or _conditions(found[:-1], found[-1]):
        return found[-1]
    spans_ = [quantity.span for quantity in found]
    if len(found) == 2 and all(spans_):
        low, high = sorted(spans_, key=lambda span: span.lo is None)
        if low.hi is None and high.lo is None:
            unit = found[0].unit or found[1].unit
            return Quantity(spans.joined(low, high), unit, "区间颠倒")
    return Quantity(None, reason="含多个数")


def _conditions(earlier: list[Quantity], last: Quantity) -> bool:
    """Tell whether bounds only say whom a share is of: 35岁以下占77%, 1000㎡以上的占32%."""
    bounded = all(q.span and q.span.flag in "≥>≤<" and q.unit in _CONDITION for q in earlier)
    return bounded and last.unit == "%"


def _shown(text: str, quantity: Quantity, parts: list[str]) -> Figure:
    span = quantity.span
    if span is None:
        return Figure(text, reason=quantity.reason)
    lo, hi = _float(span.lo), _float(span.hi)
    if any(end is not None and not abs(end) <= _LARGEST for end in (lo, hi)):
        return Figure(text, reason="数值过大")
    unit = _with_parts(quantity.unit, parts)
    return Figure(text, lo, hi, span.lo_open, span.hi_open, span.flag, unit)


def _float(end: object) -> float | None:
    if end is None:
        return None
    value = float(end)
    return value if math.isfinite(value) else math.inf


def _with_parts(unit: str | None, parts: list[str]) -> str | None:
    """Attach 每月, 每百户, 人均 to the unit: 每百户30㎡ → ㎡/百户."""
    if unit is None or not parts or "/" in unit or unit in {"%", "‰", "倍", "百分点"}:
        return unit
    return units.normalise("/".join([unit, *parts])) if unit not in _TIMED else unit
