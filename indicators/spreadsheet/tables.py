"""Tables of a sheet: label paths, units, periods and which column plays which part."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from indicators.spreadsheet import dates, headers, labels, layout, limits, roles
from indicators.spreadsheet.cells import reference
from indicators.spreadsheet.labels import clean
from indicators.spreadsheet.layout import Block
from indicators.spreadsheet.limits import RefusalError
from indicators.spreadsheet.rows import ITEMS, Grid, firsts, is_filled, is_note

_TOPIC = re.compile(r"(?:统计)?指标(?:名称)?[:：](.+)")
_SAMPLE = 60

Is = Callable[[str], bool]


@dataclass(slots=True)
class Column:
    """A data column: its place (0-based), cleaned label path, printed unit, period and match.

    `undated`: the label names a period without a code; `head` refers to its header cell.
    """

    index: int
    label: list[str]
    unit: str | None = None
    period: str | None = None
    indicator: str | None = None
    match: str = "none"
    undated: bool = False
    head: str = ""

    @property
    def text(self) -> str:
        """The label path joined with a slash."""
        return "/".join(self.label)


@dataclass(slots=True)
class Table:
    """One table of a sheet; rows and columns are 0-based, `roles` names the other columns."""

    sheet: str
    title: str
    notes: list[str]
    header: list[int]
    body: list[int]
    orientation: str
    columns: list[Column]
    roles: dict[str, int]
    parents: list[int] = field(default_factory=list)
    unit: str | None = None
    period: str | None = None
    unit_rows: list[int] = field(default_factory=list)
    topic: str = ""
    rows_are_items: bool = False


def reconstruct(
    name: str,
    grid: Grid,
    merges: list[list[int]],
    is_area: Is,
    *,
    head: tuple[int, int] | None = None,
    side: str | None = None,
) -> list[Table]:
    """Return the tables of one filled grid, top to bottom; `is_area` recognises place names.

    Where the analyst has decided: `head` is the first and last row (0-based) of the first table's
    header, `side` where places stand, "rows" or "columns". Raises RefusalError past the cap on
    tables.
    """
    found = layout.below(grid, *head, is_area) if head else layout.blocks(grid, is_area)
    spanned = {r for top, left, _, right in merges if right > left for r in [top]}
    if len(found) > limits.TABLES:
        raise RefusalError(
            f"一张工作表里有{len(found)}张表，超过上限{limits.TABLES}张。", limits.SPLIT
        )
    tables = [_table(name, grid, block, spanned, is_area) for block in found]
    for table in tables if side else ():
        _turn(table, side)
    return [table for table in tables if table.body and table.columns]


def _turn(table: Table, side: str) -> None:
    if table.orientation != "long":
        table.orientation, table.rows_are_items = side, side == "columns"


def _table(name: str, grid: Grid, block: Block, spanned: set[int], is_area: Is) -> Table:
    paths, units, unit_rows = headers.paths(grid, block, spanned)
    title, notes, topic = _words(grid, block)
    table = Table(name, title, notes, block.header, block.body, "rows", [], {}, [])
    table.topic = topic
    table.unit_rows = unit_rows
    table.period = _table_period(name, title, [_line(grid[r]) for r in block.above])
    if long := headers.long_roles(paths):
        table.orientation, table.roles = "long", long
        table.columns = [Column(long["value"], [paths[long["value"]][-1]])]
        table.columns[0].head = _head(grid, block, long["value"])
        return table
    table.roles, table.parents = roles.assign(grid, block.body, paths, is_area)
    _fill_columns(table, grid, block, paths, units)
    if not table.columns and table.roles.pop("serial", None) is not None:
        _fill_columns(table, grid, block, paths, units)
    _orient(table, grid, is_area)
    return table


def _line(row: list[str]) -> str:
    return " ".join(dict.fromkeys(text.strip() for text in row if text.strip()))


def _words(grid: Grid, block: Block) -> tuple[str, list[str], str]:
    """Return the title (the first line above that is no note), the notes and 指标： what follows.

    A table without a title is named by its 指标 line.
    """
    cells = [dict.fromkeys(clean(text) for text in grid[r] if text.strip()) for r in block.above]
    words = [text for row in cells for text in row]
    topics = [found[1] for text in words if (found := _TOPIC.match(text))]
    words = [text for text in words if not _TOPIC.match(text)]
    plain = [text for text in words if not is_note(text)]
    notes = [text for text in words if text not in plain[:1]]
    notes += [clean(_line(grid[r])) for r in block.notes]
    topic = topics[0] if topics else ""
    return (plain[0] if plain else labels.split_unit(topic)[0]), notes, topic


def _table_period(name: str, title: str, above: list[str]) -> str | None:
    for text in (title, name, *above):
        if found := labels.period(text):
            return found.removesuffix("-12-31")
    return None


def _fill_columns(
    table: Table, grid: Grid, block: Block, paths: list[list[str]], units: list[str | None]
) -> None:
    if len(paths) == 1:  # a lone column has nothing beside it to label
        table.roles = {}
    taken = {*table.roles.values(), *table.parents}
    if "note" in table.roles and not any(p for c, p in enumerate(paths) if c not in taken):
        taken.discard(table.roles.pop("note"))
    last = max(table.roles.get("label", -1), *table.parents, -1)
    for c, path in enumerate(paths):
        used = path or is_filled(grid, c, table.body)
        if c in taken or not used or (c < last and not path):
            continue
        period = dates.of_path(path, (table.period or "")[:4])
        undated = period is None and dates.is_dated(path)
        head = _head(grid, block, c)
        table.columns.append(Column(c, path, units[c], period, undated=undated, head=head))
    _announced_units(table, grid, block)


def _head(grid: Grid, block: Block, c: int) -> str:
    """Return the reference of the header cell that says what a column is."""
    rows = [r for r in block.header if clean(grid[r][c]) and not labels.unit(grid[r][c])]
    row = rows[-1] if rows else block.header[-1]
    while row - 1 in rows and grid[row - 1][c] == grid[row][c]:
        row -= 1
    return reference(row, c)


def is_undescribed(column: Column) -> bool:
    """Tell whether a column's label names periods only, so that the title says what it measures."""
    return all(map(labels.is_period, column.label))


