"""The overview's lists: the largest certain gaps, what got worse, what could be shared."""

import math
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from indicators.charts.canvas import Canvas, cut, quiet, width
from indicators.charts.palette import SYMBOLS, Palette, stance
from indicators.charts.reading import (
    Row,
    careful,
    hover,
    pair_key,
    records,
    said,
    spoken,
    verdict_words,
)

HALF, PHONE = 564, 358
ROW, LINE = 53, 36


def largest_gaps(
    gap: pd.DataFrame,
    palette: Palette,
    *,
    phone: bool = False,
    scale: float = 1.0,
    rows: int = 6,
) -> go.Figure:
    """Draw the `rows` largest certain gaps, largest share of the reference first.

    A full track is the reference value; solid is the certain minimum of the gap, pale what it
    could be beyond that, ending in an arrow where nothing bounds it. Gaps without a share come
    last and have no bar. 53 px a row.
    """
    behind = [row for row in records(gap) if stance(row) == "behind"]
    if not behind:
        return quiet("没有确定落后的指标。", palette, scale=scale)
    chosen = sorted(behind, key=_smallness)[:rows]
    canvas = Canvas(palette, PHONE if phone else HALF, scale)
    for number, row in enumerate(chosen):
        _gap(canvas, number * ROW, row, phone)
    return canvas.figure(len(chosen) * ROW)


def shares(row: Row) -> tuple[float, float] | None:
    """Return the gap's certain and possible size as parts of the reference (inf: no bound).

    Both are the view's own; None where it gives no share, as for totals.
    """
    least, most = row.get("share_least"), row.get("share_most")
    return None if least is None else (least, math.inf if most is None else most)


def _smallness(row: Row) -> float:
    size = shares(row)
    return math.inf if size is None else -size[0]


def _gap(canvas: Canvas, top: float, row: Row, phone: bool) -> None:
    told = {"hover": hover(row), "data": pair_key(row)}
    middle, right, look = top + 18, canvas.width - 2, canvas.palette
    words, lead = verdict_words(row), _care(row)
    canvas.write(
        right, middle, words, size=16, color=look.behind, side="right", bold=True, lead=lead, **told
    )
    _title(canvas, middle, row, right - width(words, 16.6) - width(lead, 13) - 14, phone)
    _bar(canvas, (top + 33, top + 45), row)


def _care(row: Row) -> str:
    return "慎比 " if careful(row) else ""


def _title(canvas: Canvas, y: float, row: Row, room: float, phone: bool) -> None:
    told = {"hover": hover(row), "data": pair_key(row)}
    against = "" if phone else f"：{said(row, 'own_text')}对{against_words(row)}"
    name = cut(said(row, "name", ""), 16, room)
    left = room - width(name, 16)
    against = cut(against, 13, left) if left > 60 else ""
    canvas.write(1, y, name, size=16, tail=against, **told)


def against_words(row: Row) -> str:
    """Return the reference as ≥10万元/年·杭州."""
    return "·".join(filter(None, (spoken(row, "reference"), said(row, "reference_name", ""))))


def _bar(canvas: Canvas, span: tuple[float, float], row: Row) -> None:
    look, full = canvas.palette, canvas.width
    (top, foot), middle = span, sum(span) / 2
    size = shares(row)
    if size is None:
        return
    least, most = size
    solid = min(least, 1) * full
    possible = min(most, 1, least + 0.12 if math.isinf(most) else most) * full
    canvas.box((0, top, full, foot), look.band2)
    canvas.box((solid, top, possible, foot), look.behind_deep)
    canvas.box((0, top, solid, foot), look.behind)
    if math.isinf(most):
        canvas.mark(min(possible + 3, full - 6), middle, "triangle-right", 15, look.behind_deep)
    canvas.mark(solid / 2, middle, "circle", 12, look.behind, hover=hover(row), data=pair_key(row))


def movers(
    gap: pd.DataFrame,
    palette: Palette,
    kind: str = "worsening",
    *,
    phone: bool = False,
    scale: float = 1.0,
    rows: int = 3,
) -> go.Figure:
    """List the first `rows` indicators that are behind and worse than a year ago, or that lead.

    `kind` is worsening (previous → own, the change in words) or leading (own against the
    reference, the lead in words). 36 px a row.
    """
    chosen = [row for row in records(gap) if _moves(row, kind)][:rows]
    if not chosen:
        empty = {"worsening": "没有可列出的指标。", "leading": "没有可列出的指标。"}
        return quiet(empty[kind], palette, scale=scale, height=LINE * 2)
    canvas = Canvas(palette, PHONE if phone else HALF, scale)
    room = max(width(_doubt(row, kind) + _moved(row, kind), 16.6) for row in chosen)
    for number, row in enumerate(chosen):
        _move(canvas, (number + 0.5) * LINE, row, kind)
        _name(canvas, (number + 0.5) * LINE, row, canvas.width - room - 22, None if phone else kind)
    return canvas.figure(len(chosen) * LINE)


def _moves(row: Row, kind: str) -> bool:
    if kind == "leading":
        return stance(row) == "ahead" and row.get("share_least") is not None
    return stance(row) == "behind" and bool(row["worsening"])


def _doubt(row: Row, kind: str) -> str:
    """Return 慎比 for a lead over others; a change against the own past needs none."""
    return _care(row) if kind == "leading" else ""


def _moved(row: Row, kind: str) -> str:
    words = said(row, "change_text") if kind == "worsening" else verdict_words(row)
    return f"{SYMBOLS[stance(row)]} {words}"


def _move(canvas: Canvas, y: float, row: Row, kind: str) -> None:
    told = {"hover": hover(row), "data": _moved_key(row, kind), "lead": _doubt(row, kind)}
    color, words = canvas.palette.of(stance(row)), _moved(row, kind)
    canvas.line(0, canvas.width, y - LINE / 2 + 0.5, canvas.palette.rule)
    canvas.write(canvas.width - 2, y, words, size=16, color=color, side="right", bold=True, **told)


def _moved_key(row: Row, kind: str) -> tuple[Any, Any]:
    """A change is made of two own values, a lead of own and reference."""
    return pair_key(row, "own", "previous" if kind == "worsening" else "reference")


def _name(canvas: Canvas, y: float, row: Row, room: float, kind: str | None) -> None:
    """Write the name and, on a wide page, the two values that end at `room`."""
    told = {"hover": hover(row), "data": _moved_key(row, kind or "")}
    before = f"{said(row, 'previous_text')}→" if kind == "worsening" else ""
    after = f"对{against_words(row)}" if kind == "leading" else ""
    value = spoken(row, "own") if kind == "worsening" else said(row, "own_text")
    if kind:
        canvas.write(room, y, value, side="right", bold=True, lead=before, tail=after, **told)
        room -= width(value, 15.5) + width(before + after, 13) + 14
    canvas.write(1, y, cut(said(row, "name", ""), 16, room), size=16, **told)
