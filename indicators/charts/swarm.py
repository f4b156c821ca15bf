"""Dots that would lie on each other, moved to lanes above and below, always the same way."""

from collections import defaultdict
from collections.abc import Sequence

Extent = tuple[float, float]


def lanes(extents: Sequence[Extent], thick: Sequence[int]) -> list[int]:
    """Return a lane for each stretch of pixels: 0 in the middle, then 1, −1, 2, −2.

    Stretches are placed in the order given, each in the innermost lane where it touches nothing;
    one that is `thick` takes up that many lanes to either side as well.
    """
    taken: dict[int, list[Extent]] = defaultdict(list)
    found = []
    for extent, more in zip(extents, thick, strict=True):
        lane = _free(taken, extent)
        for near in range(lane - more, lane + more + 1):
            taken[near].append(extent)
        found.append(lane)
    return found


def _free(taken: dict[int, list[Extent]], extent: Extent) -> int:
    lane = 0
    while any(a < extent[1] and extent[0] < b for a, b in taken[lane]):
        lane = 1 - lane if lane <= 0 else -lane
    return lane
