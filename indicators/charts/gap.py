"""The gap page's table-graphic: names, marks and aligned numbers in one figure."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from indicators.charts.canvas import Canvas, cut, quiet, width
from indicators.charts.marks import draw, key, scale_to
from indicators.charts.palette import SYMBOLS, Palette, stance, tint
from indicators.charts.reading import (
    GREYED,
    Row,
    careful,
    hover,
    observation_key,
    pair_key,
    records,
    reference_key,
    reference_note,
    said,
    unit_note,
    usual_period,
    verdict_words,
)
from indicators.charts.stacked import stacked

WIDE, PHONE = 1206, 358
HEAD, ROW, GAP = 42, 38, 17
# The most pixels a verdict and a reference's name may take, the least the marks must have.
VERDICT, PLACE, GRAPHIC = 172, 68, 262
GREY_TYPE = 14.5


def gap_dumbbell(
    gap: pd.DataFrame,
    palette: Palette,
    *,
    own_name: str,
    phone: bool = False,
    scale: float = 1.0,
    best: str = "最好",
) -> go.Figure:
    """Draw every row of the gap frame, in its order, as an interval dumbbell beside its numbers.

    `best` heads the reference's column. Wide: 38 px a row and values in columns; phone: 70 px a
    row and values at the marks. Marks carry customdata [indicator, observation].
    """
    if gap.empty:
        return quiet("没有可以对照的指标，请换一个对标地区或主题。", palette, scale=scale)
    rows = records(gap)
    canvas = Canvas(palette, PHONE if phone else WIDE, scale)
    if phone:
        return stacked(canvas, rows, own_name, best)
    return _table(canvas, rows, own_name, best)


@dataclass(frozen=True, slots=True)
class Columns:
    """Edges of the columns in design pixels, measured from the words they must hold."""

    name: float
    left: float
    right: float
    own: float
    previous: float
    standard: float
    median: float
    place: float
    reference: float
    symbol: float
    verdict: float
    type_size: float
    usual: str


def _columns(rows: list[Row], own_name: str, best: str) -> Columns:
    usual, type_size = usual_period(rows), _verdict_size(rows)
    care = 36 if any(map(careful, rows)) else 2
    words = _widest(rows, _compared, type_size * 1.03)
    greyed = _widest(rows, verdict_words, GREY_TYPE) - care
    verdict = WIDE - care - min(VERDICT, max(words, greyed, width(f"（与{best}比）", 14) + 10))
    note = _widest(rows, lambda row: reference_note(row, usual), 13)
    reference = verdict - 22 - GAP - (note + 6 if note else 0)
    place = reference - max(_said(rows, "reference_text"), width(best, 14)) - 7
    median = (
        place - min(PLACE, _widest(rows, lambda row: said(row, "reference_name", ""), 13)) - GAP
    )
    standard = median - _said(rows, "median_text") - GAP
    previous = standard - _said(rows, "standard_text") - GAP
    own = previous - _said(rows, "previous_text") - GAP
    right = own - max(_said(rows, "own_text"), min(84, width(own_name, 14))) - 14
    name = min(_widest(rows, lambda row: _heading(row, usual), 16) + 4, right - GRAPHIC - 14)
    symbol = verdict - 22
    edges = (name, name + 14, right, own, previous, standard, median, place, reference, symbol)
    return Columns(*edges, verdict, type_size, usual)


def _widest(rows: list[Row], words: Callable[[Row], str], size: float) -> float:
    return max(width(words(row), size) for row in rows)


def _said(rows: list[Row], column: str) -> float:
    return max(28, _widest(rows, lambda row: said(row, column), 16.5))


def _heading(row: Row, usual: str) -> str:
    return said(row, "name", "") + unit_note(row, usual)


def _verdict_size(rows: list[Row]) -> float:
    """Return the largest type in which every verdict fits its column."""
    sizes = (16, 15.5, 15, 14.5)
    return next((s for s in sizes if _widest(rows, _compared, s * 1.03) <= VERDICT), 14)


def _compared(row: Row) -> str:
    return "" if stance(row) in GREYED else verdict_words(row)


def _table(canvas: Canvas, rows: list[Row], own_name: str, best: str) -> go.Figure:
    columns = _columns(rows, own_name, best)
    _header(canvas, columns, own_name, best)
    key(canvas, columns.right, best, y=HEAD / 2)
    for number, row in enumerate(rows):
        _line(canvas, columns, HEAD + number * ROW, row, own_name)
    return canvas.figure(HEAD + len(rows) * ROW + 2)


def _header(canvas: Canvas, at: Columns, own_name: str, best: str) -> None:
    soft, y = canvas.palette.soft, HEAD / 2
    own = cut(own_name, 14, at.own - at.right - 12)
    heads = {
        own: at.own,
        "上期": at.previous,
        "规定": at.standard,
        "中位": at.median,
        best: at.reference,
    }
    for words, x in heads.items():
        canvas.write(x, y, words, size=14, color=soft, side="right")
    canvas.write(1, y, "指标", size=14, color=soft)
    canvas.write(at.verdict, y, "判定", size=14, color=soft, tail=f"（与{best}比）")
    canvas.line(0, canvas.width, HEAD - 1, soft, 1.5)


def _line(canvas: Canvas, at: Columns, top: float, row: Row, own_name: str) -> None:
    y, told = top + ROW / 2, {"hover": hover(row, own_name), "data": pair_key(row)}
    if top > HEAD:
        canvas.line(0, canvas.width, top - 0.5, canvas.palette.rule)
    _name(canvas, at, y, row, told)
    draw(canvas, row, y, half=ROW / 2, x=scale_to(at.left, at.right), own_name=own_name)
    _own_and_yardsticks(canvas, at, y, row, told)
    _reference(canvas, at, y, row, {**told, "data": reference_key(row)})
    _verdict(canvas, at, y, row, told)


def _name(canvas: Canvas, at: Columns, y: float, row: Row, told: dict[str, Any]) -> None:
    unit = unit_note(row, at.usual)
    words = cut(said(row, "name", ""), 16, at.name - width(unit, 13) - 3)
    color = tint(canvas.palette, row, canvas.palette.ink)
    canvas.write(1, y, words, size=16, color=color, tail=unit, **told)


def _own_and_yardsticks(
    canvas: Canvas, at: Columns, y: float, row: Row, told: dict[str, Any]
) -> None:
    look, kind = canvas.palette, stance(row)
    color = look.of(kind) if kind in ("ahead", "behind") else tint(look, row, look.ink)
    canvas.write(
        at.own, y, said(row, "own_text"), size=16.5, color=color, side="right", bold=True,
        **{**told, "data": observation_key(row, "own")},
    )  # fmt: skip
    soft = tint(look, row, look.soft)
    for who, x in (("previous", at.previous), ("standard", at.standard), ("median", at.median)):
        data = observation_key(row, who)
        canvas.write(
            x, y, said(row, f"{who}_text"), color=soft, side="right", **{**told, "data": data}
        )


def _reference(canvas: Canvas, at: Columns, y: float, row: Row, told: dict[str, Any]) -> None:
    look = canvas.palette
    ink, soft = tint(look, row, look.ink), tint(look, row, look.soft)
    canvas.write(at.reference, y, said(row, "reference_text"), color=ink, side="right", **told)
    place = cut(said(row, "reference_name", ""), 13, PLACE)
    canvas.write(at.place, y, place, size=13, color=soft, side="right", **told)
    canvas.write(at.reference + 6, y, reference_note(row, at.usual), size=13, color=soft, **told)


def _verdict(canvas: Canvas, at: Columns, y: float, row: Row, told: dict[str, Any]) -> None:
    kind = stance(row)
    size = GREY_TYPE if kind in GREYED else at.type_size
    color, strong = canvas.palette.of(kind), kind in ("ahead", "behind")
    words = cut(verdict_words(row), size, WIDE - at.verdict - (36 if careful(row) else 0))
    canvas.write(at.symbol + 8, y, SYMBOLS[kind], size=size, color=color, side="center")
    canvas.write(at.verdict, y, words, size=size, color=color, bold=strong, **told)
    if careful(row):
        soft = canvas.palette.soft
        canvas.write(WIDE - 2, y, "慎比", size=13, color=soft, side="right", **told)
