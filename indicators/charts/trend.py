"""One indicator over time: the own line darkest, others muted, every line named at its end."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from indicators.charts.axis import plain
from indicators.charts.canvas import Canvas, cut, quiet, width
from indicators.charts.palette import Palette
from indicators.charts.reading import Row, bounded, records
from indicators.charts.trend_labels import ends_room, write_breaks, write_ends, write_values
from indicators.charts.trend_plane import Plane, draw_grid, draw_track, reach, ticks
from indicators.charts.trend_tracks import Point, Track, tracks

WIDE, PHONE, HIGH = 590, 358, 300
LINE, FOOT, ENDS = 24, 32, 118


def trend(
    series: pd.DataFrame,
    palette: Palette,
    *,
    unit: str,
    own_name: str,
    phone: bool = False,
    scale: float = 1.0,
) -> go.Figure:
    """Draw an indicator's values over time, one line per place, joined only within a segment.

    `series` has one row per place and period. The own line and the first five others are named at
    their ends; ranges are upright bars, open ends arrows. 300 px tall. Marks and numbers carry
    customdata [indicator, observation], breaks [indicator, [before, after]].
    """
    rows = records(series)
    lines = tracks(rows, own_name)
    if not lines:
        return quiet("这项指标还没有可画的历年数值。", palette, scale=scale)
    canvas = Canvas(palette, PHONE if phone else WIDE, scale)
    points = [point for track in lines for point in track.points]
    notes = "；".join(_notes(rows, lines, points, unit))
    wrapped = width(unit + notes, 13) + 30 > canvas.width
    top = _heading(canvas, unit, notes, wrapped=wrapped)
    _draw(_plane(canvas, lines, points, top, unit), lines, points, unit)
    return canvas.figure(HIGH)


def _notes(
    rows: Sequence[Row], lines: Sequence[Track], points: Sequence[Point], unit: str
) -> list[str]:
    """Return what must be said about the axis, the joins and what is not drawn."""
    values = reach([end for point in points for end in point.ends], unit)
    undated = sum(row.get("period_end") is None and bool(bounded(row)) for row in rows)
    mine = next((len({p.when for p in track.points}) for track in lines if track.own), 0)
    others = len({point.when for point in points})
    found = {
        "只有一期，画不出趋势": others == 1,
        f"{lines[0].name}只有一期，画不出趋势": others > 1 and mine == 1,
        "空心为目标或规定": any(not point.actual for point in points),
        "点线有一端不是确数": _dotted(lines),
        f"另有{undated}个数年份未注明，未画": bool(undated),
        "纵轴不从0起": values[0] != 0,
    }
    return [words for words, true in found.items() if true]


def _dotted(lines: Sequence[Track]) -> bool:
    runs = (run for track in lines for run in track.runs if len(run) > 1)
    return any(not point.exact for run in runs for point in run)


def _heading(canvas: Canvas, unit: str, notes: str, *, wrapped: bool) -> float:
    """Write the unit and the notes; return where the plot may begin."""
    soft, right = canvas.palette.soft, canvas.width - 2
    canvas.write(1, LINE / 2, unit, size=13, color=soft)
    if wrapped:
        canvas.write(1, LINE * 1.3, cut(notes, 13, right), size=13, color=soft)
        return LINE * 2.3
    canvas.write(right, LINE / 2, notes, size=13, color=soft, side="right")
    return LINE * 1.5


def _plane(
    canvas: Canvas, lines: Sequence[Track], points: Sequence[Point], top: float, unit: str
) -> Plane:
    values = reach([end for point in points for end in point.ends], unit)
    days = [point.when for point in points]
    left = max(width(plain(value), 13) for value in ticks(values)) + 24
    right = canvas.width - ends_room(lines, ENDS) - 26
    return Plane(canvas, left, right, top, HIGH - FOOT, (min(days), max(days)), values)


def _draw(plane: Plane, lines: Sequence[Track], points: Sequence[Point], unit: str) -> None:
    draw_grid(plane, points)
    own = next((track for track in lines if track.own), None)
    for track in reversed(lines):
        draw_track(plane, track, unit)
    write_ends(plane, lines, unit)
    write_values(plane, own, lines, write_breaks(plane, own, lines), unit)
