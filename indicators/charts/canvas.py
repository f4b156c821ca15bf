"""A sheet measured in pixels on which charts write words, marks and bars.

x and y count design pixels from the top left. The width stretches with the page while type keeps
its size, so columns stay aligned on every screen; `scale` enlarges type and height together.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from html import escape
from typing import Any

import plotly.graph_objects as go

from indicators.charts.palette import Palette

FONT = "'Microsoft YaHei','PingFang SC','Noto Sans CJK SC',sans-serif"
# Unseen marks that feel hover and click along words: their size, and how far apart they are.
CARRIER, STEP, CLEAR = 26, 40, "rgba(0,0,0,0)"
SIDES = {"left": "middle right", "center": "middle center", "right": "middle left"}


def width(words: str, size: float) -> float:
    """Return the pixels `words` takes: a Han character is one em, ASCII and dashes 0.57 em."""
    return size * sum(0.57 if char.isascii() or char == "–" else 1 for char in words)


def cut(words: str, size: float, room: float) -> str:
    """Shorten `words` with … until it fits `room` pixels."""
    if width(words, size) <= room:
        return words
    while words and width(words + "…", size) > room:
        words = words[:-1]
    return words + "…"


def fold(words: str, ems: int = 30) -> str:
    """Break a long sentence into lines of at most `ems` characters for a hover label."""
    return "<br>".join(escape(words[i : i + ems], quote=False) for i in range(0, len(words), ems))


@dataclass(frozen=True, slots=True)
class Ink:
    """One thing on the sheet: words or a mark, with what hovering and clicking it gives."""

    x: float
    y: float
    body: str
    size: float
    color: str
    side: str = "center"
    edge: str = ""
    edge_width: float = 0
    hover: str = ""
    data: tuple[Any, ...] = ()


@dataclass
class Canvas:
    """Collects words, marks and bars and turns them into one figure."""

    palette: Palette
    width: float
    scale: float = 1.0
    words: list[Ink] = field(default_factory=list)
    marks: list[Ink] = field(default_factory=list)
    carriers: list[Ink] = field(default_factory=list)
    shapes: list[dict[str, Any]] = field(default_factory=list)

    def write(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float = 15,
        color: str = "",
        side: str = "left",
        bold: bool = False,
        lead: str = "",
        tail: str = "",
        hover: str = "",
        data: tuple[Any, ...] = (),
    ) -> None:
        """Write `words` with its `side` at x; `lead` and `tail` stand around it, softer."""
        body = escape(words, quote=False)
        body = f"<b>{body}</b>" if bold else body
        body = self._aside(lead) + body + self._aside(tail)
        self.words.append(
            Ink(x, y, body, size, color or self.palette.ink, side, "", 0, hover, data)
        )
        if hover:
            long = width(words, size) + width(lead + tail, 13)
            self._carry(Ink(x, y, "circle", CARRIER, CLEAR, side, CLEAR, 0, hover, data), long)

    def _carry(self, ink: Ink, long: float) -> None:
        """Repeat hover and click along words: the library feels only where words begin."""
        start = {"left": 0.0, "center": -long / 2, "right": -long}[ink.side]
        for step in range(STEP, int(long) + STEP // 2, STEP):
            x = min(start + step, start + long - 8)
            if abs(x) > STEP / 2:
                self.carriers.append(replace(ink, x=ink.x + x))

    def _aside(self, words: str) -> str:
        if not words:
            return ""
        size = round(13 * self.scale, 1)
        style = f"color:{self.palette.soft};font-size:{size}px;font-weight:400"
        return f'<span style="{style}">{escape(words, quote=False)}</span>'

    def mark(
        self,
        x: float,
        y: float,
        symbol: str,
        size: float,
        color: str,
        *,
        edge: str = "",
        edge_width: float = 0,
        hover: str = "",
        data: tuple[Any, ...] = (),
    ) -> None:
        """Set a plotly marker `symbol` of `size` pixels."""
        ink = Ink(x, y, symbol, size, color, "center", edge or color, edge_width, hover, data)
        self.marks.append(ink)

    def line(self, x0: float, x1: float, y: float, color: str, thick: float = 1) -> None:
        """Draw a horizontal line below all marks."""
        self._shape("line", (x0, y, x1, y), {"line": {"color": color, "width": thick * self.scale}})

    def box(
        self,
        corners: tuple[float, float, float, float],
        fill: str = "rgba(0,0,0,0)",
        *,
        edge: str = "",
        thick: float = 1,
        dash: str = "solid",
    ) -> None:
        """Draw a rectangle (x0, y0, x1, y1) below all marks, outlined when `edge` is given."""
        outline = {"color": edge or fill, "width": thick * self.scale if edge else 0, "dash": dash}
        self._shape("rect", corners, {"fillcolor": fill, "line": outline})

    def _shape(self, kind: str, corners: Sequence[float], look: dict[str, Any]) -> None:
        ends = dict(zip(("x0", "y0", "x1", "y1"), corners, strict=True))
        self.shapes.append({"type": kind, "layer": "below", **ends, **look})

    def figure(self, height: float) -> go.Figure:
        """Return everything as one figure `height` design pixels tall."""
        traces = [self._marks(self.carriers, hovering=True, name="carriers")]
        traces += [self._marks(self.marks, hovering=hovering) for hovering in (False, True)]
        traces += [self._words(side, hovering) for side in SIDES for hovering in (False, True)]
        figure = go.Figure([trace for trace in traces if trace is not None])
        figure.update_layout(self._layout(height), overwrite=True)
        return figure

    def _layout(self, height: float) -> dict[str, Any]:
        look = self.palette
        hidden = {"visible": False, "fixedrange": True}
        font = {"family": FONT, "size": 15 * self.scale, "color": look.ink}
        return {
            "template": go.layout.Template(),
            "height": round(height * self.scale),
            "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "showlegend": False,
            "dragmode": False,
            "hovermode": "closest",
            "hoverdistance": 24,
            "font": font,
            "hoverlabel": {
                "bgcolor": look.page,
                "bordercolor": look.rule,
                "font": font,
                "align": "left",
            },
            "xaxis": {**hidden, "range": [0, self.width]},
            "yaxis": {**hidden, "range": [height, 0]},
            "shapes": self.shapes,
        }

    def _marks(self, marks: Sequence[Ink], *, hovering: bool, name: str = "") -> go.Scatter | None:
        inks = [ink for ink in marks if bool(ink.hover) == hovering]
        marker = {
            "symbol": [ink.body for ink in inks],
            "size": [ink.size * self.scale for ink in inks],
            "color": [ink.color for ink in inks],
            "opacity": 1,
            "line": {
                "color": [ink.edge for ink in inks],
                "width": [ink.edge_width * self.scale for ink in inks],
            },
        }
        # Without this a click would fade every other mark to a fifth of its strength.
        kept = {"marker": {"opacity": 1}}
        look = {"mode": "markers", "marker": marker, "selected": kept, "unselected": kept}
        look |= {"name": name} if name else {}
        return _trace(inks, hovering, look)

    def _words(self, side: str, hovering: bool) -> go.Scatter | None:
        inks = [i for i in self.words if i.side == side and bool(i.hover) == hovering]
        look = {
            "mode": "text",
            "text": [ink.body for ink in inks],
            "textposition": SIDES[side],
            "textfont": {
                "family": FONT,
                "size": [ink.size * self.scale for ink in inks],
                "color": [ink.color for ink in inks],
            },
            "selected": {"textfont": {"color": self.palette.ink}},
        }
        return _trace(inks, hovering, look)


def _trace(inks: list[Ink], hovering: bool, look: dict[str, Any]) -> go.Scatter | None:
    if not inks:
        return None
    return go.Scatter(
        x=[ink.x for ink in inks],
        y=[ink.y for ink in inks],
        hovertext=[ink.hover for ink in inks],
        hoverinfo="text" if hovering else "skip",
        customdata=[list(ink.data) for ink in inks] if hovering else None,
        cliponaxis=False,
        **look,
    )


def quiet(sentence: str, palette: Palette, *, scale: float = 1.0, height: float = 72) -> go.Figure:
    """Return a figure that only says why there is nothing to draw."""
    canvas = Canvas(palette, 400, scale)
    canvas.write(2, height / 2, sentence, color=palette.soft)
    return canvas.figure(height)
