"""The profile on a wide page: one figure holds topics, names, lanes and aligned numbers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from indicators.charts.canvas import cut, width
from indicators.charts.palette import SYMBOLS, stance, tint
from indicators.charts.reading import GREYED, Row, careful, said, unit_note
from indicators.charts.spine_lane import Sheet, edges_between
from indicators.charts.spine_words import median_text, rank, told_median, told_rank, verdict

HEAD, FOOT, ROW, DENSE, TOPIC, GAP = 42, 34, 41, 38, 10, 20
# The most pixels a topic and a verdict may take, the least the lanes must have.
THEME, VERDICT, GRAPHIC = 132, 170, 330
JUDGED, AGAINST = "判定", "（与中位比）"
NOTE = (
    "每行按{group}的最差至最好定长，右侧更好；中位取自其余各地，不足三地则逐一比；"
    "灰短线为其余各地，长条为只知范围，箭头为只知一端或已超出。"
)


@dataclass(frozen=True, slots=True)
class Columns:
    """Edges of the columns in design pixels, measured from the words they must hold."""

    name: float
    end: float
    edges: tuple[float, float]
    own: float
    median: float
    rank: float
    symbol: float
    verdict: float
    high: float

    @property
    def middle(self) -> float:
        """Where the median's line stands."""
        return sum(self.edges) / 2


def table(sheet: Sheet, rows: list[Row]) -> go.Figure:
    """Draw every row as a line of the table; a topic's first row carries its name."""
    at = _columns(sheet, rows)
    _header(sheet, at)
    spans = _spans(rows, at.high)
    for row, top, foot in spans:
        _separate(sheet, at, row, top, foot)
        _line(sheet, at, row, foot - at.high / 2)
    sheet.middle(spans, at.middle)
    foot = spans[-1][2]
    sheet.canvas.line(0, sheet.canvas.width, foot + 3, sheet.look.rule)
    note = NOTE.format(group=cut(sheet.group_name, 13, 170))
    sheet.canvas.write(1, foot + 20, note, size=13, color=sheet.look.soft)
    return sheet.canvas.figure(foot + FOOT)


def _columns(sheet: Sheet, rows: list[Row]) -> Columns:
    verdict_at = sheet.canvas.width - _verdict_width(rows)
    symbol = verdict_at - 22
    place = symbol - 18
    median = place - max(32, _widest(rows, lambda row: "".join(rank(row)), 15)) - GAP
    own = median - max(32, _widest(rows, median_text, 15.5)) - GAP
    value = max(36, _widest(rows, lambda row: said(row, "own_text"), 17.5))
    right = own - max(value, min(96, width(sheet.own_name, 14))) - 8
    name = min(THEME, _widest(rows, theme, 16.5) + 22)
    end = min(name + _widest(rows, lambda row: _heading(row, sheet.usual), 16) + 8, right - GRAPHIC)
    high = ROW if len(rows) <= 12 else DENSE
    edges = edges_between(end + 8, right)
    return Columns(name, end, edges, own, median, place, symbol, verdict_at, high)


def _verdict_width(rows: list[Row]) -> float:
    plain = _widest(rows, verdict, 15.5) + 4
    with_care = [width(verdict(row), 16) + 40 for row in rows if careful(row)]
    heading = width(JUDGED, 14) + width(AGAINST, 13) + 2
    return max(heading, min(VERDICT, max([plain, *with_care])))


def _widest(rows: list[Row], words: Callable[[Row], str], size: float) -> float:
    return max(width(words(row), size) for row in rows)


def _heading(row: Row, usual: str) -> str:
    return said(row, "name", "") + unit_note(row, usual)


def theme(row: Row) -> str:
    """Return the topic a row stands under."""
    return said(row, "theme", "其他")


