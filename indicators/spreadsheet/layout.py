"""Which rows of a sheet belong to which table: what stands above, its header, body and foot."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from indicators.spreadsheet import labels
from indicators.spreadsheet.labels import clean
from indicators.spreadsheet.rows import (
    ITEMS,
    NAMES,
    Grid,
    is_filled,
    is_numbering,
    kind,
    looks_value,
    words,
)

_SECTION = re.compile(r"[一二三四五六七八九十]+[、.]|[（(][一二三四五六七八九十]+[)）]")
_FAR = 50
_GAP = 4
_CAPTION = 8
_LONE = ("single", "note", "blank")


@dataclass(slots=True)
class Block:
    """One table's rows (0-based): what stands above, its header rows, its body and its foot."""

    above: list[int] = field(default_factory=list)
    header: list[int] = field(default_factory=list)
    body: list[int] = field(default_factory=list)
    notes: list[int] = field(default_factory=list)
    skipped: list[int] = field(default_factory=list)


def blocks(grid: Grid, is_area: Callable[[str], bool]) -> list[Block]:
    """Return the tables of a filled grid, top to bottom; a row that starts with a place is data."""
    return _blocks(grid, _kinds(grid), 0, is_area)


def _blocks(
    grid: Grid, kinds: list[str], start: int, is_area: Callable[[str], bool]
) -> list[Block]:
    """Return the tables from row `start` on; `kinds` of the rows before say blank."""
    for r, what in enumerate(kinds):
        if what == "header" and r and is_area(clean(grid[r][0])):
            kinds[r] = "data"
    found: list[Block] = []
    while start < len(grid):
        block, start = _next(grid, kinds, start)
        if block is not None:
            found.append(block)
    return found or _lone_column(grid, kinds)


def below(grid: Grid, first: int, last: int, is_area: Callable[[str], bool]) -> list[Block]:
    """Return the tables of a sheet whose first header the analyst has pointed out, by its rows."""
    kinds = _kinds(grid)
    block = Block(header=list(range(first, last + 1)))
    block.above = [r for r in range(first) if kinds[r] != "blank"]
    body = ["data" if r > last and what == "header" else what for r, what in enumerate(kinds)]
    end = _walk(grid, body, last + 1, block) if last + 1 < len(grid) else len(grid)
    return [block, *_blocks(grid, ["blank"] * end + kinds[end:], end, is_area)]


def _lone_column(grid: Grid, kinds: list[str]) -> list[Block]:
    """Return the table of a sheet whose only filled column is a heading over figures or dates."""
    filled = [r for r, what in enumerate(kinds) if what != "blank"]
    if len(filled) < 2:
        return []
    places = [c for c in range(len(grid[0])) if is_filled(grid, c, filled)]
    if len(places) != 1:
        return []
    (column,) = places
    head, *body = filled
    figures = sum(map(_is_figure, words(grid, column, body)))
    if _is_figure(grid[head][column]) or 2 * figures <= len(body):
        return []
    return [Block(header=[head], body=body)]


def _is_figure(text: str) -> bool:
    return looks_value(text) or labels.is_period(text)


def _kinds(grid: Grid) -> list[str]:
    if isinstance(grid, list):
        return [kind(row) for row in grid]
    from indicators.spreadsheet import row_kinds  # noqa: PLC0415 - numpy, for large sheets only

    return row_kinds.kinds(grid)


def _next(grid: Grid, kinds: list[str], start: int) -> tuple[Block | None, int]:
    body = _body_start(kinds, start)
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


def _body_start(kinds: list[str], start: int) -> int | None:
    """Return the first data row; a table of texts only has its body under its first full row."""
    row = start
    while row < len(kinds):
        if kinds[row] == "data":
            return row
        if kinds[row] == "header":
            end = next((r for r in range(row, len(kinds)) if kinds[r] in ("blank", "data")), None)
            if end is not None and "data" in kinds[end : end + 3]:
                return kinds.index("data", end)
            end = len(kinds) if end is None else end
            if any(kinds[r] in ("header", "single") for r in range(row + 1, end)):
                return row + 1
            row = end
        row += 1
    return None


def _first_row(kinds: list[str], start: int, data: int) -> int:
    """Step back over rows that have a label but no figures yet, if a header stands above them."""
    row = data
    while row > start and kinds[row - 1] == "single":
        row -= 1
    return row if row > start and kinds[row - 1] == "header" else data


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


def _walk(grid: Grid, kinds: list[str], row: int, block: Block) -> int:
    """Collect body and foot rows from `row` on; return where the next table may begin."""
    heads = [_cleaned(grid[r]) for r in block.header]
    words_only = kinds[row] in ("header", "single")
    while row < len(grid):
        what = kinds[row]
        if what == "blank":
            if not _continues(grid, kinds, row, block, words_only=words_only):
                return row + 1
            block.skipped.append(row)
        elif what == "note":
            block.notes.append(row)
        elif what == "data":
            numbering = not block.body and is_numbering(grid[row])
            (block.skipped if numbering else block.body).append(row)
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


def _continues(grid: Grid, kinds: list[str], row: int, block: Block, *, words_only: bool) -> bool:
    """Tell whether the table goes on after blank rows: only data or its notes may follow.

    Data goes on where it fills the same columns: a label where labels stand, figures under heads.
    """
    after = row
    while after < min(len(kinds), row + _FAR) and kinds[after] == "blank":
        after += 1
    if after >= len(kinds) or words_only:
        return False
    if kinds[after] == "note":
        return not labels.is_unit_line(next(text for text in grid[after] if text.strip()))
    return kinds[after] == "data" and after - row <= _GAP and _same_columns(grid, after, block)


def _same_columns(grid: Grid, row: int, block: Block) -> bool:
    filled = {c for c, text in enumerate(grid[row]) if text.strip()}
    headed = {c for r in block.header for c, text in enumerate(grid[r]) if text.strip()}
    if not block.body:
        return True
    before = {c for c, text in enumerate(grid[block.body[-1]]) if text.strip()}
    return min(filled) == min(before) and filled <= headed | before


def _begins_table(grid: Grid, kinds: list[str], row: int, heads: list[tuple[str, ...]]) -> bool:
    run = kinds[row + 1 : row + 1 + _CAPTION]
    after = row + 1 + next((n for n, what in enumerate(run) if what not in _LONE), len(run))
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
    """Place a lone label: a row without figures, a section heading or, after the body, a note."""
    places = [c for c, text in enumerate(grid[row]) if text.strip()]
    text = clean(grid[row][places[0]])
    more = "data" in kinds[row + 1 : row + 200]
    if not more and block.notes and block.notes[-1] == row - 1:
        block.notes.append(row)  # the second line of a footnote
    elif len(places) > 1 or len(text) > 30 or (not more and _SECTION.match(text)):
        (block.skipped if more else block.notes).append(row)
    elif _SECTION.match(text):
        block.skipped.append(row)
    else:
        block.body.append(row)