def heads(table: Table) -> dict[str, tuple[str, str]]:
    """Return column label → what it measures in words, and the reference of its header cell."""
    topic = labels.split_unit(subject(table))[0]
    found: dict[str, tuple[str, str]] = {}
    for column in table.columns:
        words = topic if column.label and is_undescribed(column) else column.text
        found.setdefault(column.text, (words, column.head))
    return found


def names(table: Table, grid: Grid) -> dict[str, tuple[str, str]]:
    """Return row label → the label and the reference of the first cell that holds it."""
    c = table.roles.get("area", table.roles.get("label"))
    if c is None:
        return {}
    topic = labels.split_unit(subject(table))[0]
    found: dict[str, tuple[str, str]] = {}
    for text, r in firsts(grid, c, table.body).items():
        label = clean(text)
        if label not in found:
            words = topic if table.rows_are_items and labels.is_period(label) else label
            found[label] = words, reference(r, c)
    return found


def _announced_units(table: Table, grid: Grid, block: Block) -> None:
    """Apply the unit line above a table: one for all, or one for each column in order."""
    announced = [labels.preamble_units(text) for r in block.above for text in {*grid[r]} if text]
    announced = [words for words in announced if words]
    words = announced[-1] if announced else []
    _, inline = labels.split_unit(subject(table))
    words = words or ([inline] if inline else [])
    if len(words) == 1:
        table.unit = words[0]
    if len(words) not in (1, len(table.columns)):
        return
    for n, column in enumerate(table.columns):
        column.unit = column.unit or words[min(n, len(words) - 1)]


def subject(table: Table) -> str:
    """Return what a table without indicator labels is about: 指标：X or the title."""
    return table.topic or table.title


def _orient(table: Table, grid: Grid, is_area: Is) -> None:
    """Decide whether places stand in the rows or in the columns."""
    if "label" not in table.roles:
        return
    c = table.roles["label"]
    head = "".join(clean(grid[r][c]) for r in table.header)
    in_rows = {clean(grid[r][c]) for r in table.body[:_SAMPLE]}
    in_columns = [column.label[-1] for column in table.columns if column.label]
    rows, columns = sum(map(is_area, in_rows)), sum(map(is_area, in_columns))
    table.rows_are_items = bool(ITEMS.fullmatch(head)) or (columns > rows and columns > 0)
    if table.rows_are_items and not rows:
        table.orientation = "columns"
    table.rows_are_items = table.orientation == "columns"
