"""The profile on a phone: name, value and verdict above a lane as wide as the screen."""

import plotly.graph_objects as go

from indicators.charts.canvas import cut, width
from indicators.charts.palette import SYMBOLS, stance, tint
from indicators.charts.reading import Row, careful, said
from indicators.charts.spine_lane import Sheet, edges_between
from indicators.charts.spine_table import theme
from indicators.charts.spine_words import verdict

HEAD, ROW, TOPIC = 78, 60, 30
LINE = 19
NOTE = "竖线为{group}里其余各地的中位，右侧更好；灰短线为其余各地，长条为只知范围。"


def listed(sheet: Sheet, rows: list[Row]) -> go.Figure:
    """Draw each row as a line of words and a lane; topics are headed by their names."""
    edges = edges_between(0, sheet.canvas.width)
    start = _header(sheet, edges)
    spans, top, before = [], start, ""
    for row in rows:
        foot = top + ROW
        if theme(row) != before:
            foot += TOPIC
            _topic(sheet, row, top)
        _line(sheet, row, foot - ROW, edges)
        spans.append((row, top, foot))
        top, before = foot, theme(row)
    sheet.middle(_lanes(spans), sum(edges) / 2)
    return sheet.canvas.figure(top + 4)


def _lanes(spans: list[tuple[Row, float, float]]) -> list[tuple[Row, float, float]]:
    """Keep the median's line to the lanes, so that it runs through no words."""
    return [(row, foot - ROW + 28, foot - 6) for row, _, foot in spans]


def _header(sheet: Sheet, edges: tuple[float, float]) -> float:
    canvas, soft = sheet.canvas, sheet.look.soft
    note = NOTE.format(group=cut(sheet.group_name, 13, 120))
    ems = int(canvas.width / 13)
    lines = [note[i : i + ems] for i in range(0, len(note), ems)]
    for number, words in enumerate(lines):
        canvas.write(1, 10 + number * LINE, words, size=13, color=soft)
    y = 10 + len(lines) * LINE + 6
    for words, x, side in (("最差", edges[0], "left"), ("最好", edges[1], "right")):
        canvas.write(x, y, words, size=13, color=soft, side=side)
    canvas.write(sum(edges) / 2, y, "中位", size=14, side="center", bold=True)
    return y + 12


def _topic(sheet: Sheet, row: Row, top: float) -> None:
    canvas = sheet.canvas
    canvas.line(0, canvas.width, top + 3, sheet.look.soft)
    told = {"hover": theme(row), "data": (row["indicator"], None)}
    words = cut(theme(row), 14.5, canvas.width)
    canvas.write(1, top + 19, words, size=14, color=sheet.look.soft, bold=True, **told)


def _line(sheet: Sheet, row: Row, top: float, edges: tuple[float, float]) -> None:
    canvas, look, y, told = sheet.canvas, sheet.look, top + 15, sheet.told(row)
    left = _verdict(sheet, row, y)
    kind = stance(row)
    color = look.of(kind) if kind in ("ahead", "behind") else tint(look, row, look.ink)
    unit = " " + said(row, "unit", "")
    value, name = said(row, "own_text"), said(row, "name", "")
    low = "（低为好）" if row["direction"] == "lower" else ""
    room = left - width(value, 15.5) - width(low, 13) - 12
    unit = unit if value != "—" and room - width(unit, 13) > width(name, 15) else ""
    room -= width(unit, 13)
    canvas.write(left, y, value, color=color, side="right", bold=True, tail=unit, **told)
    name = cut(name, 15, room)
    canvas.write(1, y, name, color=tint(look, row, look.ink), tail=low, **told)
    sheet.lane(row, top + 41, 19, edges)


def _verdict(sheet: Sheet, row: Row, y: float) -> float:
    """Write the verdict at the right edge and return where the own value may end."""
    kind, right = stance(row), sheet.canvas.width - 1
    strong, lead = kind in ("ahead", "behind"), "慎比 " if careful(row) else ""
    words, told = cut(f"{SYMBOLS[kind]} {verdict(row)}", 14.5, 150), sheet.told(row)
    color = sheet.look.of(kind)
    sheet.canvas.write(
        right, y, words, size=14, color=color, side="right", bold=strong, lead=lead, **told
    )
    return right - width(words, 14.5) - width(lead, 13) - 10
