"""Header rows to label paths: groups over columns, unit rows, and the words of a long table."""

import re

from indicators.spreadsheet import labels
from indicators.spreadsheet.labels import clean
from indicators.spreadsheet.layout import Block
from indicators.spreadsheet.rows import Grid

# Words that are units, but as a heading name a period or an age.
_TIMES = frozenset("年月周天岁日期届")
_COUNTED = re.compile("(?<=.)[幢栋套]$")
LONG_HEADS: dict[str, re.Pattern[str]] = {
    "area": re.compile(r"(?:地区|城市|区县|区域|单位|填报单位|行政区|社区|街道)(?:名称)?"),
    "indicator": re.compile(r"(?:统计)?指标(?:名称)?|项目"),
    "value": re.compile(r"(?:指标)?数?值|数据|数量"),
    "period": re.compile(r"期间|年份|年度|时间|报告期|日期"),
    "unit": re.compile(r"(?:计量)?单位"),
    "nature": re.compile(r"性质|数据性质"),
    "scope": re.compile(r"口径|统计口径|范围"),
    "source": re.compile(r"(?:数据|资料)?来源|出处"),
    "section": re.compile(r"章节|位置"),
    "raw": re.compile(r"原文|原文表述"),
    "confidence": re.compile(r"可信度|可信程度"),
    "note": re.compile(r"备注|说明"),
}


def paths(
    grid: Grid, block: Block, spanned: set[int]
) -> tuple[list[list[str]], list[str | None], list[int]]:
    """Return each column's label path and own unit, and the rows that hold only units."""
    width = len(grid[0])
    heads = [[clean(text) for text in grid[r]] for r in block.header]
    for n, (row, head) in enumerate(zip(block.header, heads, strict=True)):
        if row not in spanned and n + 1 < len(heads):
            _spread(head, heads[n + 1])
    unit_lines = {n for n, head in enumerate(heads) if n and _is_unit_row(head)}
    found: list[list[str]] = [[] for _ in range(width)]
    units: list[str | None] = [None] * width
    for n, head in enumerate(heads):
        for c, text in enumerate(head):
            if n in unit_lines and labels.unit(text):
                units[c] = labels.unit(text)
            elif text and (not found[c] or text != heads[n - 1][c]):
                label, unit = labels.split_unit(text)
                units[c] = unit or units[c]
                found[c] += [label] if label else []
    _name_units(found, units)
    _inherit(found, units)
    _spread_units([row for n, row in enumerate(heads) if n not in unit_lines], found, units)
    return found, units, [block.header[n] for n in sorted(unit_lines)]


def _spread(head: list[str], below: list[str]) -> None:
    """Carry a group label over the blank cells to its right that have a label below them."""
    last = ""
    for c, text in enumerate(head):
        if text:
            last = text
        elif last and below[c] and c > 1:
            head[c] = last
        else:
            last = ""


def _is_unit_row(head: list[str]) -> bool:
    cells = [text for text in head if text]
    return len(cells) > 0 and 2 * sum(labels.unit(text) is not None for text in cells) >= len(cells)


def _name_units(paths: list[list[str]], units: list[str | None]) -> None:
    """Take a last label that is a unit itself (幢 under 8～10层) for the column's unit."""
    for c, path in enumerate(paths):
        if units[c] is None and len(path) > 1 and path[-1] not in _TIMES:
            units[c] = labels.unit(path[-1])


def _spread_units(heads: list[list[str]], paths: list[list[str]], units: list[str | None]) -> None:
    """Hand a unit announced in the first data column's header on to columns without one."""
    announced = [c for c in range(len(paths)) for head in heads if labels.is_named_unit(head[c])]
    if len(set(announced)) != 1 or any(units[: announced[0]]):
        return
    first = announced[0]
    announced_unit = units[first]
    for c in range(first, len(paths)):
        if paths[c] and (counted := _COUNTED.search(paths[c][-1])):
            units[c] = counted[0]  # the buildings beside the area that was announced
        elif paths[c]:
            units[c] = units[c] or announced_unit


def _inherit(paths: list[list[str]], units: list[str | None]) -> None:
    """Give an 其中 column without a unit that of the column it is a part of."""
    for c in range(1, len(paths)):
        if units[c] is None and any(re.match(r"其中|[#＃]", part) for part in paths[c]):
            units[c] = units[c - 1]


def long_roles(columns: list[list[str]]) -> dict[str, int] | None:
    """Return which column plays which part in a long table; None when it is not one."""
    roles: dict[str, int] = {}
    for c, path in enumerate(columns):
        label = path[-1] if path else ""
        for role, pattern in LONG_HEADS.items():
            if role not in roles and pattern.fullmatch(label):
                if role == "area" and label == "单位" and "area" in roles:
                    continue
                roles[role] = c
                break
    return roles if {"area", "indicator", "value"} <= roles.keys() else None