def _spans(rows: list[Row], high: float) -> list[tuple[Row, float, float]]:
    """Return each row with its top and foot; a new topic takes a little more room."""
    spans, top, before = [], float(HEAD), theme(rows[0])
    for row in rows:
        foot = top + high + (TOPIC if theme(row) != before else 0)
        spans.append((row, top, foot))
        top, before = foot, theme(row)
    return spans


def _separate(sheet: Sheet, at: Columns, row: Row, top: float, foot: float) -> None:
    """Draw the line above a row: ink and the topic's name where a topic begins."""
    canvas, y = sheet.canvas, foot - at.high / 2
    begins = foot - top > at.high
    if begins:
        canvas.line(0, canvas.width, top + TOPIC / 2, sheet.look.ink)
    elif top > HEAD:
        canvas.line(at.name, canvas.width, top, sheet.look.rule)
    if begins or top == HEAD:
        words, hover = cut(theme(row), 16.5, at.name - 12), theme(row)
        canvas.write(1, y, words, size=16, bold=True, hover=hover, data=(row["indicator"], None))


def _header(sheet: Sheet, at: Columns) -> None:
    canvas, soft, y = sheet.canvas, sheet.look.soft, HEAD / 2
    left, right = at.edges
    for words, x, side in (
        ("主题", 1, "left"),
        ("指标", at.name, "left"),
        ("最差", left, "left"),
        ("最好", right, "right"),
        (cut(sheet.own_name, 14, 96), at.own, "right"),
        ("中位", at.median, "right"),
        ("位次", at.rank, "right"),
    ):
        canvas.write(x, y, words, size=14, color=soft, side=side)
    canvas.write(at.middle, y, "中位", size=14, side="center", bold=True)
    canvas.write(at.symbol, y, JUDGED, size=14, color=soft, tail=AGAINST)
    canvas.line(0, canvas.width, HEAD - 1, soft, 1.5)


def _line(sheet: Sheet, at: Columns, row: Row, y: float) -> None:
    told = sheet.told(row)
    _name(sheet, at, row, y, told)
    sheet.lane(row, y, at.high / 2, at.edges)
    _numbers(sheet, at, row, y, told)
    _verdict(sheet, at, row, y, told)


def _name(sheet: Sheet, at: Columns, row: Row, y: float, told: dict[str, Any]) -> None:
    canvas, unit = sheet.canvas, unit_note(row, sheet.usual)
    words = cut(said(row, "name", ""), 16, at.end - at.name - width(unit, 13) - 3)
    color = tint(sheet.look, row, sheet.look.ink)
    canvas.write(at.name, y, words, size=16, color=color, tail=unit, **told)


def _numbers(sheet: Sheet, at: Columns, row: Row, y: float, told: dict[str, Any]) -> None:
    canvas, look, kind = sheet.canvas, sheet.look, stance(row)
    color = look.of(kind) if kind in ("ahead", "behind") else tint(look, row, look.ink)
    own, (place, of) = said(row, "own_text"), rank(row)
    canvas.write(at.own, y, own, size=16.5, color=color, side="right", bold=True, **told)
    soft, ink = tint(look, row, look.soft), tint(look, row, look.ink)
    told = told_median(row, sheet.group_name)
    canvas.write(at.median, y, median_text(row), color=soft, side="right", **told)
    canvas.write(at.rank, y, place, color=ink, side="right", tail=of, **told_rank(row))


def _verdict(sheet: Sheet, at: Columns, row: Row, y: float, told: dict[str, Any]) -> None:
    canvas, kind = sheet.canvas, stance(row)
    color, strong = sheet.look.of(kind), kind in ("ahead", "behind")
    size = 14.5 if kind in GREYED else 16
    canvas.write(at.symbol + 8, y, SYMBOLS[kind], size=size, color=color, side="center")
    words = cut(verdict(row), size, canvas.width - at.verdict)
    care = "　慎比" if careful(row) else ""
    canvas.write(at.verdict, y, words, size=size, color=color, bold=strong, tail=care, **told)
