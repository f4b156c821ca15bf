"""Tables saved as HTML or as the 2003 XML workbook, whatever their file name says."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree as ET

from indicators.spreadsheet import limits
from indicators.spreadsheet.cells import number_text
from indicators.spreadsheet.delimited import decode
from indicators.spreadsheet.limits import RefusalError

_HTML = re.compile(rb"<(?:!doctype html|html|head|body|table|meta)\b", re.IGNORECASE)
_CHARSET = re.compile(rb"charset=[\"']?([\w-]+)", re.IGNORECASE)
_WORKBOOK = "urn:schemas-microsoft-com:office:spreadsheet"
_SS = f"{{{_WORKBOOK}}}"


def kind(data: bytes) -> str | None:
    """Tell from the first bytes whether this is "html", "xml" or neither."""
    head = data[:4096].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t")
    if not head.startswith(b"<"):
        return None
    if _WORKBOOK.encode() in head and b"<html" not in head[:200].lower():
        return "xml"
    if _HTML.search(head):
        return "html"
    return "xml" if head.startswith(b"<?xml") else None


def read(data: bytes, form: str) -> dict[str, Any]:
    """Return the document of an HTML page or a 2003 XML workbook."""
    sheets, encoding = _read_xml(data) if form == "xml" else _read_html(data)
    for sheet in sheets:
        while sheet["rows"] and not any(sheet["rows"][-1]):
            sheet["rows"].pop()
    if not any(sheet["rows"] for sheet in sheets):
        raise RefusalError("网页里没有表格。" if form == "html" else "文件里没有表格。")
    return {"format": form, "encoding": encoding, "sheets": sheets, "problems": []}


class _Tables(HTMLParser):
    """Collects every table's cells and spans; nested tables flow into the outer cell."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[tuple[str, int, int]]]] = []
        self.depth = 0
        self.text: list[str] | None = None
        self.span = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.depth += 1
            if self.depth == 1:
                self.tables.append([])
        elif tag == "tr" and self.depth == 1:
            self._close()
            self.tables[-1].append([])
        elif tag in ("td", "th") and self.depth == 1:
            self._close()
            self.text = []
            named = dict(attrs)
            self.span = (_span(named.get("rowspan")), _span(named.get("colspan")))
        elif tag == "br" and self.text is not None:
            self.text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table") and self.depth == 1:
            self._close()
        if tag == "table":
            self.depth = max(0, self.depth - 1)

    def handle_data(self, data: str) -> None:
        if self.text is not None:
            self.text.append(data)

    def _close(self) -> None:
        if self.text is None:
            return
        if not self.tables[-1]:
            self.tables[-1].append([])
        self.tables[-1][-1].append(("".join(self.text).strip(), *self.span))
        self.text = None


def _span(text: str | None) -> int:
    number = int(text) if text and text.isdigit() and len(text) < 6 else 1
    return min(max(number, 1), limits.COLUMNS)


def _read_html(data: bytes) -> tuple[list[dict[str, Any]], str]:
    text, encoding = _html_text(data)
    parser = _Tables()
    parser.feed(text)
    parser.close()
    grids = [_place(table) for table in parser.tables if any(table)]
    named = [f"表{n}" if len(grids) > 1 else "" for n in range(1, len(grids) + 1)]
    return [
        {"name": name, "hidden": False, "rows": rows, "merges": merges}
        for name, (rows, merges) in zip(named, grids, strict=True)
    ], encoding


def _html_text(data: bytes) -> tuple[str, str]:
    found = _CHARSET.search(data[:4096])
    declared = found[1].decode().lower() if found else ""
    if declared in ("gb2312", "gbk", "gb18030"):
        try:
            return data.decode("gb18030"), "gb18030"
        except UnicodeDecodeError:
            pass
    return decode(data)


