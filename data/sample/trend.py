"""The streets' years side by side: one table an indicator, several under one another on a sheet."""

from columns import COLUMNS, YEARS
from openpyxl.worksheet.worksheet import Worksheet
from places import CITY, STREETS
from series import yearly
from workbook import banner, content, line, new, notes, put, widths

FILE = "示例市街道（镇）主要指标历年对照表.xlsx"
SHEETS = {
    "评价和减负": ("居民满意度", "群众诉求办结率", "社区准入盖章事项数", "党群阵地使用率"),
    "组织和队伍": (
        "社区“大党委”覆盖率",
        "1000㎡以上社区场所占比",
        "社区书记本科以上占比",
        "在职党员报到率",
    ),
}


def build() -> bytes:
    """Return the workbook."""
    book = new()
    for title, names in SHEETS.items():
        _sheet(book.create_sheet(title), names)
    return content(book)


def _sheet(sheet: Worksheet, names: tuple[str, ...]) -> None:
    width = len(YEARS) + 1
    row = 1
    for name in names:
        row = _table(sheet, row, name) + 1
    notes(sheet, row, (f"2.由{CITY}委组织部按各年年报整理。",), width)
    widths(sheet, [16, *[11] * len(YEARS)])


def _table(sheet: Worksheet, row: int, name: str) -> int:
    """Write one indicator's table under its name; return the row after it."""
    banner(sheet, row, f"指标：{name}（{COLUMNS[name].unit}）", len(YEARS) + 1, 15)
    line(sheet, row + 1, ["街道（镇）", *(f"{year}年" for year in YEARS)], bold=True)
    row += 2
    for street in (street for streets in STREETS.values() for street in streets):
        put(sheet, row, 1, street)
        line(sheet, row, (yearly()[year, street, name] for year in YEARS), at=2)
        row += 1
    return row
