"""Reporting periods as officials write them, into codes: 2024, 2024H1, 2024Q1, 2024-03 and so on.

Texts are clean labels. A text that speaks of a period no code stands for (前三季度, 2024-13) gives
None, and `doubt` says why.
"""

import re
from datetime import date
from functools import lru_cache
from typing import Any

from indicators.spreadsheet.spelling import clean, plain

_YEAR = r"(?<!\d)(?P<year>(?:19|20)\d{2})"
_TO = r"(?:[-–—~～至到、]|--|——)"
_QUARTER = "[1-4一二三四]"
_MONTH = r"\d{1,2}"
_END = "(?:末|底|份|止|度)*"
# The first that is found in a text decides; what it names ends up in (first, last) months or a day.
_GRAINS = tuple(
    (re.compile(pattern), grain)
    for pattern, grain in (
        (
            rf"{_YEAR}年?第?(?P<a>{_QUARTER})季?度?{_TO}第?(?P<b>{_QUARTER})个?季度?{_END}",
            "quarters",
        ),
        (rf"{_YEAR}年?前(?P<b>[二两三四2-4])个?季度{_END}", "quarters"),
        (rf"{_YEAR}-?Q(?P<a>[1-4]){_TO}Q?(?P<b>[1-4])", "quarters"),
        (rf"{_YEAR}年?(?:第)?(?P<a>{_QUARTER})季度?{_END}", "quarters"),
        (rf"{_YEAR}-?Q(?P<a>[1-4])", "quarters"),
        (rf"{_YEAR}年?(?P<half>上|下)半年{_END}", "half"),
        (rf"{_YEAR}-?H(?P<half>[12])", "half"),
        (
            rf"{_YEAR}年?(?P<a>{_MONTH})月?份?{_TO}(?:(?P=year)[年.])?(?P<b>{_MONTH})月{_END}",
            "months",
        ),
        (rf"{_YEAR}年?前(?P<b>{_MONTH}|[二两三四五六七八九])个月{_END}", "months"),
        (rf"{_YEAR}年?第(?P<week>\d{{1,2}})周", "week"),
        (rf"{_YEAR}-W(?P<week>\d{{1,2}})", "week"),
        (rf"{_YEAR}(?:[年./-])(?P<a>{_MONTH})[月./-](?P<day>\d{{1,2}})(?:日|号)?(?!\d)", "day"),
        (rf"{_YEAR}(?:年|[./-])(?P<a>{_MONTH})(?:月{_END})?(?![\d.])", "months"),
        (rf"{_YEAR}(?P<a>\d{{2}})(?P<day>\d{{2}})(?!\d)", "day"),
        (rf"{_YEAR}(?P<a>\d{{2}})(?!\d)", "months"),
        (rf"{_YEAR}年?第?(?:[五六七八九十]|\d+)个?(?:季度|月|周)", "none"),
        (rf"{_YEAR}(?:年全年|全年|年{_END}|财年|届|学年)(?!=)", "year"),
    )
)
_COMPACT = re.compile(r"(?:19|20)\d{4}(?:\d{2})?")
_BARE_YEAR = re.compile(rf"(?:[(（]|^){_YEAR}(?:[)）]|$)")
_YEARS = re.compile(r"(?:19|20)\d{2}年?(?:[-–—~～至到]|--|——)(?:(?:19|20)\d{2}|\d{2}年)(?!\d)")
_PART = re.compile(
    rf"(?:第?{_QUARTER}季度?|前[两二三2-3]个?季度|{_QUARTER}{_TO}{_QUARTER}季度|[上下]半年"
    rf"|{_MONTH}月?{_TO}{_MONTH}月|{_MONTH}月|Q[1-4]|全年){_END}"
)
_LEADING = re.compile(
    rf"(?:第?{_QUARTER}季度|前[两二三2-3]个?季度|{_QUARTER}{_TO}{_QUARTER}季度|[上下]半年"
    rf"|{_MONTH}月?{_TO}{_MONTH}月|(?:1[0-2]|[1-9])月)(?:末|底|份|止)?(?=[一-龥(（])"
)
_SHORT = re.compile(rf"[\"'’‘]?(?P<year>\d{{2}})(?:年{_END})(?P<rest>.*)")
_NEUTRAL = re.compile("[()（）\\[\\]年度末底份止截至数据值]*")
_NAMES = {(1, 12): "", (1, 6): "H1", (7, 12): "H2"}
_NAMES |= {(3 * n + 1, 3 * n + 3): f"Q{n + 1}" for n in range(4)}
_NAMES |= {(n, n): f"-{n:02d}" for n in range(1, 13)}
_NUMBERS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4} | dict(
    zip("五六七八九", range(5, 10), strict=True)
)


@lru_cache(maxsize=16_384)
def code(text: str, *, bare: bool = True) -> str | None:
    """Return the code of the period a text names; None for none, for a span and for no real date.

    `bare` also takes a lone or bracketed year without 年.
    """
    return _read(text, bare=bare)[0]


@lru_cache(maxsize=16_384)
def is_whole(text: str) -> bool:
    """Tell whether a label is nothing but a period: 2017, 2017年, 2024年上半年."""
    if len(text) > 16 or not text or text[0] not in "12一二(（":
        return False
    _, rest = _read(text, bare=True)
    return rest != plain(text) and _NEUTRAL.fullmatch(rest) is not None


def is_compact(text: str) -> bool:
    """Tell whether a text is a month or a day in digits only, which a figure may look like."""
    return _COMPACT.fullmatch(text) is not None


