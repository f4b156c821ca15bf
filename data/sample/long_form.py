"""The long form: one figure a row, the targets for 2025 and an indicator that changed scope."""

from collections.abc import Iterator

from columns import COLUMNS, YEARS
from openpyxl.worksheet.worksheet import Worksheet
from places import CITY, DISTRICTS
from series import yearly
from workbook import Value, banner, content, line, new, notes, widths

FILE = "示例市城市基层党建指标汇总（长表）.xlsx"
ACTUAL = ("居民满意度", "群众诉求办结率", "社区协助事项数", "社区准入盖章事项数")
# indicator → how much better than in 2024 the city and each district mean to be in 2025
TARGETS = {
    "居民满意度": 1.5,
    "社区工作者持证率": 5,
    "社区服务群众专项经费": 1,
    "业委会党组织覆盖率": 4,
    "社区协助事项数": -8,
}
RESCOPED = "网格员人数"
SCOPES = ("含兼职", "仅专职")
RESCOPED_FROM = 2022
_PART_TIME = 0.42
_HEADS = ("地区", "指标", "期间", "数值", "单位", "性质", "口径", "备注")
_PLACES = (CITY, *DISTRICTS)


def build() -> bytes:
    """Return the workbook, one sheet."""
    book = new()
    sheet = book.create_sheet("指标数据")
    _fill(sheet, [*_actual(), *_rescoped(), *_targets()])
    return content(book)


def _fill(sheet: Worksheet, rows: list[list[Value]]) -> None:
    banner(sheet, 1, f"{CITY}城市基层党建指标汇总", len(_HEADS), 18)
    line(sheet, 2, _HEADS, bold=True)
    for at, row in enumerate(rows, start=3):
        line(sheet, at, row)
    texts = ("2.网格员人数自2022年起只统计专职，与以前年度不可直接比较。",)
    notes(sheet, 3 + len(rows), texts, len(_HEADS))
    widths(sheet, [12, 24, 10, 12, 12, 10, 10, 36])
    sheet.freeze_panes = sheet.cell(3, 1)


def _actual() -> Iterator[list[Value]]:
    for name in ACTUAL:
        for year in YEARS:
            for place in _PLACES:
                yield _row(place, name, year, yearly()[year, place, name])


def _rescoped() -> Iterator[list[Value]]:
    """Yield the numbers of grid workers, part-time ones included until the scope changed."""
    for year in YEARS:
        scope = SCOPES[year >= RESCOPED_FROM]
        counts = {place: _counted(year, place) for place in DISTRICTS}
        for place in _PLACES:
            value = sum(counts.values()) if place == CITY else counts[place]
            row = _row(place, RESCOPED, year, value, scope=scope)
            yield [*row[:-1], "本年起只统计专职网格员" if year == RESCOPED_FROM else None]


def _counted(year: int, district: str) -> float:
    full = yearly()[year, district, RESCOPED]
    return full if year >= RESCOPED_FROM else full + round(full * _PART_TIME)


def _targets() -> Iterator[list[Value]]:
    for name, step in TARGETS.items():
        column = COLUMNS[name]
        for place in _PLACES:
            aim = column.rounded(yearly()[YEARS[-1], place, name] + step)
            words = "不高于" if step < 0 else "不低于"
            row = _row(place, name, YEARS[-1] + 1, f"{words}{aim}", nature="目标值")
            yield [*row[:-1], "年度工作要点确定"]


def _row(
    place: str,
    name: str,
    year: int,
    value: Value,
    *,
    nature: str = "实际值",
    scope: str | None = None,
) -> list[Value]:
    return [place, name, f"{year}年", value, COLUMNS[name].unit, nature, scope, None]
