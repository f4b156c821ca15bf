"""The words of a trend: names at the lines' ends, the own values, what changed at a break."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from indicators.charts.axis import Box, polyline, push_apart
from indicators.charts.canvas import cut, width
from indicators.charts.reading import said
from indicators.charts.trend_plane import Plane, colour, tick_boxes
from indicators.charts.trend_tracks import Point, Track, break_words, told, told_break

STEP, MANY, AWAY = 19, 8, 16


def end_words(track: Track, room: float) -> str:
    """Return name and last value as written at a line's end; the name gives way."""
    value = said(track.points[-1].row, "text")
    size = _size(track)
    return cut(track.name, size, max(2.1 * size, room - width(value, size))) + value


def _size(track: Track) -> float:
    return 15.5 if track.own else 13.5


def ends_room(tracks: Sequence[Track], most: float) -> float:
    """Return the pixels the labels at the lines' ends need, values and two characters at least."""
    named = [track for track in tracks if track.labelled]
    return max(width(end_words(track, most), _size(track)) for track in named)


def write_ends(plane: Plane, tracks: Sequence[Track], unit: str) -> None:
    """Write each labelled line's name and last value, moved apart, tied to the line's end."""
    canvas, named = plane.canvas, [track for track in tracks if track.labelled]
    start = plane.right + 22
    lasts = [plane.at(track.points[-1]) for track in named]
    ys = push_apart([y for _, y in lasts], STEP, (plane.top, plane.foot))
    for track, (x, y), at in zip(named, lasts, ys, strict=True):
        color = colour(canvas.palette, track)
        words = end_words(track, canvas.width - start)
        about = told(track, track.points[-1], unit)
        size = 15 if track.own else 13.5
        canvas.write(start, at, words, size=size, color=color, bold=track.own, **about)
        if plane.right - x > 1 or abs(at - y) > 2:
            bend = [(x + 7, y), (plane.right + 6, y), (start - 3, at)]
            polyline(canvas, bend, canvas.palette.rule)


def write_breaks(plane: Plane, own: Track | None, tracks: Sequence[Track]) -> list[Box]:
    """Say at the own line's breaks what changed; return the room the words take."""
    taken: list[Box] = []
    lines = [*_lines(plane, tracks), *_points(plane, tracks)]
    for before, after in own.breaks if own else ():
        words, (x, ys) = break_words(before, after), _gap(plane, before, after)
        near = (ys[0] - 10, ys[1] + 10, ys[0] - 20, ys[1] + 20)
        boxes = [_box(plane, x, y, words, 13) for y in (*near, plane.top - 8)]
        blocked = [*taken, *_points(plane, [own]), *tick_boxes(plane)]
        inside = [box for box in boxes if _inside(plane, box) and not _touched(box, blocked)]
        # The line at the top is far from its break: only for words that have no room near it.
        close = [box for box in inside if box != boxes[-1]]
        free = [box for box in close or boxes[-1:] if not _touched(box, taken)]
        if free:
            taken.append(_clearest(free, lines))
            _write(plane, taken[-1], words, 13, told_break(own, before, after))
    return taken


def _clearest(boxes: Sequence[Box], lines: Sequence[Box]) -> Box:
    """Return the box through which the fewest lines run."""
    return min(boxes, key=lambda box: sum(box.hits(other, 0) for other in lines))


def _gap(plane: Plane, before: Point, after: Point) -> tuple[float, tuple[float, float]]:
    (x0, y0), (x1, y1) = plane.at(before), plane.at(after)
    return (x0 + x1) / 2, (min(y0, y1) - AWAY, max(y0, y1) + AWAY)


def _inside(plane: Plane, box: Box) -> bool:
    return plane.top - 18 <= box.y0 and box.y1 <= plane.foot + 4


def _touched(box: Box, others: Iterable[Box]) -> bool:
    return any(box.hits(other) for other in others)


def _write(plane: Plane, box: Box, words: str, size: float, about: dict[str, Any]) -> None:
    """Write words on a patch of the page's colour, so that no line runs through them."""
    canvas, own = plane.canvas, size > 13
    canvas.box((box.x0, box.y0 + 1, box.x1, box.y1 - 1), canvas.palette.page)
    look = {"size": size, "bold": own, "color": canvas.palette.ink if own else canvas.palette.soft}
    middle = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    canvas.write(*middle, words, side="center", **look, **about)


def write_values(
    plane: Plane, own: Track | None, tracks: Sequence[Track], taken: Sequence[Box], unit: str
) -> None:
    """Write the own values above or below their points, where they touch least."""
    if own is None or len(own.points) > MANY:
        return
    lines = [*_lines(plane, tracks), *_points(plane, tracks)]
    written = [*taken, *tick_boxes(plane)]
    for point in own.points[:-1]:
        words, (x, _) = said(point.row, "text"), plane.at(point)
        boxes = [_box(plane, x, y, words, 14.5) for y in _sides(plane, point)]
        free = [box for box in boxes if _inside(plane, box) and not _touched(box, written)]
        if free:
            written.append(_clearest(free, lines))
            _write(plane, written[-1], words, 14, told(own, point, unit))


def _sides(plane: Plane, point: Point) -> tuple[float, float]:
    """Return the heights above and below a point, clear of its bar and arrow."""
    ys = [plane.y(end) for end in point.ends]
    above = 18 if point.row.get("hi") is None else 0
    below = 18 if point.row.get("lo") is None else 0
    return min(ys) - AWAY - above, max(ys) + AWAY + below


def _box(plane: Plane, x: float, y: float, words: str, size: float) -> Box:
    """Return the room of words around x, between the numbers of the axis and the labels."""
    wide = width(words, size)
    start = min(max(x - wide / 2, plane.left - 9), plane.right + 16 - wide)
    return Box(start, y - size * 0.6, start + wide, y + size * 0.6)


def _points(plane: Plane, tracks: Sequence[Track]) -> Iterator[Box]:
    for track in tracks:
        for x, y in map(plane.at, track.points):
            yield Box(x - 5, y - 5, x + 5, y + 5)


def _lines(plane: Plane, tracks: Sequence[Track]) -> Iterator[Box]:
    """Yield the joins as a string of small boxes."""
    for run in (run for track in tracks for run in track.runs):
        spots = list(map(plane.at, run))
        for (x0, y0), (x1, y1) in pairwise(spots):
            for part in range(1, 12):
                x, y = x0 + (x1 - x0) * part / 12, y0 + (y1 - y0) * part / 12
                yield Box(x - 1, y - 1, x + 1, y + 1)
