"""The words around figures: clean labels, the period they name, the unit they carry."""

import re

from indicators.spreadsheet import dates
from indicators.spreadsheet.spelling import clean

_UNIT_WORDS = re.compile(
    r"(?:[十百千万亿]{0,2}(?:元人民币|美元|元|人次|人|户|个|家|名|位|平方米|平方公里|㎡|m²|公顷|亩|吨|千克|公斤|立方米|台|座|张"
    r"|所|件|幢|栋|套|项|次|处|支|块|条|辆|天|小时|千瓦小时|册|份|场|期|届|周|月|岁|分|倍)"
    r"|[万亿千百]|[%％‰]|百分点|个百分点|百分比[%％]?|成|吨标准煤|万吨标准煤)",
)
_UNIT = re.compile(rf"{_UNIT_WORDS.pattern}(?:[/／·每]{{1,2}}[\u4e00-\u9fff㎡]{{1,6}}){{0,3}}")
_INLINE = re.compile(r"[(（\[【](?:计量)?(?:单位)?[:：]?([^()（）\[\]【】]{1,16})[)）\]】]$")
_MIDDLE = re.compile(r"(?<=[一-龥])[(（]([^()（）]{1,8})[)）](?=[一-龥])")
_NAMED_UNIT = re.compile(r"单位[:：]")
_PREAMBLE = re.compile(r"(?:计量)?单位[:：]([^;；。)）]{1,60})")
_LIST = re.compile(r"[、,，;；/／ ]+")
TOTALS = re.compile(
    r"(?:总|合|小|共|累)计(?:数|[(（].*[)）])?|总数|全部|合计数|平均(?:数|值)?|均值|.{0,6}(?:合计|小计|总计|平均)"
)
WHOLE = re.compile(r"[全本](?:国|省|市|区|县|州|街道|镇|乡|社区)(?:合计|总计|平均)?")
_PART = re.compile(r"(?:其中|#|＃)[:：]?")


def period(text: str, *, bare: bool = True) -> str | None:
    """Return the period a text names, such as 2024, 2024H1 or 2024-03; None when none or a span.

    `bare` also takes a lone or bracketed year without 年.
    """
    return dates.code(clean(text), bare=bare)


def is_period(text: str) -> bool:
    """Tell whether a label is nothing but a period: 2017, 2017年, 2024年上半年, 第一季度."""
    text = clean(text)
    return dates.is_whole(text) or dates.is_part(text)


def unit(text: str) -> str | None:
    """Return the unit a whole label is, with or without brackets: （万人） → 万人."""
    text = clean(text)
    found = _INLINE.fullmatch(text)
    inner = found[1] if found else text
    return inner if _UNIT.fullmatch(inner) else None


def split_unit(text: str) -> tuple[str, str | None]:
    """Return a clean label and the unit at its end: 人口（万人） → 人口, 万人."""
    text = clean(text)
    found = _INLINE.search(text)
    if found and (is_named_unit(found[0]) or _UNIT.fullmatch(found[1])):
        return text[: found.start()], found[1]
    if (found := _MIDDLE.search(text)) and _UNIT.fullmatch(found[1]):
        return text[: found.start()] + text[found.end() :], found[1]
    head, mark, tail = text.rpartition("_")
    return (head, tail) if mark and _UNIT.fullmatch(tail) else (text, None)


def is_named_unit(text: str) -> bool:
    """Tell whether a label announces its unit as one: 合计（单位：万人）."""
    return _NAMED_UNIT.search(text) is not None


def preamble_units(text: str) -> list[str]:
    """Return the units a line such as 单位：万元、% announces, in order."""
    found = _PREAMBLE.search(clean(text))
    if found is None:
        return []
    if _UNIT.fullmatch(found[1]):
        return [found[1]]
    words = [word for word in _LIST.split(found[1]) if word]
    return words if words and all(_UNIT.fullmatch(word) for word in words) else []


def is_unit_line(text: str) -> bool:
    """Tell whether a line announces the unit of what follows rather than naming a place."""
    return bool(preamble_units(text))


def row_kind(label: str) -> str | None:
    """Return "total", "whole" (全市 and its like), "part" or None for a clean row label."""
    if WHOLE.fullmatch(label):
        return "whole"
    if TOTALS.fullmatch(label):
        return "total"
    return "part" if _PART.match(label) else None
