"""What needs the analyst's eye in a read document, each with cell, cause and next step."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from math import inf
from statistics import median
from typing import Any

from indicators.spreadsheet import labels
from indicators.spreadsheet.matching import Matcher
from indicators.spreadsheet.problems import PER_KIND, Problems, shown
from indicators.spreadsheet.readings import Readings, scaled

# why a formula gave no value: what is said, and the next step
FORMULAS = {
    "公式错误": ("公式出错（{}），按缺报处理。", "请在原表中修正公式后再上传。"),
    "公式未计算": (
        "公式还没有算出结果，按缺报处理。",
        "请用表格软件打开、重新计算并保存后再上传。",
    ),
}

Cell = dict[str, Any]
_CHANGE = re.compile(
    "(?:[较比同].{0,4})?(?:增长|增加|增幅|下降|减少|提高|提升|上升|回落|降低|上涨)"
)
_CHANGE_STARTS = frozenset("增下减同较比提上回降")

Places = dict[str, tuple[str, str]]
Bounds = dict[str, tuple[float, float]]


def check(
    sheet: str,
    cells: list[Cell],
    columns: list[Cell],
    matcher: Matcher,
    found: Problems,
    *,
    readings: Readings,
    rows_are_items: bool,
    heads: Places,
    names: Places,
) -> None:
    """Check one table's observations and its columns' matches.

    `heads` and `names` are where the labels of columns and rows stand: `tables.heads`, `names`.
    """
    close_columns(sheet, columns, matcher, found, heads)
    items = ("row_label", names) if rows_are_items else ("column_label", heads)
    unknown_items(sheet, cells, *items, found)
    unknown_rows(sheet, cells, matcher, found, names, rows_are_items=rows_are_items)
    series: dict[tuple[str, str | None, str], list[Cell]] = defaultdict(list)
    areas = matcher.catalogue.areas
    for cell in check_values(sheet, cells, matcher, found, readings):
        if cell["row_kind"] == "area" and cell["area"] and cell["factor"] is not None:
            level = areas[cell["area"]].level
            series[cell["indicator"], cell["period"], level].append(cell)
    for group in series.values():
        _jumps(sheet, group, found)


def counts(cells: list[Cell]) -> tuple[int, int]:
    """Return how many places the observations name and how many of them can be imported."""
    usable = sum(
        1
        for cell in cells
        if cell["state"] == "value" and cell["area"] and cell["factor"] is not None
    )
    return len({cell["area"] for cell in cells if cell["area"]}), usable


def check_values(
    sheet: str, cells: Iterable[Cell], matcher: Matcher, found: Problems, readings: Readings
) -> Iterator[Cell]:
    """Check cells one by one and yield the values of known indicators."""
    bounds = plausible(matcher)
    for cell in _values(sheet, cells, found):
        _check_value(sheet, cell, matcher, found, bounds[cell["indicator"]])
        if is_rescaled(cell, readings):
            _rescaled((sheet, cell["cell"]), cell, found)
        yield cell


def is_rescaled(cell: Cell, readings: Readings) -> bool:
    """Tell whether a cell repeated the 万 its unit already has."""
    return may_rescale(cell["printed"]) and readings.is_rescaled(cell)


def may_rescale(text: str) -> bool:
    """Tell cheaply whether a text can repeat the 万 of its unit."""
    return text[-1:] in "万亿多余上下内左右)）"


def _values(sheet: str, cells: Iterable[Cell], found: Problems) -> Iterator[Cell]:
    """Yield the values of known indicators; tell the cells that could not be read on the way."""
    for cell in cells:
        if cell["state"] == "value":
            if says_change(cell["printed"]):
                _change(sheet, cell, found)
            if cell["indicator"]:
                yield cell
        elif cell["state"] == "unreadable":
            found.add(
                "unreadable",
                (sheet, cell["cell"]),
                f"“{shown(cell['raw'])}”读不成数值：{cell['reason']}。",
                "请改成数字，或留空表示缺报。",
            )
        elif told := FORMULAS.get(cell["reason"]):
            message = told[0].format(shown(cell["raw"]))
            found.add("formula", (sheet, cell["cell"]), message, told[1])


def _change(sheet: str, cell: Cell, found: Problems) -> None:
    """Name a cell that says by how much something changed under a heading that asks how much."""
    if not asks_change(cell["column_label"] + cell["row_label"]):
        found.add(
            "change",
            (sheet, cell["cell"]),
            f"“{shown(cell['raw'])}”写的是增减幅度，按数值读取，请核对。",
            "如该列要的是当期数值，请改填当期数值。",
        )


def says_change(text: str) -> bool:
    """Tell whether a text says by how much something changed."""
    return text[:1] in _CHANGE_STARTS and _CHANGE.match(text) is not None


def asks_change(heading: str) -> bool:
    """Tell whether a heading asks by how much something changed."""
    return re.search("[增减降升变涨]", heading) is not None


def close_columns(
    sheet: str, columns: list[Cell], matcher: Matcher, found: Problems, heads: Places
) -> None:
    """Tell which columns were matched by a close spelling."""
    for column in columns:
        if column["match"] == "fuzzy":
            label = "/".join(column["label"])
            name = matcher.catalogue.indicators[column["indicator"]].name
            found.add(
                "fuzzy",
                (sheet, heads[label][1] if label in heads else column["column"]),
                f"列“{shown(label)}”按相近名称对应到指标“{name}”，请核对。",
                "如不对，请改列名或在目录中补充别名。",
            )


def unknown_items(
    sheet: str, cells: list[Cell], label: str, places: Places, found: Problems
) -> None:
    """Tell once of every label that is no known indicator."""
    first: dict[str, str] = {}
    for cell in cells:
        if cell["indicator"] is None:
            words, place = places.get(cell[label], (cell[label], cell["cell"]))
            first.setdefault(words, place)
    for text, place in first.items():
        found.add(
            "indicator",
            (sheet, place),
            f"指标“{shown(text) or '（无表头）'}”不在目录中，不会导入。",
            "请对应到已有指标，或新增指标。",
        )


def unknown_rows(
    sheet: str,
    cells: list[Cell],
    matcher: Matcher,
    found: Problems,
    names: Places,
    *,
    rows_are_items: bool,
) -> None:
    """Tell once of every row label that is no known place."""
    first: dict[str, Cell] = {}
    for cell in cells:
        if cell["area"] is None and cell["row_kind"] == "unknown":
            first.setdefault("" if rows_are_items else cell["row_label"], cell)
    nameless = [label for label in first if not label or labels.is_period(label)]
    if nameless:
        found.add(
            "place",
            (sheet, first[nameless[0]]["cell"]),
            "这些行没有写明是哪个地区。",
            "请在表头或标题中写明地区。",
        )
    named = [label for label in first if label and not labels.is_period(label)]
    for label in named[:PER_KIND]:
        close = matcher.close_area(label)
        hint = f"是否为“{close}”？" if close else ""
        found.add(
            "area",
            (sheet, names[label][1] if label in names else first[label]["cell"]),
            f"行“{shown(label)}”没有对应的地区。{hint}",
            "请改成全称（如“××市××区”），或在目录中新增该地区。",
        )
    found.told["area"] += len(named[PER_KIND:])


def plausible(matcher: Matcher) -> Bounds:
    """Return each indicator's plausible least and most, in its own unit."""
    return {
        code: (
            -inf if one.plausible_min is None else one.plausible_min,
            inf if one.plausible_max is None else one.plausible_max,
        )
        for code, one in matcher.catalogue.indicators.items()
    }


