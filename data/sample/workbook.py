"""A bureau's sheets in openpyxl: titles, headers, bordered cells, notes, and unchanging bytes."""

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

Value = float | str | None

NOTE = "注：1.示例数据，数值为虚构，不代表任何地区。"
_SAVED = datetime(2025, 1, 15, 9, 0)  # noqa: DTZ001 - a workbook stores no time zone
_GRID = Border(*[Side("thin")] * 4)
_CENTRE = Alignment("center", "center", wrap_text=True)
_LEFT = Alignment("left", "center", wrap_text=True)


def new() -> Workbook:
    """Return a workbook without sheets, with the bureau as its author and a fixed date."""
    book = Workbook()
    book.remove(book.active)
    book.properties.creator = book.properties.lastModifiedBy = "示例市委组织部"
    book.properties.created = _SAVED
    return book


def put(sheet: Worksheet, row: int, at: int, value: Value, *, bold: bool = False) -> None:
    """Write one bordered cell."""
    cell = sheet.cell(row, at, value)
    cell.font, cell.alignment, cell.border = Font(bold=bold), _CENTRE, _GRID


def line(
    sheet: Worksheet, row: int, values: Iterable[Value], *, at: int = 1, bold: bool = False
) -> None:
    """Write bordered cells from a column on."""
    for column, value in enumerate(values, start=at):
        put(sheet, row, column, value, bold=bold)


def banner(sheet: Worksheet, row: int, text: str, width: int, size: int = 11) -> None:
    """Write a line over the whole width; a large one is the title."""
    span(sheet, (row, 1), (row, width))
    sheet.cell(row, 1, text).font = Font(size=size, bold=size > 14)
    sheet.cell(row, 1).alignment = _CENTRE
    sheet.row_dimensions[row].height = 32 if size > 14 else 20


def notes(sheet: Worksheet, row: int, texts: Iterable[str], width: int) -> None:
    """Write the notes under a table, the first of which says that the figures are invented."""
    for at, text in enumerate((NOTE, *texts), start=row):
        banner(sheet, at, text, width, 10)
        sheet.cell(at, 1).alignment = _LEFT


def span(sheet: Worksheet, first: tuple[int, int], last: tuple[int, int]) -> None:
    """Merge the cells from the first to the last (row, column)."""
    (top, left), (bottom, right) = first, last
    if first != last:
        sheet.merge_cells(start_row=top, end_row=bottom, start_column=left, end_column=right)


def widths(sheet: Worksheet, sizes: Iterable[float]) -> None:
    """Set the widths of the columns from the first on."""
    for at, size in enumerate(sizes, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = size


def groups(labels: list[str], start: int) -> list[tuple[int, int]]:
    """Return the first and last sheet column of each run of equal labels."""
    starts = [at for at, label in enumerate(labels) if at == 0 or labels[at - 1] != label]
    ends = [*starts[1:], len(labels)]
    return [(a + start, b + start - 1) for a, b in zip(starts, ends, strict=True)]


def content(book: Workbook) -> bytes:
    """Return the file: fixed dates, uncompressed, so that equal content is equal bytes."""
    raw, target = io.BytesIO(), io.BytesIO()
    book.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            part = source.read(name)
            if name == "docProps/core.xml":
                part = _fix_modified(part)
            archive.writestr(zipfile.ZipInfo(name, _SAVED.timetuple()[:6]), part)
    return target.getvalue()


def _fix_modified(core: bytes) -> bytes:
    """Replace the moment of saving, which openpyxl writes whatever was set."""
    head, _, rest = core.partition(b"<dcterms:modified")
    attributes, _, tail = rest.partition(b">")
    after = tail.partition(b"</dcterms:modified>")[2]
    moment = f"{_SAVED:%Y-%m-%dT%H:%M:%SZ}".encode()
    return head + b"<dcterms:modified" + attributes + b">" + moment + b"</dcterms:modified>" + after
