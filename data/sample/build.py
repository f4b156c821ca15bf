"""Write the sample own-area workbook, laid out the way a bureau sends it; every figure is invented.

`python data/sample/build.py` writes it beside this file. The seed, the document properties and
the archive's dates are fixed and nothing is compressed, so the bytes never change.
"""

import io
import random
import zipfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

TARGET = Path(__file__).with_name("示例市城市基层党建情况统计表.xlsx")
CITY = "示例市"
DISTRICTS = ("云溪区", "望湖区", "青岚区", "古渡区", "南屏区", "临港新区")
YEARS = (2022, 2023, 2024)
_SEED = 20250115
_SAVED = datetime(2025, 1, 15, 9, 0)  # noqa: DTZ001 - a workbook stores no time zone
_FIRST = 6
_GRID = Border(*[Side("thin")] * 4)
_CENTRE = Alignment("center", "center", wrap_text=True)


@dataclass(frozen=True, slots=True)
class Column:
    """One indicator: the districts' 2024 levels and the changes to 2023 and to 2024."""

    theme: str
    name: str
    unit: str
    decimals: int
    weight: str  # the column the city's mean is weighted by; empty: the city is the sum
    levels: tuple[float, ...]
    changes: tuple[float, float]


_WEIGHTS = {
    "sum": "",
    "communities": "社区数",
    "workers": "社区工作者总数",
    "grids": "社区网格总数",
}
# theme, indicator, unit, decimals, what the city is | districts in 2024 | changes to 2023, to 2024
_TABLE = """
网格治理 社区数 个 0 sum | 142 118 96 84 71 47 | 1 1
网格治理 社区网格总数 个 0 sum | 1420 1190 940 830 690 450 | 12 9
网格治理 每网格配备人数 人/网格 1 grids | 3.6 5.2 3.1 4.5 2.8 3.3 | 0.2 0.2
社区经费 社区工作运转经费 万元/年·社区 1 communities | 9.5 12.0 7.4 6.2 5.6 8.3 | 0.8 0.6
社区经费 社区党建工作经费 万元/年·社区 1 communities | 3.6 4.2 2.8 2.4 1.9 3.1 | 0.3 0.3
社区经费 社区服务群众专项经费 万元/年·社区 1 communities | 13.1 15.2 11.4 9.6 8.9 10.5 | 0.9 -0.7
社工待遇 社区工作者年薪 万元/年 2 workers | 9.1 11.2 8.2 7.6 7.1 8.8 | 0.35 0.4
社工待遇 社区书记年均收入 元/年 0 communities | 78600 96800 69200 64500 60300 72400 | 2600 3100
社工待遇 社区书记月工资 元/月 0 communities | 5260 6180 4720 4480 4150 4930 | 180 210
社工待遇 社区“两委”成员月均报酬 元/月 0 communities | 3680 4350 3310 3120 2860 3470 | 130 150
社工待遇 社工工资与平均工资之比 倍 2 workers | 0.93 1.12 0.84 0.78 0.73 0.9 | 0.02 0.02
社工待遇 社区书记进编占比 % 1 communities | 26.8 34.7 21.9 17.9 14.1 23.4 | 3.1 2.6
组织覆盖 业委会党组织覆盖率 % 1 communities | 84.6 93.5 72.3 66.8 60.4 78.2 | 3.4 -3.2
组织覆盖 物业项目党组织覆盖率 % 1 communities | 89.3 94.1 80.6 74.5 70.2 85.7 | 4.1 3.3
组织覆盖 物业企业党组织覆盖率 % 1 communities | 100 100 96.4 92.8 90.1 100 | 2.6 2.2
组织覆盖 街道“大工委”覆盖率 % 1 communities | 100 100 88.9 85.7 71.4 80 | 4.4 3.6
组织覆盖 社区“大党委”覆盖率 % 1 communities | 68.3 79.7 58.3 52.4 46.5 61.7 | 4.8 4.2
组织覆盖 网格党支部数 个 0 sum | 962 904 588 487 366 128 | 42 31
组织覆盖 纳入网格的党员数 人 0 sum | 5870 5160 3740 3080 2290 1130 | 310 260
阵地面积 社区党群服务中心覆盖率 % 1 communities | 100 100 100 100 100 100 | 0 0
阵地面积 街镇党建服务中心覆盖率 % 1 communities | 100 100 100 92.3 85.7 100 | 3.2 2.4
阵地面积 每百户社区综合服务设施面积 ㎡/百户 1 communities | 35.4 41.8 30.6 28.2 25.7 32 | 1.4 1.2
阵地面积 1000㎡以上社区场所占比 % 1 communities | 36.6 45.8 29.2 25 19.7 40.4 | 2.2 1.9
队伍结构 社区工作者总数 人 0 sum | 3580 3120 2390 2040 1690 1180 | 96 108
队伍结构 社区工作者平均年龄 岁 1 workers | 38.6 36.4 41.2 42.5 43.1 37.2 | -0.2 0.7
队伍结构 社区工作者大专以上学历占比 % 1 workers | 92.4 96.3 85.1 80.7 76.9 90.8 | 2.1 1.8
队伍结构 社区工作者持证率 % 1 workers | 54.7 73.2 43.6 38.9 31.5 49.8 | 4.6 4.1
队伍结构 社区书记平均年龄 岁 1 communities | 42.6 40.9 44.3 45.8 46.7 41.5 | -0.4 -0.3
队伍结构 社区书记本科以上占比 % 1 communities | 68.3 80.5 57.3 51.2 43.7 63.8 | 3.3 2.9
"""