def _check_value(
    sheet: str, cell: Cell, matcher: Matcher, found: Problems, bounds: tuple[float, float]
) -> None:
    low, high, factor = cell["lo"], cell["hi"], cell["factor"]
    if factor is None:
        unit = matcher.catalogue.indicators[cell["indicator"]].unit
        found.add(
            "unit",
            (sheet, cell["cell"]),
            f"单位“{shown(cell['unit'] or '')}”不能换算为“{unit}”。",
            "请核对单位，或改用目录中的单位。",
        )
    elif (low is not None and low * factor < bounds[0]) or (
        high is not None and high * factor > bounds[1]
    ):
        one = matcher.catalogue.indicators[cell["indicator"]]
        limits = f"{_plain(one.plausible_min)}—{_plain(one.plausible_max)}{one.unit}"
        found.add(
            "range",
            (sheet, cell["cell"]),
            f"“{shown(cell['raw'])}”超出{one.name}的合理范围（{limits}）。",
            "请核对数值和单位是否写错。",
        )


def _rescaled(where: tuple[str, str], cell: Cell, found: Problems) -> None:
    unit = cell["unit"]
    found.add(
        "rescaled",
        where,
        f"单位已是“{unit}”，单元格又写“{shown(cell['printed'])}”，"
        f"按{_plain(cell['lo'] if cell['lo'] is not None else cell['hi'])}{unit}读取。",
        "请核对是否重复写了万。",
    )


def _plain(value: float | None) -> str:
    return "不限" if value is None else f"{value:.15g}"


def _jumps(sheet: str, group: list[Cell], found: Problems) -> None:
    """Name a value ten times its nearest neighbour in the column, among at least four."""
    values = sorted(
        ((scaled(cell, "lo"), cell) for cell in group if cell["lo"] and cell["lo"] > 0),
        key=lambda pair: pair[0],
    )
    if len(values) < 4:
        return
    middle = median(value for value, _ in values)
    (smallest, low), (second, _) = values[:2]
    (last, _), (largest, high) = values[-2:]
    for cell, jumps in ((low, smallest * 10 <= second), (high, last * 10 <= largest)):
        if jumps:
            tell_jump(sheet, cell, middle, found)


def tell_jump(sheet: str, cell: Cell, middle: float, found: Problems) -> None:
    """Tell of a value ten times its neighbour; `middle` is the median of its group."""
    found.add(
        "jump",
        (sheet, cell["cell"]),
        f"“{shown(cell['raw'])}”与同列其他数值相差10倍以上（中位数约{middle:.4g}）。",
        "请核对是否多写或少写了零，或单位不同。",
    )
