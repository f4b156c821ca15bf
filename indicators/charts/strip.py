"""The distribution of one indicator: every place a dot, one strip per group, one shared axis."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from indicators.charts.axis import ids
from indicators.charts.canvas import Canvas, cut, fold, quiet, width
from indicators.charts.palette import CAREFUL, INCOMPARABLE, Palette
from indicators.charts.reading import RULES, Row, bounded, is_rule, records, said, whole
from indicators.charts.strip_axis import Axis, axis_of, draw_axis
from indicators.charts.strip_dots import (
    Place,
    dot_size,
    draw,
    draw_median,
    draw_rule,
    heights,
    place,
    told,
)
from indicators.charts.strip_labels import BEYOND, NAMED, OWN, PILE, RULE, Label, Shelf

WIDE, PHONE = 590, 358
HEAD, FOOT, HIGH, LINE = 24, 26, 70, 18
# A single group may be this tall; more groups than four make the chart taller than 330 px.
ROOMY, MANY = 92, 12


@dataclass(frozen=True, slots=True)
class Sheet:
    """What every strip needs: the sheet, the axis, the words for the own area."""

    canvas: Canvas
    axis: Axis
    unit: str
    own_name: str
    phone: bool
    high: float


def strip(
    values: pd.DataFrame,
    palette: Palette,
    *,
    unit: str,
    direction: str,
    own_name: str,
    phone: bool = False,
    scale: float = 1.0,
) -> go.Figure:
    """Draw every place's value as a dot, one strip per group, on one axis with better right.

    `values` has one row per place, in the order of its groups; standards and targets are strokes.
    Own and named places are labelled as far as there is room. 70 px a strip (88 on a phone).
    Marks and numbers carry customdata [indicator, observation].
    """
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in records(values):
        groups[said(row, "group", "其他")].append(row)
    canvas = Canvas(palette, PHONE if phone else WIDE, scale)
    left = 12 if phone else _names(groups, unit) + 24
    rows, turned = [row for group in groups.values() for row in group], direction == "lower"
    axis = axis_of(rows, left, canvas.width - 12, turned=turned)
    if axis is None:
        return quiet("这项指标还没有可画的数值。", palette, scale=scale)
    high = min(ROOMY, max(HIGH, 4 * HIGH / len(groups))) + (LINE if phone else 0)
    return _figure(Sheet(canvas, axis, unit, own_name, phone, high), groups, direction)


def _names(groups: dict[str, list[Row]], unit: str) -> float:
    """Return the room the groups' names and counts need."""
    words = [(name, 15.5) for name in groups]
    words += [(line, 13) for name, rows in groups.items() for line in counts(name, rows)]
    return min(132, max(width(*one) for one in [*words, (unit, 13)]))


def counts(name: str, rows: Sequence[Row]) -> list[str]:
    """Return how many places a group has and for how many of them the value is missing.

    The own area beside its references is none of them.
    """
    places = [row for row in rows if not is_rule(row) and not _guest(name, row)]
    empty = sum(not bounded(row) for row in places)
    given = [n for n in (whole(row.get("n_missing")) for row in rows) if n is not None]
    missing = max(given, default=empty)
    total = len(places) - empty + missing
    if not total:
        return []
    noun = "地区" if name.endswith("级") else name
    return [f"{total}个{noun}", *([f"{missing}个缺数"] if missing else [])]


def _guest(name: str, row: Row) -> bool:
    return bool(row.get("is_own")) and name.startswith("参照")


def _figure(sheet: Sheet, groups: dict[str, list[Row]], direction: str) -> go.Figure:
    canvas, head = sheet.canvas, HEAD * (2 if sheet.phone else 1)
    foot = head + sheet.high * len(groups)
    draw_axis(canvas, sheet.axis, head, foot, sheet.unit)
    medians = [
        _strip(sheet, head + number * sheet.high, name, rows)
        for number, (name, rows) in enumerate(groups.items())
    ]
    everyone = [row for rows in groups.values() for row in rows]
    _notes(sheet, _marks_used(everyone, median=any(medians)), direction)
    return canvas.figure(foot + FOOT)


def _marks_used(rows: Sequence[Row], *, median: bool) -> list[str]:
    """Name the marks that need a word, only those that are there."""
    grades = Counter(said(row, "comparability", "") for row in rows if not row.get("is_own"))
    found = {"细竖线为中位": median, "空心为慎比": grades[CAREFUL]}
    found["×为不可比"] = grades[INCOMPARABLE]
    return [words for words, there in found.items() if there]


def _notes(sheet: Sheet, marks: list[str], direction: str) -> None:
    canvas, soft, phone = sheet.canvas, sheet.canvas.palette.soft, sheet.phone
    better = {"lower": "低为好，轴已反向　更好→", "higher": "更好→"}.get(direction, "")
    y, right = HEAD / 2, canvas.width - 2
    canvas.write(right, y, better, size=13, color=soft, side="right")
    words = ["单位：" + sheet.unit] if phone else ["，".join(marks)]
    canvas.write(1, y, cut(words[0], 13, right - width(better, 13) - 8), size=13, color=soft)
    if phone:
        canvas.write(1, y + HEAD - 4, "，".join(marks), size=13, color=soft)


