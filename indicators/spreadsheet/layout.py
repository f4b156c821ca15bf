"""Which rows of a sheet are titles, notes, headers, units and data: the shape before the meaning."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from indicators.spreadsheet import labels
from indicators.spreadsheet.labels import clean

Grid = list[list[str]]

MOST_FILLED = 5_000_000

_MARK = re.compile(r"[-—–－―─…⋯.·/／\\*#×]+|无|暂无|不详|N/?A|n/a|null|NULL|#\S+[!?A]|x+|X+")
_NUMBER = r"[+\-－—(（]?(?:[\d０-９][\d０-９,，.．]*|[一二三四五六七八九十百千半两]+)"
_TAIL = r"(?:[%％‰]|[万亿]元?|[千百]|元|人|个|成|倍|家|名|㎡|平方米|多|余|左右|以上|以下|[)）])*"
_WORD = r"(?:约|近|超过?|不足|不少于|不低于|不超过|不高于|至少|大约|[<>≤≥≈＜＞=＝])"
_VALUE = re.compile(rf"{_WORD}?{_NUMBER}{_TAIL}(?:[-－—–~～至]{_NUMBER}{_TAIL})?")
_NOTE = re.compile(
    r"(?:附?注[:：释]?|备注[:：]|说明[:：]|(?:数据|资料)?来源[:：]|(?:计量)?单位[:：]|填[报表](?:单位|人|日期|时间)"
    r"|制表|审核|联系(?:人|电话)|截[至止]|数据库[:：]|时间[:：]|报送|统计口径|[※①②③④⑤]|[*＊]\S)",
)
_SECTION = re.compile(r"[一二三四五六七八九十]+[、.]|[（(][一二三四五六七八九十]+[)）]")
_NUMBERING = re.compile(r"甲|乙|丙|栏次|列次|行次|序号|[(（]?\d{1,2}[)）]?")
NAMES = re.compile(
    r"(?:地区|城市|区县|县区|县市区|[省市区县]|省份|省市|街道|乡镇|镇街|街镇|社区|村社|网格|单位|名称|机构|辖区|区域|"
    r"党群服务中心|中心|所属.{1,4}|.{0,6}(?:名称|单位|地区|街道|社区))(?:名|名称)?(?:[/、和及或].{1,6})?",
)
ITEMS = re.compile(r"(?:指标|项目|内容|类别|指标项|考核)(?:名称|内容)?|统计指标")


@dataclass(slots=True)
class Block:
    """One table's rows (0-based): what stands above, its header rows, its body and its foot."""

    above: list[int] = field(default_factory=list)
    header: list[int] = field(default_factory=list)
    body: list[int] = field(default_factory=list)
    notes: list[int] = field(default_factory=list)
    skipped: list[int] = field(default_factory=list)


@lru_cache(maxsize=65_536)
def looks_value(text: str) -> bool:
    """Tell whether a cell holds a figure or a mark for a missing one, cheaply."""
    text = clean(text)
    return bool(_VALUE.fullmatch(text) or _MARK.fullmatch(text))


def fill(rows: Grid, merges: list[list[int]]) -> Grid:
    """Return the rows as a rectangle in which a merged cell's text stands in all its places."""
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


def is_note(text: str) -> bool:
    """Tell a note, source or unit line from a title."""
    return _NOTE.match(text) is not None or labels.is_unit_line(text)


def kind(row: list[str]) -> str:
    """Return blank, note, single, header or data for one filled row."""
    cells = [text for text in row if text and not text.isspace()]
    if not cells:
        return "blank"
    first = clean(cells[0])
    distinct = len(set(cells))
    if _NOTE.match(first) and (distinct == 1 or (distinct <= 4 and not _has_figures(cells))):
        return "note"
    if distinct <= 3 and any("单位" in text and labels.is_unit_line(text) for text in cells):
        return "note"
    values = sum(map(looks_value, cells))
    if distinct == 1 and not values:
        return "single"
    if values and all(labels.is_period(c) or not looks_value(c) for c in cells[1:]):
        periods = sum(map(labels.is_period, cells))
        if periods >= 2 or (periods and len(cells) == 2 and not looks_value(cells[0])):
            return "header"
    return "data" if values and 2 * values >= len(cells) - 3 else "header"


def _has_figures(cells: list[str]) -> bool:
    return any(looks_value(text) for text in cells)


def blocks(grid: Grid, is_area: Callable[[str], bool]) -> list[Block]:
    """Return the tables of a filled grid, top to bottom; a row that starts with a place is data."""
    kinds = [kind(row) for row in grid]
    for r, row in enumerate(grid):
        if kinds[r] == "header" and r and is_area(clean(row[0])):
            kinds[r] = "data"
    found: list[Block] = []
    start = 0
    while start < len(grid):
        block, start = _next(grid, kinds, start)
        if block is not None:
            found.append(block)
    return found


def _next(grid: Grid, kinds: list[str], start: int) -> tuple[Block | None, int]:
    body = _body_start(grid, kinds, start)
    if body is None:
        return None, len(grid)
    body = _first_row(kinds, start, body)
    block = Block(header=_header_rows(grid, kinds, start, body))
    if not block.header:
        return None, _after_stray(kinds, body)
    block.above = [r for r in range(start, block.header[0]) if kinds[r] in ("single", "note")]
    block.above += [r for r in range(start, block.header[0]) if kinds[r] == "header"]
    return block, _walk(grid, kinds, body, block)