# Cells the offices filled in by hand: (year, place, indicator) → what they wrote.
WRITTEN = {
    (2024, CITY, "社区工作者总数"): "1.4万",
    (2024, "望湖区", "业委会党组织覆盖率"): "93.5％",
    (2024, "临港新区", "业委会党组织覆盖率"): "—",
    (2024, "望湖区", "社区工作者年薪"): "10万元以上",
    (2024, "古渡区", "每网格配备人数"): "4－5",
    (2024, "云溪区", "社区书记本科以上占比"): "超过60%",
    (2024, "临港新区", "网格党支部数"): "120多",
    (2024, "南屏区", "社区书记进编占比"): "不足15%",
    (2023, CITY, "纳入网格的党员数"): "近2万",
    (2023, "南屏区", "社区书记年均收入"): "不少于5万",
    (2023, "临港新区", "网格党支部数"): "约100",
    (2023, "青岚区", "社区工作者持证率"): "四成左右",
    (2022, "南屏区", "社区工作者持证率"): "见附件",
    (2022, "临港新区", "社区书记进编占比"): "…",
    (2022, "古渡区", "每百户社区综合服务设施面积"): None,
    (2022, "青岚区", "社区书记月工资"): "4 200",
}
_NOTES = (
    "注：1.示例数据，数值为虚构，不代表任何地区。",
    "2.“—”表示当年未开展统计，“…”表示数据待核；比率为年末数，经费和待遇为全年数。",
)


def _column(line: str) -> Column:
    names, levels, changes = (part.split() for part in line.split("|"))
    theme, name, unit, decimals, weight = names
    before, last = map(float, changes)
    numbers = tuple(map(float, levels))
    return Column(theme, name, unit, int(decimals), _WEIGHTS[weight], numbers, (before, last))


COLUMNS = [_column(line) for line in _TABLE.strip().split("\n")]


def build() -> bytes:
    """Return the workbook: one sheet a year, the city and its districts by theme."""
    series = _series(random.Random(_SEED))  # noqa: S311 - invented figures, not secrets
    book = Workbook()
    book.remove(book.active)
    book.properties.creator = book.properties.lastModifiedBy = "示例市委组织部"
    book.properties.created = _SAVED
    for year in YEARS:
        _sheet(book.create_sheet(f"{year}年"), year, series)
    raw = io.BytesIO()
    book.save(raw)
    return _frozen(raw.getvalue())


Series = dict[tuple[int, str, str], float]


def _series(rng: random.Random) -> Series:
    """Return every number of the workbook, the city's worked out from the districts'."""
    series: Series = {}
    for column in COLUMNS:
        for district, level in zip(DISTRICTS, column.levels, strict=True):
            for year, value in _history(column, level, rng).items():
                series[year, district, column.name] = value
    for column in COLUMNS:
        for year in YEARS:
            series[year, CITY, column.name] = _city(column, year, series)
    return series


def _history(column: Column, level: float, rng: random.Random) -> dict[int, float]:
    """Walk back from the 2024 level; the yearly changes differ a little between districts."""
    before = level - column.changes[1] * rng.uniform(0.7, 1.3)
    first = before - column.changes[0] * rng.uniform(0.7, 1.3)
    top = 100.0 if column.unit == "%" else float("inf")
    values = [round(min(value, top), column.decimals or None) for value in (first, before, level)]
    return dict(zip(YEARS, values, strict=True))


