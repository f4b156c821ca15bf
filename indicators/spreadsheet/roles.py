"""Which column of a table plays which part: label, numbering, period, unit or remark."""

import re
from collections.abc import Callable

from indicators.spreadsheet import dates, labels
from indicators.spreadsheet.labels import clean
from indicators.spreadsheet.rows import ITEMS, NAMES, Grid, looks_value

_SERIAL = re.compile(r"序号|编号|序列|行次|No\.?|NO\.?|代码|编码|#")
_PERIOD = re.compile(r"年份|年度|时间|期间|日期|月份|季度|年|月|统计时间|报告期|year|Year|date")
_YEAR_PARTS = {"月份": "month", "月": "month", "季度": "quarter"}
_REMARK = re.compile(r"备注|说明|附注")
_UNIT_HEAD = re.compile(r"(?:计量)?单位")
_SAMPLE = 60

Is = Callable[[str], bool]


def assign(
    grid: Grid, body: list[int], paths: list[list[str]], is_area: Is
) -> tuple[dict[str, int], list[int]]:
    """Return which columns are labels, numbering, periods, units and remarks, and the parents.

    Parents are label columns to the left of the last one. Behind the first data column only
    columns of periods and remarks are looked for.
    """
    heads = ["".join(path) for path in paths]
    columns = [[clean(grid[r][c]) for r in body[:_SAMPLE]] for c in range(len(paths))]
    roles: dict[str, int] = {}
    parents: list[int] = []
    ended = False
    for c, (head, cells) in enumerate(zip(heads, columns, strict=True)):
        if ended and not _PERIOD.fullmatch(head):
            continue
        role = _role(head, cells, roles, is_area)
        if role == "label" and "label" in roles:
            parents.append(roles["label"])
        ended = ended or (role is None and "label" in roles and c > roles["label"] + 2)
        if role:
            roles[role] = c
    if "label" not in roles and "period" in roles:
        roles["label"] = roles["period"]
    remark = next((c for c, head in enumerate(heads) if _REMARK.fullmatch(head)), None)
    if remark is not None and remark != roles.get("label"):
        roles["note"] = remark
    return roles, parents


def _role(head: str, cells: list[str], roles: dict[str, int], is_area: Is) -> str | None:
    filled = [text for text in cells if text]
    words = sum(not looks_value(text) and not labels.is_period(text) for text in filled)
    dated = _PERIOD.fullmatch(head) is not None
    periods = sum(_is_dated(text) if dated else labels.is_period(text) for text in filled)
    wordy = bool(filled) and 2 * words > len(filled)
    if dated and "period" in roles and (part := _YEAR_PARTS.get(head)):
        return part if part not in roles and _are_parts(filled, part) else None
    if dated or (not head and filled and periods == len(filled)):
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


def _is_dated(text: str) -> bool:
    """Tell whether a text in a column of periods names one, be it without a code."""
    return dates.dated(text, "2000") is not None or dates.doubt(text) is not None


def _are_parts(filled: list[str], part: str) -> bool:
    most = {"month": 12, "quarter": 4}[part]
    return all(
        dates.is_part(text) or (text.isdigit() and 1 <= int(text[:3]) <= most) for text in filled
    )


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
