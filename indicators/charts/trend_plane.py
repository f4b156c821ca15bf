"""The plane of a trend: time to the right, values upwards, light round lines, marks and joins."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from indicators.charts.axis import Box, plain, polyline, round_ticks
from indicators.charts.canvas import Canvas, width
from indicators.charts.palette import Palette
from indicators.charts.trend_tracks import Point, Track, told, told_break

# Muted colours, each with its own mark, for places that must be told apart; no verdict's hue.
LIGHT = ("#1F7A6D", "#964B73", "#6E6A14", "#55657A", "#4A7530")
DARK = ("#5FBFAE", "#D99BBB", "#C4BE6A", "#A3B4C9", "#9CC77A")
SHAPES = ("square", "diamond", "circle", "pentagon", "hexagon")
FROM_ZERO, STUB = 0.4, 18


@dataclass(frozen=True, slots=True)
class Plane:
    """Maps days and values to pixels."""

    canvas: Canvas
    left: float
    right: float
    top: float
    foot: float
    days: tuple[int, int]
    values: tuple[float, float]

    def x(self, when: float) -> float:
        """Return the pixel of a day; a single period stands beside its labels."""
        first, last = self.days
        part = (when - first) / (last - first) if last > first else 1
        return self.left + part * (self.right - self.left)

    def y(self, value: float) -> float:
        """Return the pixel of a value."""
        low, high = self.values
        return self.foot - (value - low) / (high - low) * (self.foot - self.top)

    def at(self, point: Point) -> tuple[float, float]:
        """Return the pixels of a point."""
        return self.x(point.when), self.y(point.value)


def reach(ends: Sequence[float], unit: str) -> tuple[float, float]:
    """Return the values the axis spans: from 0 unless that would flatten the lines."""
    low, high = min(ends), max(ends)
    pad = (high - low) * 0.12 or abs(high) * 0.1 or 1
    if low >= 0 and low <= FROM_ZERO * high:
        return 0, high + (high or 1) * 0.08
    foot = max(0, low - pad) if low >= 0 else low - pad
    return foot, min(100, high + pad) if unit == "%" and high <= 100 else high + pad


def ticks(values: tuple[float, float]) -> list[float]:
    """Return three or four round values to draw lines at."""
    found = round_ticks(*values, 4)
    return found if len(found) > 2 else round_ticks(*values, 5)


def tick_boxes(plane: Plane) -> list[Box]:
    """Return the room the numbers of the value axis take."""
    right, numbers = plane.left - 14, ticks(plane.values)
    sizes = [(plane.y(value), width(plain(value), 13)) for value in numbers]
    return [Box(right - wide, y - 8, right, y + 8) for y, wide in sizes]


def colour(look: Palette, track: Track) -> str:
    """Return a line's colour: ink for the own one, muted for the labelled, faint for the rest."""
    if track.own:
        return look.ink
    muted = DARK if look.dark else LIGHT
    return muted[track.rank - 1] if track.labelled else look.faint


def draw_grid(plane: Plane, points: Sequence[Point]) -> None:
    """Draw the value lines with their numbers and name the periods below."""
    canvas, look = plane.canvas, plane.canvas.palette
    for value in ticks(plane.values):
        y = plane.y(value)
        canvas.line(plane.left - 8, plane.right + 8, y, look.rule)
        canvas.write(plane.left - 14, y, plain(value), size=13, color=look.soft, side="right")
    for middle, words in _periods(plane, points):
        canvas.write(middle, plane.foot + 16, words, size=13, color=look.soft, side="center")


def _periods(plane: Plane, points: Sequence[Point]) -> list[tuple[float, str]]:
    """Return where to name periods: every one, or every second, third … back from the last."""
    named = {point.when: str(point.row.get("period_text") or "") for point in reversed(points)}
    order = sorted(named, reverse=True)
    for step in range(1, len(order) + 1):
        chosen = [_centred(plane, when, named[when]) for when in order[::step]]
        if all(_clear(right, left) for right, left in pairwise(chosen)):
            break
    return chosen


def _centred(plane: Plane, when: int, words: str) -> tuple[float, str]:
    half = width(words, 13) / 2
    return min(max(plane.x(when), half + 1), plane.canvas.width - half - 1), words


def _clear(right: tuple[float, str], left: tuple[float, str]) -> bool:
    return right[0] - left[0] >= (width(right[1], 13) + width(left[1], 13)) / 2 + 8


def draw_track(plane: Plane, track: Track, unit: str) -> None:
    """Draw one place: joined stretches, breaks, points with their bounds."""
    color = colour(plane.canvas.palette, track)
    for run in track.runs:
        for one, other in pairwise(run):
            dash = "solid" if one.exact and other.exact else "dot"
            thick = 3 if track.own else 1.8 if track.labelled else 1
            polyline(plane.canvas, [plane.at(one), plane.at(other)], color, thick, dash)
    for before, after in track.breaks:
        _break(plane, track, before, after)
    for point in track.points:
        _bounds(plane, track, point, color, told(track, point, unit))
        _mark(plane, track, point, color, told(track, point, unit))


def _mark(plane: Plane, track: Track, point: Point, color: str, about: dict[str, Any]) -> None:
    x, y = plane.at(point)
    page = plane.canvas.palette.page
    symbol = SHAPES[track.rank - 1] if track.labelled and not track.own else "circle"
    size = 10 if track.own else 7.5 if track.labelled else 4
    fill, edge = (color, page) if point.actual else (page, color)
    if point.exact or len(point.ends) == 1:
        plane.canvas.mark(x, y, symbol, size, fill, edge=edge, edge_width=1.5, **about)


def _bounds(plane: Plane, track: Track, point: Point, color: str, about: dict[str, Any]) -> None:
    """Draw a range as an upright bar with feet, an open end as a stub with an arrow."""
    if point.exact:
        return
    canvas, x, half = plane.canvas, plane.x(point.when), 2.5 if track.own else 1.2
    low, high = (plane.y(end) for end in (point.ends[0], point.ends[-1]))
    if point.row.get("hi") is None:
        high -= STUB
        canvas.mark(x, high, "triangle-up", 9, color, **about)
    elif point.row.get("lo") is None:
        low += STUB
        canvas.mark(x, low, "triangle-down", 9, color, **about)
    else:
        for y in (low, high):
            canvas.mark(x, y, "line-ew", 9, color, edge=color, edge_width=2, **about)
    canvas.box((x - half, high, x + half, low), color)


def _break(plane: Plane, track: Track, before: Point, after: Point) -> None:
    """Mark a gap between two stretches with a small dashed upright stroke."""
    (x0, y0), (x1, y1) = plane.at(before), plane.at(after)
    x, y, reach_ = (x0 + x1) / 2, (y0 + y1) / 2, abs(y1 - y0) / 2 + 12
    color = plane.canvas.palette.soft if track.own else colour(plane.canvas.palette, track)
    top = max(plane.top - 6, y - reach_)
    polyline(plane.canvas, [(x, top), (x, min(plane.foot, y + reach_))], color, 1.4, "dash")
    about = told_break(track, before, after)
    plane.canvas.mark(x, y, "circle", 20, "rgba(0,0,0,0)", **about)
