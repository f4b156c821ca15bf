"""The unit chart: one tile per indicator, so that the tiles, the legend and the counts are one."""

from collections import Counter, defaultdict
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from indicators.charts.canvas import Canvas, quiet, width
from indicators.charts.palette import SYMBOLS, Palette, stance
from indicators.charts.reading import Row, all_keys, careful, hover, pair_key, records, said

MARKERS = {"ahead": "triangle-up", "behind": "triangle-down", "level": "circle"}
TITLES = {"behind": "落后", "ahead": "领先", "level": "持平", "open": "未能判定"}
OPEN = {
    "undecided": "",
    "incomparable": "≠不可比",
    "own_missing": "—缺数",
    "no_reference": "—无参照",
}
LEAST_GAP = 10

Groups = dict[str, list[Row]]


@dataclass(frozen=True, slots=True)
class Plan:
    """Where things go, in design pixels: a tile's width, lines of tiles in a row, the blocks."""

    phone: bool
    tile: float
    lines: int
    caps: dict[str, int]
    left: dict[str, float]
    head: float
    row: float
    width: float

    def spot(self, block: str, index: int, top: float) -> tuple[float, float]:
        """Return the top left corner of a block's tile; 落后 grows leftwards on a wide page."""
        line, column = divmod(index, self.caps[block])
        y = top + line * self.tall
        if block == "behind" and not self.phone:
            return self.left["ahead"] - 20 - (column + 1) * self.tile, y
        return self.left[block] + column * self.tile, y

    @property
    def tall(self) -> float:
        """Height of a line of tiles, its gap included."""
        return min(34, (self.row - (24 if self.phone else 0)) * 0.8 / self.lines)


def unit_chart(
    gap: pd.DataFrame,
    palette: Palette,
    *,
    phone: bool = False,
    scale: float = 1.0,
    rows: str = "theme",
) -> go.Figure:
    """Draw one tile per row of the gap frame under the counts of 落后, 领先, 持平 and 未能判定.

    Tiles of one theme (or topic, `rows`) share a row, most 落后 first. A solid tile is 可比, an
    outlined one 慎比. About 318 px tall with up to twelve rows; every tile hovers and clicks.
    """
    if gap.empty:
        return quiet("还没有可以对照的指标。", palette, scale=scale)
    groups = _groups(records(gap), rows)
    plan = _plan(groups, phone)
    canvas = Canvas(palette, plan.width, scale)
    _header(canvas, plan, groups)
    for number, (name, members) in enumerate(groups.items()):
        _row(canvas, plan, plan.head + number * plan.row, name, members)
    return canvas.figure(plan.head + len(groups) * plan.row + (26 if phone else 2))


def block_of(row: Row) -> str:
    """Return the block a row is counted in; everything without a verdict is open."""
    return "open" if stance(row) in OPEN else stance(row)


def _groups(rows: list[Row], by: str) -> Groups:
    found: Groups = defaultdict(list)
    for row in rows:
        found[said(row, by, "其他")].append(row)
    return dict(sorted(found.items(), key=lambda item: _urgency(item[1])))


def _urgency(members: list[Row]) -> tuple[int, int]:
    counts = Counter(map(block_of, members))
    return -counts["behind"], -len(members)


def _plan(groups: Groups, phone: bool) -> Plan:
    sheet = 358 if phone else 610
    label = 0 if phone else min(118, max(width(name, 16) for name in groups) + 14)
    need = _need(groups, phone, sheet - label - 4 - 3 * LEAST_GAP)
    tile, lines, caps = _fit(groups, sheet - label - 2, need)
    spans = {block: max(caps[block] * tile, need[block]) for block in TITLES}
    gap = min(48, (sheet - label - 2 - sum(spans.values())) / 3)
    left, x = {}, float(label)
    for block, span in spans.items():
        left[block] = x
        x += span + gap
    head = 78
    row = 28 + 25 * lines if phone else max(20.5 * lines, min(49, (316 - head) / len(groups)))
    return Plan(phone, tile, lines, caps, left, head, row, sheet)


