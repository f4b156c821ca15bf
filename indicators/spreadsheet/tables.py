"""Tables of a sheet: label paths, units, periods and which column plays which part."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from indicators.spreadsheet import headers, labels, layout, limits
from indicators.spreadsheet.labels import clean
from indicators.spreadsheet.layout import Block
from indicators.spreadsheet.limits import RefusalError
from indicators.spreadsheet.rows import ITEMS, NAMES, Grid, is_filled, is_note, looks_value

_SERIAL = re.compile(r"序号|编号|序列|行次|No\.?|NO\.?|代码|编码|#")
_PERIOD = re.compile(r"年份|年度|时间|期间|日期|月份|季度|年|月|统计时间|报告期|year|Year|date")
_REMARK = re.compile(r"备注|说明|附注")
_UNIT_HEAD = re.compile(r"(?:计量)?单位")
_SAMPLE = 60

Is = Callable[[str], bool]


@dataclass(slots=True)
class Column:
    """A data column: its place (0-based), cleaned label path, printed unit, period and match."""

    index: int
    label: list[str]
    unit: str | None = None
    period: str | None = None
    indicator: str | None = None
    match: str = "none"

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
    rows_are_items: bool = False


def reconstruct(name: str, grid: Grid, merges: list[list[int]], is_area: Is) -> list[Table]:
    """Return the tables of one filled grid, top to bottom; `is_area` recognises place names.

    Raises RefusalError past the cap on tables.
    """
    found = layout.blocks(grid, is_area)
    spanned = {r for top, left, _, right in merges if right > left for r in [top]}
    if len(found) > limits.TABLES:
        raise RefusalError(
            f"一张工作表里有{len(found)}张表，超过上限{limits.TABLES}张。", limits.SPLIT
        )
    tables = [_table(name, grid, block, spanned, is_area) for block in found]
    return [table for table in tables if table.body and table.columns]


def _table(name: str, grid: Grid, block: Block, spanned: set[int], is_area: Is) -> Table:
    paths, units, unit_rows = headers.paths(grid, block, spanned)
    title, notes = _words(grid, block)
    table = Table(name, title, notes, block.header, block.body, "rows", [], {}, [])
    table.unit_rows = unit_rows
    table.period = _table_period(name, title, [_line(grid[r]) for r in block.above])
    roles = headers.long_roles(paths)
    if roles:
        table.orientation, table.roles = "long", roles
        table.columns = [Column(roles["value"], [paths[roles["value"]][-1]])]
        return table
    _assign(table, grid, paths, is_area)
    _fill_columns(table, grid, block, paths, units)
    _orient(table, grid, is_area)
    return table


def _line(row: list[str]) -> str:
    return " ".join(dict.fromkeys(text.strip() for text in row if text.strip()))


def _words(grid: Grid, block: Block) -> tuple[str, list[str]]:
    """Return the title (the first line above that is no note) and the notes around a table."""
    cells = [dict.fromkeys(clean(text) for text in grid[r] if text.strip()) for r in block.above]
    plain = [text for row in cells for text in row if not is_note(text)]
    notes = [text for row in cells for text in row if text not in plain[:1]]
    notes += [clean(_line(grid[r])) for r in block.notes]
    return (plain[0] if plain else ""), notes


def _table_period(name: str, title: str, above: list[str]) -> str | None:
    for text in (title, name, *above):
        if found := labels.period(text):
            return found.removesuffix("-12-31")
    return None


def _assign(table: Table, grid: Grid, paths: list[list[str]], is_area: Is) -> None:
    """Decide which columns are labels, parents, numbering, periods, units and remarks."""
    heads = ["".join(path) for path in paths]
    columns = [[clean(grid[r][c]) for r in table.body[:_SAMPLE]] for c in range(len(paths))]
    roles: dict[str, int] = {}
    for c, (head, cells) in enumerate(zip(heads, columns, strict=True)):
        role = _role(head, cells, roles, is_area)
        if role == "label" and "label" in roles:
            table.parents.append(roles["label"])
        if role is None and "label" in roles and c > roles["label"] + 2:
            break
        if role:
            roles[role] = c
    if "label" not in roles and "period" in roles:
        roles["label"] = roles["period"]
    remark = next((c for c, head in enumerate(heads) if _REMARK.fullmatch(head)), None)
    if remark is not None and remark != roles.get("label"):
        roles["note"] = remark
    table.roles = roles


def _role(head: str, cells: list[str], roles: dict[str, int], is_area: Is) -> str | None:
    filled = [text for text in cells if text]
    words = sum(not looks_value(text) and not labels.is_period(text) for text in filled)
    periods = sum(map(labels.is_period, filled))
    wordy = bool(filled) and 2 * words > len(filled)
    if _PERIOD.fullmatch(head) or (not head and filled and periods == len(filled)):
        return "period" if "period" not in roles and periods * 2 > len(filled) else None
    if "label" in roles and _UNIT_HEAD.fullmatch(head) and any(map(labels.unit, filled)):
        return "unit"
    if not wordy:
        return "serial" if _is_serial(head, filled) and "label" not in roles else None
    if "label" not in roles:
        return None if _SERIAL.fullmatch(head) else "label"
    places = sum(map(is_area, dict.fromkeys(filled)))
    named = NAMES.fullmatch(head) or ITEMS.fullmatch(head)
    return "label" if (named and head != "单位名称") or 3 * places > len(set(filled)) else None


def _is_serial(head: str, filled: list[str]) -> bool:
    if _SERIAL.fullmatch(head):
        return True
    numbers = [int(text) for text in filled if text.isdigit() and len(text) < 7]
    return (
        not head
        and len(numbers) > 2
        and len(numbers) >= len(filled) - 1
        and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    )


def _fill_columns(
    table: Table, grid: Grid, block: Block, paths: list[list[str]], units: list[str | None]
) -> None:
    taken = {*table.roles.values(), *table.parents}
    if "note" in table.roles and not any(p for c, p in enumerate(paths) if c not in taken):
        taken.discard(table.roles.pop("note"))
    last = max(table.roles.get("label", -1), *table.parents, -1)
    for c, path in enumerate(paths):
        used = path or is_filled(grid, c, table.body)
        if c in taken or not used or (c < last and not path):
            continue
        period = next((labels.period(text) for text in reversed(path) if labels.period(text)), None)
        table.columns.append(Column(c, path, units[c], period))
    _announced_units(table, grid, block)


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
    for text in (table.title, *table.notes):
        if found := re.match(r"指标[:：](.+)", text):
            return found[1]
    return table.title


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
