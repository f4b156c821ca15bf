"""The dumbbell chart on a phone: words above the marks, values under them, no columns."""

from collections.abc import Callable

import plotly.graph_objects as go

from indicators.charts.canvas import Canvas, cut, width
from indicators.charts.marks import Span, draw, key, scale_to
from indicators.charts.palette import SYMBOLS, stance, tint
from indicators.charts.reading import (
    Row,
    careful,
    hover,
    own_key,
    pair_key,
    reference_key,
    reference_note,
    said,
    unit_note,
    usual_period,
    verdict_words,
)

HEAD, ROW = 34, 70


def stacked(canvas: Canvas, rows: list[Row], own_name: str, best: str) -> go.Figure:
    """Draw each row as a line of words, a line of marks and the values under them."""
    key(canvas, canvas.width - 4, best, y=HEAD / 2, apart=33)
    usual = usual_period(rows)
    for number, row in enumerate(rows):
        top = HEAD + number * ROW
        x = scale_to(2, canvas.width - 2)
        canvas.line(0, canvas.width, top - 0.5, canvas.palette.rule)
        _words(canvas, top + 16, row, usual, own_name)
        places = draw(canvas, row, top + 37, half=15, x=x, own_name=own_name)
        at = {who: _middle(span, x) for who, span in places.items()}
        _values(canvas, top + 57, row, at, reference_note(row, usual))
    return canvas.figure(HEAD + len(rows) * ROW)


def _middle(span: Span, x: Callable[[float], float]) -> float:
    return sum(map(x, span.ends)) / len(span.ends)


def _words(canvas: Canvas, y: float, row: Row, usual: str, own_name: str) -> None:
    told = {"hover": hover(row, own_name), "data": pair_key(row)}
    kind, look, right = stance(row), canvas.palette, canvas.width - 2
    lead = "慎比 " if careful(row) else ""
    words = cut(f"{SYMBOLS[kind]} {verdict_words(row)}", 14.5, 190)
    strong = kind in ("ahead", "behind")
    canvas.write(
        right, y, words, size=14, color=look.of(kind), side="right", bold=strong, lead=lead, **told
    )
    room = right - width(words, 14.5) - width(lead, 13) - 12
    name, unit = said(row, "name", ""), unit_note(row, usual)
    if width(name, 15) + width(unit, 13) > room:
        unit = "（低为好）" if row["direction"] == "lower" else ""
    name = cut(name, 15, room - width(unit, 13))
    canvas.write(1, y, name, color=tint(look, row, look.ink), tail=unit, **told)


def _values(canvas: Canvas, y: float, row: Row, at: dict[str, float], note: str) -> None:
    """Write the own and the reference value under their marks, side by side when close."""
    look, kind = canvas.palette, stance(row)
    own_color = look.of(kind) if kind in ("ahead", "behind") else tint(look, row, look.ink)
    reference = said(row, "reference_name", "") + said(row, "reference_text")
    tail = f"（{note}）" if note else ""
    sizes = {"own": width(said(row, "own_text"), 15.5), "reference": width(reference + tail, 13.2)}
    starts = apart({who: (at[who], sizes[who]) for who in sizes if who in at}, canvas.width)
    if "own" in starts:
        told = {"hover": hover(row), "data": own_key(row), "bold": True}
        canvas.write(starts["own"], y, said(row, "own_text"), color=own_color, **told)
    if "reference" in starts:
        told = {"hover": hover(row), "data": reference_key(row), "tail": tail}
        color = tint(look, row, look.soft)
        canvas.write(starts["reference"], y, reference, size=13, color=color, **told)


def apart(labels: dict[str, tuple[float, float]], room: float) -> dict[str, float]:
    """Return where labels (middle, width) start so that none touch or leave the room."""
    ordered = sorted(labels, key=lambda who: labels[who][0])
    starts = {who: labels[who][0] - labels[who][1] / 2 for who in ordered}
    if len(ordered) == 2:
        first, second = ordered
        overlap = starts[first] + labels[first][1] + 10 - starts[second]
        if overlap > 0:
            starts[first] -= overlap / 2
            starts[second] += overlap / 2
    edge = room - 2
    for who in reversed(ordered):
        starts[who] = min(starts[who], edge - labels[who][1])
        edge = starts[who] - 10
    edge = 2.0
    for who in ordered:
        starts[who] = max(starts[who], edge)
        edge = starts[who] + labels[who][1] + 10
    return starts
