# ruff: noqa: PLC0415 - a child imports only what the file at hand needs
"""A file's bytes to sheets of text: what it is, told by the bytes and never by the name.

Runs inside the sandbox's child and imports as little as it can.
"""

import io
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain, islice
from typing import Any

from indicators.spreadsheet import caps, limits
from indicators.spreadsheet.cells import (
    EPOCH,
    EPOCH_1904,
    cell_text,
    number_text,
    position,
)
from indicators.spreadsheet.limits import RefusalError

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN = (
    (b"%PDF", "这是PDF文件，不是表格文件。"),
    (b"\x1f\x8b", "这是gzip压缩包，不是表格文件。"),
    (b"Rar!", "这是rar压缩包，不是表格文件。"),
    (b"7z\xbc\xaf", "这是7z压缩包，不是表格文件。"),
    (b"\x89PNG", "这是图片，不是表格文件。"),
    (b"\xff\xd8\xff", "这是图片，不是表格文件。"),
    (b"GIF8", "这是图片，不是表格文件。"),
    (b"{\\rtf", "这是RTF文档，不是表格文件。"),
    (b"PK\x05\x06", "这是空的压缩包，不是表格文件。"),
    (b"MZ", "这是程序文件，不是表格文件。"),
    (b"\x7fELF", "这是程序文件，不是表格文件。"),
)
_DAMAGED = "文件不完整或已损坏，读不出表格。"


def read(data: bytes) -> dict[str, Any]:
    """Return `{"format", "encoding", "problems", "sheets"}` or `{"message", "next_step"}`.

    A sheet is `{"name", "hidden", "rows", "merges"}`: rows of text as a spreadsheet shows it
    (dates ISO, percents with their sign), merges as 0-based `[row, column, row, column]`.
    """
    try:
        document = _read(data)
        caps.check(document["sheets"])
    except RefusalError as refusal:
        return {"message": refusal.message, "next_step": refusal.next_step}
    except MemoryError:
        raise
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        return {"message": _DAMAGED, "next_step": limits.RESAVE}
    return document


def _read(data: bytes) -> dict[str, Any]:
    if not data.strip(b"\x00\r\n\t ,;\xef\xbb\xbf"):
        raise RefusalError("文件是空的，没有内容。", "请确认导出成功后再上传。")
    for magic, message in _FOREIGN:
        if data.startswith(magic):
            raise RefusalError(message)
    if data.startswith(OLE):
        return _read_ole(data)
    if data.startswith(ZIP):
        return _read_ooxml(data)
    from indicators.spreadsheet import delimited, markup

    kind = markup.kind(data)
    if kind:
        return markup.read(data, kind)
    return delimited.read(data)


def _read_ooxml(data: bytes, problems: list[str] | None = None) -> dict[str, Any]:
    from indicators.spreadsheet import ooxml

    package = ooxml.check(data)
    problems = list(problems or [])
    if package.macros:
        problems.append("文件带有宏，宏未运行，只读取了数值。")
    if package.repaired:
        problems.append("文件缺少部件清单，已按可读部分读取，请核对。")
    sheets = _sheets(data, package)
    for sheet in sheets:
        part = package.parts.get(sheet["name"], "")
        _show_percents(sheet["rows"], package.percent.get(part, set()))
        _show_errors(sheet["rows"], package.errors.get(part, {}))
    return _document("xlsx", sheets, problems)


def _read_ole(data: bytes) -> dict[str, Any]:
    from indicators.spreadsheet import biff

    opened = biff.unlock(data)
    if opened is not None:
        note = "文件用表格软件的默认密码加密过，已自动打开。"
        if opened.startswith(ZIP):
            return _read_ooxml(opened, [note])
        return _read_biff(opened, [note])
    return _read_biff(data, [])


def _read_biff(data: bytes, problems: list[str]) -> dict[str, Any]:
    from indicators.spreadsheet import biff

    sheets = _sheets(data, None)
    biff.check_text(sheets)
    for sheet, facts in zip(sheets, biff.facts(data, len(sheets)), strict=True):
        if facts.rows > 0 and len(sheet["rows"]) > 10 * facts.rows + 100:
            raise RefusalError("文件已损坏：有单元格落在工作表声明的范围之外。")
        _show_percents(sheet["rows"], facts.percent)
        _show_errors(sheet["rows"], facts.errors)
    return _document("xls", sheets, problems)


def _document(kind: str, sheets: list[dict[str, Any]], problems: list[str]) -> dict[str, Any]:
    return {"format": kind, "encoding": None, "sheets": sheets, "problems": problems}


