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
)
from indicators.spreadsheet.facts import show
from indicators.spreadsheet.limits import RefusalError

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UNZIP = "请先解压，再上传其中的表格文件。"
_TABLE = "请向提供者要原始的表格文件（.xlsx、.xls或.csv）。"
_FOREIGN = (
    (b"%PDF", "这是PDF文件，不是表格文件。", _TABLE),
    (b"\x1f\x8b", "这是gzip压缩包，不是表格文件。", _UNZIP),
    (b"BZh", "这是bzip2压缩包，不是表格文件。", _UNZIP),
    (b"\xfd7zXZ", "这是xz压缩包，不是表格文件。", _UNZIP),
    (b"Rar!", "这是rar压缩包，不是表格文件。", _UNZIP),
    (b"7z\xbc\xaf", "这是7z压缩包，不是表格文件。", _UNZIP),
    (b"\x89PNG", "这是图片，不是表格文件。", _TABLE),
    (b"\xff\xd8\xff", "这是图片，不是表格文件。", _TABLE),
    (b"GIF8", "这是图片，不是表格文件。", _TABLE),
    (b"BM", "这是图片，不是表格文件。", _TABLE),
    (b"{\\rtf", "这是RTF文档，不是表格文件。", _TABLE),
    (b"PK\x05\x06", "这是空的压缩包，不是表格文件。", _TABLE),
    (b"MZ", "这是程序文件，不是表格文件。", _TABLE),
    (b"\x7fELF", "这是程序文件，不是表格文件。", _TABLE),
    (b"SQLite format 3\x00", "这是数据库文件，不是表格文件。", _TABLE),
    (b"PAR1", "这是Parquet数据文件，暂不支持。", _TABLE),
)
# Marks of two or three letters that a text may begin with as well.
_SHORT = (b"BM", b"MZ", b"BZh")
_FEW_BYTES = 4
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
    _refuse_foreign(data)
    if data.startswith(OLE):
        return _read_ole(data)
    if data.startswith(ZIP):
        return _read_ooxml(data)
    from indicators.spreadsheet import delimited, markup

    kind = markup.kind(data)
    if kind:
        return markup.read(data, kind)
    return delimited.read(data)


def _refuse_foreign(data: bytes) -> None:
    for magic, message, step in _FOREIGN:
        if data.startswith(magic) and (magic not in _SHORT or b"\x00" in data[:64]):
            raise RefusalError(message, step)
    if len(data) < _FEW_BYTES:
        raise RefusalError(f"文件只有{len(data)}个字节，不是表格文件。", limits.AGAIN)


def _read_ooxml(data: bytes, problems: list[str] | None = None) -> dict[str, Any]:
    from indicators.spreadsheet import ooxml

    package = ooxml.check(data)
    problems = list(problems or [])
    if package.macros:
        problems.append("文件带有宏，宏未运行，只读取了数值。")
    if package.repaired:
        problems.append("文件缺少部件清单，已按可读部分读取，请核对。")
    sheets = _sheets(data, EPOCH_1904 if package.date1904 else EPOCH, package)
    for sheet in sheets:
        if not sheet["hidden"]:
            show(sheet["rows"], package.of(sheet["name"]))
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

    book = biff.read(data)
    sheets = _sheets(data, EPOCH_1904 if book.date1904 else EPOCH)
    biff.check_text(sheets)
    for sheet, facts in zip(sheets, book.of(len(sheets)), strict=True):
        if facts.rows > 0 and len(sheet["rows"]) > 10 * facts.rows + 100:
            raise RefusalError("文件已损坏：有单元格落在工作表声明的范围之外。")
        if not sheet["hidden"]:
            show(sheet["rows"], facts)
    return _document("xls", sheets, problems)


def _document(kind: str, sheets: list[dict[str, Any]], problems: list[str]) -> dict[str, Any]:
    return {"format": kind, "encoding": None, "sheets": sheets, "problems": problems}


def _sheets(data: bytes, epoch: date, package: Any = None) -> list[dict[str, Any]]:
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
    visible = calamine.SheetVisibleEnum.Visible
    return [
        _sheet(data, workbook, meta.name, epoch, package)
        if meta.visible == visible
        else {"name": meta.name, "hidden": True, "rows": [], "merges": []}
        for meta in listed
    ]


def _sheet(data: bytes, workbook: Any, name: str, epoch: date, package: Any) -> dict[str, Any]:
    try:
        sheet = workbook.get_sheet_by_name(name)
    except Exception as error:
        if "cell error value" in str(error) or "UTF-8" in str(error):
            return _slow_sheet(data, name, epoch)
        raise RefusalError(f"工作表“{name}”读不出来：{_why(error, name, package)}") from error
    if sheet.total_width > limits.COLUMNS:
        raise caps.too_wide(sheet.total_width)
    return {
        "name": name,
        "hidden": False,
        "rows": _rows(sheet.iter_rows(), epoch, sheet.start),
        "merges": [[*first, *last] for first, last in sheet.merged_cell_ranges or ()],
    }


def _why(error: Exception, name: str, package: Any) -> str:
    """Return what is wrong with a sheet the reader gave up on."""
    if package and package.parts.get(name) not in package.names:
        return "文件里缺少它的内容。"
    if "string index" in str(error):
        return "单元格引用了文字表里没有的文字。"
    return _DAMAGED


def _slow_sheet(data: bytes, name: str, epoch: date) -> dict[str, Any]:
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
        "rows": _rows(rows, epoch, (0, 0)),
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
