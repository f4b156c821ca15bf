"""The lines of a trend: which values belong to a place, which may be joined, where breaks are."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pandas as pd

from indicators.charts.axis import ids
from indicators.charts.canvas import fold
from indicators.charts.reading import Row, aside, bounded, is_rule, notes, said, whole

LABELLED = 6
BROKEN = "口径变化"
_TOLD = ("period_text", "nature", "scope")


@dataclass(frozen=True, slots=True)
class Point:
    """One dated value with at least one bound; `when` counts days."""

    row: Row
    when: int

    @property
    def ends(self) -> list[float]:
        """The bounds that are numbers, lowest first."""
        return bounded(self.row)

    @property
    def value(self) -> float:
        """Where a line meets it: the value, the bound, or the middle of a range."""
        return sum(self.ends) / len(self.ends)

    @property
    def exact(self) -> bool:
        """Whether it is one number."""
        return self.row.get("lo") == self.row.get("hi")

    @property
    def actual(self) -> bool:
        """Whether it is a figure reported, not a target or a standard."""
        return not is_rule(self.row)


@dataclass(frozen=True, slots=True)
class Track:
    """One place's points in time, and how strongly it is drawn (0: own, then the others)."""

    name: str
    own: bool
    rank: int
    points: list[Point]

    @property
    def labelled(self) -> bool:
        """Whether its name is written at the line's end."""
        return self.rank < LABELLED

    @property
    def runs(self) -> list[list[Point]]:
        """The stretches that may be joined, in order of their beginning."""
        found: dict[Any, list[Point]] = defaultdict(list)
        for point in self.points:
            found[point.row.get("segment")].append(point)
        return sorted(found.values(), key=lambda run: run[0].when)

    @property
    def breaks(self) -> list[tuple[Point, Point]]:
        """The pairs of points between which the definition changes."""
        pairs = ((before[-1], after[0]) for before, after in pairwise(self.runs))
        return [(one, other) for one, other in pairs if one.when < other.when]


def tracks(rows: Sequence[Row], own_name: str) -> list[Track]:
    """Return the places with dated values, the own one first, the others as they come."""
    places: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        places[row.get("area")].append(row)
    found, others = [], 0
    for group in sorted(places.values(), key=lambda group: not group[0].get("is_own")):
        own, points = bool(group[0].get("is_own")), _points(group)
        others += bool(points) and not own
        if points:
            name = own_name if own else said(group[0], "area_name", "")
            found.append(Track(name, own, 0 if own else others, points))
    return found


def _points(rows: Sequence[Row]) -> list[Point]:
    dated = [row for row in rows if row.get("period_end") is not None and bounded(row)]
    points = [Point(row, pd.Timestamp(row["period_end"]).toordinal()) for row in dated]
    return sorted(points, key=lambda point: point.when)


def told(track: Track, point: Point, unit: str) -> dict[str, Any]:
    """Return hover and customdata of one point."""
    row = point.row
    words = f"{track.name}：{said(row, 'text')}{unit}{aside(row, *_TOLD)}"
    return {"hover": fold(words), "data": (row["indicator"], whole(row.get("observation")))}


def told_break(track: Track, before: Point, after: Point) -> dict[str, Any]:
    """Return hover and customdata of a break between two points."""
    parts = [notes(point.row, *_TOLD) for point in (before, after)]
    words = f"{track.name}：{break_words(before, after)}，前后不可比（{parts[0]}；{parts[1]}）"
    data = ids(point.row.get("observation") for point in (before, after))
    return {"hover": fold(words), "data": (after.row["indicator"], data)}


def break_words(before: Point, after: Point) -> str:
    """Name what changes: the nature or a short scope of what follows, else 口径变化."""
    if said(before.row, "nature", "") != said(after.row, "nature", ""):
        return said(after.row, "nature", BROKEN)
    scope = said(after.row, "scope", "")
    changed = scope and scope != said(before.row, "scope", "")
    return f"口径：{scope}" if changed and len(scope) <= 8 else BROKEN