def _sheets(data: bytes, package: Any) -> list[dict[str, Any]]:
    import python_calamine as calamine

    try:
        workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except calamine.PasswordError as error:
        raise RefusalError("文件有密码，请先取消加密。", "请取消密码后再上传。") from error
    listed = [
        meta for meta in workbook.sheets_metadata if meta.typ == calamine.SheetTypeEnum.WorkSheet
    ]
    if not listed:
        raise RefusalError("文件里没有工作表。")
    if len(listed) > limits.SHEETS:
        raise RefusalError(f"有{len(listed)}张工作表，超过上限{limits.SHEETS}张。", limits.SPLIT)
    epoch = EPOCH_1904 if package and package.date1904 else EPOCH
    visible = calamine.SheetVisibleEnum.Visible
    return [_sheet(data, workbook, meta.name, meta.visible != visible, epoch) for meta in listed]


def _sheet(data: bytes, workbook: Any, name: str, hidden: bool, epoch: date) -> dict[str, Any]:
    if hidden:
        return {"name": name, "hidden": True, "rows": [], "merges": []}
    try:
        sheet = workbook.get_sheet_by_name(name)
    except Exception as error:
        if "cell error value" in str(error) or "UTF-8" in str(error):
            return _slow_sheet(data, name)
        raise RefusalError(f"工作表“{name}”读不出来：{_DAMAGED}") from error
    if sheet.total_width > limits.COLUMNS:
        raise caps.too_wide(sheet.total_width)
    return {
        "name": name,
        "hidden": False,
        "rows": _rows(sheet.iter_rows(), epoch, sheet.start),
        "merges": [[*first, *last] for first, last in sheet.merged_cell_ranges or ()],
    }


def _slow_sheet(data: bytes, name: str) -> dict[str, Any]:
    """Read one sheet with the slower, more forgiving reader (new error codes, UTF-16 parts)."""
    import openpyxl

    sheet = openpyxl.load_workbook(io.BytesIO(data), data_only=True)[name]
    merges = [
        [area.min_row - 1, area.min_col - 1, area.max_row - 1, area.max_col - 1]
        for area in sheet.merged_cells.ranges
    ]
    rows = ([("" if v is None else v) for v in row] for row in sheet.iter_rows(values_only=True))
    return {
        "name": name,
        "hidden": False,
        "rows": _rows(rows, EPOCH, (0, 0)),
        "merges": merges,
    }


def _rows(rows: Any, epoch: date, start: tuple[int, int] | None) -> Sequence[list[str]]:
    """Return the rows as text from A1 on, without trailing blanks; the cap counts filled rows."""
    left = [""] * (start[1] if start else 0)
    rows = iter(rows)
    first = list(islice(rows, 1))
    count = max(limits.HEAD_ROWS, limits.HEAD_CELLS // (len(first[0]) if first and first[0] else 1))
    rows = chain(first, rows)
    result: list[list[str]] = []
    for row in islice(rows, count):
        texts = [
            value
            if type(value) is str
            else number_text(value)
            if type(value) is float
            else cell_text(value, epoch)
            for value in row
        ]
        texts = left + texts if left else texts
        while texts and not texts[-1]:
            texts.pop()
        result.append(texts)
    caps.check_rows(sum(map(bool, result)))
    for row in rows:
        return _columns(result, chain([row], rows), epoch, len(left))
    return _trimmed(result)


def _columns(
    head: list[list[str]], rows: Iterable[Sequence[Any]], epoch: date, left: int
) -> Sequence[list[str]]:
    from indicators.spreadsheet import columns

    found = columns.collect(head, rows, lambda value: cell_text(value, epoch), left)
    return found if found.count else _trimmed(head)


def _trimmed(rows: list[list[str]]) -> list[list[str]]:
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _show_percents(rows: Sequence[list[str]], cells: set[str]) -> None:
    head = rows if isinstance(rows, list) else rows.head
    for row, column in map(position, cells):
        if row < len(head):
            if column < len(head[row]):
                head[row][column] = _percent(head[row][column])
        elif row < len(rows) and column < len(rows.values):
            rows.put(row, column, _percent(rows.text(row, column)))


def _percent(text: str) -> str:
    try:
        return number_text(float(text) * 100) + "%"
    except ValueError:
        return text


def _show_errors(rows: Sequence[list[str]], cells: dict[str, str]) -> None:
    for reference, text in cells.items():
        row, column = position(reference)
        if row >= limits.XLSX_ROWS or column >= limits.COLUMNS:
            continue
        if not isinstance(rows, list):
            rows.reach(row, column)
            rows.put(row, column, text)
            continue
        rows.extend([] for _ in range(row + 1 - len(rows)))
        rows[row].extend("" for _ in range(column + 1 - len(rows[row])))
        rows[row][column] = text
