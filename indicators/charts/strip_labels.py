"""Words over and under a strip of dots: own first, then what fits without touching."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from indicators.charts.axis import Box
from indicators.charts.canvas import Canvas, width

HIGH = 16
# Whose turn it is to be placed; own values and those beyond a cut are always written.
OWN, BEYOND, RULE, NAMED, PILE = range(5)


@dataclass(frozen=True, slots=True)
class Label:
    """Words for a dot at (x, y): a soft name before the value, or bold ink for the own area."""

    x: float
    y: float
    lead: str
    words: str
    told: dict[str, Any]
    turn: int
    color: str = ""

    @property
    def bold(self) -> bool:
        """Whether it is the own area's."""
        return self.turn == OWN

    @property
    def size(self) -> float:
        """Type size."""
        return 15 if self.bold else 14

    @property
    def wide(self) -> float:
        """The pixels it takes."""
        grow = 1.06 if self.bold else 1.02
        return (width(self.lead, 13) + width(self.words, self.size)) * grow


@dataclass
class Shelf:
    """The two lines of words of one strip, above and below its dots."""

    canvas: Canvas
    left: float
    right: float
    lines: Sequence[float]
    taken: list[Box] = field(default_factory=list)

    def put(self, label: Label) -> bool:
        """Write a label where it touches no other, or tell that there is no room."""
        boxes = list(self._candidates(label))
        free = [box for box in boxes if not any(box.hits(other, 6) for other in self.taken)]
        if not free and not (label.turn <= BEYOND and boxes):
            return False
        box = (free or boxes)[0]
        self.taken.append(box)
        self._write(label, box)
        return True

    def _candidates(self, label: Label) -> Iterator[Box]:
        for line in self.lines:
            for share in (0.5, 0.12, 0.88):
                start = label.x - share * label.wide
                start = min(max(start, self.left), self.right - label.wide)
                if start <= label.x + 1 and label.x - 1 <= start + label.wide:
                    yield Box(start, line - HIGH / 2, start + label.wide, line + HIGH / 2)

    def _write(self, label: Label, box: Box) -> None:
        canvas, y = self.canvas, (box.y0 + box.y1) / 2
        edge = box.y1 if y < label.y else box.y0
        canvas.box((label.x, edge, label.x, label.y), edge=canvas.palette.faint, thick=0.8)
        look = {"size": label.size, "bold": label.bold, "lead": label.lead, "color": label.color}
        # Words hover near their anchor only: the middle of the words is the best place for it.
        canvas.write((box.x0 + box.x1) / 2, y, label.words, side="center", **look, **label.told)
