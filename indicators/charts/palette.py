"""The colours of every chart: colour means verdict, and every colour is doubled by a symbol."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

INCOMPARABLE = "不可比"
CAREFUL = "慎比"

SYMBOLS = {
    "ahead": "▲",
    "behind": "▼",
    "level": "●",
    "undecided": "?",
    "incomparable": "≠",
    "own_missing": "—",
    "no_reference": "—",
}


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours by role, as #RRGGBB, for one theme of the page.

    ink, soft and faint are for text (at least 4.5:1 on the page); rule, band and band2 are
    surfaces; pale and deep are the fills behind ink.
    """

    dark: bool
    page: str
    ink: str
    soft: str
    faint: str
    rule: str
    band: str
    band2: str
    ahead: str
    ahead_pale: str
    ahead_deep: str
    behind: str
    behind_pale: str
    behind_deep: str
    waiting: str

    def of(self, standing: str) -> str:
        """Colour of a standing; only ahead and behind have a hue."""
        named = {"ahead": self.ahead, "behind": self.behind}
        grey = {"level": self.soft, "undecided": self.soft}
        return named.get(standing) or grey.get(standing, self.faint)


LIGHT = Palette(
    dark=False,
    page="#FCFBF8",
    ink="#22201D",
    soft="#6B665F",
    faint="#77716A",
    rule="#DDD9D1",
    band="#ECE8E0",
    band2="#F4F1EB",
    ahead="#0B6E99",
    ahead_pale="#D6E9F1",
    ahead_deep="#A5D0E3",
    behind="#B84E06",
    behind_pale="#FBE3D0",
    behind_deep="#F2BD92",
    waiting="#6B3FA0",
)

DARK = Palette(
    dark=True,
    page="#14171A",
    ink="#F0EDE8",
    soft="#B3AEA6",
    faint="#918D85",
    rule="#363C42",
    band="#2A3036",
    band2="#1E2327",
    ahead="#62BFE8",
    ahead_pale="#163A4A",
    ahead_deep="#1B5A76",
    behind="#FF9A4D",
    behind_pale="#452A14",
    behind_deep="#7A4314",
    waiting="#C3A6F0",
)


def palette(dark: bool) -> Palette:
    """Return the colours for the dark or the light page."""
    return DARK if dark else LIGHT


def stance(row: Mapping[str, Any]) -> str:
    """Return what a gap row is drawn as: its standing, unless the pair must not be compared."""
    return "incomparable" if row["comparability"] == INCOMPARABLE else str(row["standing"])


def tint(look: Palette, row: Mapping[str, Any], color: str) -> str:
    """Return `color`, or the faint grey for a row that holds no comparison."""
    compared = stance(row) in ("ahead", "behind", "level", "undecided")
    return color if compared else look.faint
