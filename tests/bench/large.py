"""A bureau's large workbook: communities by month, one indicator a column, written part by part."""

import random
import zipfile
from collections.abc import Iterator
from pathlib import Path

from indicators.catalogue import Catalogue, Indicator
from indicators.spreadsheet.cells import column_letters

PLACES = 2_000
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships'
    '+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.worksheet+xml"/>'
    f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_KIND}.sharedStrings+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
    '<sheet name="社区" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    "</Relationships>",
}


def chosen(known: Catalogue, columns: int) -> list[Indicator]:
    """The first indicators that their own names find."""
    items = known.indicators.values()
    return [one for one in items if known.find_indicator(one.name) == one.code][:columns]


def workbook(path: Path, known: Catalogue, rows: int, columns: int = 58) -> None:
    """Write so many rows: a place, a month and plausible numbers."""
    items = chosen(known, columns)
    places = [f"试点{n}社区" for n in range(min(rows, PLACES))]
    months = [f"{2015 + n // 12}年{n % 12 + 1}月" for n in range(-(-rows // len(places)))]
    words = ["社区情况统计表", "社区", "月份", *(one.name for one in items), *places, *months]
    strings = "".join(f"<si><t>{word}</t></si>" for word in words)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, text in _PARTS.items():
            book.writestr(name, text)
        book.writestr("xl/sharedStrings.xml", f'<sst xmlns="{_MAIN}">{strings}</sst>')
        with book.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(f'<worksheet xmlns="{_MAIN}"><sheetData>'.encode())
            for line in _lines(items, rows, len(places)):
                sheet.write(line.encode())
            sheet.write(b"</sheetData></worksheet>")


def _lines(items: list[Indicator], rows: int, places: int) -> Iterator[str]:
    letters = [column_letters(c) for c in range(len(items) + 2)]
    first = len(items) + 3
    chance = random.Random(1)  # noqa: S311 - the same file each time
    yield '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    heads = (f'<c r="{letter}2" t="s"><v>{c}</v></c>' for c, letter in enumerate(letters, start=1))
    yield f'<row r="2">{"".join(heads)}</row>'
    ends = [(one.plausible_min or 0, one.plausible_max or 1_000) for one in items]
    for n in range(rows):
        r = n + 3
        yield f'<row r="{r}"><c r="A{r}" t="s"><v>{first + n % places}</v></c>'
        yield f'<c r="B{r}" t="s"><v>{first + places + n // places}</v></c>'
        for letter, (low, high) in zip(letters[2:], ends, strict=True):
            value = round(low + (0.3 + 0.4 * chance.random()) * (high - low), 1)
            yield f'<c r="{letter}{r}"><v>{value:.15g}</v></c>'
        yield "</row>"
