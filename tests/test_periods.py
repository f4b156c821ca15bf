"""Period codes: last day, grain and Chinese label."""

from datetime import date

import pytest

from indicators import periods


@pytest.mark.parametrize(
    ("code", "end", "grain", "label"),
    [
        ("2024", date(2024, 12, 31), "年", "2024年"),
        ("2024H1", date(2024, 6, 30), "半年", "2024年上半年"),
        ("2024Q3", date(2024, 9, 30), "季", "2024年第3季度"),
        ("2024-02", date(2024, 2, 29), "月", "2024年2月"),
        ("2024-W05", date(2024, 2, 4), "周", "2024年第5周"),
        ("2024-03-05", date(2024, 3, 5), "日", "2024年3月5日"),
    ],
)
def test_every_grain(code, end, grain, label):
    """Each grain has its end, name and label."""
    assert periods.parse(code) == periods.Period(end, grain, label)


@pytest.mark.parametrize("code", ["2023-02-30", "2024-13", "24", "去年", "", None])
def test_what_is_no_period(code):
    """A code that names no real period is none."""
    assert periods.parse(code) is None


def test_absent_period_is_said():
    """No period is 年份未注明, never hidden."""
    assert periods.label(None) == "年份未注明"
