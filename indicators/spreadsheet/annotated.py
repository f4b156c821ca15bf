"""The analyst's own workbook with a comment on every cell concerned. Runs in the child process.

A workbook openpyxl can open keeps its looks; anything else comes back as a plain workbook of what
was read.
"""

import base64
import io
from typing import Any

import openpyxl
from openpyxl.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils.exceptions import InvalidFileException

from indicators.spreadsheet import reader

AUTHOR = "城市基层党建对标"
_MARK = PatternFill("solid", fgColor="E9DDF7")
_LIST = "核对清单"


def answer(data: bytes, problems: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the annotated workbook's bytes in base64 under `content`, or a refusal.

    Every problem with a cell becomes a comment there; all of them are listed on a sheet of their
    own, put last.
    """
    book = _own(data)
    if book is None:
        found = reader.read(data)
        if "sheets" not in found:
            return found
        book = _plain(found["sheets"])
    for problem in problems:
        _annotate(book, problem)
    _list(book, problems)
    target = io.BytesIO()
    book.save(target)
    return {"content": base64.b64encode(target.getvalue()).decode()}


def _own(data: bytes) -> openpyxl.Workbook | None:
    if not data.startswith(b"PK"):
        return None
    try:
        return openpyxl.load_workbook(io.BytesIO(data))
    except (InvalidFileException, KeyError, ValueError, TypeError, OSError, AttributeError):
        return None


def _plain(sheets: list[dict[str, Any]]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet in sheets:
        drawn = book.create_sheet(_title(sheet["name"], book.sheetnames))
        for r, row in enumerate(sheet["rows"], start=1):
            for c, text in enumerate(row, start=1):
                if text:
                    _fill(drawn.cell(r, c), text)
    return book


def _fill(cell: Any, text: str) -> None:
    """Write a cell's text; never as a formula."""
    cell.value = text
    if cell.data_type == "f":
        cell.data_type = "s"


def _title(name: str, taken: list[str]) -> str:
    plain = "".join("_" if character in "[]:*?/\\" else character for character in name)[:28]
    plain = plain or "表"
    return plain if plain not in taken else f"{plain}_{len(taken)}"


def _annotate(book: openpyxl.Workbook, problem: dict[str, Any]) -> None:
    place, name = problem["cell"] or "", problem["sheet"]
    if name not in book.sheetnames and len(book.sheetnames) == 1:
        name = book.sheetnames[0]  # a text file's only table has no name of its own
    if name not in book.sheetnames or not place:
        return
    cell = book[name][f"{place}1" if place.isalpha() else place.partition(":")[0]]
    if isinstance(cell, MergedCell):
        return
    said = f"{problem['message']}{problem['next_step'] or ''}"
    before = f"{cell.comment.text}\n" if cell.comment else ""
    cell.comment = Comment(before + said, AUTHOR, height=120, width=260)
    cell.fill = _MARK


def _list(book: openpyxl.Workbook, problems: list[dict[str, Any]]) -> None:
    sheet = book.create_sheet(_title(_LIST, book.sheetnames))
    sheet.append(["工作表", "单元格", "问题", "怎么办"])
    for problem in problems:
        sheet.append([None] * 4)
        line = (problem["sheet"], problem["cell"], problem["message"], problem["next_step"])
        for cell, text in zip(sheet[sheet.max_row], line, strict=True):
            _fill(cell, text or "")
    for letter, width in zip("ABCD", (16, 10, 60, 40), strict=True):
        sheet.column_dimensions[letter].width = width
