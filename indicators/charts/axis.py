"""What value axes share: round ticks, plain numbers, slanted lines, labels that keep clear."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from indicators.charts.canvas import Canvas

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle that words or marks take up, in design pixels."""

    x0: float
    y0: float
    x1: float
    y1: float

    def hits(self, other: "Box", apart: float = 2) -> bool:
        """Tell whether the two come closer than `apart` pixels."""
        beside = self.x1 + apart <= other.x0 or other.x1 + apart <= self.x0
        over = self.y1 + apart <= other.y0 or other.y1 + apart <= self.y0
        return not (beside or over)

    def within(self, room: "Box") -> bool:
        """Tell whether it lies inside `room`."""
        level = room.x0 <= self.x0 and self.x1 <= room.x1
        return level and room.y0 <= self.y0 and self.y1 <= room.y1


def round_ticks(low: float, high: float, most: int) -> list[float]:
    """Return at most `most` round numbers between two values, as many as the rule allows."""
    if high <= low:
        return [low]
    power = math.floor(math.log10((high - low) / most))
    for step in (part * 10.0**rise for rise in (power, power + 1, power + 2) for part in (1, 2, 5)):
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        if last - first < most:
            return [round(number * step, 10) for number in range(first, last + 1)]
    return [low]


def plain(value: float, decimals: int = 6) -> str:
    """Write a number without needless zeros, whole thousands from 1万 on in 万."""
    if abs(value) >= 10000 and value % 1000 == 0:
        return f"{value / 10000:g}万"
    words = f"{value:.{decimals}f}"
    return words.rstrip("0").rstrip(".") if "." in words else words


def decimals_of(texts: Iterable[str]) -> int:
    """Return the most decimals any of the ready-made texts has."""
    return max((len(words.rpartition(".")[2]) for words in texts if "." in words), default=0)


def ids(numbers: Any) -> list[int]:
    """Return a cell's list of observation numbers as whole numbers, nothing as an empty list."""
    return [] if numbers is None else [int(number) for number in numbers if number is not None]


def polyline(
    canvas: Canvas, points: Sequence[Point], color: str, thick: float = 1, dash: str = "solid"
) -> None:
    """Draw a line through `points` below all marks."""
    path = "M" + "L".join(f"{x:.2f},{y:.2f}" for x, y in points)
    line = {"color": color, "width": thick * canvas.scale, "dash": dash}
    canvas.shapes.append({"type": "path", "layer": "below", "path": path, "line": line})


def push_apart(middles: Sequence[float], step: float, room: tuple[float, float]) -> list[float]:
    """Move middles along a line until neighbours are `step` apart and all lie in `room`."""
    order = sorted(range(len(middles)), key=lambda i: (middles[i], i))
    low, high = room
    step = min(step, (high - low) / max(1, len(middles) - 1))
    clusters: list[tuple[list[int], float]] = []
    for index in order:
        clusters.append(([index], middles[index]))
        while len(clusters) > 1 and _too_close(*clusters[-2:], step):
            clusters[-2:] = [_joined(*clusters[-2:])]
    placed = dict.fromkeys(order, 0.0)
    for members, middle in clusters:
        half = step * (len(members) - 1) / 2
        start = min(max(middle - half, low), high - 2 * half)
        placed |= {member: start + step * rank for rank, member in enumerate(members)}
    return _within([placed[index] for index in range(len(middles))], order, step, room)


Cluster = tuple[list[int], float]


def _too_close(one: Cluster, other: Cluster, step: float) -> bool:
    return other[1] - one[1] < step * (len(one[0]) + len(other[0])) / 2


def _joined(one: Cluster, other: Cluster) -> Cluster:
    first, second = len(one[0]), len(other[0])
    return one[0] + other[0], (one[1] * first + other[1] * second) / (first + second)


def _within(
    placed: list[float], order: Sequence[int], step: float, room: tuple[float, float]
) -> list[float]:
    """Settle what clamping to the room pushed together again."""
    edge = room[0]
    for index in order:
        placed[index] = max(placed[index], edge)
        edge = placed[index] + step
    edge = room[1]
    for index in reversed(order):
        placed[index] = min(placed[index], edge)
        edge = placed[index] - step
    return placed
