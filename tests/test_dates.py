"""Periods as officials write them: which code, and what is said where there is none."""

import pytest

from indicators.spreadsheet import dates

CODES = {
    "2024年": "2024",
    "2024年度": "2024",
    "2024年底": "2024",
    "二〇二四年": "2024",
    "二○二四年三月": "2024-03",
    "2024年十二月": "2024-12",
    "2024年1-6月": "2024H1",
    "2024年1月至6月": "2024H1",
    "2024年1月—2024年6月": "2024H1",
    "2024年7—12月": "2024H2",
    "2024年1-3月": "2024Q1",
    "2024年10-12月份": "2024Q4",
    "2024年1-12月": "2024",
    "2024年前两个季度": "2024H1",
    "2024年三季度末": "2024Q3",
    "2024-Q2": "2024Q2",
    "2024年3月份": "2024-03",
    "2024/3": "2024-03",
    "20240305": "2024-03-05",
    "202403": "2024-03",
    "截至2024年9月30日": "2024-09-30",
    "2024-W05": "2024-W05",
}
NONE = [
    *(
        "2024年前三季度",
        "2024年1-3季度",
        "2024年一至三季度",
        "2024年1-9月",
        "2024-13",
        "2024年第五季度",
    ),
    *("2024-02-30", "2023-2024年", "2022—2024学年", "1978年=100", "18～34岁", "近10年", "35.5"),
]


@pytest.mark.parametrize(("text", "code"), CODES.items())
def test_a_period_has_one_code_however_it_is_written(text, code):
    """Months, quarters and halves of every spelling end in the code of their last form."""
    assert dates.code(text) == code


@pytest.mark.parametrize("text", NONE)
def test_a_period_without_a_code_is_none(text):
    """Three quarters, spans of years and impossible dates are never rounded to a near code."""
    assert dates.code(text) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2024年前三季度", "不是年"),
        ("2024年第五季度", "没有这样的日期"),
        ("2024-13", "没有这样的日期"),
        ("2024年2月30日", "没有这样的日期"),
        ("2023-2024年", "几个年份"),
        ("24年", "按2024读取"),
        ("第一季度", "没有写明年份"),
        ("2024.1", "若是10月"),
    ],
)
def test_a_doubtful_period_says_why(text, words):
    """A period that is guessed or has no code carries a reason."""
    assert words in dates.doubt(text)


@pytest.mark.parametrize("text", ["2024年", "2024-03", "居民满意度", "18～34岁", "近10年", "35.5"])
def test_a_clear_period_or_none_at_all_is_not_doubted(text):
    """What has a code, and what names no period, is not talked about."""
    assert dates.doubt(text) is None


@pytest.mark.parametrize(
    ("path", "year", "code"),
    [
        (["居民满意度", "2024年第一季度"], None, "2024Q1"),
        (["2024年", "一季度"], None, "2024Q1"),
        (["上半年"], "2023", "2023H1"),
        (["一季度居民满意度"], "2023", "2023Q1"),
        (["24年上半年"], None, "2024H1"),
        (["24年"], None, None),
        (["一季度"], None, None),
        (["居民满意度"], "2023", None),
    ],
)
def test_a_header_path_names_one_period(path, year, code):
    """A part of a year takes its year from the header above it or from the title."""
    assert dates.of_path(path, year) == code


@pytest.mark.parametrize(
    ("text", "year", "code"),
    [("24年", None, "2024"), ("98年", None, "1998"), ("3月", "2024", "2024-03")],
)
def test_in_a_column_of_periods_short_years_are_years(text, year, code):
    """Where a period is meant, two digits are a year and a month is one of the table's year."""
    assert dates.dated(text, year) == code


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("2024年居民满意度", "居民满意度"),
        ("居民满意度（2024年上半年）", "居民满意度"),
        ("一季度居民满意度", "居民满意度"),
        ("国民总收入指数(1978年=100)", "国民总收入指数(1978年=100)"),
    ],
)
def test_a_label_is_looked_up_without_its_period(text, rest):
    """What a label measures is what is left of it without the period at either end."""
    assert dates.without(text) == rest


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("2024年", True),
        ("2024年第一季度", True),
        ("2024年1-9月", True),
        ("2024年经费", False),
        ("90", False),
    ],
)
def test_a_label_may_be_nothing_but_a_period(text, whole):
    """A label that measures something besides is not only a period."""
    assert dates.is_whole(text) is whole
