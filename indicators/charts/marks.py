"""The marks of one dumbbell row: own value, four yardsticks, bounds that stay open."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from indicators.charts.canvas import Canvas, width
from indicators.charts.palette import Palette, stance
from indicators.charts.reading import (
    GREYED,
    Row,
    careful,
    hover,
    observation_key,
    own_key,
    reference_key,
)

WHO = ("own", "previous", "standard", "median", "reference")
# The graphic spans −2…114 units; 0…100 is the row's own scale, the rest is for open ends.
FIRST, LAST, OPEN_LEFT, OPEN_RIGHT = -2, 114, 4, 109


@dataclass(frozen=True, slots=True)
class Span:
    """A value's place on the row's 0–100 scale, better to the right; None where unbounded."""

    left: float | None
    right: float | None

    @property
    def ends(self) -> list[float]:
        """The bounded ends, once each."""
        return sorted({end for end in (self.left, self.right) if end is not None})

    @property
    def wide(self) -> bool:
        """Whether it is more than one point."""
        return len(self.ends) > 1 or None in (self.left, self.right)


def spans(row: Row) -> dict[str, Span]:
    """Place the row's values on its own scale; absent values are left out.

    Higher is better: 0 (or the lowest value, if negative) to the highest value = 100. Lower is
    better: the lowest value = 100 and the same length is laid out to the left.
    """
    pairs = {who: (row.get(f"{who}_lo"), row.get(f"{who}_hi")) for who in WHO}
    known = [end for pair in pairs.values() for end in pair if end is not None]
    if not known:
        return {}
    base = min(0.0, *known)
    length = (max(0.0, *known) - base) or 1.0
    lower = row["direction"] == "lower"

    def place(value: float | None) -> float | None:
        if value is None:
            return None
        return 100 * (1 - (value - min(known)) / length if lower else (value - base) / length)

    found = {}
    for who, pair in pairs.items():
        left, right = (place(end) for end in (reversed(pair) if lower else pair))
        if (left, right) != (None, None):
            found[who] = Span(left, right)
    return found


@dataclass(frozen=True, slots=True)
class Lane:
    """One row's strip of the sheet: where it is, what it draws with, what hovering tells."""

    canvas: Canvas
    row: Row
    y: float
    half: float
    x: Callable[[float], float]
    told: dict[str, Any]

    @property
    def look(self) -> Palette:
        """The colours."""
        return self.canvas.palette

    def bar(self, left: float, right: float, part: float, fill: str, **look: Any) -> None:
        """Draw a bar between two places, `part` of the lane's half height to either side."""
        reach = self.half * part
        corners = (self.x(left), self.y - reach, self.x(right), self.y + reach)
        self.canvas.box(corners, fill, **look)

    def mark(self, at: float, symbol: str, size: float, color: str, **look: Any) -> None:
        """Set a mark that hovers and clicks."""
        self.canvas.mark(self.x(at), self.y, symbol, size, color, **{**self.told, **look})


def scale_to(left: float, right: float) -> Callable[[float], float]:
    """Return the map from the row's scale to pixels between `left` and `right`."""
    return lambda at: left + (at - FIRST) * (right - left) / (LAST - FIRST)


def draw(
    canvas: Canvas,
    row: Row,
    y: float,
    *,
    half: float,
    x: Callable[[float], float],
    own_name: str,
) -> dict[str, Span]:
    """Draw the row's track, band, gap and marks; return the places, for labels at the marks."""
    places = spans(row)
    lane = Lane(canvas, row, y, half, x, {"hover": hover(row, own_name), "data": own_key(row)})
    canvas.line(x(0), x(LAST), y, lane.look.rule)
    if stance(row) == "incomparable":
        _dotted(lane, places)
    else:
        _yardsticks(lane, places)
        _own(lane, places)
    return places


def _dotted(lane: Lane, places: dict[str, Span]) -> None:
    ends = [end for who in ("own", "reference") for end in _ends(places, who)]
    if ends:
        lane.bar(min(ends), max(ends), 0.36, "rgba(0,0,0,0)", edge=lane.look.faint, dash="dot")
    for who, key in (("own", own_key), ("reference", reference_key)):
        for end in _ends(places, who):
            _ring(lane, end, 11, lane.look.faint, key(lane.row))


def _ends(places: dict[str, Span], who: str) -> list[float]:
    return places[who].ends if who in places else []


