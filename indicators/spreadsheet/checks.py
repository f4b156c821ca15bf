"""What needs the analyst's eye in a read document, each with cell, cause and next step."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from indicators.spreadsheet import labels, observe
from indicators.spreadsheet.matching import Matcher

MOST = 200
PER_KIND = 30
_SHOWN = 40
_PERSONAL = re.compile(r"(?<!\d)(?:[1-9]\d{16}[\dXx]|1[3-9]\d{9})(?!\d)")
MASK = "（个人信息，已隐去）"

Cell = dict[str, Any]


@dataclass(slots=True)
class Problems:
    """Collects problems; each kind is told at most PER_KIND times, the rest is counted."""

    found: list[dict[str, str | None]] = field(default_factory=list)
    told: Counter[str] = field(default_factory=Counter)

    def add(
        self,
        kind: str,
        sheet: str,
        cell: str | None,
        message: str,
        next_step: str,
        *,
        error: bool = False,
    ) -> None:
        """Record one problem; `kind` groups those that are cut together."""
        self.told[kind] += 1
        if self.told[kind] <= PER_KIND:
            severity = "error" if error else "warning"
            self.found.append(
                {
                    "severity": severity,
                    "sheet": sheet,
                    "cell": cell,
                    "message": message,
                    "next_step": next_step,
                }
            )

    def closed(self) -> list[dict[str, str | None]]:
        """Return the problems, errors first, cut to MOST with a line saying how many more."""
        ordered = sorted(self.found, key=lambda problem: problem["severity"] != "error")
        more = sum(self.told.values()) - min(len(ordered), MOST - 1)
        if more <= 0 or (len(ordered) <= MOST and more == 0):
            return ordered
        last = {
            "severity": "warning",
            "sheet": None,
            "cell": None,
            "message": f"还有{more}个同类问题没有列出。",
            "next_step": "请先处理已列出的问题再上传。",
        }
        return [*ordered[: MOST - 1], last]


def check(
    sheet: str,
    cells: list[Cell],
    columns: list[dict[str, Any]],
    rows_are_items: bool,
    matcher: Matcher,
    found: Problems,
) -> None:
    """Check one table's observations and its columns' matches."""
    _close_columns(sheet, columns, found)
    _unknown_items(sheet, cells, "row_label" if rows_are_items else "column_label", found)
    _unknown_rows(sheet, cells, rows_are_items, matcher, found)
    series: dict[tuple[str | None, str | None], list[Cell]] = defaultdict(list)
    for cell in cells:
        if cell["state"] == "unreadable":
            found.add(
                "unreadable",
                sheet,
                cell["cell"],
                f"“{shown(cell['raw'])}”读不成数值：{cell['reason']}。",
                "请改成数字，或留空表示缺报。",
            )
        elif cell["reason"] == "公式错误":
            found.add(
                "formula",
                sheet,
                cell["cell"],
                f"公式出错（{shown(cell['raw'])}），按缺报处理。",
                "请在原表中修正公式后再上传。",
            )
        elif cell["state"] == "value" and cell["indicator"]:
            _check_value(sheet, cell, matcher, found)
            if cell["row_kind"] == "area" and cell["factor"] is not None:
                series[cell["indicator"], cell["period"]].append(cell)
    for group in series.values():
        _jumps(sheet, group, found)


def shown(text: str) -> str:
    """Return a printed text short enough and plain enough for a message."""
    plain = "".join(character if character.isprintable() else " " for character in text)
    return plain if len(plain) <= _SHOWN else plain[:_SHOWN] + "…"


def _close_columns(sheet: str, columns: list[dict[str, Any]], found: Problems) -> None:
    for column in columns:
        if column["match"] == "fuzzy":
            found.add(
                "fuzzy",
                sheet,
                column["column"],
                f"列“{shown('/'.join(column['label']))}”按相近名称对应到指标，请核对。",
                "如不对，请改列名或在目录中补充别名。",
            )


def _unknown_items(sheet: str, cells: list[Cell], label: str, found: Problems) -> None:
    first: dict[str, Cell] = {}
    for cell in cells:
        if cell["indicator"] is None:
            first.setdefault(cell[label], cell)
    for text, cell in first.items():
        found.add(
            "indicator",
            sheet,
            cell["cell"],
            f"指标“{shown(text) or '（无表头）'}”不在目录中，不会导入。",
            "请对应到已有指标，或新增指标。",
        )


def _unknown_rows(
    sheet: str, cells: list[Cell], rows_are_items: bool, matcher: Matcher, found: Problems
) -> None:
    first: dict[str, Cell] = {}
    for cell in cells:
        if cell["area"] is None and cell["row_kind"] == "unknown":
            label = "" if rows_are_items else cell["row_label"]
            first.setdefault("" if labels.is_period(label) else label, cell)
    if "" in first:
        found.add(
            "place",
            sheet,
            first.pop("")["cell"],
            "这些行没有写明是哪个地区。",
            "请在表头或标题中写明地区。",
        )
    for n, (label, cell) in enumerate(first.items()):
        close = matcher.close_area(label) if label and n < PER_KIND else None
        hint = f"是否为“{close}”？" if close else ""
        found.add(
            "area",
            sheet,
            cell["cell"],
            f"行“{shown(label) or '（无名称）'}”没有对应的地区。{hint}",
            "请改成全称（如“××市××区”），或在目录中新增该地区。",
        )


def _check_value(sheet: str, cell: Cell, matcher: Matcher, found: Problems) -> None:
    indicator = matcher.catalogue.indicators[cell["indicator"]]
    where = (sheet, cell["cell"])
    raw = shown(cell["raw"])
    if cell["factor"] is None:
        found.add(
            "unit",
            *where,
            f"单位“{shown(cell['unit'] or '')}”不能换算为“{indicator.unit}”。",
            "请核对单位，或改用目录中的单位。",
        )
        return
    low, high = observe.scaled(cell, "lo"), observe.scaled(cell, "hi")
    too_low = low is not None and indicator.plausible_min is not None
    too_high = high is not None and indicator.plausible_max is not None
    if (too_low and low < indicator.plausible_min) or (too_high and high > indicator.plausible_max):
        found.add(
            "range",
            *where,
            f"“{raw}”超出{indicator.name}的合理范围"
            f"（{_plain(indicator.plausible_min)}—{_plain(indicator.plausible_max)}{indicator.unit}）。",
            "请核对数值和单位是否写错。",
        )
    if observe.is_rescaled(cell):
        found.add(
            "rescaled",
            *where,
            f"单位已是“{cell['unit']}”，单元格又写“{raw}”，按{_plain(cell['lo'])}{cell['unit']}读取。",
            "请核对是否重复写了万。",
        )


def _plain(value: float | None) -> str:
    return "不限" if value is None else f"{value:.15g}"


def _jumps(sheet: str, group: list[Cell], found: Problems) -> None:
    """Name a value ten times its nearest neighbour in the column, among at least four."""
    values = sorted(
        ((observe.scaled(cell, "lo"), cell) for cell in group if cell["lo"] and cell["lo"] > 0),
        key=lambda pair: pair[0],
    )
    if len(values) < 4:
        return
    middle = median(value for value, _ in values)
    (smallest, low), (second, _) = values[:2]
    (last, _), (largest, high) = values[-2:]
    for cell, jumps in ((low, smallest * 10 <= second), (high, last * 10 <= largest)):
        if jumps:
            found.add(
                "jump",
                sheet,
                cell["cell"],
                f"“{shown(cell['raw'])}”与同列其他数值相差10倍以上（中位数约{middle:.4g}）。",
                "请核对是否多写或少写了零，或单位不同。",
            )


def duplicates(tables: Iterable[tuple[str, list[Cell]]], found: Problems) -> None:
    """Name two cells that give different values for one key inside one file."""
    seen: dict[tuple[Any, ...], tuple[str, Cell]] = {}
    for sheet, cell in _keyed(tables):
        key = (*(cell[part] for part in _KEY), cell["nature"] or observe.NATURES[0])
        before = seen.setdefault(key, (sheet, cell))
        if before[1] is not cell and observe.value(before[1]) != observe.value(cell):
            other, raw = before[1], shown(cell["raw"])
            place = f"{before[0]}!{other['cell']}" if before[0] != sheet else other["cell"]
            found.add(
                "duplicate",
                sheet,
                cell["cell"],
                f"与{place}是同一地区、同一指标、同一期，数值却不同"
                f"（{shown(other['raw'])}，{raw}）。",
                "请保留一个，或写明口径、来源加以区分。",
                error=True,
            )


_KEY = ("indicator", "area", "period", "scope", "source", "section")


def _keyed(tables: Iterable[tuple[str, list[Cell]]]) -> Iterator[tuple[str, Cell]]:
    for sheet, cells in tables:
        for cell in cells:
            if cell["indicator"] and cell["area"] and cell["state"] == "value":
                yield sheet, cell


def mask_personal(rows: list[list[str]]) -> int:
    """Hide cells that look like an identity-card or mobile number; return how many."""
    hidden = 0
    for row in rows:
        for c, text in enumerate(row):
            if len(text) >= 11 and _PERSONAL.search(text):
                row[c] = MASK
                hidden += 1
    return hidden


def overlap(merges: list[list[int]]) -> bool:
    """Tell whether two merged ranges share a cell; only the first few hundred are compared."""
    some = merges[:300]
    return any(
        a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]
        for n, a in enumerate(some)
        for b in some[:n]
    )
