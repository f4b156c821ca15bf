"""The shared value axis of a distribution: direction, cut outliers, round ticks."""

from collections.abc import Sequence
from dataclasses import dataclass

from indicators.charts.axis import plain, polyline, round_ticks
from indicators.charts.canvas import Canvas, cut, width
from indicators.charts.reading import Row, bounded

# An axis is cut where its farthest values would leave all others less than this part of it.
SQUEEZED, LEAST_REST, EDGE = 0.4, 4, 46

Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Axis:
    """Maps values to pixels, better to the right; values beyond a cut stand at the edge."""

    low: float
    high: float
    left: float
    right: float
    turned: bool
    cut_low: bool = False
    cut_high: bool = False

    @property
    def inner(self) -> Range:
        """Pixels of the uncut stretch, from left to right."""
        low, high = (self.cut_high, self.cut_low) if self.turned else (self.cut_low, self.cut_high)
        return self.left + EDGE * low, self.right - EDGE * high

    def beyond(self, value: float) -> int:
        """Return −1 or 1 when the value lies past the left or right cut, else 0."""
        side = (value > self.high) - (value < self.low)
        return -side if self.turned else side

    def x(self, value: float) -> float:
        """Return the pixel of a value."""
        side = self.beyond(value)
        if side:
            return self.right if side > 0 else self.left
        left, right = self.inner
        part = (value - self.low) / (self.high - self.low) if self.high > self.low else 0.5
        return left + (1 - part if self.turned else part) * (right - left)


def axis_of(rows: Sequence[Row], left: float, right: float, *, turned: bool) -> Axis | None:
    """Return the axis on which all bounded values find a place, or None without any."""
    ranges = [(min(ends), max(ends)) for ends in map(bounded, rows) if ends]
    if not ranges:
        return None
    (low, high), cut_low, cut_high = _uncut(ranges)
    return Axis(low, high, left, right, turned, cut_low, cut_high)


def _uncut(ranges: list[Range]) -> tuple[Range, bool, bool]:
    """Return the stretch to draw and whether values below or above it are cut off."""
    full = _hull(ranges)
    by_low, by_high = sorted(ranges), sorted(ranges, key=lambda ends: ends[1])
    for count in range(1, 1 + max(1, len(ranges) // 20)):
        for rest, low in ((by_high[:-count], False), (by_low[count:], True)):
            if len(rest) >= LEAST_REST and _squeezed(_hull(rest), full):
                return _hull(rest), low, not low
    return full, False, False


def _hull(ranges: list[Range]) -> Range:
    return min(low for low, _ in ranges), max(high for _, high in ranges)


def _squeezed(rest: Range, full: Range) -> bool:
    return 0 < rest[1] - rest[0] < SQUEEZED * (full[1] - full[0])


def draw_axis(canvas: Canvas, axis: Axis, top: float, foot: float, unit: str) -> None:
    """Draw light lines at round values, their numbers below and the unit at the axis' left end."""
    look = canvas.palette
    most = int((axis.right - axis.left) // 64)
    for value in round_ticks(axis.low, axis.high, max(2, most)):
        x, words = axis.x(value), plain(value)
        canvas.box((x, top, x, foot), edge=look.rule)
        half = width(words, 13) / 2
        middle = min(max(x, half + 1), canvas.width - half - 1)
        canvas.write(middle, foot + 13, words, size=13, color=look.soft, side="center")
    canvas.line(*axis.inner, foot, look.faint)
    for x, is_cut in zip(axis.inner, (axis.left, axis.right), strict=True):
        if x != is_cut:
            _break(canvas, (x + is_cut) / 2, foot)
    room = axis.left - 24
    if room > 30:
        canvas.write(1, foot + 13, cut(unit, 13, room), size=13, color=look.soft)


def _break(canvas: Canvas, x: float, y: float) -> None:
    """Mark where the axis is cut with two slanted strokes."""
    for shift in (-3, 3):
        polyline(canvas, [(x + shift - 3, y + 5), (x + shift + 3, y - 5)], canvas.palette.faint)
