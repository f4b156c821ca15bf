"""The places of one group as dots on the shared axis: values, bounds, standards, the median."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from indicators.charts.axis import decimals_of, ids, plain
from indicators.charts.canvas import Canvas, fold
from indicators.charts.palette import CAREFUL, INCOMPARABLE
from indicators.charts.reading import Row, aside, bounded, said, whole
from indicators.charts.strip_axis import Axis
from indicators.charts.swarm import lanes

# LONG: an upright stroke is that many times its marker size.
STUB, OWN, LONG = 20, 15, 1.4
MEDIAN_FROM = 8


@dataclass(frozen=True, slots=True)
class Place:
    """One value on the axis, in pixels: its ends (None: unbounded) and where its dot stands."""

    row: Row
    left: float | None
    right: float | None
    beyond: int
    size: float

    @property
    def at(self) -> float:
        """The pixel of the dot, or of the middle of a range."""
        ends = [end for end in (self.left, self.right) if end is not None]
        return sum(ends) / len(ends)

    @property
    def extent(self) -> tuple[float, float]:
        """The pixels it takes up, its arrow included."""
        half = self.size / 2 + 0.5
        left = self.at - STUB if self.left is None else self.left
        right = self.at + STUB if self.right is None else self.right
        return left - half, right + half

    @property
    def own(self) -> bool:
        """Whether it is the own area."""
        return bool(self.row.get("is_own"))


def place(row: Row, axis: Axis, size: float) -> Place:
    """Put a row with at least one bound on the axis."""
    ends = [row.get("lo"), row.get("hi")]
    left, right = (None if end is None else axis.x(end) for end in ends)
    if axis.turned:
        left, right = right, left
    beyond = next(filter(None, map(axis.beyond, bounded(row))), 0)
    return Place(row, left, right, beyond, OWN if row.get("is_own") else size)


def dot_size(count: int) -> float:
    """Return the dots' size: smaller the more there are."""
    return 9 if count <= 20 else 7 if count <= 60 else 5.5


def told(row: Row, unit: str) -> dict[str, Any]:
    """Return hover and customdata of one place's value."""
    words = f"{said(row, 'area_name', said(row, 'short', ''))}：{said(row, 'text')}{unit}"
    hover = fold(words + aside(row, "period_text", "nature", "comparability"))
    return {"hover": hover, "data": (row["indicator"], whole(row.get("observation")))}


def heights(places: Sequence[Place], half: float) -> list[tuple[float, bool]]:
    """Return how far below the middle each place stands, and whether it keeps clear of others.

    Where more lie on each other than fit into `half` pixels to either side they are packed closer.
    """
    step = max((one.size for one in places if not one.own), default=OWN) + 1
    order = sorted(range(len(places)), key=lambda i: _turn(places[i]))
    thick = [1 if places[i].own and step < OWN else 0 for i in order]
    found = lanes([places[i].extent for i in order], thick)
    lane = [number for _, number in sorted(zip(order, found, strict=True))]
    most = [_crowd(places, lane, one.at, step) for one in places]
    steps = [min(step, half / max(1, top)) for top in most]
    return [(n * up, up > step * 0.8) for n, up in zip(lane, steps, strict=True)]


def _crowd(places: Sequence[Place], lane: Sequence[int], at: float, near: float) -> int:
    """Return how many lanes are taken up around a pixel."""
    return max(abs(n) for one, n in zip(places, lane, strict=True) if abs(one.at - at) < near)


def _turn(one: Place) -> tuple[bool, bool, float, str]:
    """Own and named places get the middle first, the others from left to right."""
    return not one.own, not one.row.get("is_named"), one.at, str(one.row.get("area"))


def draw(canvas: Canvas, one: Place, y: float, unit: str, *, ringed: bool = True) -> None:
    """Draw one place: a dot (packed ones without a ring), or a bar, with an arrow if open."""
    look, told_ = canvas.palette, told(one.row, unit)
    color = look.ink if one.own else look.soft if one.row.get("is_named") else look.faint
    if one.beyond:
        symbol = "triangle-right" if one.beyond > 0 else "triangle-left"
        canvas.mark(one.at, y, symbol, max(12, one.size), color, **told_)
        return
    _range(canvas, one, y, color, told_)
    symbol, fill, edge = _face(canvas, one, color, color if not ringed else look.page)
    if one.left != one.right and None not in (one.left, one.right):
        for x in (one.left, one.right):
            size, thick = one.size * 0.8, 3 if one.own else 2
            canvas.mark(x, y, "line-ns", size, color, edge=color, edge_width=thick, **told_)
    else:
        thick = (1 if edge == look.page else 1.4) if ringed or fill == look.page else 0
        canvas.mark(one.at, y, symbol, one.size, fill, edge=edge, edge_width=thick, **told_)


def _face(canvas: Canvas, one: Place, color: str, ring: str) -> tuple[str, str, str]:
    """Return a dot's symbol, fill and edge: hollow when 慎比, a cross when 不可比."""
    grade = "" if one.own else said(one.row, "comparability", "")
    if grade == INCOMPARABLE:
        return "x-thin", color, color
    return ("circle", canvas.palette.page, color) if grade == CAREFUL else ("circle", color, ring)


def _range(canvas: Canvas, one: Place, y: float, color: str, told_: dict[str, Any]) -> None:
    left, right = one.left, one.right
    thick = 2.5 if one.own else 1
    for end, symbol, sign in ((left, "triangle-left", -1), (right, "triangle-right", 1)):
        if end is None:
            tip = one.at + sign * STUB
            canvas.mark(tip, y, symbol, one.size * 0.6 + 3, color, **told_)
    start = one.at - STUB if left is None else left
    end = one.at + STUB if right is None else right
    if start != end:
        canvas.box((start, y - thick, end, y + thick), color)


def draw_rule(canvas: Canvas, one: Place, stroke: tuple[float, float], unit: str) -> None:
    """Draw a standard or a target as an upright `stroke` (y, height)."""
    y, tall = stroke
    ink, size = canvas.palette.ink, tall / LONG
    canvas.mark(one.at, y, "line-ns", size, ink, edge=ink, edge_width=2.5, **told(one.row, unit))


def draw_median(
    canvas: Canvas, axis: Axis, rows: Sequence[Row], stroke: tuple[float, float], unit: str
) -> bool:
    """Draw the median as a thin `stroke` (y, height) where eight or more places settle it."""
    y, tall = stroke
    rows = [row for row in rows if row.get("comparability") != INCOMPARABLE]
    middle = middle_of(rows)
    if middle is None or axis.beyond(middle):
        return False
    decimals = decimals_of(said(row, "text", "") for row in rows) + 1
    hover = f"{said(rows[0], 'group', '')}中位：{plain(middle, decimals)}{unit}（{len(rows)}地）"
    data = (rows[0]["indicator"], ids(row.get("observation") for row in rows))
    look = {"edge": canvas.palette.soft, "edge_width": 1.5, "hover": fold(hover), "data": data}
    canvas.mark(axis.x(middle), y, "line-ns", tall / LONG, canvas.palette.soft, **look)
    return True


def middle_of(rows: Sequence[Row]) -> float | None:
    """Return the median, or None with too few places or where open bounds leave it unknown."""
    if len(rows) < MEDIAN_FROM:
        return None
    far = float("inf")
    low = median(-far if row.get("lo") is None else row["lo"] for row in rows)
    high = median(far if row.get("hi") is None else row["hi"] for row in rows)
    return low if low == high else None
