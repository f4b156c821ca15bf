"""Reporting periods: the codes 2024, 2024H1, 2024Q1, 2024-03, 2024-W05 and 2024-03-05."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

_HALF = {"1": "上半年", "2": "下半年"}
_PATTERN = re.compile(
    r"(?P<year>\d{4})(?:H(?P<half>[12])|Q(?P<quarter>[1-4])|-W(?P<week>\d{1,2})"
    r"|-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?)?",
)


@dataclass(frozen=True, slots=True)
class Period:
    """A period's last day, its grain (年, 半年, 季, 月, 周 or 日) and its Chinese label."""

    end: date
    grain: str
    label: str


@lru_cache(maxsize=4096)
def parse(code: str | None) -> Period | None:
    """Return the period a code stands for; None for no code or one that is not a real date."""
    match = _PATTERN.fullmatch(code or "")
    if match is None:
        return None
    try:
        return _period(match)
    except ValueError:
        return None


def label(code: str | None) -> str:
    """Return the Chinese label of a period code; an absent period is 年份未注明."""
    period = parse(code)
    return period.label if period else (code or "年份未注明")


def _period(match: re.Match[str]) -> Period:
    year = int(match["year"])
    if match["half"]:
        end = _month_end(year, int(match["half"]) * 6)
        return Period(end, "半年", f"{year}年{_HALF[match['half']]}")
    if match["quarter"]:
        end = _month_end(year, int(match["quarter"]) * 3)
        return Period(end, "季", f"{year}年第{match['quarter']}季度")
    if match["week"]:
        end = date.fromisocalendar(year, int(match["week"]), 7)
        return Period(end, "周", f"{year}年第{int(match['week'])}周")
    return _calendar_period(year, match)


def _calendar_period(year: int, match: re.Match[str]) -> Period:
    if match["day"]:
        end = date(year, int(match["month"]), int(match["day"]))
        return Period(end, "日", f"{year}年{end.month}月{end.day}日")
    if match["month"]:
        end = _month_end(year, int(match["month"]))
        return Period(end, "月", f"{year}年{end.month}月")
    return Period(date(year, 12, 31), "年", f"{year}年")


def _month_end(year: int, month: int) -> date:
    return date(year, month, 1) + timedelta(days=calendar.monthrange(year, month)[1] - 1)
