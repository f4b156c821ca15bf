"""The city's report: a sheet a year, the city and its districts by theme, one row of units."""

import written
from columns import REPORT, YEARS, Column
from openpyxl.worksheet.worksheet import Worksheet
from places import CITY, DISTRICTS
from series import yearly
from workbook import Value, banner, content, groups, line, new, notes, put, span, widths

FILE = "示例市城市基层党建情况统计表.xlsx"
_FIRST = 6
_NOTES = ("2.“—”表示当年未开展统计，“…”表示数据待核；比率为年末数，经费和待遇为全年数。",)


def build() -> bytes:
    """Return the workbook."""
    book = new()
    for year in YEARS:
        _sheet(book.create_sheet(f"{year}年"), year)
    return content(book)


def _sheet(sheet: Worksheet, year: int) -> None:
    """Lay out one year: title, reporter, two header rows, units, places, 合计 and notes."""
    width = len(REPORT) + 1
    banner(sheet, 1, f"{CITY}城市基层党建情况统计表（{year}年）", width, 18)
    banner(sheet, 2, f"填报单位：{CITY}委组织部    截至：{year}年底", width)
    _header(sheet)
    for row, place in enumerate((CITY, *DISTRICTS), start=_FIRST):
        put(sheet, row, 1, place, bold=place == CITY)
        line(sheet, row, (_cell(year, place, column) for column in REPORT), at=2)
    total = _FIRST + 1 + len(DISTRICTS)
    put(sheet, total, 1, "合计", bold=True)
    sums = [yearly()[year, CITY, one.name] if not one.weight else "—" for one in REPORT]
    line(sheet, total, sums, at=2)
    notes(sheet, total + 1, _NOTES, width)
    sheet.freeze_panes = sheet.cell(_FIRST, 2)


def _header(sheet: Worksheet) -> None:
    """Write the theme groups over the indicators, and the unit row below them."""
    span(sheet, (3, 1), (4, 1))
    put(sheet, 3, 1, "地区", bold=True)
    put(sheet, 5, 1, "单位")
    for at, column in enumerate(REPORT, start=2):
        put(sheet, 3, at, column.theme, bold=True)
        put(sheet, 4, at, column.name, bold=True)
        put(sheet, 5, at, column.unit)
    for first, last in groups([column.theme for column in REPORT], 2):
        span(sheet, (3, first), (3, last))
    widths(sheet, [14, *[13] * len(REPORT)])
    sheet.row_dimensions[4].height = 48


def _cell(year: int, place: str, column: Column) -> Value:
    key = (year, place, column.name)
    return written.REPORT[key] if key in written.REPORT else yearly()[key]
