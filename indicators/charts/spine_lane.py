"""One lane of the profile: every place on the group's own scale, median in the middle."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from indicators.charts.canvas import Canvas
from indicators.charts.marks import Lane
from indicators.charts.palette import Palette, stance
from indicators.charts.reading import GREYED, Row, bounded, careful
from indicators.charts.spine_words import has_median, told, told_peer

# How far past the group's range a mark may stand, and where arrows of open ends stop.
PAST, OPEN = 0.08, 0.05
STUB, MANY = 0.045, 40

Ends = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class Scale:
    """Maps values to 0 (the group's worst) … 1 (its best), the median to 0.5; better is right."""

    worst: float
    middle: float | None
    best: float
    sign: int
    spare: float

    def at(self, value: float) -> float:
        """Return the place of a value; outside the group's range it is below 0 or above 1."""
        good = self.sign * value
        if self.middle is None:
            length = self.best - self.worst
            return (good - self.worst) / length if length else 0.5
        left, right = self.middle - self.worst, self.best - self.middle
        side = (right or left) if good > self.middle else (left or right)
        return 0.5 + (good - self.middle) / (2 * (side or self.spare))

    def span(self, low: float | None, high: float | None) -> Ends:
        """Return the left and right place of a value's two ends, None where unbounded."""
        left, right = (None if end is None else self.at(end) for end in (low, high))
        return (right, left) if self.sign < 0 else (left, right)


def scale_of(row: Row, peers: Sequence[Row]) -> Scale | None:
    """Return the row's scale, or None where no other place has a value."""
    sign = -1 if row["direction"] == "lower" else 1
    others = [sign * end for peer in peers for end in bounded(peer)]
    if not others:
        return None
    own = [sign * end for end in bounded(row, "own_")]
    if not has_median(row):
        return Scale(min(others + own), None, max(others + own), sign, 1)
    median = [sign * end for end in bounded(row, "median_")]
    middle = sum(median) / len(median)
    spare = max((abs(end - middle) for end in own), default=0) or 1
    return Scale(min(*others, middle), middle, max(*others, middle), sign, spare)


def edges_between(left: float, right: float) -> tuple[float, float]:
    """Return the ends of the track so that marks past it stay between `left` and `right`."""
    margin = (right - left) * PAST / (1 + 2 * PAST) + 7
    return left + margin, right - margin


def draw(lane: Lane, peers: Sequence[Row]) -> None:
    """Draw the track, the other places, the verdict's bar and the own value."""
    scale, row = scale_of(lane.row, peers), lane.row
    strong = stance(row) not in GREYED
    lane.bar(0, 1, 0.36, lane.look.band if strong else lane.look.band2)
    if scale is None:
        return
    own = scale.span(row.get("own_lo"), row.get("own_hi"))
    median = scale.span(row.get("median_lo"), row.get("median_hi")) if has_median(row) else None
    if median:
        _median(lane, median)
    _verdict(lane, own, median)
    edge = lane.look.soft if strong else lane.look.rule
    for peer in peers:
        _peer(lane, scale, peer, {"edge": edge, "edge_width": 2 if len(peers) < MANY else 1})
    if own != (None, None):
        _own(lane, own)


def _bounded(ends: Ends) -> list[float]:
    return sorted({end for end in ends if end is not None})


def _peer(lane: Lane, scale: Scale, peer: Row, look: dict[str, Any]) -> None:
    """Draw a tick per bounded end; ranges run along the track's foot, clear of the own bar."""
    ends, told = scale.span(peer.get("lo"), peer.get("hi")), told_peer(lane.row, peer)
    places, foot = _bounded(ends), lane.y + lane.half * 0.36 - 1
    for at in places:
        lane.mark(at, "line-ns", 10, look["edge"], **look, **told)
    if len(places) == 1 and None in ends:
        sign, symbol = (-1, "triangle-left") if ends[0] is None else (1, "triangle-right")
        places = sorted((places[0], places[0] + sign * STUB))
        tip = lane.x(places[max(sign, 0)])
        lane.canvas.mark(tip, foot, symbol, 8, look["edge"], **told)
    if len(places) == 2:
        left, right = map(lane.x, places)
        lane.canvas.box((left, foot - 1, right, foot + 1), look["edge"])


def _median(lane: Lane, ends: Ends) -> None:
    """Draw how far a median that is itself a range reaches; the line marks its middle."""
    places = _bounded(ends)
    if len(places) == 2:
        lane.bar(*places, 0.36, "rgba(0,0,0,0)", edge=lane.look.soft)


def _verdict(lane: Lane, own: Ends, median: Ends | None) -> None:
    """Draw the bar from the median to the nearest edge of the own value, paler when 慎比."""
    kind = stance(lane.row)
    if median is None or kind not in ("ahead", "behind", "incomparable") or own == (None, None):
        return
    ends = _facing(own, median)
    color = lane.look.of(kind)
    if kind == "incomparable":
        lane.bar(*ends, 0.3, "rgba(0,0,0,0)", edge=color, dash="dot")
    elif careful(lane.row):
        pale = lane.look.behind_pale if kind == "behind" else lane.look.ahead_pale
        lane.bar(*ends, 0.16, pale, edge=color, thick=1.2)
    else:
        lane.bar(*ends, 0.12, color)


def _facing(own: Ends, median: Ends) -> list[float]:
    """Return the edges of the two that face each other, from left to right."""
    mine, middle = _bounded(own), _bounded(median)
    pairs = [(abs(a - b), a, b) for a in mine for b in middle]
    return sorted(clipped(end) for end in min(pairs)[1:])


def clipped(at: float) -> float:
    """Return a place no further outside the track than marks may stand."""
    return min(max(at, -PAST), 1 + PAST)


def _own(lane: Lane, ends: Ends) -> None:
    color = lane.look.of(stance(lane.row))
    _reach(lane, ends, color)
    for at in _bounded(ends):
        if at != clipped(at):
            lane.mark(clipped(at), _arrow(at > 1), 16, color, edge=lane.look.page, edge_width=1)
        elif len(_bounded(ends)) == 2:
            lane.mark(at, "line-ns", 12, color, edge=color, edge_width=3)
        else:
            _dot(lane, at, color)


def _arrow(rightwards: bool) -> str:
    return "triangle-right" if rightwards else "triangle-left"


def _reach(lane: Lane, ends: Ends, color: str) -> None:
    """Draw the length of a range; an open end runs to an arrow past the track."""
    if len(_bounded(ends)) == 1 and None not in ends:
        return
    left = min(-OPEN, *_bounded(ends)) if ends[0] is None else ends[0]
    right = max(1 + OPEN, *_bounded(ends)) if ends[1] is None else ends[1]
    lane.bar(clipped(left), clipped(right), 0.12 if None in ends else 0.24, color)
    for end, at in zip(ends, (left, right), strict=True):
        if end is None:
            lane.mark(clipped(at), _arrow(at == right), 14, color)


def _dot(lane: Lane, at: float, color: str) -> None:
    kind, page = stance(lane.row), lane.look.page
    if kind in GREYED:
        lane.mark(at, "circle", 11, page, edge=color, edge_width=1)
        return
    lane.mark(at, "circle", 17, color, edge=page, edge_width=2)
    if kind == "undecided":
        lane.canvas.write(lane.x(at), lane.y, "?", size=13, color=page, side="center")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What every line of the profile needs: the sheet, the other places, the two names."""

    canvas: Canvas
    others: Mapping[Any, Sequence[Row]]
    own_name: str
    group_name: str
    usual: str

    @property
    def look(self) -> Palette:
        """The colours."""
        return self.canvas.palette

    def told(self, row: Row) -> dict[str, Any]:
        """Return hover and customdata of the own value."""
        return told(row, self.own_name, self.group_name)

    def lane(self, row: Row, y: float, half: float, edges: tuple[float, float]) -> None:
        """Draw a row's lane at height `y` between the track's `edges`."""
        peers = self.others.get(row["indicator"], ())
        left, right = edges

        def x(at: float) -> float:
            return left + at * (right - left)

        draw(Lane(self.canvas, row, y, half, x, self.told(row)), peers)

    def middle(self, spans: Sequence[tuple[Row, float, float]], x: float) -> None:
        """Draw the median's line down the rows (row, top, foot), broken where there is none."""
        runs: list[list[float]] = []
        for row, top, foot in spans:
            if not has_median(row):
                runs.append([])
            elif runs and runs[-1] and top <= runs[-1][1]:
                runs[-1][1] = foot
            else:
                runs.append([top, foot])
        for top, foot in filter(None, runs):
            self.canvas.box((x, top, x, foot), edge=self.look.ink, thick=1.2)