def _city(column: Column, year: int, series: Series) -> float:
    values = [series[year, district, column.name] for district in DISTRICTS]
    if not column.weight:
        return sum(values)
    weights = [series[year, district, column.weight] for district in DISTRICTS]
    mean = sum(v * w for v, w in zip(values, weights, strict=True)) / sum(weights)
    return round(mean, column.decimals or None)


def _sheet(sheet: Worksheet, year: int, series: Series) -> None:
    """Lay out one year: title, reporter, two header rows, units, places, 合计 and notes."""
    width = len(COLUMNS) + 1
    _banner(sheet, 1, f"{CITY}城市基层党建情况统计表（{year}年）", width, Font(size=18, bold=True))
    _banner(sheet, 2, f"填报单位：{CITY}委组织部    截至：{year}年底", width, Font(size=11))
    _header(sheet)
    for row, place in enumerate((CITY, *DISTRICTS), start=_FIRST):
        _line(sheet, row, place, [_cell(series, year, place, column) for column in COLUMNS])
    total = [series[year, CITY, column.name] if not column.weight else "—" for column in COLUMNS]
    _line(sheet, _FIRST + 7, "合计", total)
    for row, note in enumerate(_NOTES, start=_FIRST + 8):
        _banner(sheet, row, note, width, Font(size=10))
        sheet.cell(row, 1).alignment = Alignment("left", "center")
    sheet.freeze_panes = sheet.cell(_FIRST, 2)


def _banner(sheet: Worksheet, row: int, text: str, width: int, font: Font) -> None:
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)
    sheet.cell(row, 1, text).font = font
    sheet.cell(row, 1).alignment = _CENTRE
    sheet.row_dimensions[row].height = 32 if row == 1 else 20


def _header(sheet: Worksheet) -> None:
    """Write the theme groups over the indicators, and the unit row below them."""
    sheet.merge_cells(start_row=3, end_row=4, start_column=1, end_column=1)
    sheet.column_dimensions["A"].width = 14
    _put(sheet, 3, 1, "地区", bold=True)
    _put(sheet, 5, 1, "单位", bold=False)
    for at, column in enumerate(COLUMNS, start=2):
        _put(sheet, 3, at, column.theme, bold=True)
        _put(sheet, 4, at, column.name, bold=True)
        _put(sheet, 5, at, column.unit, bold=False)
        sheet.column_dimensions[get_column_letter(at)].width = 13
    for first, last in _groups():
        sheet.merge_cells(start_row=3, end_row=3, start_column=first, end_column=last)
    sheet.row_dimensions[4].height = 48


def _groups() -> list[tuple[int, int]]:
    """Return the first and last sheet column of each run of one theme."""
    themes = [column.theme for column in COLUMNS]
    starts = [at for at, theme in enumerate(themes) if at == 0 or themes[at - 1] != theme]
    return [(a + 2, b + 1) for a, b in zip(starts, [*starts[1:], len(themes)], strict=True)]


def _line(sheet: Worksheet, row: int, place: str, values: list[float | str | None]) -> None:
    _put(sheet, row, 1, place, bold=place in {CITY, "合计"})
    for at, value in enumerate(values, start=2):
        _put(sheet, row, at, value, bold=False)


def _put(sheet: Worksheet, row: int, at: int, value: float | str | None, *, bold: bool) -> None:
    cell = sheet.cell(row, at, value)
    cell.font, cell.alignment, cell.border = Font(bold=bold), _CENTRE, _GRID


def _cell(series: Series, year: int, place: str, column: Column) -> float | str | None:
    key = (year, place, column.name)
    return WRITTEN[key] if key in WRITTEN else series[key]


def _frozen(raw: bytes) -> bytes:
    """Rewrite the archive with fixed dates, uncompressed, so that equal content is equal bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as source, zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            part = source.read(name)
            if name == "docProps/core.xml":
                part = _fix_modified(part)
            archive.writestr(zipfile.ZipInfo(name, _SAVED.timetuple()[:6]), part)
    return target.getvalue()


def _fix_modified(core: bytes) -> bytes:
    """Replace the moment of saving, which openpyxl writes whatever was set."""
    head, _, rest = core.partition(b"<dcterms:modified")
    attributes, _, tail = rest.partition(b">")
    after = tail.partition(b"</dcterms:modified>")[2]
    moment = f"{_SAVED:%Y-%m-%dT%H:%M:%SZ}".encode()
    return head + b"<dcterms:modified" + attributes + b">" + moment + b"</dcterms:modified>" + after


if __name__ == "__main__":
    TARGET.write_bytes(build())
