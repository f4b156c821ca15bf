"""Look-alikes of the workbooks bureaus send, and of files that are broken or hostile."""

import io
import os
import zipfile
from pathlib import Path

import openpyxl

_HERE = Path(__file__).resolve()
CORPUS = Path(
    os.environ.get("WORKBOOKS", _HERE.parents[2] / "shared" / "workbooks"),
)
TITLE = "2023年城市基层党建对标指标表"
GOOD = [
    [TITLE, "", "", ""],
    ["单位：万元、%、平方米", "", "", ""],
    ["城市", "社区工作经费", "两新组织覆盖率", "党群服务中心面积"],
    ["杭州", 35.5, 92.1, 1200],
    ["苏州", 30, 90.5, 1100],
    ["南京", 28.8, 91.2, 980],
    ["合计", 94.3, "", 3280],
    ["注：数据截至2023年12月31日。", "", "", ""],
]


def xlsx(rows=GOOD, *, merges=(), formats=None, hidden=(), **sheets):
    """The bytes of a workbook; `formats` maps a cell to its number format."""
    book = openpyxl.Workbook()
    first = book.active
    first.title = "Sheet1"
    _write(first, rows, merges, formats or {})
    for name, more in sheets.items():
        _write(book.create_sheet(name), more, (), {})
    for name in hidden:
        book[name].sheet_state = "hidden"
    return saved(book)


def saved(book):
    """The bytes of an openpyxl workbook."""
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _write(sheet, rows, merges, formats):
    for r, row in enumerate(rows, start=1):
        for c, value in enumerate(row, start=1):
            if value not in ("", None):
                sheet.cell(r, c, value)
    for area in merges:
        sheet.merge_cells(area)
    for cell, code in formats.items():
        sheet[cell].number_format = code


def csv(rows=GOOD, encoding="utf-8", delimiter=","):
    """The bytes of a delimited text."""
    lines = [delimiter.join(str(value) for value in row) for row in rows]
    return "\n".join(lines).encode(encoding)


def repacked(data, change=None, extra=()):
    """A workbook with some parts changed (name → new bytes, None drops it) and others added."""
    buffer = io.BytesIO()
    change = change or {}
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", 8) as new:
        for name in old.namelist():
            content = change.get(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
        for name, content in extra:
            new.writestr(name, content)
    return buffer.getvalue()


def part(data, name="xl/worksheets/sheet1.xml"):
    """One part of a workbook."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def sheet_xml(body):
    """A workbook whose only sheet holds this raw XML between its sheetData tags."""
    head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    xml = head + b"<sheetData>" + body + b"</sheetData></worksheet>"
    return repacked(xlsx(), {"xl/worksheets/sheet1.xml": xml})


HTML = """<html><meta charset="{0}"><table><tr><th rowspan=2>城市</th><th colspan=2>经费</th></tr>
<tr><th>社区工作经费（万元）</th><th>社区党建工作经费（万元）</th></tr>
<tr><td>杭州</td><td>35.5</td><td>8</td></tr></table></html>"""
XML_2003 = """<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles><Style ss:ID="p">
<NumberFormat ss:Format="0.0%"/></Style></Styles><Worksheet ss:Name="表"><Table>
<Row><Cell><Data ss:Type="String">城市</Data></Cell>
<Cell><Data ss:Type="String">两新组织覆盖率</Data></Cell></Row>
<Row><Cell><Data ss:Type="String">杭州</Data></Cell>
<Cell ss:StyleID="p"><Data ss:Type="Number">0.921</Data></Cell></Row>
</Table></Worksheet></Workbook>"""
