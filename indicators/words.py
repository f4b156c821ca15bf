"""Figures and gaps as officials write them: bounds, units, signs and verdicts in words."""

import math
from dataclasses import dataclass

_TEN_THOUSAND = 10_000
_NEVER_SCALED = ("%", "‰", "倍", "岁", "时")
NEVER = "—"
_MARKDOWN = frozenset(r"\`*_{}[]<>()#+-.!|~:$")


@dataclass(frozen=True, slots=True)
class Scale:
    """How an indicator's values are shown: unit, factor on the catalogue value, decimals."""

    unit: str
    factor: float
    decimals: int


def scale(unit: str, decimals: int, values: list[float | None]) -> Scale:
    """Return the display scale of values in a catalogue unit.

    万元 from 1万元 on, 亿元 from 1亿元 on, and ten thousands of anything else from 10万 on.
    """
    most = max((abs(value) for value in values if _is_known(value)), default=0)
    if unit.startswith(_NEVER_SCALED):
        return Scale(unit, 1.0, decimals)
    if most >= _TEN_THOUSAND and unit.startswith("万元"):
        return Scale(f"亿{unit.removeprefix('万')}", 1 / _TEN_THOUSAND, 2)
    least = _TEN_THOUSAND if unit.startswith("元") else 10 * _TEN_THOUSAND
    if most >= least and not unit.startswith(("万", "亿")):
        return Scale(f"万{unit}", 1 / _TEN_THOUSAND, 2)
    return Scale(unit, 1.0, decimals)


def number(value: float, decimals: int) -> str:
    """Return a number with at most the given decimals; more only where it would vanish."""
    shown = round(value, decimals)
    while value and not shown and decimals < 6:
        decimals += 1
        shown = round(value, decimals)
    text = f"{shown:.{max(decimals, 0)}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text.replace("-", "−")


def figure(
    lo: float | None,
    hi: float | None,
    scale: Scale,
    *,
    lo_open: bool = False,
    hi_open: bool = False,
    flag: str | None = None,
) -> str:
    """Return an interval as it is written: 6, ≥10, <0.1, 4–5, 约4–5; an absent value is —."""
    low, high = _shown(lo, scale), _shown(hi, scale)
    if low is None and high is None:
        return NEVER
    if high is None:
        return f"{'>' if lo_open else '≥'}{low}"
    if low is None:
        return f"{'<' if hi_open else '≤'}{high}"
    if low == high:
        return low
    return f"约{low}–{high}" if flag == "≈" else f"{low}–{high}"


def gap(
    lo: float | None, hi: float | None, verdict: str | None, scale: Scale, direction: str
) -> str:
    """Return a gap in words: 至少落后4万元, 领先0.5, 高1.5岁; empty without a verdict."""
    if verdict in (None, "") or not isinstance(verdict, str):
        return ""
    if verdict in ("持平", "无法判定"):
        return verdict
    ahead = verdict == "确定领先"
    least, most = (lo, hi) if ahead else (_negative(hi), _negative(lo))
    word = _difference_word(ahead, direction)
    if not (_is_known(least) or _is_known(most)):
        return word
    amount = _amount(least, most, scale)
    return f"{amount[0]}{word}{amount[1]}"


def change(lo: float | None, hi: float | None, scale: Scale, direction: str) -> str:
    """Return a change since the previous period in words: 退3.2个百分点, 升0.7岁."""
    if not (_is_known(lo) and _is_known(hi)):
        return ""
    better = lo > 0
    up = better != (direction == "lower")
    least, most = (lo, hi) if better else (-hi, -lo)
    return f"{'升' if up else '降'}{_amount(least, most, scale)[1]}"


def unit_in_words(unit: str) -> str:
    """Return the unit of a difference: % is 个百分点, and what a value is per is left out."""
    return "个百分点" if unit == "%" else unit.split("/", maxsplit=1)[0]


def _difference_word(ahead: bool, direction: str) -> str:
    if direction == "lower":
        return "低" if ahead else "高"
    return "领先" if ahead else "落后"


def _amount(least: float | None, most: float | None, scale: Scale) -> tuple[str, str]:
    unit = unit_in_words(scale.unit)
    low, high = _shown(least, scale), _shown(most, scale)
    if high is None:
        return ("", "") if low == "0" else ("至少", f"{low}{unit}")
    if low == high:
        return "", f"{low}{unit}"
    return ("至多", f"{high}{unit}") if low == "0" else ("", f"{low}–{high}{unit}")


def _shown(value: float | None, scale: Scale) -> str | None:
    return number(value * scale.factor, scale.decimals) if _is_known(value) else None


def _negative(value: float | None) -> float | None:
    return -value if _is_known(value) else None


def _is_known(value: float | None) -> bool:
    return value is not None and not math.isnan(value) and not math.isinf(value)


def plain(text: str) -> str:
    """Return a text from data so that Markdown shows it as it is."""
    return "".join(f"\\{char}" if char in _MARKDOWN else char for char in text)


def strong(text: str) -> str:
    """Return a text in bold Markdown that also holds beside Han characters and before ≥."""
    return f":primary[**{plain(text)}**]"
