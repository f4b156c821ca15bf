"""A form for one theme and one level that an office fills in and uploads unchanged.

One place stands as a column beside numbered indicators, several places stand in rows. Some of
the layout is there for the reader: a running number tells an empty row from a header, a unit in
the header's own cell needs no unit row, and all notes share one cell that starts with 注.
"""

import io
import math
import zipfile
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from indicators.catalogue import Area, Catalogue, Indicator, Level
from indicators.spreadsheet import labels

_EMPTY_ROWS = 12
_FIRST = 4  # title, reporter and header stand above
_EXAMPLES = {"%": "92.5", "时(24h制)": "9－21"}
_NOTES = (
    "注：1.请直接填数字；没有确数的可写“不少于10”“4－5”这样的说法；表头单位带“万”的，数里不再写“万”。",
    "2.没有统计的写“—”；空着表示缺报。",
    "3.请不要改动标题、表头和指标名称，不要增删列，填好后原样上传。",
)
_NAMES = "4.名称请写全称（如“杭州市西湖区”），从第一行起逐行填写，不留空行；行数不够可插入行。"
_SIDE = Side("thin")
_GRID = Border(_SIDE, _SIDE, _SIDE, _SIDE)
_FILLS = PatternFill(), PatternFill("solid", "F2F2F2")  # of a field, of a header
_CENTRE = Alignment("center", "center", wrap_text=True)
_LEFT = Alignment("left", "center", wrap_text=True)
_TITLE, _HEAD, _TEXT = Font("黑体", 16), Font("黑体", 11), Font("宋体", 11)


class TemplateError(ValueError):
    """A form cannot be made; the message says why and what to do, in Chinese."""


@dataclass(frozen=True, slots=True)
class _Form:
    """What stands in a form: `names` is the column (from 1) that says what a row is about."""

    heads: list[str]
    widths: list[int]
    rows: list[list[str | int | None]]
    fields: list[tuple[Indicator, str]]
    names: int
    notes: tuple[str, ...] = _NOTES


def template(
    catalogue: Catalogue,
    theme: str,
    level: str,
    *,
    area: str | None = None,
    year: int,
    only: Collection[str] | None = None,
) -> bytes:
    """Return an .xlsx to fill in: a theme's indicators for the places of a level under `area`.

    `level` and `area` are codes or names; `only` restricts the indicators to these codes. Where
    no such place is known, empty rows take the names. Equal input gives equal bytes.
    Raises TemplateError for an unknown theme, level or area, or nothing left to fill in.
    """
    if not 1900 <= year <= 2099:
        raise TemplateError(f"“{year}”不是可用的年份。请写四位年份，如2024。")
    rung = _level(catalogue, level)
    root = _root(catalogue, area, rung)
    items = _items(catalogue, theme, only)
    places = _places(catalogue, rung, root)
    form = _one_place(items, places[0]) if len(places) == 1 else _many_places(items, places, rung)
    book = Workbook()
    book.active.title = "填报表"
    _draw(book.active, form, f"{root.name if root else ''}{theme}填报表（{year}年）", year)
    return _saved(book, year)


def _level(catalogue: Catalogue, text: str) -> Level:
    for one in catalogue.levels.values():
        if text in (one.code, one.name):
            return one
    known = "、".join(one.name for one in catalogue.levels.values())
    raise TemplateError(f"没有“{text}”这一级。请改用：{known}。")


def _root(catalogue: Catalogue, text: str | None, rung: Level) -> Area | None:
    if text is None:
        return None
    code = catalogue.find_area(text)
    if code is None:
        raise TemplateError(
            f"目录中没有“{text}”，或有几个地区同名。请改写地区编码，或写全称，如“杭州市西湖区”。"
        )
    root = catalogue.areas[code]
    if catalogue.levels[root.level].depth > rung.depth:
        raise TemplateError(f"“{root.name}”在{rung.name}以下。请改选级别，或改选它的上级地区。")
    return root


def _items(catalogue: Catalogue, theme: str, only: Collection[str] | None) -> list[Indicator]:
    ordered = sorted(catalogue.indicators.values(), key=lambda one: one.sort)
    known = list(dict.fromkeys(one.theme for one in ordered))
    if theme not in known:
        raise TemplateError(f"没有“{theme}”这个主题。请改用：{'、'.join(known)}。")
    items = [one for one in ordered if one.theme == theme and (only is None or one.code in only)]
    if not items:
        raise TemplateError(f"没有选中“{theme}”的指标。请至少选一项这个主题的指标。")
    return items


def _places(catalogue: Catalogue, rung: Level, root: Area | None) -> list[Area]:
    """Return the places of a level at or below `root`; groups and unnamed places file no forms."""
    if root is None:
        return []
    of_level = [one for one in catalogue.areas.values() if one.level == rung.code]
    below = [one for one in of_level if root.code in (one.code, *catalogue.ancestors(one.code))]
    kept = [one for one in below if one.kind in ("real", root.kind)]
    return sorted(kept, key=lambda one: one.sort)


def _one_place(items: list[Indicator], place: Area) -> _Form:
    """Lay out indicators in rows; without a unit the reader knows, units stand with the names."""
    apart = any(labels.unit(one.unit) for one in items)
    unit, column = (["单位"], "D") if apart else ([], "C")
    named = [[one.name, one.unit] if apart else [_head(one)] for one in items]
    return _Form(
        ["序号", "指标", *unit, place.name, "备注"],
        [6, 40, *[15 for _ in unit], 24, 28],
        [[number, *texts, None, None] for number, texts in enumerate(named, start=1)],
        [(one, f"{column}{row}") for row, one in enumerate(items, start=_FIRST)],
        names=2,
    )


