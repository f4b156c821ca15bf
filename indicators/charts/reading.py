"""How a row of the gap frame is read: its missing values, its words and its hover label."""

from collections import Counter
from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from indicators.charts.canvas import fold
from indicators.charts.palette import CAREFUL, INCOMPARABLE, stance

Row = Mapping[Hashable, Any]

GREYED = {
    "own_missing": "缺数",
    "no_reference": "无参照",
    "incomparable": "不可比",
}

RULES = {"规定标准": "规定", "目标值": "目标"}


def records(frame: pd.DataFrame) -> list[Row]:
    """Return the frame's rows in order, every missing value as None."""
    return frame.astype(object).where(frame.notna(), None).to_dict("records")


def said(row: Row, column: str, missing: str = "—") -> str:
    """Return the row's ready-made text, or `missing`."""
    words = row.get(column)
    return missing if words is None or words == "" else str(words)


def spoken(row: Row, who: str) -> str:
    """Return the text of one value with its unit, as ≥10万元/年."""
    words = said(row, f"{who}_text")
    return words if words == "—" else words + said(row, "unit", "")


def bounded(row: Row, who: str = "") -> list[float]:
    """Return the ends of a value that are numbers; `who` is its columns' prefix, as own_."""
    ends = (row.get(f"{who}{end}") for end in ("lo", "hi"))
    return [float(end) for end in ends if end is not None]


def is_rule(row: Row) -> bool:
    """Tell whether the value is a standard or a target rather than a place's own figure."""
    return said(row, "nature", "") in RULES


def notes(row: Row, *columns: str) -> str:
    """Return what these columns say, joined; nothing where all are empty."""
    return "，".join(filter(None, (said(row, column, "") for column in columns)))


def aside(row: Row, *columns: str) -> str:
    """Return the notes in brackets, as they follow a value."""
    words = notes(row, *columns)
    return f"（{words}）" if words else ""


def careful(row: Row) -> bool:
    """Tell whether the verdict holds only with care (慎比) and so is drawn more lightly."""
    return row["comparability"] == CAREFUL and stance(row) not in GREYED


def first_reason(row: Row) -> str:
    """Return the most important of the row's reasons, or nothing."""
    return said(row, "reasons", "").split("；")[0]


def verdict_words(row: Row) -> str:
    """Return the verdict in words, without its symbol."""
    kind = stance(row)
    if kind == "incomparable":
        return "：".join(filter(None, (GREYED[kind], first_reason(row))))
    return GREYED.get(kind) or said(row, "gap_text", "无法判定")


def usual_period(rows: list[Row]) -> str:
    """Return the period most own values have; only others need to be spelled out."""
    return Counter(said(row, "own_period_text", "") for row in rows).most_common(1)[0][0]


def unit_note(row: Row, usual: str) -> str:
    """Return what follows a name: 低为好, the unit, the own period where it is not the usual."""
    period = said(row, "own_period_text", "")
    better = "（低为好）" if row["direction"] == "lower" else " "
    return better + said(row, "unit", "") + (f"（{period}）" if period not in ("", usual) else "")


def reference_note(row: Row, usual: str) -> str:
    """Return the reference's period where it differs from the own one."""
    period = said(row, "reference_period_text", "")
    return "" if period == said(row, "own_period_text", usual) else period


def observation_key(row: Row, who: str) -> tuple[Any, Any]:
    """Return what a click on a value carries: indicator, and the record or records it is from.

    A missing own value is the cell that was left without one; a median is all it was made of.
    """
    number = row.get(f"{who}_observation")
    if number is None:
        number = row.get("missing_observation" if who == "own" else f"{who}_observations") or None
    return row["indicator"], whole(number)


def own_key(row: Row) -> tuple[Any, Any]:
    """Return what a click on the own value carries."""
    return observation_key(row, "own")


def reference_key(row: Row) -> tuple[Any, Any]:
    """Return what a click on the reference value carries."""
    return observation_key(row, "reference")


def pair_key(row: Row, *who: str) -> tuple[Any, Any]:
    """Return what a click on a verdict or a change carries: the records of the values compared."""
    numbers = [observation_key(row, name)[1] for name in who or ("own", "reference")]
    return row["indicator"], [number for number in numbers if number is not None] or None


def all_keys(rows: list[Row]) -> tuple[Any, Any]:
    """Return what a click on a count carries: the own records of the rows counted."""
    numbers = [own_key(row)[1] for row in rows]
    return None, [number for number in numbers if number is not None] or None


def whole(number: Any) -> Any:
    """Undo what missing neighbours do to a column of whole numbers: 105.0 is observation 105."""
    return int(number) if isinstance(number, float) else number


def hover(row: Row, own_name: str = "本地区") -> str:
    """Return the label that repeats a row in full: values, periods, sources, verdict, reasons."""
    lines = [
        f"<b>{fold(said(row, 'name', ''))}</b>",
        _value(row, "own", own_name),
        _value(row, "previous", "上期"),
        _value(row, "standard", said(row, "standard_name", "规定")),
        _value(row, "median", "参照中位"),
        _value(row, "reference", said(row, "reference_name", "参照")),
        fold(said(row, "change_text", "")),
        fold(_grounds(row)),
    ]
    return "<br>".join(line for line in lines if line)


def _value(row: Row, who: str, name: str) -> str:
    if spoken(row, who) == "—" and who != "own":
        return ""
    told = aside(row, f"{who}_period_text", f"{who}_nature", f"{who}_source")
    return fold(f"{name}：{spoken(row, who)}{told}")


def _grounds(row: Row) -> str:
    grade = said(row, "comparability", "")
    words = verdict_words(row).removeprefix(f"{INCOMPARABLE}：")
    reasons = said(row, "reasons", "")
    if grade in ("", INCOMPARABLE):
        return f"{grade}：{reasons}" if grade and reasons else words
    return f"{words}（{grade}{'：' if reasons else ''}{reasons}）"
