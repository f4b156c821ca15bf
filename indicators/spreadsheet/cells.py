"""Cells as text and as places: what a spreadsheet shows in General format, and A1 references."""

from datetime import date, datetime, time, timedelta
from typing import Any

EPOCH = date(1899, 12, 30)
EPOCH_1904 = date(1904, 1, 1)


def cell_text(value: Any, epoch: date = EPOCH) -> str:
    """Return a cell's value as a spreadsheet shows it in the General format; dates are ISO.

    A date in 1905 is a year number under a date style: 2023 is not 1905-07-15.
    """
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return number_text(value)
    if isinstance(value, (datetime, date)):
        return _date_text(value, epoch)
    if isinstance(value, timedelta):
        minutes, seconds = divmod(int(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02d}:{seconds:02d}"
    return value.isoformat() if isinstance(value, time) else str(value)


def _date_text(value: date, epoch: date) -> str:
    day = value.date() if isinstance(value, datetime) else value
    serial = (day - epoch).days
    if 1900 <= serial <= 2100:
        return str(serial)
    if isinstance(value, datetime) and value.time() != time():
        return value.isoformat(" ", "seconds")
    return day.isoformat()


def number_text(value: float) -> str:
    """Return a number with at most 15 significant digits and no exponent: 12, 0.3, 93.5."""
    text = f"{value:.15g}"
    if "e" not in text:
        return text
    return f"{value:.20f}".rstrip("0").rstrip(".") if abs(value) < 1 else f"{value:.0f}"


def position(reference: str) -> tuple[int, int]:
    """Return the 0-based row and column of a reference such as C7."""
    letters = reference.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(reference[len(letters) :]) - 1, column - 1


def reference(row: int, column: int) -> str:
    """Return the reference, such as C7, of a 0-based row and column."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def column_letters(column: int) -> str:
    """Return the letters of a 0-based column: 0 is A, 27 is AB."""
    return reference(0, column)[:-1]
