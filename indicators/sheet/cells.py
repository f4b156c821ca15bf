"""What is said in and about one cell: its state, its mark, its arrow and its tooltip."""

import math
import unicodedata
from typing import Any

MARKS = {"warning": "!", "unreadable": "×"}
PASSED = {"total", "part"}
DECIMALS = 6

Record = dict[str, Any]


def plain(text: str) -> str:
    """Bring a printed text to half-width without spaces, for comparing only."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def number(value: float) -> str:
    """Write a number as people do: no exponent, no trailing zeros, at most six decimals."""
    if value and abs(value) < 10**-DECIMALS:
        return f"{value:.3g}"
    text = f"{value:.{DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def read_as(observation: Record) -> str:
    """Write what an observation will be stored as: bounds × factor, with the bound's own sign."""
    low, high = (_scaled(observation, end) for end in ("lo", "hi"))
    if low is None or high is None:
        return _bound(observation, low, high)
    return number(low) if low == high else f"{number(low)}–{number(high)}"


def _scaled(observation: Record, end: str) -> float | None:
    value, factor = observation.get(end), observation.get("factor")
    return None if value is None else value * (1 if factor is None else factor)


def _bound(observation: Record, low: float | None, high: float | None) -> str:
    if low is not None:
        return (">" if observation.get("lo_open") else "≥") + number(low)
    if high is not None:
        return ("<" if observation.get("hi_open") else "≤") + number(high)
    return ""


def converted(observation: Record) -> bool:
    """Tell whether the stored number differs from the printed one by more than its dress."""
    printed, stored = plain(observation.get("raw") or ""), read_as(observation)
    bare = printed.replace(",", "").removesuffix(plain(observation.get("unit") or ""))
    if not stored or plain(stored) in {printed, bare, bare.removesuffix("%")}:
        return False
    try:
        same = math.isclose(float(bare.removesuffix("%")), float(stored), rel_tol=1e-9)
    except ValueError:
        return True
    return not same


def passed_over(observation: Record | None) -> bool:
    """Tell whether a cell belongs to a subtotal, a total or a part, which is never a place."""
    return observation is not None and observation.get("row_kind") in PASSED


def state(observation: Record | None, problems: list[Record]) -> str:
    """Name the drawing state of a cell, the most urgent first."""
    if observation and observation["state"] == "unreadable":
        return "unreadable"
    if problems:
        return "warning"
    if observation and observation["state"] == "missing":
        return "missing"
    return "converted" if observation and converted(observation) else "plain"


def arrow(observation: Record | None) -> str:
    """Write the small text after the arrow: the stored number, 缺数, or nothing."""
    if observation is None or observation["state"] == "unreadable":
        return ""
    if observation["state"] == "missing":
        return "缺数"
    return read_as(observation) if converted(observation) else ""


def tooltip(
    reference: str, text: str, observation: Record | None, problems: list[Record], name: str
) -> str:
    """Write the lines a reader sees when resting on a cell: where, what, how read, why."""
    lines = [f"{reference}：{text.strip() or '空白'}"]
    if observation:
        lines += [_context(observation, name), _reading(observation)]
    lines += [_complaint(problem) for problem in problems]
    return "\n".join(line for line in lines if line)


def _context(observation: Record, name: str) -> str:
    shown = name or observation.get("column_label")
    parts = [observation.get("row_label"), shown, observation.get("period") or "年份未注明"]
    return "，".join(part for part in parts if part)


def _reading(observation: Record) -> str:
    if passed_over(observation):
        return "小计、合计或其中项，不当作地区写入"
    if observation["state"] == "missing":
        return f"按缺数写入：{observation.get('reason') or '没有数'}"
    if observation["state"] == "unreadable":
        return f"读不出数，按缺数写入：{observation.get('reason') or '不是数'}"
    return f"读作{read_as(observation)}{_scaling(observation)}"


def _scaling(observation: Record) -> str:
    factor, unit = observation.get("factor"), observation.get("unit") or ""
    if factor is None and unit and observation.get("indicator"):
        return f"，原单位{unit}不能换算"
    if factor in (None, 1):
        return f"，单位{unit}" if unit else ""
    return f"，由原单位{unit}乘以{number(factor)}换算"


def _complaint(problem: Record) -> str:
    parts = [problem.get("message"), problem.get("next_step")]
    return "。".join(part.rstrip("。") for part in parts if part)
