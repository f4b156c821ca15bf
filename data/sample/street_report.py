"""The streets' yearly report: districts merged over their streets, 其中 columns, 小计 and 合计."""

import written
from columns import COLUMNS, YEARS
from openpyxl.worksheet.worksheet import Worksheet
from places import CITY, DISTRICTS, STREETS
from series import yearly
from workbook import Value, banner, content, groups, line, new, notes, span, widths

FILE = "示例市街道（镇）党建工作年报表.xlsx"
_LABELS = (
    "社区工作者总数",
    "其中：取得社工师证书人数",
    "社区工作者平均年龄",
    "社区工作者大专以上学历占比",
    "社区工作者持证率",
    "社区书记进编占比",
    "社区工作者年薪",
    "社区书记年均收入",
    "社区工作运转经费",
    "社区党建工作经费",
    "社区服务群众专项经费",
    "党员总数",
    "其中：纳入网格的党员数",
    "纳入网格的基层党组织数",
    "其中：网格党支部数",
    "业委会党组织覆盖率",
    "物业项目党组织覆盖率",
    "每百户社区综合服务设施面积",
    "社区网格总数",
    "每网格配备人数",
    "社区协助事项数",
    "志愿服务团队数",
)
_COLUMNS = tuple(COLUMNS[label.removeprefix("其中：")] for label in _LABELS)
_GROUPS = ("队伍和待遇",) * 8 + ("经费",) * 3 + ("组织和阵地",) * 7 + ("治理和服务",) * 4
_FIRST = 5
_NOTES = (
    "2.党员、党组织、网格和队伍为年末数，经费和待遇为全年数；志愿服务团队数只计试点社区。",
    "3.“未报”表示当年没有报送；小计和合计只加已报送的街道（镇），平均数和比率不汇总。",
)


def build() -> bytes:
    """Return the workbook, one sheet a year."""
    book = new()
    for year in YEARS:
        _sheet(book.create_sheet(f"{year}年度"), year)
    return content(book)


def _sheet(sheet: Worksheet, year: int) -> None:
    width = len(_COLUMNS) + 2
    banner(sheet, 1, f"{CITY}街道（镇）党建工作年报表（{year}年度）", width, 18)
    banner(sheet, 2, f"填报单位：各区委组织部    截至：{year}年12月31日", width)
    _header(sheet)
    row = _FIRST
    for district in DISTRICTS:
        row = _district(sheet, row, year, district)
    span(sheet, (row, 1), (row, 2))
    line(sheet, row, ["合计", None, *_sums(year, DISTRICTS)], bold=True)
    notes(sheet, row + 1, _NOTES, width)
    sheet.freeze_panes = sheet.cell(_FIRST, 3)


def _header(sheet: Worksheet) -> None:
    """Write the groups over the indicators, each with its unit in brackets."""
    line(sheet, 3, ["区县", "街道（镇）", *_GROUPS], bold=True)
    labels = [f"{label}（{one.unit}）" for label, one in zip(_LABELS, _COLUMNS, strict=True)]
    line(sheet, 4, [None, None, *labels], bold=True)
    for at in (1, 2):
        span(sheet, (3, at), (4, at))
    for first, last in groups(list(_GROUPS), 3):
        span(sheet, (3, first), (3, last))
    widths(sheet, [12, 14, *[13] * len(_COLUMNS)])
    sheet.row_dimensions[4].height = 48


def _district(sheet: Worksheet, row: int, year: int, district: str) -> int:
    """Write a district's streets and its 小计; return the row after them."""
    for at, street in enumerate(STREETS[district], start=row):
        line(sheet, at, [district if at == row else None, street, *_values(year, street)])
    last = row + len(STREETS[district])
    line(sheet, last, [None, "小计", *_sums(year, (district,))], bold=True)
    span(sheet, (row, 1), (last, 1))
    return last + 1


def _values(year: int, street: str) -> list[Value]:
    if (year, street) == written.UNREPORTED:
        return ["未报"] * len(_COLUMNS)
    values = ((one.name, yearly()[year, street, one.name]) for one in _COLUMNS)
    return [written.street(year, street, name, value) for name, value in values]


def _sums(year: int, districts: tuple[str, ...]) -> list[Value]:
    """Return the sums of the counts over the streets that have reported, and — for the rest."""
    streets = [street for district in districts for street in STREETS[district]]
    rows = [_values(year, street) for street in streets if (year, street) != written.UNREPORTED]
    return [
        "—" if one.weight else sum(cells)
        for one, cells in zip(_COLUMNS, zip(*rows, strict=True), strict=True)
    ]