def is_part(text: str) -> bool:
    """Tell whether a label is nothing but a part of a year: 第一季度, 上半年, 3月."""
    return _PART.fullmatch(plain(text)) is not None


def dated(text: str, year: str | None = None) -> str | None:
    """Return the period of a text that stands where a period is meant; 24年 is 2024 there.

    A part of a year (第一季度) is one of `year`, a year's code.
    """
    if is_part(text):
        return code(f"{year}年{plain(text)}") if year and re.fullmatch(r"\d{4}", year) else None
    return code(text) or code(_full(text) or "")


def of_row(roles: dict[str, int], cells: Any, year: str | None) -> tuple[str | None, str]:
    """Return the period a row's own columns name, and their words; months may have a column."""
    text = clean(cells[roles["period"]])
    for role, word in (("month", "月"), ("quarter", "季度")):
        if role in roles and (part := clean(cells[roles[role]])):
            text = f"{(dated(text, year) or text)}年{part.removesuffix(word)}{word}"
    return (dated(text, year) if text else None), text


def of_path(path: list[str], year: str | None = None) -> str | None:
    """Return the period a label path names: 2024年 over 第一季度 is 2024Q1, alone one of `year`."""
    parts = [part for text in path if (part := _part(text))]
    found = (code(text) or code(_full(text, alone=False) or "") for text in reversed(path))
    named = next((one for one in found if one), None)
    if parts:
        return dated(parts[-1], named[:4] if named else year)
    return named


def _part(text: str) -> str | None:
    """Return the part of a year a label is or begins with (一季度居民满意度), without its year."""
    if is_part(text):
        return text
    found = None if code(text) else _LEADING.match(plain(text))
    return found[0] if found else None


def is_dated(path: list[str]) -> bool:
    """Tell whether a label path speaks of a period, also of one that has no code."""
    return any(_part(text) or code(text) or doubt(text, alone=False) for text in path)


def doubt(text: str, *, alone: bool = True) -> str | None:
    """Return why a text that names a period has no code or a guessed one; None without doubt.

    `alone` as for a column of periods, where 24年 is a year.
    """
    words = plain(text)
    if found := code(text):
        tenth = re.fullmatch(r"(?:19|20)\d{2}\.1", words)
        return f"按{found}读取，若是10月请写成“{words[:4]}年10月”" if tenth else None
    if _YEARS.search(words):
        return "跨了几个年份"
    if found := next((f for pattern, _ in _GRAINS if (f := pattern.search(words))), None):
        return _fault(found)
    if full := _full(text):
        sure = alone or _full(text, alone=False)
        return f"按{code(full)}读取，年份请写四位" if sure else "年份只有两位，也可能是年数"
    return "没有写明年份" if _part(text) else None


def without(text: str) -> str:
    """Return a label without the period it begins or ends with: 2024年居民满意度 → 居民满意度."""
    words = plain(text)
    for pattern in (*(pattern for pattern, _ in _GRAINS), _LEADING):
        found = pattern.search(words)
        if found and (found.start() == 0 or words[found.end() :] in ("", ")")):
            return (words[: found.start()] + words[found.end() :]).strip("()-—_")
    return text


def _read(text: str, *, bare: bool) -> tuple[str | None, str]:
    """Return the code and what of the text is not part of the period."""
    words = plain(text)
    if _YEARS.search(words):
        return None, words
    for pattern, grain in _GRAINS:
        if found := pattern.search(words):
            rest = words[: found.start()] + words[found.end() :]
            if grain in ("day", "months") and _COMPACT.fullmatch(found[0]) and rest:
                continue
            return _code(grain, found), rest
    found = _BARE_YEAR.search(words) if bare else None
    return (found["year"], words.replace(found[0], "")) if found else (None, words)


def _code(grain: str, found: re.Match[str]) -> str | None:
    year, named = found["year"], found.groupdict()
    if grain in ("year", "none"):
        return year if grain == "year" else None
    if grain == "half":
        return f"{year}H{1 if named['half'] in '上1' else 2}"
    if grain == "week":
        return f"{year}-W{int(named['week']):02d}" if 1 <= int(named["week"]) <= 53 else None
    first, last = _months(grain, named)
    if grain == "day":
        return _day(int(year), first, int(named["day"]))
    name = _NAMES.get((first, last))
    return None if name is None else year + name


def _months(grain: str, named: dict[str, str | None]) -> tuple[int, int]:
    first, last = (_number(named.get(part)) for part in ("a", "b"))
    if grain == "quarters":
        return 3 * (first or 1) - 2, 3 * (last or first or 1)
    return first or 1, last or first or 1


def _number(text: str | None) -> int | None:
    return None if text is None else _NUMBERS.get(text) or int(text)


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _fault(found: re.Match[str]) -> str:
    named = found.groupdict()
    months = [_number(named.get(part)) for part in ("a", "b")]
    if named.get("day") or any(months) is False or max(filter(None, months)) > 12:
        return "没有这样的日期"
    return "不是年、半年、季、月、周、日中的一种"


def _full(text: str, *, alone: bool = True) -> str | None:
    """Return a label with a year of two digits written out: 24年上半年 → 2024年上半年.

    24年 `alone` may also be how long something took.
    """
    found = _SHORT.fullmatch(plain(text))
    if found is None or (found["rest"] and not is_part(found["rest"])):
        return None
    if not alone and not found["rest"] and found[0].endswith("年"):
        return None
    year = int(found["year"])
    return f"{2000 + year if year < 50 else 1900 + year}年{found['rest']}"
