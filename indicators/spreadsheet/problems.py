"""The list of problems a preview tells: grouped, cut, errors first."""

from collections import Counter
from dataclasses import dataclass, field

MOST = 200
PER_KIND = 30
_SHOWN = 40


@dataclass(slots=True)
class Problems:
    """Collects problems; each kind is told at most PER_KIND times, the rest is counted."""

    found: list[dict[str, str | None]] = field(default_factory=list)
    told: Counter[str] = field(default_factory=Counter)

    def add(
        self,
        kind: str,
        place: tuple[str | None, str | None],
        message: str,
        next_step: str,
        *,
        error: bool = False,
    ) -> None:
        """Record one problem at (sheet, cell); `kind` groups those that are cut together."""
        self.told[kind] += 1
        if self.told[kind] <= PER_KIND:
            severity = "error" if error else "warning"
            self.found.append(
                {
                    "severity": severity,
                    "sheet": place[0],
                    "cell": place[1],
                    "message": message,
                    "next_step": next_step,
                }
            )

    def closed(self) -> list[dict[str, str | None]]:
        """Return the problems, errors first, cut to MOST with a line saying how many more."""
        ordered = sorted(self.found, key=lambda problem: problem["severity"] != "error")
        more = sum(self.told.values()) - min(len(ordered), MOST - 1)
        if more <= 0 or (len(ordered) <= MOST and more == 0):
            return ordered
        last = {
            "severity": "warning",
            "sheet": None,
            "cell": None,
            "message": f"还有{more}个同类问题没有列出。",
            "next_step": "请先处理已列出的问题再上传。",
        }
        return [*ordered[: MOST - 1], last]


def shown(text: str) -> str:
    """Return a printed text short enough and plain enough for a message."""
    plain = "".join(character if character.isprintable() else " " for character in text)
    return plain if len(plain) <= _SHOWN else plain[:_SHOWN] + "…"
