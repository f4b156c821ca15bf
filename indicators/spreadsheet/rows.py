"""One row at a time: blank, note, title, header or data, told by its cells alone."""

import re
from collections.abc import Sequence
from functools import lru_cache

from indicators.spreadsheet import dates, labels
from indicators.spreadsheet.labels import clean

Grid = Sequence[list[str]]

MOST_FILLED = 5_000_000

_MARK = re.compile(
    r"[-—–－―─…⋯.·/／\\*#×]+|无|暂无|不详|N/?A|n/a|null|NULL|#\S+[!?A]|x+|X+|（公式未计算）"
)
_NUMBER = r"[+\-－—(（]?(?:[\d０-９][\d０-９,，.．]*|[一二三四五六七八九十百千半两]+)"
_TAIL = r"[%％‰万亿千百元人个成倍家名㎡平方米多余左右以上下)）]*"
_WORD = r"(?:约|近|超过?|不足|不少于|不低于|不超过|不高于|至少|大约|[<>≤≥≈＜＞=＝])"
_VALUE = re.compile(rf"{_WORD}?{_NUMBER}{_TAIL}(?:[-－—–~～至]{_NUMBER}{_TAIL})?")
_NOTE = re.compile(
    r"(?:附?注[:：释]?|备注[:：]|说明[:：]|(?:数据|资料)?来源[:：]|(?:计量)?单位[:：]|填[报表](?:单位|人|日期|时间)"
    r"|制表|审核|联系(?:人|电话)|截[至止]|数据库[:：]|时间[:：]|报送|统计口径|[※①②③④⑤]|[*＊]\S)",
)
_NUMBERING = re.compile(r"甲|乙|丙|栏次|列次|行次|序号|[(（]?\d{1,2}[)）]?")
_TOPIC = re.compile(r"(?:统计)?指标(?:名称)?[:：]")
NAMES = re.compile(
    r"(?:地区|城市|区县|县区|县市区|[省市区县]|省份|省市|街道|乡镇|镇街|街镇|社区|村社|网格|单位|名称|机构|辖区|区域|"
    r"党群服务中心|中心|所属.{1,4}|.{0,6}(?:名称|单位|地区|街道|社区))(?:名|名称)?(?:[/、和及或].{1,6})?",
)
ITEMS = re.compile(r"(?:指标|项目|内容|类别|指标项|考核)(?:名称|内容)?|统计指标")


@lru_cache(maxsize=65_536)
def looks_value(text: str) -> bool:
    """Tell whether a cell holds a figure or a mark for a missing one, cheaply."""
    text = clean(text)
    return bool(_VALUE.fullmatch(text) or _MARK.fullmatch(text))


def fill(rows: Grid, merges: list[list[int]]) -> Grid:
    """Return the rows as a rectangle in which a merged cell's text stands in all its places."""
    if not isinstance(rows, list):
        return rows.filled(merges)
    width = max((len(row) for row in rows), default=0)
    grid = [row + [""] * (width - len(row)) for row in rows]
    budget = MOST_FILLED
    for top, left, bottom, right in merges:
        budget -= (min(bottom + 1, len(grid)) - top) * (min(right + 1, width) - left)
        if budget < 0:
            break
        if top >= len(grid) or left >= width or not grid[top][left].strip():
            continue
        for r in range(top, min(bottom + 1, len(grid))):
            for c in range(left, min(right + 1, width)):
                grid[r][c] = grid[r][c] or grid[top][left]
    return grid


def is_filled(grid: Grid, column: int, rows: list[int]) -> bool:
    """Tell whether a column has anything in some rows."""
    if not isinstance(grid, list):
        return grid.is_filled(column, rows)
    return any(grid[r][column].strip() for r in rows)


def words(grid: Grid, column: int, rows: list[int]) -> list[str]:
    """Return a column's texts in some rows."""
    if not isinstance(grid, list):
        return grid.words(column, rows)
    return [grid[r][column] for r in rows]


def firsts(grid: Grid, column: int, rows: list[int]) -> dict[str, int]:
    """Return each distinct text of a column in some rows, given in order, and its first row."""
    if not isinstance(grid, list):
        return grid.firsts(column, rows)
    found: dict[str, int] = {}
    for r in rows:
        found.setdefault(grid[r][column], r)
    return found


def is_note(text: str) -> bool:
    """Tell a note, source or unit line from a title."""
    if _TOPIC.match(text):
        return False
    return _NOTE.match(text) is not None or labels.is_unit_line(text)


def kind(row: list[str]) -> str:
    """Return blank, note, single, header or data for one filled row."""
    cells = [text for text in row if text and not text.isspace()]
    if not cells:
        return "blank"
    distinct = len(set(cells))
    if _is_note_row(cells, distinct):
        return "note"
    values = sum(map(looks_value, cells))
    if distinct == 1 and not values:
        return "single"
    if values and all(labels.is_period(c) or not looks_value(c) for c in cells[1:]):
        periods = sum(map(labels.is_period, cells))
        if any(map(dates.is_compact, cells)) and not _is_ascending(cells[1:]):
            periods = 0
        if periods >= 2 or (periods and len(cells) == 2 and not looks_value(cells[0])):
            return "header"
    return "data" if values and 2 * values >= len(cells) - 3 else "header"


def _is_note_row(cells: list[str], distinct: int) -> bool:
    first = clean(cells[0])
    if _NOTE.match(first) and (distinct == 1 or (distinct <= 4 and not _has_figures(cells))):
        return True
    if _TOPIC.match(first) and distinct == 1:
        return False
    return distinct <= 3 and any("单位" in text and labels.is_unit_line(text) for text in cells)


def _is_ascending(cells: list[str]) -> bool:
    """Tell 202401, 202402, 202403 over columns from figures that only look like months."""
    return len(cells) > 1 and all(map(dates.is_compact, cells)) and cells == sorted(set(cells))


def _has_figures(cells: list[str]) -> bool:
    return any(looks_value(text) for text in cells)


def is_numbering(row: list[str]) -> bool:
    """Tell a row that only numbers the columns (甲 1 2 3) from data."""
    cells = [clean(text) for text in row if text.strip()]
    numbers = [int(text) for text in cells if text.isdigit() and len(text) < 3]
    return (
        len(numbers) >= 2
        and all(_NUMBERING.fullmatch(text) for text in cells)
        and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        and numbers[0] in (0, 1, 2)
        and (len(cells) > len(numbers) or len(numbers) > 3)
    )
