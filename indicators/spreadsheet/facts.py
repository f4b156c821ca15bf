"""What a workbook knows of a cell beside its value: how it is shown, and why it has none."""

import re
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


def show(rows: list[list[str]], facts: Facts) -> None:
    """Change rows of text in place into what the spreadsheet program shows or should say."""
    for references, change in (
        (facts.percent, _percent),
        (facts.month, lambda text: _DATE.sub(r"\1-\2", text)),
        (facts.year, lambda text: _DATE.sub(r"\1", text)),
    ):
        for row, column in map(position, references):
            if row < len(rows) and column < len(rows[row]):
                rows[row][column] = change(rows[row][column])
    for reference, text in facts.errors.items():
        _put(rows, reference, text)
    for reference in facts.uncomputed:
        _put(rows, reference, UNCOMPUTED)


def _percent(text: str) -> str:
    try:
        return number_text(float(text) * 100) + "%"
    except ValueError:
        return text


def _put(rows: list[list[str]], reference: str, text: str) -> None:
    row, column = position(reference)
    if row >= limits.XLSX_ROWS or column >= limits.COLUMNS:
        return
    rows.extend([] for _ in range(row + 1 - len(rows)))
    rows[row].extend("" for _ in range(column + 1 - len(rows[row])))
    rows[row][column] = text
