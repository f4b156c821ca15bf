"""A file understood and nothing written: its tables, observations, problems and a verdict."""

from pathlib import Path
from typing import Any

from indicators import catalogue as catalogues
from indicators.catalogue import Catalogue
from indicators.spreadsheet import checks, layout, limits, observe, sandbox, tables
from indicators.spreadsheet.biff import reference
from indicators.spreadsheet.checks import Problems
from indicators.spreadsheet.matching import Matcher
from indicators.spreadsheet.tables import Table

SHOWN_ROWS = 300
NAME_CHARACTERS = 80

Document = dict[str, Any]


def preview(
    data: bytes | str | Path, name: str | None = None, catalogue: Catalogue | None = None
) -> Document:
    """Return the preview document of a file's bytes, or of the file at a path.

    Never raises for a bad file: the verdict is then "refuse" and `message` says why in Chinese.
    """
    if not isinstance(data, bytes):
        path = Path(data)
        name = name or path.name
        try:
            data = _bytes_of(path)
        except OSError:
            return _refused(name, None, "文件打不开。", "请确认文件存在并且可以读取。")
    name = safe_name(name or "")
    found = sandbox.read(data)
    if "sheets" not in found:
        return _refused(name, _kind(data), str(found["message"]), str(found["next_step"]))
    return _understood(name, found, Matcher(catalogue or catalogues.load()))


def _bytes_of(path: Path) -> bytes:
    """Read at most one byte more than is allowed, so that a huge file costs nothing."""
    with path.open("rb") as file:
        return file.read(limits.UPLOAD_BYTES + 1)


def safe_name(name: str) -> str:
    """Return a file name without folders, control or direction marks, at most 80 characters."""
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    plain = "".join(character for character in last if character.isprintable()).strip()
    plain = plain or "未命名"
    if len(plain) <= NAME_CHARACTERS:
        return plain
    suffix = Path(plain).suffix[:8]
    return plain[: NAME_CHARACTERS - len(suffix) - 1] + "…" + suffix


def _kind(data: bytes) -> str | None:
    if data.startswith(b"PK\x03\x04"):
        return "xlsx"
    return "xls" if data.startswith(b"\xd0\xcf\x11\xe0") else None


def _refused(name: str, kind: str | None, message: str, next_step: str) -> Document:
    problem = {
        "severity": "error",
        "sheet": None,
        "cell": None,
        "message": message,
        "next_step": next_step,
    }
    return {
        "file": name,
        "format": kind,
        "encoding": None,
        "verdict": "refuse",
        "message": message + next_step,
        "problems": [problem],
        "tables": [],
        "sheets": [],
    }


def _understood(name: str, found: Document, matcher: Matcher) -> Document:
    problems = Problems()
    for message in found["problems"]:
        problems.add("file", "", None, message, "请核对。")
    read = [_sheet(sheet, name, matcher, problems) for sheet in found["sheets"]]
    parts = [table for _, of_sheet in read for table in of_sheet]
    if not parts:
        refused = _refused(
            name,
            found["format"],
            "没有找到表格：需要至少一行表头和一行数据。",
            "请确认工作表里有表头和数值后再上传。",
        )
        return refused | {"encoding": found["encoding"], "sheets": [sheet for sheet, _ in read]}
    checks.duplicates(((part["sheet"], part["observations"]) for part in parts), problems)
    told = problems.closed()
    return {
        "file": name,
        "format": found["format"],
        "encoding": found["encoding"],
        "verdict": "warn" if told else "accept",
        "message": _message(parts, len(told)),
        "problems": told,
        "tables": parts,
        "sheets": [sheet for sheet, _ in read],
    }


def _message(parts: list[Document], problems: int) -> str:
    cells = sum(len(part["observations"]) for part in parts)
    usable = sum(
        1
        for part in parts
        for cell in part["observations"]
        if cell["state"] == "value" and cell["area"] and cell["indicator"]
    )
    tail = f"有{problems}处需要核对。" if problems else "没有发现问题。"
    return f"识别出{len(parts)}张表、{cells}个单元格，其中{usable}个可以导入；{tail}"


def _sheet(
    sheet: Document, file: str, matcher: Matcher, problems: Problems
) -> tuple[Document, list[Document]]:
    name = sheet["name"]
    if sheet["hidden"]:
        problems.add(
            "hidden",
            name,
            None,
            f"工作表“{checks.shown(name)}”是隐藏的，没有读取。",
            "如需导入请先取消隐藏。",
        )
        return _drawn(sheet, [], {}), []
    if hidden := checks.mask_personal(sheet["rows"]):
        problems.add(
            "personal",
            name,
            None,
            f"有{hidden}个单元格疑似身份证号或手机号，已隐去，不会保存。",
            "请删去含个人信息的列。",
        )
    if checks.overlap(sheet["merges"]):
        problems.add("merge", name, None, "有合并单元格互相重叠。", "请核对表头是否读对。")
    grid = layout.fill(sheet["rows"], sheet["merges"])
    found = tables.reconstruct(name, grid, sheet["merges"], matcher.is_area) if grid else []
    kinds: dict[int, str] = {}
    parts = [_table(table, grid, file, matcher, problems, kinds) for table in found]
    return _drawn(sheet, grid, observe.regions(grid, found, kinds)), parts


def _drawn(sheet: Document, grid: list[list[str]], regions: dict[str, str]) -> Document:
    del grid
    return {
        "name": sheet["name"],
        "rows": sheet["rows"][:SHOWN_ROWS],
        "merges": [_range(*merge) for merge in sheet["merges"]],
        "regions": {row: what for row, what in regions.items() if int(row) <= SHOWN_ROWS},
        "hidden": sheet["hidden"],
    }


def _range(top: int, left: int, bottom: int, right: int) -> str:
    return f"{reference(top, left)}:{reference(bottom, right)}"


def _table(
    table: Table,
    grid: list[list[str]],
    file: str,
    matcher: Matcher,
    problems: Problems,
    kinds: dict[int, str],
) -> Document:
    within = next(
        (area for text in (table.title, table.sheet, file) if (area := matcher.named_area(text))),
        None,
    )
    rows = observe.resolve(table, grid, matcher, within)
    cells = list(observe.observations(table, grid, rows, matcher, within))
    kinds |= {r: "total" for r, row in zip(table.body, rows, strict=False) if row.kind == "total"}
    columns = [_column(table, column) for column in table.columns]
    checks.check(table.sheet, cells, columns, table.rows_are_items, matcher, problems)
    return {
        "sheet": table.sheet,
        "title": table.title,
        "range": _extent(table),
        "header_rows": [r + 1 for r in table.header],
        "orientation": table.orientation,
        "notes": table.notes,
        "areas_known": len({cell["area"] for cell in cells if cell["area"]}),
        "columns": columns,
        "observations": cells,
    }


def _column(table: Table, column: tables.Column) -> Document:
    return {
        "column": reference(0, column.index)[:-1],
        "label": column.label,
        "unit": column.unit,
        "period": column.period or (None if table.orientation == "long" else table.period),
        "indicator": column.indicator,
        "match": column.match,
    }


def _extent(table: Table) -> str:
    places = [column.index for column in table.columns] + list(table.roles.values())
    places += table.parents
    return _range(table.header[0], min(places), table.body[-1], max(places))