def _yardsticks(lane: Lane, places: dict[str, Span]) -> None:
    strong = stance(lane.row) not in GREYED
    soft = lane.look.soft if strong else lane.look.faint
    _band(lane, places)
    _gap(lane, places)
    if "reference" in places:
        key = reference_key(lane.row)
        _open_bar(lane, places["reference"], 0.11, soft, data=key)
    for end in _ends(places, "previous"):
        data = observation_key(lane.row, "previous")
        lane.mark(end, "circle-open", 10, lane.look.faint, edge_width=2, data=data)
    for end in _ends(places, "standard"):
        data, edge = observation_key(lane.row, "standard"), _firm(lane, strong)
        lane.mark(end, "line-ns", lane.half * 0.95, soft, edge=edge, edge_width=2.5, data=data)
    for end in _ends(places, "median"):
        data, edge = observation_key(lane.row, "median"), _firm(lane, strong)
        lane.mark(end, "diamond", 11, lane.look.page, edge=edge, edge_width=2, data=data)
    for end in _ends(places, "reference"):
        _ring(lane, end, 13, _firm(lane, strong), reference_key(lane.row))


def _firm(lane: Lane, strong: bool) -> str:
    return lane.look.ink if strong else lane.look.faint


def _ring(lane: Lane, at: float, size: float, edge: str, data: tuple[Any, Any]) -> None:
    thick = 1 if size < 12 else 2.2
    lane.mark(at, "circle", size, lane.look.page, edge=edge, edge_width=thick, data=data)


def _band(lane: Lane, places: dict[str, Span]) -> None:
    ends = [end for who in ("median", "reference") for end in _ends(places, who)]
    if "median" in places and "reference" in places:
        lane.bar(min(ends), max(ends), 0.56, lane.look.band)


def _gap(lane: Lane, places: dict[str, Span]) -> None:
    """Draw the certain part of the gap, from edge to edge, pale when it is only 慎比."""
    kind = stance(lane.row)
    if kind not in ("ahead", "behind") or not {"own", "reference"} <= places.keys():
        return
    low, high = ("own", "reference") if kind == "behind" else ("reference", "own")
    left, right = places[low].right, places[high].left
    if left is None or right is None:
        return
    color = lane.look.of(kind)
    if careful(lane.row):
        pale = lane.look.behind_pale if kind == "behind" else lane.look.ahead_pale
        lane.bar(left, right, 0.16, pale, edge=color, thick=1.2)
    else:
        lane.bar(left, right, 0.13, color)


def _open_bar(lane: Lane, span: Span, part: float, color: str, **look: Any) -> None:
    """Draw a span's length; an end without a bound runs to an arrow."""
    if not span.wide:
        return
    left = OPEN_LEFT if span.left is None else span.left
    right = OPEN_RIGHT if span.right is None else span.right
    lane.bar(left, right, part, color)
    if span.left is None:
        lane.mark(OPEN_LEFT, "triangle-left", 15, color, **look)
    if span.right is None:
        lane.mark(OPEN_RIGHT, "triangle-right", 15, color, **look)


def _own(lane: Lane, places: dict[str, Span]) -> None:
    if "own" not in places:
        return
    kind, span, color = stance(lane.row), places["own"], lane.look.of(stance(lane.row))
    _open_bar(lane, span, 0.26, color)
    if span.wide:
        for end in span.ends:
            lane.mark(end, "line-ns", 13, color, edge=color, edge_width=3)
    else:
        size = 17 if kind not in GREYED else 12
        lane.mark(span.ends[0], "circle", size, color, edge=lane.look.page, edge_width=2)
        if kind == "undecided":
            lane.canvas.write(
                lane.x(span.ends[0]), lane.y, "?", size=13, color=lane.look.page, side="center"
            )


def key(canvas: Canvas, right: float, best: str, *, y: float, apart: float = 32) -> None:
    """Draw the real marks with their names, ending at `right`."""
    look = canvas.palette
    items: list[tuple[str, str, float, str, str, float]] = [
        ("至少", "triangle-right", 13, look.soft, look.soft, 0),
        (best, "circle", 12, look.page, look.ink, 2),
        ("中位", "diamond", 10, look.page, look.ink, 2),
        ("规定", "line-ns", 15, look.ink, look.ink, 2.5),
        ("上期", "circle-open", 10, look.faint, look.faint, 2),
        ("本地", "circle", 13, look.ink, look.ink, 0),
    ]
    for word, symbol, size, color, edge, thick in items:
        start = right - width(word, 13)
        canvas.write(start, y, word, size=13, color=look.soft)
        canvas.mark(start - 11, y, symbol, size, color, edge=edge, edge_width=thick)
        right = start - apart