def _strip(sheet: Sheet, top: float, name: str, rows: list[Row]) -> bool:
    """Draw one group and tell whether its median could be drawn."""
    canvas, axis = sheet.canvas, sheet.axis
    canvas.line(0, canvas.width, top, canvas.palette.rule)
    _title(sheet, top, name, rows)
    top, foot = top + (LINE if sheet.phone else 0), top + sheet.high
    middle, half = (top + foot) / 2, (foot - top) / 2 - 21
    there = [row for row in rows if bounded(row)]
    places = [place(row, axis, dot_size(len(there))) for row in there if not is_rule(row)]
    rules = [place(row, axis, 3) for row in there if is_rule(row)]
    spots = [(middle + down, clear) for down, clear in heights(places, half)]
    ys = [y for y, _ in spots]
    labels = _labels(sheet, places, ys) + _rules(sheet, rules, middle) + _piles(sheet, places, ys)
    _shelve(sheet, labels, (top + 10, foot - 10))
    for one in rules:
        draw_rule(canvas, one, (middle, 2 * half + 6), sheet.unit)
    for index in sorted(range(len(places)), key=lambda i: places[i].own):
        draw(canvas, places[index], ys[index], sheet.unit, ringed=spots[index][1])
    rows = [one.row for one in places if not _guest(name, one.row)]
    return draw_median(canvas, axis, rows, (middle, 2 * half + 6), sheet.unit)


def _shelve(sheet: Sheet, labels: list[Label], lines: tuple[float, float]) -> None:
    """Write the labels above and below the dots, the most important first."""
    shelf = Shelf(sheet.canvas, sheet.axis.left - 10, sheet.canvas.width - 1, lines)
    for label in sorted(labels, key=lambda label: label.turn):
        shelf.put(label)


def _title(sheet: Sheet, top: float, name: str, rows: list[Row]) -> None:
    canvas, soft, room = sheet.canvas, sheet.canvas.palette.soft, sheet.axis.left - 16
    lines = counts(name, rows)
    data = rows[0]["indicator"], ids(row.get("observation") for row in rows if not is_rule(row))
    about: dict[str, Any] = {"hover": f"{fold(name)}<br>{'，'.join(lines)}", "data": data}
    if sheet.phone:
        words = cut(name, 14.5, 150)
        canvas.write(1, top + 11, words, size=14, bold=True, tail="　" + "，".join(lines), **about)
        return
    start = top + sheet.high / 2 - 9 * len(lines)
    canvas.write(1, start, cut(name, 15.5, room), size=15, bold=True, **about)
    for number, words in enumerate(lines):
        y = start + 19 + 17 * number
        canvas.write(1, y, cut(words, 13, room), size=13, color=soft, **about)


def _labels(sheet: Sheet, places: list[Place], ys: list[float]) -> list[Label]:
    return [
        _label(sheet, one, y)
        for one, y in zip(places, ys, strict=True)
        if one.own or one.beyond or one.row.get("is_named")
    ]


def _label(sheet: Sheet, one: Place, y: float) -> Label:
    row, about = one.row, told(one.row, sheet.unit)
    value = said(row, "text")
    if one.own:
        return Label(one.at, y, "", cut(sheet.own_name, 15, 120) + value, about, OWN)
    name = cut(said(row, "short", said(row, "area_name", "")), 13, 80)
    return Label(one.at, y, name, value, about, BEYOND if one.beyond else NAMED)


def _rules(sheet: Sheet, rules: list[Place], y: float) -> list[Label]:
    found = []
    for one in rules:
        lead, value = RULES[one.row["nature"]], said(one.row, "text")
        found.append(Label(one.at, y, lead, value, told(one.row, sheet.unit), RULE))
    return found


def _piles(sheet: Sheet, places: list[Place], ys: list[float]) -> list[Label]:
    """Count the dots of one value where there are too many to tell apart."""
    piles: dict[Any, list[int]] = defaultdict(list)
    for index, one in enumerate(places):
        if one.left == one.right and not one.beyond:
            piles[one.left].append(index)
    return [_pile(sheet, places, ys, pile) for pile in piles.values() if len(pile) > MANY]


def _pile(sheet: Sheet, places: list[Place], ys: list[float], pile: list[int]) -> Label:
    row, number = places[pile[0]].row, len(pile)
    hover = f"{number}个{said(row, 'group', '')}都是{said(row, 'text')}{sheet.unit}"
    data = row["indicator"], ids(places[index].row.get("observation") for index in pile)
    x, y = places[pile[0]].at, min(ys[index] for index in pile)
    soft = sheet.canvas.palette.soft
    return Label(x, y, "", f"{number}个", {"hover": hover, "data": data}, PILE, soft)