def _after_stray(kinds: list[str], row: int) -> int:
    while row < len(kinds) and kinds[row] != "blank":
        row += 1
    return row + 1


def _body_start(grid: Grid, kinds: list[str], start: int) -> int | None:
    """Return the first data row; a table of texts only has its body under its first full row."""
    for row in range(start, len(grid)):
        if kinds[row] == "data":
            return row
        if kinds[row] == "header" and _words_only(grid, kinds, row):
            return row + 1
    return None


def _first_row(kinds: list[str], start: int, data: int) -> int:
    """Step back over rows that have a label but no figures yet, if a header stands above them."""
    row = data
    while row > start and kinds[row - 1] == "single":
        row -= 1
    return row if row > start and kinds[row - 1] == "header" else data


def _words_only(grid: Grid, kinds: list[str], row: int) -> bool:
    """Tell whether the rows from a header row to the next blank hold no figure at all."""
    after = row + 1
    while after < len(kinds) and kinds[after] != "blank":
        if kinds[after] == "data":
            return False
        after += 1
    lines = [r for r in range(row + 1, after) if kinds[r] in ("header", "single")]
    return bool(lines) and not any(kinds[r] == "data" for r in range(after, len(kinds))[:3])


def _header_rows(grid: Grid, kinds: list[str], start: int, body: int) -> list[int]:
    rows: list[int] = []
    for row in range(body - 1, max(start, body - 8) - 1, -1):
        if kinds[row] == "header" or (kinds[row] == "single" and _is_group(grid, row, rows)):
            rows.insert(0, row)
        elif kinds[row] == "data" and rows and is_numbering(grid[row]):
            continue
        else:
            break
    return rows


def _is_group(grid: Grid, row: int, below: list[int]) -> bool:
    """Tell a group label over some columns from a title: it stands off the first column."""
    if not below:
        return False
    places = [c for c, text in enumerate(grid[row]) if text.strip()]
    text = clean(grid[row][places[0]])
    width = max(c for c, text in enumerate(grid[below[0]]) if text.strip()) + 1
    return (
        places[0] > 0
        and len(places) < width - 1
        and len(text) <= 12
        and not re.search(r"表|情况|统计|汇总|单位[:：]", text)
    )


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


def _walk(grid: Grid, kinds: list[str], row: int, block: Block) -> int:
    """Collect body and foot rows from `row` on; return where the next table may begin."""
    heads = [_cleaned(grid[r]) for r in block.header]
    words_only = kinds[row] in ("header", "single")
    while row < len(grid):
        what = kinds[row]
        if what == "blank":
            if not _continues(grid, kinds, row, words_only=words_only):
                return row + 1
            block.skipped.append(row)
        elif what == "note":
            block.notes.append(row)
        elif what == "data":
            (block.skipped if is_numbering(grid[row]) and not block.body else block.body).append(
                row
            )
        elif what == "single":
            if _begins_table(grid, kinds, row, heads):
                return row
            _place_single(grid, kinds, row, block)
        elif _cleaned(grid[row]) in heads:
            block.skipped.append(row)
        elif not words_only and _is_header_again(grid, kinds, row, heads):
            return row
        else:
            block.body.append(row)
        row += 1
    return row


def _cleaned(row: list[str]) -> tuple[str, ...]:
    return tuple(clean(text) for text in row)


def _continues(grid: Grid, kinds: list[str], row: int, *, words_only: bool) -> bool:
    """Tell whether the table goes on after blank rows: only data or its notes may follow."""
    after = row
    while after < len(kinds) and kinds[after] == "blank":
        after += 1
    if after >= len(kinds) or words_only:
        return False
    if kinds[after] == "note":
        return not labels.is_unit_line(next(text for text in grid[after] if text.strip()))
    return kinds[after] == "data" and after - row <= 3


def _begins_table(grid: Grid, kinds: list[str], row: int, heads: list[tuple[str, ...]]) -> bool:
    after = row + 1
    while after < len(kinds) and kinds[after] in ("single", "note", "blank"):
        after += 1
    return (
        after < len(kinds)
        and kinds[after] == "header"
        and (_cleaned(grid[after]) in heads or _is_header_again(grid, kinds, after, heads))
    )


def _is_header_again(grid: Grid, kinds: list[str], row: int, heads: list[tuple[str, ...]]) -> bool:
    """Tell a new header from a row of words: its first word is a header's, figures follow."""
    first = next(clean(text) for text in grid[row] if text.strip())
    starts = {next((text for text in head if text), "") for head in heads}
    follows = any(kinds[r] == "data" for r in range(row + 1, min(row + 5, len(kinds))))
    return follows and bool(first in starts or NAMES.fullmatch(first) or ITEMS.fullmatch(first))


def _place_single(grid: Grid, kinds: list[str], row: int, block: Block) -> None:
    """A lone label is a row without figures, a section heading or, after the body, a note."""
    places = [c for c, text in enumerate(grid[row]) if text.strip()]
    text = clean(grid[row][places[0]])
    more = any(k == "data" for k in kinds[row + 1 : row + 200])
    if len(places) > 1 or len(text) > 30 or (not more and _SECTION.match(text)):
        (block.skipped if more else block.notes).append(row)
    elif _SECTION.match(text):
        block.skipped.append(row)
    else:
        block.body.append(row)
