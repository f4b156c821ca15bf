"""The caps on what a reader has read: columns, cells and text."""

from collections.abc import Sequence
from typing import Any

from indicators.spreadsheet import limits
from indicators.spreadsheet.limits import RefusalError


def too_wide(columns: int) -> RefusalError:
    """Return the refusal of a sheet with this many columns."""
    return RefusalError(
        f"有{columns}列，超过上限{limits.COLUMNS}列。", "请删去数据区以外的列再上传。"
    )


def check_rows(filled: int) -> None:
    """Raise RefusalError when more rows than allowed have something in them."""
    if filled > limits.ROWS:
        raise RefusalError(f"有内容的行超过上限{limits.ROWS}行。", limits.SPLIT)


def check(sheets: list[dict[str, Any]]) -> None:
    """Raise RefusalError for sheets with nothing in them or past a cap, naming the cap."""
    if not any(sheet["rows"] for sheet in sheets):
        raise RefusalError(_nothing(sheets), "请确认要导入的工作表可见且有内容。")
    widths = [_width(sheet["rows"]) for sheet in sheets]
    if max(widths) > limits.COLUMNS:
        raise too_wide(max(widths))
    area = sum(width * len(sheet["rows"]) for width, sheet in zip(widths, sheets, strict=True))
    if area > limits.CELLS:
        raise RefusalError(f"表格区域有{area}个单元格，超过上限{limits.CELLS}个。", limits.SPLIT)
    if sum(map(_check_text, sheets)) > limits.TEXT_CHARACTERS:
        raise RefusalError(f"文字总量超过上限{limits.TEXT_CHARACTERS}字。", limits.SPLIT)


def _width(rows: Sequence[list[str]]) -> int:
    return max(map(len, rows), default=0) if isinstance(rows, list) else rows.widest()


def _check_text(sheet: dict[str, Any]) -> int:
    """Return how many characters a sheet holds; raises RefusalError for a cell past the cap."""
    rows, total = sheet["rows"], 0
    if not isinstance(rows, list):
        total, rows = rows.characters(), [*rows.head, *([text] for text in rows.texts.listed)]
    for row in rows:
        size = sum(map(len, row))
        total += size
        if size > limits.CELL_CHARACTERS and max(map(len, row)) > limits.CELL_CHARACTERS:
            raise RefusalError(
                f"工作表“{sheet['name']}”有单元格超过上限{limits.CELL_CHARACTERS}字。",
                "请删短该单元格后再上传。",
            )
    return total


def _nothing(sheets: list[dict[str, Any]]) -> str:
    hidden = "、".join(sheet["name"] for sheet in sheets if sheet["hidden"])
    return f"只有隐藏的工作表（{hidden[:60]}），未读取。" if hidden else "工作表里没有内容。"
