"""What a workbook knows of a cell beside its value: how it is shown, and why it has none."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from indicators.spreadsheet import limits
from indicators.spreadsheet.cells import number_text, position

UNCOMPUTED = "（公式未计算）"
_DATE = re.compile(r"(\d{4})-(\d{2})-\d{2}")


@dataclass(slots=True)
class Facts:
    """Cell references of one sheet: by the shape they are shown in, in error or not computed."""

    percent: set[str] = field(default_factory=set)
    month: set[str] = field(default_factory=set)
    year: set[str] = field(default_factory=set)
    errors: dict[str, str] = field(default_factory=dict)
    uncomputed: set[str] = field(default_factory=set)
    rows: int = 0

    def shaped(self, shape: str, references: list[str]) -> None:
        """Add cells shown as `percent`, `month` or `year`."""
        getattr(self, shape).update(references)


def show(rows: Sequence[list[str]], facts: Facts) -> None:
    """Change rows of text in place into what the spreadsheet program shows or should say."""
    for references, change in (
        (facts.percent, _percent),
        (facts.month, lambda text: _DATE.sub(r"\1-\2", text)),
        (facts.year, lambda text: _DATE.sub(r"\1", text)),
    ):
        for place in map(position, references):
            _change(rows, *place, change)
    texts = facts.errors | dict.fromkeys(facts.uncomputed, UNCOMPUTED)
    _put(rows, {position(reference): text for reference, text in texts.items()})


def _change(rows: Sequence[list[str]], row: int, column: int, change: Callable[[str], str]) -> None:
    head = rows if isinstance(rows, list) else rows.head
    if row < len(head):
        if column < len(head[row]):
            head[row][column] = change(head[row][column])
    elif row < len(rows) and column < len(rows.values):
        rows.put(row, column, change(rows.text(row, column)))


def _percent(text: str) -> str:
    try:
        return number_text(float(text) * 100) + "%"
    except ValueError:
        return text


def _put(rows: Sequence[list[str]], texts: dict[tuple[int, int], str]) -> None:
    """Write texts into their places, adding blank rows and cells where there are none yet."""
    texts = {
        (row, column): text
        for (row, column), text in texts.items()
        if row < limits.XLSX_ROWS and column < limits.COLUMNS
    }
    if not texts:
        return
    last = max(row for row, _ in texts), max(column for _, column in texts)
    if not isinstance(rows, list):
        rows.reach(*last)
    else:
        rows.extend([] for _ in range(last[0] + 1 - len(rows)))
    head = rows if isinstance(rows, list) else rows.head
    for (row, column), text in texts.items():
        if row < len(head):
            head[row].extend("" for _ in range(column + 1 - len(head[row])))
            head[row][column] = text
        else:
            rows.put(row, column, text)