def _place(table: list[list[tuple[str, int, int]]]) -> tuple[list[list[str]], list[list[int]]]:
    """Lay cells with spans out on a grid; a spanned cell keeps its text in its first place."""
    taken: set[tuple[int, int]] = set()
    rows: list[list[str]] = []
    merges: list[list[int]] = []
    for r, cells in enumerate(table[: limits.ROWS + 1]):
        line: list[str] = []
        for text, down, across in cells:
            while (r, len(line)) in taken:
                line.append("")
            c = len(line)
            if down * across > 1:
                merges.append([r, c, r + down - 1, c + across - 1])
                taken.update(_below(r, c, down, across))
            line.extend([text] + [""] * (across - 1))
            if len(line) > limits.COLUMNS:
                raise RefusalError(f"列数超过上限{limits.COLUMNS}列。", limits.SPLIT)
        rows.append(line)
    return rows, merges


def _below(r: int, c: int, down: int, across: int) -> Iterator[tuple[int, int]]:
    return ((r + i, c + j) for i in range(1, down) for j in range(across))


def _read_xml(data: bytes) -> tuple[list[dict[str, Any]], str]:
    if re.search(rb"<\x00?!\x00?D\x00?O\x00?C", data, re.IGNORECASE):
        raise RefusalError("文件内部含有实体定义，可能是恶意构造的文件，不予读取。")
    try:
        root = ET.fromstring(data)  # noqa: S314 - entity definitions are refused above
    except ET.ParseError as error:
        raise RefusalError("文件不完整或已损坏，读不出表格。") from error
    if not root.tag.startswith(_SS):
        raise RefusalError("这是XML文件，不是表格文件。")
    return [_xml_sheet(sheet, _percents(root)) for sheet in root.iter(f"{_SS}Worksheet")], "utf-8"


def _percents(root: Any) -> set[str]:
    return {
        style.get(f"{_SS}ID", "")
        for style in root.iter(f"{_SS}Style")
        for code in style.iter(f"{_SS}NumberFormat")
        if "%" in code.get(f"{_SS}Format", "") or code.get(f"{_SS}Format") == "Percent"
    }


def _xml_sheet(sheet: Any, percents: set[str]) -> dict[str, Any]:
    rows: list[list[str]] = []
    merges: list[list[int]] = []
    for row in sheet.iter(f"{_SS}Row"):
        _pad(rows, row.get(f"{_SS}Index"), limits.ROWS)
        line: list[str] = []
        for cell in row.iter(f"{_SS}Cell"):
            if index := cell.get(f"{_SS}Index"):
                line.extend("" for _ in range(min(int(index), limits.COLUMNS + 1) - 1 - len(line)))
            across = _span(cell.get(f"{_SS}MergeAcross")) if cell.get(f"{_SS}MergeAcross") else 0
            down = int(cell.get(f"{_SS}MergeDown") or 0)
            if across or down:
                merges.append([len(rows), len(line), len(rows) + down, len(line) + across])
            line.append(_xml_text(cell, percents))
        rows.append(line)
    hidden = "SheetHidden" in "".join(v.text or "" for v in sheet.iter() if "Visible" in v.tag)
    return {"name": sheet.get(f"{_SS}Name", ""), "hidden": hidden, "rows": rows, "merges": merges}


def _pad(rows: list[list[str]], index: str | None, limit: int) -> None:
    if index:
        rows.extend([] for _ in range(min(int(index), limit) - 1 - len(rows)))


def _xml_text(cell: Any, percents: set[str]) -> str:
    data = cell.find(f"{_SS}Data")
    text = "".join(data.itertext()) if data is not None else ""
    form = data.get(f"{_SS}Type") if data is not None else ""
    if form == "DateTime":
        return text.removesuffix("T00:00:00.000").replace("T", " ")
    if form == "Number":
        percent = cell.get(f"{_SS}StyleID") in percents
        return number_text(float(text) * 100) + "%" if percent else number_text(float(text))
    return text