def _fit(groups: Groups, room: float, need: dict[str, float]) -> tuple[float, int, dict[str, int]]:
    counts = [Counter(map(block_of, members)) for members in groups.values()]
    most = {block: max(1, *(count[block] for count in counts), 0) for block in TITLES}
    for lines in range(1, 1 + max(most.values())):
        caps = {block: -(-number // lines) for block, number in most.items()}
        for tile in range(26, 12, -1):
            if sum(max(caps[b] * tile, need[b]) for b in TITLES) + 3 * LEAST_GAP <= room:
                return tile, lines, caps
    return 13, max(most.values()), dict.fromkeys(TITLES, 1)


def _need(groups: Groups, phone: bool, room: float) -> dict[str, float]:
    """Return the pixels each block needs for its number and notes, at most `room` together."""
    inside = {block: _members(groups, block) for block in TITLES}
    need = {
        block: max(70 if phone else 84, _big(rows, phone) + _aside(block, rows))
        for block, rows in inside.items()
    }
    part = min(1, room / sum(need.values()))
    return {block: wanted * part for block, wanted in need.items()}


def _members(groups: Groups, block: str) -> list[Row]:
    return [row for group in groups.values() for row in group if block_of(row) == block]


def _big(members: list[Row], phone: bool) -> float:
    return width(str(len(members)), 30 if phone else 36) + 6


def _aside(block: str, members: list[Row]) -> float:
    return max((width(note, 13) for note in _notes(block, members)), default=0)


def _header(canvas: Canvas, plan: Plan, groups: Groups) -> None:
    for block in TITLES:
        _count(canvas, plan, block, _members(groups, block))
    _key(canvas, plan, plan.head + len(groups) * plan.row + 14)
    canvas.line(0, plan.width, plan.head - 2, canvas.palette.rule)


def _count(canvas: Canvas, plan: Plan, block: str, members: list[Row]) -> None:
    x, color = plan.left[block], canvas.palette.of(block)
    number = str(len(members))
    strong = block in ("behind", "ahead")
    color = color if strong else canvas.palette.soft
    told = {"hover": f"{number}项，点开看是哪些、出自哪里", "data": all_keys(members)}
    told = told if members else {}
    canvas.write(x, 26, number, size=30 if plan.phone else 36, color=color, bold=True, **told)
    notes = _notes(block, members)
    for line, note in enumerate(notes):
        y = 26 + 14 * (line - (len(notes) - 1) / 2) if len(notes) > 1 else 35
        canvas.write(
            x + _big(members, plan.phone), y, note, size=13, color=canvas.palette.soft, **told
        )
    _symbol(canvas, x + 8, block, color)
    title = "未定" if plan.phone and block == "open" else TITLES[block]
    canvas.write(x + 19, 60, title, size=16, color=color, bold=strong)


def _notes(block: str, members: list[Row]) -> list[str]:
    if block != "open":
        number = sum(map(careful, members))
        return [f"慎比{number}"] if number else []
    counts = Counter(map(stance, members))
    return [f"{word}{counts[kind]}" for kind, word in OPEN.items() if word and counts[kind]]


def _symbol(canvas: Canvas, x: float, block: str, color: str) -> None:
    if block in MARKERS:
        canvas.mark(x, 60, MARKERS[block], 13, color)
    else:
        canvas.write(x, 60, "?", size=16, color=color, side="center")


def _key(canvas: Canvas, plan: Plan, foot: float) -> None:
    """Say in a word what solid and outlined tiles mean, with real tiles."""
    soft = canvas.palette.soft
    spots = (
        {"可比": (8, foot), "慎比": (70, foot)}
        if plan.phone
        else {"可比": (8, 36), "慎比": (8, 60)}
    )
    for word, (x, y) in spots.items():
        fill = soft if word == "可比" else "rgba(0,0,0,0)"
        canvas.box((x - 6, y - 7, x + 6, y + 7), fill, edge=soft, thick=1.5)
        canvas.write(x + 12, y, word, size=13, color=soft)


def _row(canvas: Canvas, plan: Plan, top: float, name: str, members: list[Row]) -> None:
    if top > plan.head:
        canvas.line(0, plan.width, top - 1, canvas.palette.rule)
    middle = top + plan.row / 2
    small = plan.phone or plan.row < 24
    canvas.write(1, top + 11 if plan.phone else middle, name, size=14 if small else 16)
    start = top + 22 if plan.phone else middle - plan.tall * plan.lines / 2
    for block in TITLES:
        inside = [row for row in members if block_of(row) == block]
        for index, row in enumerate(sorted(inside, key=_order)):
            _tile(canvas, plan, plan.spot(block, index, start), row)


def _order(row: Row) -> tuple[int, bool]:
    return list(SYMBOLS).index(stance(row)), careful(row)


def _tile(canvas: Canvas, plan: Plan, spot: tuple[float, float], row: Row) -> None:
    x, y = spot
    gap = min(3, plan.tile * 0.12)
    corners = (x, y + gap / 2, x + plan.tile - gap, y + plan.tall - gap / 2)
    _face(canvas, corners, row)
    middle = ((corners[0] + corners[2]) / 2, (corners[1] + corners[3]) / 2)
    _sign(canvas, middle, row, min(plan.tile * 0.48, plan.tall * 0.56))


def _face(canvas: Canvas, corners: tuple[float, float, float, float], row: Row) -> None:
    look, kind = canvas.palette, stance(row)
    if kind == "incomparable":
        canvas.box(corners, edge=look.faint, dash="dot")
    elif careful(row):
        canvas.box(corners, edge=look.of(kind), thick=1.5)
    elif kind in ("ahead", "behind"):
        canvas.box(corners, look.of(kind))
    elif kind in ("level", "undecided"):
        canvas.box(corners, look.band)


def _sign(canvas: Canvas, at: tuple[float, float], row: Row, size: float) -> None:
    look, kind = canvas.palette, stance(row)
    told = {"hover": hover(row), "data": pair_key(row)}
    solid = kind in ("ahead", "behind") and not careful(row)
    color = look.page if solid else look.of(kind)
    if kind in MARKERS:
        canvas.mark(*at, MARKERS[kind], size, color, **told)
    else:
        canvas.write(*at, SYMBOLS[kind], size=max(13, size), color=color, side="center", **told)
