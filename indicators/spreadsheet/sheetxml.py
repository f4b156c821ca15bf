"""What the XML of a worksheet tells of its cells beside their values, piece by piece."""

import re

from indicators.spreadsheet.cells import reference
from indicators.spreadsheet.facts import Facts

Patterns = dict[str, re.Pattern[bytes]]

_ERROR = re.compile(rb"<(?:\w+:)?c\s[^>]*\bt=[\"']e[\"'][^>]*>.*?</(?:\w+:)?c>", re.DOTALL)
_REF = re.compile(rb"\br=[\"']([A-Z]+\d+)[\"']")
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)<")
_CELL = re.compile(rb"<(?:\w+:)?c[\s>/]")
_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_COMPUTED_BLANK = re.compile(rb"\bt=[\"']str[\"']")
# A cell whose formula is followed by no value, an empty one or a zero.
_UNSURE = re.compile(
    rb"<(?:\w+:)?c\b(?P<tag>[^>]*)>\s*<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?P<value><(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*(?P<zero>0)?\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)


def collect(
    piece: bytes, before: int, patterns: Patterns, facts: Facts, *, recalculated: bool
) -> None:
    """Add what a piece of whole rows tells; `before` is the number of rows in earlier pieces.

    `recalculated`: the file asks to be computed on opening, so that its zeros are placeholders.
    """
    for shape, pattern in patterns.items():
        found = (_reference(piece, match, before) for match in pattern.finditer(piece))
        facts.shaped(shape, list(found))
    if b'="e"' in piece or b"='e'" in piece:
        for match in _ERROR.finditer(piece):
            if value := _VALUE.search(match[0]):
                facts.errors[_reference(piece, match, before)] = value[1].decode("utf-8", "replace")
    if _FORMULA.search(piece):
        for match in _UNSURE.finditer(piece):
            if _is_uncomputed(match, recalculated=recalculated):
                facts.uncomputed.add(_reference(piece, match, before))


def _is_uncomputed(match: re.Match[bytes], *, recalculated: bool) -> bool:
    if match["zero"]:
        return recalculated
    return not (match["value"] and _COMPUTED_BLANK.search(match["tag"]))


def _reference(piece: bytes, match: re.Match[bytes], before: int) -> str:
    """Return a cell's reference; one that is not written follows from its place."""
    end = piece.find(b">", match.start())
    if found := _REF.search(piece, match.start(), end):
        return found[1].decode()
    rows = list(_ROW.finditer(piece, 0, match.start()))
    start = rows[-1].end() if rows else 0
    numbered = re.search(rb"\br=[\"'](\d+)[\"']", rows[-1][0]) if rows else None
    row = int(numbered[1]) - 1 if numbered else before + len(rows) - 1
    return reference(max(row, 0), len(_CELL.findall(piece, start, match.start())))
