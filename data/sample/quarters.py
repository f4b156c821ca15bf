"""The quarters of 2024: a sheet a quarter, each district over its indented streets."""

import written
from columns import COLUMNS
from openpyxl.worksheet.worksheet import Worksheet
from places import CITY, STREETS
from series import QUARTERS, quarterly
from workbook import Value, banner, content, line, new, notes, widths

FILE = "示例市城市基层党建季度监测表（2024年）.xlsx"
NAMES = (
    "社区工作者总数",
    "社区工作者持证率",
    "网格党支部数",
    "纳入网格的党员数",
    "业委会党组织覆盖率",
    "物业项目党组织覆盖率",
    "到社区服务在职党员数",
    "在职党员报到率",
    "党群阵地使用率",
    "居民满意度",
    "群众诉求办结率",
)
_INDENT = "\u3000"
_NOTES = ("2.数量为季末数，比率为当季数；“—”表示当季未开展调查。",)


def build() -> bytes:
    """Return the workbook."""
    book = new()
    for quarter in QUARTERS:
        _sheet(book.create_sheet(f"{'一二三四'[quarter - 1]}季度"), quarter)
    return content(book)


def _sheet(sheet: Worksheet, quarter: int) -> None:
    width = len(NAMES) + 1
    when = f"2024年第{'一二三四'[quarter - 1]}季度"
    banner(sheet, 1, f"{CITY}城市基层党建季度监测表（{when}）", width, 18)
    line(sheet, 2, ["地区", *NAMES], bold=True)
    line(sheet, 3, ["计量单位", *(COLUMNS[name].unit for name in NAMES)])
    places = [
        (place, "" if place == district else _INDENT)
        for district, streets in STREETS.items()
        for place in (district, *streets)
    ]
    for row, (place, indent) in enumerate(places, start=4):
        values = [_cell(quarter, place, name) for name in NAMES]
        line(sheet, row, [indent + place, *values], bold=not indent)
    notes(sheet, 4 + len(places), _NOTES, width)
    widths(sheet, [16, *[13] * len(NAMES)])
    sheet.row_dimensions[2].height = 48
    sheet.freeze_panes = sheet.cell(4, 2)


def _cell(quarter: int, place: str, name: str) -> Value:
    key = (quarter, place, name)
    return written.QUARTERS[key] if key in written.QUARTERS else quarterly(NAMES)[key]
