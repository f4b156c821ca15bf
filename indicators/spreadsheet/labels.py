"""The words around figures: clean labels, the period they name, the unit they carry."""

import re
from functools import lru_cache

_SPACES = re.compile(r"[\s\u00a0\u3000\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")
_YEAR = r"((?:19|20)\d{2})"
_GRAINS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(_YEAR + r"年?(?:第)?([1-4一二三四])季度?"), "quarter"),
    (re.compile(_YEAR + r"Q([1-4])"), "quarter"),
    (re.compile(_YEAR + r"年?(上|下)半年"), "half"),
    (re.compile(_YEAR + r"H([12])"), "half"),
    (re.compile(_YEAR + r"年?第(\d{1,2})周"), "week"),
    (re.compile(_YEAR + r"-W(\d{1,2})"), "week"),
    (re.compile(_YEAR + r"[年./-](\d{1,2})[月./-](\d{1,2})日?"), "day"),
    (re.compile(_YEAR + r"[年./-](\d{1,2})月?(?!\d)"), "month"),
    (re.compile(_YEAR + r"(?:年度?|财年|届)"), "year"),
)
_BARE_YEAR = re.compile(r"(?:[(（]|^)" + _YEAR + r"(?:[)）]|$)")
_SPAN = re.compile(_YEAR + r"年?[-—–－~～至]+" + _YEAR)
_CHINESE = {"一": 1, "二": 2, "三": 3, "四": 4, "上": 1, "下": 2}

_UNIT_WORDS = re.compile(
    r"(?:[十百千万亿]{0,2}(?:元|人|户|个|家|名|位|平方米|平方公里|㎡|m²|公顷|亩|吨|千克|公斤|立方米|台|座|张"
    r"|所|件|幢|栋|套|项|次|人次|处|支|块|条|辆|天|小时|千瓦小时|美元|册|份|场|期|届|周|月|岁|分|倍)"
    r"|[万亿千百]|[%％‰]|百分点|个百分点|百分比|成|吨标准煤|万吨标准煤)",
)
_UNIT = re.compile(rf"{_UNIT_WORDS.pattern}(?:[/／·每]{{1,2}}[\u4e00-\u9fff㎡]{{1,6}}){{0,3}}")
_INLINE = re.compile(r"[(（\[【](?:计量)?(?:单位)?[:：]?([^()（）\[\]【】]{1,16})[)）\]】]$")
_PREAMBLE = re.compile(r"(?:计量)?单位[:：]([^;；。)）]{1,60})")
_LIST = re.compile(r"[、,，;；/／ ]+")
TOTALS = re.compile(
    r"(?:总|合|小|共|累)计(?:数|[(（].*[)）])?|总数|全部|合计数|平均(?:数|值)?|均值|.{0,6}(?:合计|小计|总计|平均)"
)
WHOLE = re.compile(r"[全本](?:国|省|市|区|县|州|街道|镇|乡|社区)(?:合计|总计|平均)?")
_PART = re.compile(r"(?:其中|#|＃)[:：]?")


@lru_cache(maxsize=65_536)
def clean(text: str) -> str:
    """Return a label without inner or edge spaces, invisible or direction marks."""
    return _SPACES.sub("", text)


@lru_cache(maxsize=16_384)
def period(text: str, *, bare: bool = True) -> str | None:
    """Return the period a text names, such as 2024, 2024H1 or 2024-03; None when none or a span.

    `bare` also takes a lone or bracketed year without 年.
    """
    text = clean(text)
    if _SPAN.search(text):
        return None
    for pattern, grain in _GRAINS:
        if found := pattern.search(text):
            return _code(grain, *found.groups())
    found = _BARE_YEAR.search(text) if bare else None
    return found[1] if found else None


def _code(grain: str, year: str, *rest: str) -> str | None:
    if grain == "year":
        return year
    numbers = [_CHINESE.get(text) or int(text) for text in rest]
    if grain in ("quarter", "half"):
        return f"{year}{grain[0].upper()}{numbers[0]}"
    if grain == "week":
        return f"{year}-W{numbers[0]:02d}"
    if not 1 <= numbers[0] <= 12 or not 1 <= numbers[-1] <= 31:
        return None
    return "-".join([year, *(f"{number:02d}" for number in numbers)])


def is_period(text: str) -> bool:
    """Tell whether a label is nothing but a period: 2017, 2017年, 2024年上半年."""
    text = clean(text)
    return len(text) <= 12 and bool(text) and text[0] in "12" and period(text) is not None


def unit(text: str) -> str | None:
    """Return the unit a whole label is, with or without brackets: （万人） → 万人."""
    text = clean(text)
    found = _INLINE.fullmatch(text)
    inner = found[1] if found else text
    return inner if _UNIT.fullmatch(inner) else None


def split_unit(text: str) -> tuple[str, str | None]:
    """Return a clean label and the unit at its end: 人口（万人） → 人口, 万人."""
    text = clean(text)
    if found := _INLINE.search(text):
        named = re.search(r"单位[:：]", found[0]) is not None
        if named or _UNIT.fullmatch(found[1]):
            return text[: found.start()], found[1]
    head, mark, tail = text.rpartition("_")
    return (head, tail) if mark and _UNIT.fullmatch(tail) else (text, None)


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