def _many_places(items: list[Indicator], places: list[Area], rung: Level) -> _Form:
    """Lay out places in rows, or empty rows that take their names."""
    names = [one.name for one in places] or [None] * _EMPTY_ROWS
    last = _FIRST + len(names) - 1
    letters = map(get_column_letter, range(2, len(items) + 2))
    return _Form(
        [f"{rung.name.removesuffix('级')}名称", *map(_head, items)],
        [24, *[max(18, min(24, 96 // len(items)))] * len(items)],
        [[name, *[None] * len(items)] for name in names],
        [(one, f"{at}{_FIRST}:{at}{last}") for one, at in zip(items, letters, strict=True)],
        names=1,
        notes=_NOTES if places else (*_NOTES, _NAMES),
    )


def _head(one: Indicator) -> str:
    """Return a name with its unit below; a unit the reader does not know is announced as one."""
    unit = one.unit.replace("(", "").replace(")", "")
    return f"{one.name}\n（{unit}）" if labels.unit(unit) else f"{one.name}\n（单位：{unit}）"


def _draw(sheet: Worksheet, form: _Form, title: str, year: int) -> None:
    for at, width in enumerate(form.widths, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    _banner(sheet, 1, title, form)
    _banner(sheet, 2, f"填报单位：{'　' * 16}截至：{year}年底", form)
    for row, cells in enumerate([form.heads, *form.rows], start=_FIRST - 1):
        _line(sheet, row, cells, form)
    _banner(sheet, _FIRST + len(form.rows), "\n".join(form.notes), form)
    for one, cells in form.fields:
        sheet.add_data_validation(_prompt(one, cells))
    sheet.freeze_panes = sheet.cell(_FIRST, form.names + 1)
    _print_setup(sheet, wide=sum(form.widths) > 150)


def _banner(sheet: Worksheet, row: int, text: str, form: _Form) -> None:
    """Write a text across the table, in a row high enough for all its lines."""
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(form.widths))
    cell = sheet.cell(row, 1, text)
    cell.font, cell.alignment = (_TITLE, _CENTRE) if row == 1 else (_TEXT, _LEFT)
    room = sum(form.widths) * _TEXT.size / cell.font.size
    sheet.row_dimensions[row].height = _lines(text, room) * cell.font.size * 1.4 + 6


def _line(sheet: Worksheet, row: int, texts: list[str | int | None], form: _Form) -> None:
    """Write one bordered row, shaded if it is the header."""
    head = row < _FIRST
    for at, text in enumerate(texts, start=1):
        cell = sheet.cell(row, at, text)
        cell.font, cell.fill, cell.border = _HEAD if head else _TEXT, _FILLS[head], _GRID
        cell.alignment = _LEFT if at == form.names and not head else _CENTRE
    fitted = zip(texts, form.widths, strict=True)
    lines = max(_lines(str(text or ""), width) for text, width in fitted)
    sheet.row_dimensions[row].height = max(22, lines * 15 + 6)


def _lines(text: str, width: float) -> int:
    """Return how many lines a text takes in a column; a Han character is two digits wide."""
    return sum(max(1, math.ceil(2.1 * len(part) / (width - 1))) for part in text.split("\n"))


def _prompt(one: Indicator, cells: str) -> DataValidation:
    """Return the hint shown on a field; it never refuses what is typed."""
    return DataValidation(
        sqref=cells,
        allow_blank=True,
        showInputMessage=True,
        promptTitle=_cut(one.name, 32),
        prompt=_cut(f"{one.definition}单位：{one.unit}。例：{_example(one)}", 255),
    )


def _cut(text: str, limit: int) -> str:
    """Return a text as short as Excel wants it in a hint."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _example(one: Indicator) -> str:
    """Return a plausible entry, the middle of the range in powers; a standard as a bound."""
    low, high = one.plausible_min, one.plausible_max
    text = _EXAMPLES.get(one.unit) or ("12.5" if one.decimals else "120")
    if high is not None and one.unit not in _EXAMPLES:
        middle = math.sqrt((low or high / 1000) * high)
        text = f"{round(float(f'{middle:.2g}'), one.decimals):.15g}"
    bound = "不超过" if one.direction == "lower" else "不少于"
    return bound + text if one.measure == "floor" else text


def _print_setup(sheet: Worksheet, *, wide: bool) -> None:
    page = sheet.page_setup
    page.orientation, page.paperSize = "landscape", 8 if wide else 9  # A3, A4
    page.fitToWidth, page.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    sheet.print_title_rows = f"{_FIRST - 1}:{_FIRST - 1}"


def _saved(book: Workbook, year: int) -> bytes:
    """Return the workbook with fixed dates inside, so that equal content is equal bytes."""
    moment = datetime(year, 12, 31)  # noqa: DTZ001 - a workbook stores no time zone
    book.properties.creator = "城市基层党建对标分析"
    book.properties.created = book.properties.modified = moment
    raw, target = io.BytesIO(), io.BytesIO()
    ExcelWriter(book, zipfile.ZipFile(raw, "w")).save()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            archive.writestr(zipfile.ZipInfo(name), source.read(name), zipfile.ZIP_DEFLATED)
    return target.getvalue()
