"""Intervals of exact numbers: what 多, 近, 约, 以上 and a dash make of a written value."""

from dataclasses import dataclass, replace
from decimal import Decimal

from indicators.spreadsheet.numerals import Number

LOWER, UPPER = frozenset("≥>"), frozenset("≤<")


@dataclass(frozen=True, slots=True)
class Span:
    """An interval; None is unbounded. `step` is the step of the last written digit."""

    lo: Decimal | None
    hi: Decimal | None
    step: Decimal
    flag: str = "="
    lo_open: bool = False
    hi_open: bool = False

    def times(self, scale: Decimal | int) -> "Span":
        """Return the interval with both ends multiplied by a positive *scale*."""
        lo, hi = (None if end is None else end * scale for end in (self.lo, self.hi))
        return replace(self, lo=lo, hi=hi, step=self.step * scale)


def exact(number: Number) -> Span:
    """Return the one-point interval of *number*."""
    return Span(number.value, number.value, number.step)


def several(scale: Decimal) -> Span:
    """Return what 几十 or 数百 can mean: two of the scale up to one short of ten."""
    return Span(2 * scale, 10 * scale - 1, scale, "–")


def teens(number: Number) -> Span:
    """Return what 十几 or 二十几万 can mean: 11–19, 210,000–290,000."""
    tenth = number.step / 10
    return Span(number.value + tenth, number.value + 9 * tenth, tenth, "–")


def shifted(span: Span, offset: Decimal) -> Span:
    """Return the interval moved by *offset*, which becomes its step (七成半, 三年半)."""
    return replace(span, lo=span.lo + offset, hi=span.hi + offset, step=offset)


def more(span: Span) -> Span:
    """多, 余: from the value up to, not including, the next step (800多 → [800, 900))."""
    if span.hi < 0:
        return replace(span, lo=span.lo - span.step, lo_open=True, flag="≈")
    return replace(span, hi=span.hi + span.step, hi_open=True, flag="≈")


def near(span: Span) -> Span:
    """近, 将近: from the previous step, not including it, up to the value (近5万 → (4万, 5万])."""
    if span.hi < 0:
        return replace(span, hi=span.hi + span.step, hi_open=True, flag="≈")
    return replace(span, lo=span.lo - span.step, lo_open=True, flag="≈")


def about(span: Span) -> Span:
    """约, 左右: half a step to either side (约1.2万 → [11500, 12500])."""
    half = span.step / 2
    return replace(span, lo=span.lo - half, hi=span.hi + half, flag="≈")


def mirrored(span: Span) -> Span:
    """Return the interval with its sign turned (下降3个百分点); bounds turn with it."""
    ends = [None if end is None else -end for end in (span.hi, span.lo)]
    flag = span.flag.translate(str.maketrans("≥>≤<", "≤<≥>"))
    return Span(ends[0], ends[1], span.step, flag, span.hi_open, span.lo_open)


def bounded(span: Span, signs: set[str]) -> Span | None:
    """Open the interval on the side the bounds leave free; None when they contradict each other."""
    if not signs:
        return span
    if signs <= LOWER:
        open_ = span.lo_open or ">" in signs
        return Span(span.lo, None, span.step, ">" if open_ else "≥", lo_open=open_)
    if signs <= UPPER:
        open_ = span.hi_open or "<" in signs
        return Span(None, span.hi, span.step, "<" if open_ else "≤", hi_open=open_)
    return None


def joined(low: Span, high: Span) -> Span | None:
    """Return the range from *low* to *high*; None when it runs backwards or holds nothing."""
    if low.lo is None or high.hi is None or low.lo > high.hi:
        return None
    if low.lo == high.hi and (low.lo_open or high.hi_open):
        return None
    return Span(low.lo, high.hi, high.step, "–", low.lo_open, high.hi_open)
