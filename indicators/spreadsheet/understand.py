"""What a file says: its tables, observations, problems and a verdict. Runs in the child process."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from indicators.catalogue import Catalogue
from indicators.spreadsheet import checks, conflicts, decisions, observe, reader, tables, undated
from indicators.spreadsheet.cells import column_letters, reference
from indicators.spreadsheet.document import Document, kind_of, refused
from indicators.spreadsheet.drawn import drawn, span
from indicators.spreadsheet.layouts import Decisions
from indicators.spreadsheet.limits import RefusalError
from indicators.spreadsheet.matching import Matcher
from indicators.spreadsheet.observe import Row
from indicators.spreadsheet.problems import Problems, shown
from indicators.spreadsheet.readings import Readings
from indicators.spreadsheet.rows import Grid, fill
from indicators.spreadsheet.tables import Table


@dataclass(slots=True)
class _Job:
    """What the steps of one preview share."""

    file: str
    matcher: Matcher
    decided: Decisions
    readings: Readings = field(default_factory=Readings)
    problems: Problems = field(default_factory=Problems)


def answer(
    data: bytes, name: str, catalogue: Catalogue, decided: Decisions | None = None
) -> Document:
    """Return the preview document of a file's bytes; runs in the child process.

    A refusal, and any layout the program did not expect, is a refused document.
    """
    found = reader.read(data)
    if "sheets" not in found:
        return refused(name, kind_of(data), found["message"], found["next_step"])
    try:
        decided = decided or {}
        matcher = decisions.DecidedMatcher(catalogue, decided)
        return _understood(found, _Job(name, matcher, decided))
    except RefusalError as refusal:
        return refused(name, found["format"], refusal.message, refusal.next_step)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - whatever the layout, the analyst gets a sentence
        message = "表格的排列方式无法识别，没有读取。"
        return refused(name, found["format"], message, "请按导入模板整理后再上传。")


def _understood(found: Document, job: _Job) -> Document:
    for message in found["problems"]:
        job.problems.add("file", (None, None), message, "请核对。")
    read = [_sheet(sheet, job) for sheet in found["sheets"]]
    parts = [table for _, of_sheet in read for table in of_sheet]
    sheets = [sheet for sheet, _ in read]
    if not parts:
        message = "没有找到表格：需要至少一行表头和一行数据。"
        step = "请确认工作表里有表头和数值后再上传。"
        empty = refused(job.file, found["format"], message, step)
        return empty | {"encoding": found["encoding"], "sheets": sheets}
    _duplicates([(part["sheet"], part["observations"]) for part in parts], job)
    told = job.problems.closed()
    return {
        "file": job.file,
        "format": found["format"],
        "encoding": found["encoding"],
        "verdict": "warn" if told else "accept",
        "message": _message(parts, sum(job.problems.told.values())),
        "problems": told,
        "tables": parts,
        "sheets": sheets,
    }


def _duplicates(tables: list[tuple[str, Sequence[Document]]], job: _Job) -> None:
    if all(isinstance(cells, list) for _, cells in tables):
        conflicts.duplicates(tables, job.problems)
        return
    from indicators.spreadsheet import repeats  # noqa: PLC0415 - numpy, for large sheets only

    repeats.duplicates(tables, list(job.matcher.catalogue.indicators), job.problems)


def _message(parts: list[Document], problems: int) -> str:
    cells = sum(len(part["observations"]) for part in parts)
    usable = sum(part.pop("usable") for part in parts)
    tail = f"有{problems}处需要核对。" if problems else "没有发现问题。"
    return f"识别出{len(parts)}张表、{cells}个单元格，其中{usable}个可以导入；{tail}"


def _sheet(sheet: Document, job: _Job) -> tuple[Document, list[Document]]:
    name = sheet["name"]
    if sheet["hidden"]:
        message = f"工作表“{shown(name)}”是隐藏的，没有读取。"
        job.problems.add("hidden", (name, None), message, "如需导入请先取消隐藏。")
        return drawn(sheet, [], [], set()), []
    _warn_of_sheet(sheet, job.problems)
    grid = fill(sheet["rows"], sheet["merges"])
    head, side = decisions.arrangement(name, len(grid), job.decided)
    merges = sheet["merges"]
    found = tables.reconstruct(name, grid, merges, job.matcher.is_area, head=head, side=side)
    totals: set[int] = set()
    parts = [_table(table, grid, job, totals) for table in found]
    return drawn(sheet, grid, found, totals), parts


def _warn_of_sheet(sheet: Document, problems: Problems) -> None:
    name = sheet["name"]
    if hidden := conflicts.mask_personal(sheet["rows"]):
        message = f"有{hidden}个单元格疑似身份证号或手机号，已隐去，不会保存。"
        problems.add("personal", (name, None), message, "请删去含个人信息的列。")
    if conflicts.overlap(sheet["merges"]):
        problems.add("merge", (name, None), "有合并单元格互相重叠。", "请核对表头是否读对。")


def _table(table: Table, grid: Grid, job: _Job, totals: set[int]) -> Document:
    named = (job.matcher.named_area(text) for text in (table.title, table.sheet, job.file))
    within = next((area for area in named if area), None)
    decisions.units(table, job.decided)
    rows = observe.resolve(table, grid, job.matcher, within)
    totals |= {r for r, row in zip(table.body, rows, strict=False) if row.kind == "total"}
    _former(table, rows, job)
    columns = [_column(table, column) for column in table.columns]
    cells, known, usable = _checked(table, grid, rows, columns, job, within=within)
    undated.tell(table, grid, job.problems)
    return {
        "sheet": table.sheet,
        "title": table.title,
        "range": _extent(table),
        "header_rows": [r + 1 for r in table.header],
        "orientation": table.orientation,
        "notes": table.notes,
        "areas_known": known,
        "columns": columns,
        "observations": cells,
        "usable": usable,
    }


def _checked(
    table: Table,
    grid: Grid,
    rows: list[Row],
    columns: list[Document],
    job: _Job,
    *,
    within: str | None,
) -> tuple[Sequence[Document], int, int]:
    """Return a table's checked observations, how many places they name and how many are usable."""
    if isinstance(grid, list):
        read = observe.observations
        cells = list(read(table, grid, rows, job.matcher, readings=job.readings, within=within))
        check, count = checks.check, checks.counts
    else:
        from indicators.spreadsheet import check_columns, observe_columns  # noqa: PLC0415 - as above

        read = observe_columns.observed
        cells = read(table, grid, rows, job.matcher, reader=job.readings, within=within)
        check, count = check_columns.check, check_columns.counts
    check(
        table.sheet,
        cells,
        columns,
        job.matcher,
        job.problems,
        readings=job.readings,
        rows_are_items=table.rows_are_items,
        heads=tables.heads(table),
        names=tables.names(table, grid),
    )
    return cells, *count(cells)


def _former(table: Table, rows: list[observe.Row], job: _Job) -> None:
    """Say of districts that are no more what becomes of their figures."""
    gone = job.matcher.catalogue.former
    for r, row in zip(table.body, rows, strict=False):
        if one := gone.get(row.area or ""):
            into = job.matcher.catalogue.areas[one.successor].name
            job.problems.add(
                "former",
                (table.sheet, reference(r, table.roles.get("label", 0))),
                f"“{row.label}”已于{one.year}年并入{into}，按旧区单独保存。",
                "不会与现在的各区比较；如应算作新区，请在表里改名。",
            )


def _column(table: Table, column: tables.Column) -> Document:
    return {
        "column": column_letters(column.index),
        "label": column.label,
        "item": decisions.heading(column.label, tables.subject(table)),
        "unit": column.unit,
        "period": column.period
        or (None if table.orientation == "long" or column.undated else table.period),
        "indicator": column.indicator,
        "match": column.match,
    }


def _extent(table: Table) -> str:
    places = [column.index for column in table.columns] + list(table.roles.values())
    places += table.parents
    return span(table.header[0], min(places), table.body[-1], max(places))
