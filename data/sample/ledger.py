"""The communities' ledger: a sheet a year, numbered rows, streets merged over their communities."""

from columns import COLUMNS
from openpyxl.worksheet.worksheet import Worksheet
from places import CITY, COMMUNITIES
from series import LEDGER_YEARS, ONLY_COMMUNITY, draw, yearly
from workbook import Value, banner, content, line, new, notes, span, widths

FILE = "示例市社区党建工作台账.xlsx"
_COLUMNS = (
    *(
        COLUMNS[name]
        for name in (
            "社区工作运转经费",
            "社区党建工作经费",
            "社区服务群众专项经费",
            "社区书记年均收入",
            "社区工作者平均年龄",
            "社区工作者持证率",
            "物业项目党组织覆盖率",
            "每百户社区综合服务设施面积",
            "居民满意度",
            "社区协助事项数",
            "志愿服务团队数",
        )
    ),
    ONLY_COMMUNITY,
)
_NOTES = ("2.本台账只登记试点社区；“—”表示当年未统计，带“约”的为估计数。",)


def build() -> bytes:
    """Return the workbook."""
    book = new()
    for year in LEDGER_YEARS:
        _sheet(book.create_sheet(f"{year}年"), year)
    return content(book)


def _sheet(sheet: Worksheet, year: int) -> None:
    width = len(_COLUMNS) + 3
    banner(sheet, 1, f"{CITY}社区党建工作台账（{year}年）", width, 18)
    heads = [f"{column.name}（{column.unit}）" for column in _COLUMNS]
    line(sheet, 2, ["序号", "街道", "社区", *heads], bold=True)
    row = 3
    for street, communities in COMMUNITIES.items():
        for at, community in enumerate(communities, start=row):
            values = [_cell(year, community, column.name) for column in _COLUMNS]
            line(sheet, at, [at - 2, street if at == row else None, community, *values])
        span(sheet, (row, 2), (row + len(communities) - 1, 2))
        row += len(communities)
    notes(sheet, row, _NOTES, width)
    widths(sheet, [6, 13, 13, *[13] * len(_COLUMNS)])
    sheet.row_dimensions[2].height = 48
    sheet.freeze_panes = sheet.cell(3, 4)


def _cell(year: int, community: str, name: str) -> Value:
    """Return a value; one in a hundred measured ones is missing or only an estimate."""
    value = yearly()[year, community, name]
    luck = draw("台账", year, community, name).random()
    if not COLUMNS.get(name, ONLY_COMMUNITY).weight or luck > 0.01:
        return value
    step = 10 ** max(len(str(int(value))) - 2, 0)
    return "—" if luck < 0.005 else f"约{round(value / step) * step}"
