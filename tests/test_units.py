"""Units: one spelling, and factors between printed and catalogue units."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.spreadsheet.units import factor, normalise


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("平方米", "㎡"),
        ("平米", "㎡"),
        ("m2", "㎡"),
        ("m²", "㎡"),
        ("㎡", "㎡"),
        ("万平方米", "万㎡"),
        ("名", "人"),
        ("万名", "万人"),
        ("人次", "人次"),
        ("％", "%"),
        ("周岁", "岁"),
        ("万元/社区·年", "万元/年·社区"),
        ("万元/社区/年", "万元/年·社区"),
        ("万元／年·社区", "万元/年·社区"),
        ("元/人·月", "元/月·人"),
        ("元/每月", "元/月"),
        ("次/季度", "次/季"),
        ("（万元）", "万元"),
        ("单位：万元", "万元"),
        (" 万 元 ", "万元"),
        ("个百分点", "百分点"),
        ("", ""),
    ],
)
def test_normalise(printed, expected):
    """Every spelling of a unit becomes one."""
    assert normalise(printed) == expected


@pytest.mark.parametrize(
    ("printed", "wanted", "expected"),
    [
        ("万元", "万元/年·社区", 1),
        ("元", "万元/年·社区", 1e-4),
        ("万元/社区/年", "元/年·社区", 1e4),
        ("亿元", "万元", 1e4),
        ("千元", "万元", 0.1),
        ("元/月", "元/年", 12),
        ("万元/年", "元/年", 1e4),
        ("元/季", "元/年", 4),
        ("元/人·月", "元/月", 1),
        ("件/年", "件", 1),
        ("人", "名", 1),
        ("万人", "人", 1e4),
        ("万", "人", 1e4),
        ("家", "个", 1),
        ("万个", "项", 1e4),
        ("万㎡", "㎡", 1e4),
        ("万平方米", "㎡", 1e4),
        ("公顷", "㎡", 1e4),
        ("㎡/户", "㎡/百户", 100),
        ("人/千人", "人/万人", 10),
        ("%", "%", 1),
        ("‰", "%", 0.1),
        ("成", "%", 10),
        ("百分点", "%", 1),
        ("%", "倍", 0.01),
        ("小时", "分钟", 60),
        (None, "㎡", 1),
        ("", "㎡", 1),
    ],
)
def test_factor(printed, wanted, expected):
    """A printed unit converts; denominators a header leaves out are taken as meant."""
    assert factor(printed, wanted) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        ("岁", "㎡"),
        ("个", "人"),
        ("元", "㎡"),
        ("元/月", "元"),
        ("次/周", "次/月"),
        ("人/社区", "人"),
        ("元/㎡", "元/人"),
        ("分", "%"),
    ],
)
def test_unrelated_units(printed, wanted):
    """Units of different things, or per different things, have no factor."""
    assert factor(printed, wanted) is None


@given(st.text())
def test_any_text_is_its_own_unit(text):
    """Nothing raises, and a unit converts to itself unchanged."""
    assert factor(text, text) == 1


CONVERTIBLE = ["元", "万元", "亿元", "元/年", "元/月", "万元/年", "千元/季"]


@given(st.sampled_from(CONVERTIBLE[3:]), st.sampled_from(CONVERTIBLE[3:]))
def test_factors_are_inverse(one, other):
    """Converting there and back changes nothing."""
    assert factor(one, other) * factor(other, one) == pytest.approx(1)
