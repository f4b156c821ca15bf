"""Figures and gaps in words."""

import math

import pytest

from indicators import words

PLAIN, MONEY = words.Scale("岁", 1.0, 1), words.Scale("万元/年·社区", 1.0, 1)


@pytest.mark.parametrize(
    ("lo", "hi", "more", "text"),
    [
        (6.0, 6.0, {}, "6"),
        (10.0, None, {}, "≥10"),
        (60.0, None, {"lo_open": True}, ">60"),
        (None, 0.1, {"hi_open": True}, "<0.1"),
        (None, 40.0, {}, "≤40"),
        (4.0, 5.0, {}, "4–5"),
        (4.5, 5.5, {"flag": "≈"}, "约4.5–5.5"),
        (None, None, {}, "—"),
        (math.nan, math.nan, {}, "—"),
        (0.0, 0.0, {}, "0"),
    ],
)
def test_figures_are_written_as_officials_write_them(lo, hi, more, text):
    """Bounds, ranges and approximations keep their sign."""
    assert words.figure(lo, hi, PLAIN, **more) == text


@pytest.mark.parametrize(
    ("lo", "hi", "verdict", "direction", "text"),
    [
        (None, -4.0, "确定落后", "higher", "至少落后4万元"),
        (-7.3, -7.3, "确定落后", "higher", "落后7.3万元"),
        (-5.0, -4.0, "确定落后", "higher", "落后4–5万元"),
        (0.5, 0.5, "确定领先", "higher", "领先0.5万元"),
        (-1.5, -1.5, "确定落后", "lower", "高1.5万元"),
        (1.5, None, "确定领先", "lower", "至少低1.5万元"),
        (None, 3.3, "无法判定", "higher", "无法判定"),
        (0.0, 0.0, "持平", "higher", "持平"),
    ],
)
def test_gaps_in_words(lo, hi, verdict, direction, text):
    """A gap says by how much, at least, and in which sense."""
    assert words.gap(lo, hi, verdict, MONEY, direction) == text


def test_a_gap_that_may_be_nothing_but_is_certain_has_no_amount():
    """Under ten against at least ten is behind, by an unknown amount."""
    assert words.gap(None, 0.0, "确定落后", MONEY, "higher") == "落后"


def test_percent_differences_are_percentage_points():
    """A difference of rates is in 个百分点."""
    assert (
        words.gap(-14.0, -14.0, "确定落后", words.Scale("%", 1.0, 1), "higher") == "落后14个百分点"
    )


def test_large_amounts_of_yuan_are_shown_in_ten_thousands():
    """100000元 is shown in 万元."""
    assert words.scale("元/年", 0, [100000.0, None]) == words.Scale("万元/年", 1e-4, 2)


@pytest.mark.parametrize(
    ("unit", "value", "shown"),
    [
        ("万元", 600000.0, "亿元"),
        ("人", 320000.0, "万人"),
        ("人", 14000.0, "人"),
        ("㎡", 3300000.0, "万㎡"),
        ("%", 200000.0, "%"),
    ],
)
def test_large_values_are_shown_in_larger_units(unit, value, shown):
    """Hundreds of thousands are written in 万, 万元 beyond one 亿 in 亿元, shares never."""
    assert words.scale(unit, 0, [value]).unit == shown


def test_small_values_do_not_vanish():
    """A value below its decimals keeps a digit."""
    assert words.number(0.004, 1) == "0.004"


def test_a_year_on_year_change_in_words():
    """A fall of a rate says down by how many points; a rise in age is up."""
    assert words.change(-3.2, -3.2, words.Scale("%", 1.0, 1), "higher") == "降3.2个百分点"
    assert words.change(-0.7, -0.7, PLAIN, "lower") == "升0.7岁"


def test_markdown_in_data_stays_text():
    """Names from a file cannot become markup."""
    assert words.plain("a*b[c](d)") == r"a\*b\[c\]\(d\)"
