"""What the mapping row says above each column, and how wide a column has to be."""

import math
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from indicators.sheet.cells import passed_over, plain
from indicators.sheet.grid import Grid, letter, spot

NARROWEST, WIDEST = 44, 190
TYPE, SMALL, PADDING, LONG_NAME, ONE_LINE = 14, 12.5, 14, 8, 7
LONG_FORM = (
    *("地区", "指标", "期间", "年份", "时间", "数值", "单位", "性质", "口径"),
    *("来源", "章节", "原文", "可信度", "备注"),
)
PARENT = re.compile(r"(省|市|区|县|街道|镇|乡|上级|所属)")
NUMBER = re.compile(r"[\d.,%+-]+")

Record = dict[str, Any]
Mapping = dict[str, str | bool | None]


def ems(text: str) -> float:
    """Estimate the width of a text in ems of its own size; wide characters count one."""
    wide = sum(unicodedata.east_asian_width(character) in "WFA" for character in text)
    return wide + 0.58 * (len(text) - wide)


def folded(text: str, size: float) -> float:
    """Estimate the pixels a text needs when it may take two lines; short ones stay on one."""
    length = ems(text)
    return size * (length if length <= ONE_LINE else math.ceil(length / 2 + 0.2))


def width(cells: Iterable[Record], mapping: str) -> int:
    """Pixels of a column from its longest text, between 44 and 190; spanning cells do not count."""
    needs = [folded(mapping, SMALL) + 12]
    needs += [_need(cell) for cell in cells if cell.get("columns", 1) == 1]
    return round(min(max(NARROWEST, *needs), WIDEST))


def _need(cell: Record) -> float:
    if cell["region"] in {"header", "unit"}:
        return PADDING + folded(cell["text"], TYPE)
    marked = ems(cell.get("mark", "")) * TYPE + 3 * bool(cell.get("mark"))
    arrow = cell.get("arrow", "")
    return PADDING + ems(cell["text"]) * TYPE + marked + (ems(arrow) * 12 + 17) * bool(arrow)


def mapping(grid: Grid, column: int, tables: list[Record], names: dict[str, str]) -> Mapping:
    """Say what a column was read as.

    Keys: `kind` (indicator, guess, area, ask, skip), `text` as drawn, `title` for resting on
    it, `indicator` (code or None), `unit` (as printed or decided) and `values` (whether it holds
    numbers that could be imported).
    """
    entries = [entry for table in tables if (entry := _entry(table, column))]
    if not entries:
        role = _role(grid, column, tables)
        return _said("area", f"✓{role}") if role else _said("skip", "不导入")
    return {**_values(entries, names), "unit": entries[0].get("unit") or ""}


def sided(grid: Grid, column: int) -> str:
    """Tell how a column's words are set: long names read better from the left."""
    texts = [grid.text((row, column)) for row in _rows(grid, "data")]
    return "left" if max(map(ems, texts), default=0) > LONG_NAME else "center"


def _entry(table: Record, column: int) -> Record | None:
    own = [seen for seen in table["observations"] if (spot(seen["cell"]) or (0, -1))[1] == column]
    found = [entry for entry in table["columns"] if entry["column"] == letter(column)]
    kept = {"observations": own, "orientation": table["orientation"]}
    return {**found[0], **kept} if found and own else None


def _values(entries: list[Record], names: dict[str, str]) -> Mapping:
    seen = [one for entry in entries for one in entry["observations"] if not passed_over(one)]
    label = "/".join(entries[0]["label"])
    values = any(one["state"] == "value" for one in seen)
    codes = _codes(entries, seen)
    if not codes:
        return _said("ask", "?选一个指标…", label, values) if values else _said("skip", "不导入")
    return _named(codes, label, names, entries, seen)


def _codes(entries: list[Record], seen: list[Record]) -> list[str]:
    """List a column's indicators: its own, or its rows' when rows carry the indicators."""
    found = [entry["indicator"] for entry in entries] + [one.get("indicator") for one in seen]
    return list(dict.fromkeys(code for code in found if code))


def _named(
    codes: list[str], label: str, names: dict[str, str], entries: list[Record], seen: list[Record]
) -> Mapping:
    areas = {one.get("area") for one in seen}
    across = entries[0]["orientation"] == "columns"
    if across and len(areas) == 1 and (area := areas.pop()):
        return _said("area", f"✓{names.get(area, label)}", label)
    more = f"等{len(codes)}项" if len(codes) > 1 else ""
    text, code = names.get(codes[0], label) + more, codes[0] if len(codes) == 1 else None
    if any(entry.get("match") == "fuzzy" for entry in entries):
        return {**_said("guess", f"?像是{text}", label, values=True), "indicator": code}
    return {**_said("indicator", f"✓{text}", label, values=True), "indicator": code}


def _said(kind: str, text: str, label: str = "", values: bool = False) -> Mapping:
    title = f"{label}：{text}" if label else text
    found = {"kind": kind, "text": text, "title": title, "indicator": None, "unit": ""}
    return {**found, "values": values}


def _role(grid: Grid, column: int, tables: list[Record]) -> str:
    heads = {plain(grid.text((row, column))) for row in _rows(grid, "header")}
    if any(table["orientation"] == "long" for table in tables):
        return next((word for word in LONG_FORM if word in heads), "")
    labels = {
        place[0]: plain(one.get("row_label") or "")
        for table in tables
        for one in table["observations"]
        if (place := spot(one["cell"]))
    }
    if _holds(grid, column, labels):
        across = any(table["orientation"] == "columns" for table in tables)
        return "指标" if across else "地区"
    texts = {plain(grid.text((row, column))) for row in _rows(grid, "data")} - {""}
    worded = texts and not any(NUMBER.fullmatch(text) for text in texts)
    return "上级地区" if worded and any(PARENT.search(head) for head in heads) else ""


def _holds(grid: Grid, column: int, labels: dict[int, str]) -> bool:
    """Tell whether a column is where most row labels were read from."""
    texts = [(plain(grid.text((row, column))), label) for row, label in labels.items() if label]
    found = [text for text, label in texts if text and label.endswith(text)]
    return bool(texts) and len(found) * 2 > len(texts)


def _rows(grid: Grid, region: str) -> list[int]:
    return [row for row, name in enumerate(grid.regions) if name == region]
