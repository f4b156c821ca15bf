"""Figures as officials write them."""

import csv
import os
import time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from indicators.spreadsheet.figures import read
from indicators.spreadsheet.units import factor

CORPUS = Path(
    os.environ.get("INDICATORS_CORPUS", Path(__file__).parents[2] / "shared" / "workbooks")
)
CASES = CORPUS.parent / "reference" / "figure_cases.csv"

EXACT = """
0 | 0 |
41 | 41 |
2023 | 2023 |
1,234 | 1234 |
1，234 | 1234 |
1 180 | 1180 |
1,234,567元 | 1234567 | 元
1,234.56 | 1234.56 |
.5 | 0.5 |
１．４万 | 14000 |
1.4万人 | 14000 | 人
3千万 | 30000000 |
2.5亿 | 250000000 |
1.6 亿元 | 160000000 | 元
1万5千 | 15000 |
1万5 | 15000 |
一万五 | 15000 |
1.2w人 | 12000 | 人
1.5E+04 | 15000 |
叁万伍仟元 | 35000 | 元
¥1.2万 | 12000 | 元
10（万元） | 100000 | 元
93.5％ | 93.5 | %
85 % | 85 | %
百分之九十三点五 | 93.5 | %
百分之百 | 100 | %
5‰ | 5 | ‰
千分之三 | 3 | ‰
三成 | 30 | %
七成半 | 75 | %
三成五 | 35 | %
半数 | 50 | %
一半 | 50 | %
1/4 | 25 | %
四分之一 | 25 | %
0/5 | 0 | %
3.2个百分点 | 3.2 | 百分点
下降3.2个百分点 | -3.2 | 百分点
下降到30% | 30 | %
1.5倍 | 1.5 | 倍
三十 | 30 |
十八 | 18 |
一百零五 | 105 |
两百 | 200 |
廿五 | 25 |
二〇二三 | 2023 |
-3.2 | -3.2 |
－3 | -3 |
负3.2 | -3.2 |
增长-3.2% | -3.2 | %
增长5% | 5 | %
95后占比20% | 20 | %
零投诉 | 0 | 件
7500平方米 | 7500 | ㎡
760平米 | 760 | ㎡
100m² | 100 | ㎡
6.2万平方米 | 62000 | ㎡
14657位 | 14657 | 人
108将 | 108 | 人
三个社区 | 3 | 个
4大核心系统 | 4 | 个
9 大类 | 9 | 类
五大功能区 | 5 | 个
五级 | 5 | 级
两级 | 2 | 级
十八级 | 18 | 级
15分钟生活服务圈 | 15 | 分钟
连续 7 年 | 7 | 年
连续两年 | 2 | 年
三年半 | 3.5 | 年
半天 | 0.5 | 天
一个半小时 | 1.5 | 小时
156个二级网格 | 156 | 个
七个一 | 7 | 个
5A级景区3个 | 3 | 个
第三方5家 | 5 | 家
两新组织20个 | 20 | 个
第一批100个 | 100 | 个
102555个社区(居委会) | 102555 | 个
平均年龄为37.6岁 | 37.6 | 岁
高中以上学历占98% | 98 | %
35岁以下占77% | 77 | %
1000平方米以上的占32% | 32 | %
城市…达到100% | 100 | %
2023年达到100% | 100 | %
1—12月累计500件 | 500 | 件
120（2022年） | 120 |
截至2023年底，共有社区工作者1.4万人 | 14000 | 人
60个街道全部 | 100 | %
230个城市社区全部 | 100 | %
1513①个 | 1513 | 个
3200元/月 | 3200 | 元/月
月薪3200元 | 3200 | 元/月
5000元/人/年 | 5000 | 元/年·人
3200元/人·月 | 3200 | 元/月·人
月均3200元 | 3200 | 元/月
每月一次 | 1 | 次/月
10万元/年·社区 | 100000 | 元/年·社区
10万元每社区每年 | 100000 | 元/年·社区
1名/社区 | 1 | 人/社区
"""

RANGES = """
4－5人 | 4 | 5 | 人
4～5人 | 4 | 5 | 人
800-1万 | 800 | 10000 |
4〜5 | 4 | 5 |
4–5 | 4 | 5 |
4—5 | 4 | 5 |
4至5人 | 4 | 5 | 人
4到5人 | 4 | 5 | 人
4、5人 | 4 | 5 | 人
4一5人 | 4 | 5 | 人
介于30和50人之间 | 30 | 50 | 人
一两个 | 1 | 2 | 个
5人至9人 | 5 | 9 | 人
1 至 1.4 倍 | 1 | 1.4 | 倍
16—18 名 | 16 | 18 | 人
10~15万 | 100000 | 150000 |
8000~1万 | 8000 | 10000 |
3000至5000元 | 3000 | 5000 | 元
3万元至5万元 | 30000 | 50000 | 元
三至五万元 | 30000 | 50000 | 元
两三千元 | 2000 | 3000 | 元
80%-90% | 80 | 90 | %
80-90% | 80 | 90 | %
５％～１０％ | 5 | 10 | %
十四五个 | 14 | 15 | 个
七至八成 | 70 | 80 | %
八九成 | 80 | 90 | %
百分之八十至九十 | 80 | 90 | %
1～3‰ | 1 | 3 | ‰
三四十 | 30 | 40 |
十七八个 | 17 | 18 | 个
三五个 | 3 | 5 | 个
十几 | 11 | 19 |
十几个 | 11 | 19 | 个
二十几 | 21 | 29 |
几十 | 20 | 99 |
数百 | 200 | 999 |
几个 | 2 | 9 | 个
-5至-3 | -5 | -3 |
-3~5 | -3 | 5 |
每网格4-5人 | 4 | 5 | 人/网格
3000-5000元/月 | 3000 | 5000 | 元/月
不少于3名不超过5名 | 3 | 5 | 人
3名以上5名以下 | 3 | 5 | 人
不少于5名、不超过9名 | 5 | 9 | 人
"""

BOUNDS = """
不少于10万 | ≥ | 100000
不低于10 | ≥ | 10
至少3名 | ≥ | 3
10万以上 | ≥ | 100000
10万元以上 | ≥ | 100000
10万以上元 | ≥ | 100000
不得少于3名 | ≥ | 3
不应低于60% | ≥ | 60
达到或超过80% | ≥ | 80
最低3500元 | ≥ | 3500
5人（含）以上 | ≥ | 5
每100户不少于30平方米 | ≥ | 30
10万以上（不含） | > | 100000
过六成 | > | 60
不得超过5个 | ≤ | 5
40岁以下（含40岁） | ≤ | 40
没有达到60% | < | 60
10万元及以上 | ≥ | 100000
90％（含）以上 | ≥ | 90
10万元起 | ≥ | 100000
≥5 | ≥ | 5
>=5 | ≥ | 5
每年不少于10万元 | ≥ | 100000
年薪不低于9.8万元 | ≥ | 98000
不低于其80% | ≥ | 80
半数以上 | ≥ | 50
三分之二以上 | ≥ | 66.66666666666667
上百家 | ≥ | 100
100+ | ≥ | 100
超过60% | > | 60
均超过99% | > | 99
超10万 | > | 100000
大于5 | > | 5
高于5 | > | 5
逾30万 | > | 300000
突破1000 | > | 1000
多于3 | > | 3
过半 | > | 50
超半数 | > | 50
＞5 | > | 5
不超过17人 | ≤ | 17
不高于5 | ≤ | 5
不多于5 | ≤ | 5
至多3 | ≤ | 3
最多3 | ≤ | 3
40岁以下 | ≤ | 40
40岁及以下 | ≤ | 40
15分钟以内 | ≤ | 15
≤5 | ≤ | 5
<=5 | ≤ | 5
不足1000元 | < | 1000
不到5万 | < | 50000
5万不到 | < | 50000
低于3 | < | 3
小于3 | < | 3
少于3 | < | 3
＜5 | < | 5
不足半数 | < | 50
"""

APPROXIMATE = """
800多家 | [800, 900)
10多个 | [10, 20)
10000多名 | [10000, 20000)
1770 多个 | [1770, 1780)
60多亿元 | [6000000000, 7000000000)
32 万多人 | [320000, 330000)
1800 多万元 | [18000000, 19000000)
1.2万多 | [12000, 13000)
30余个 | [30, 40)
12万余元 | [120000, 130000)
十多年 | [10, 20)
百余家 | [100, 200)
九成多 | [90, 100)
近5万人 | (40000, 50000]
近2万个城镇小区 | (10000, 20000]
近 7 亿元 | (600000000, 700000000]
将近1.5万 | (14000, 15000]
接近90% | (80, 90]
近九成 | (80, 90]
近半数 | (40, 50]
约1.2万 | [11500, 12500]
大约1.2万 | [11500, 12500]
1.2万左右 | [11500, 12500]
1万上下 | [5000, 15000]
约占60% | [55, 65]
约有5万人 | [45000, 55000]
约100 | [50, 150]
45%左右 | [44.5, 45.5]
"""

REASONS = {
    "空白": ["", " ", "\u3000", "\n"],
    "短横（无数据）": ["—", "-", "--", "–", "－－", "——", "/", "\\"],
    "省略号": ["…", "……", "...", "···"],
    "无": ["无", "暂无", "没有", " 无 "],
    "不详": ["不详", "未知", "？"],
    "未统计": ["未统计"],
    "未报": ["未报", "缺报"],
    "缺失": ["缺", "暂缺"],
    "不适用": ["N/A", "不适用"],
    "公式错误": ["#N/A", "#DIV/0!", "#REF!", "#VALUE!"],
    "公式未计算": ["（公式未计算）"],
    "被遮蔽": ["**", "***"],
    "见他处": ["见附件", "见附件3", "详见附表2", "同上"],
    "期间，不是数": [
        *[
            "2023年",
            "2023年度",
            "2023年6月",
            "2023-06-30",
            "2023-06-30 00:00:00",
            "2023Q1",
            "2023-06",
            "2024-13",
            "9999-12-31",
        ],
        *[
            "2022-2024",
            "2022—2024年",
            "6月30日",
            "1-6月",
            "上半年",
            "一季度",
            "近三年",
            "十四五",
            "20世纪90年代",
            "2023-2024学年",
        ],
    ],
    "序数，不是数": ["第3名", "第一", "3号"],
    "疑似号码": [
        "13812345678",
        "110101199003071234",
        "11010119900307123X",
        "联系人13812345678",
        "001",
    ],
    "是非项": ["是", "否", "√", "×"],
    "文字表述": ["全部", "全覆盖", "每月", "所有社区", "每月一抽查", "若干"],
    "不是数": [
        "良好",
        "统一管理",
        "五星红盟",
        "8+X",
        "A3",
        "5G",
        "1.2.3",
        "万元",
        "队伍",
        "10⁵",
        "一般",
        "七台河市",
        "三门县",
        "95后",
        "研发一组",
        "南京研发中心二部",
    ],
    "含多个数": [
        *["5个，3人", "5人\n3人", "10 15", "45人（含兼职3人）", "1,23", "7×24小时"],
        *["从年初5家发展到现在17家", "2000户以下3名4000户以上6名"],
    ],
    "区间颠倒": ["5-3", "5以上5不到", "15-10万", "15万-10万"],
    "时刻或比例": ["9:00-17:00", "1:3", "早9点到晚5点"],
    "日期或比例不明": ["12/5", "5/0"],
    "符号含义不明": ["▲3", "(3.2)", "—5", "±5", "10-", "10万至", "10万到", "至10万", "社区-5个"],
    "序号，不是数": ["1、党建经费", "（一）"],
    "存疑": ["5？"],
}


def rows(table):
    """Split a table of the form "text | cell | …" into stripped tuples."""
    return [tuple(cell.strip() for cell in line.split("|")) for line in table.strip().split("\n")]


@pytest.mark.parametrize(("text", "value", "unit"), rows(EXACT))
def test_exact(text, value, unit):
    """A plain figure is one point with its unit, 万 and 亿 multiplied out."""
    figure = read(text)
    assert (figure.lo, figure.hi, figure.flag) == (float(value), float(value), "=")
    assert figure.unit == (unit or None)


@pytest.mark.parametrize(("text", "lo", "hi", "unit"), rows(RANGES))
def test_range(text, lo, hi, unit):
    """Every dash makes a range; a unit or multiplier written once serves both ends."""
    figure = read(text)
    assert (figure.lo, figure.hi, figure.flag) == (float(lo), float(hi), "–")
    assert figure.unit == (unit or None)


@pytest.mark.parametrize(("text", "flag", "value"), rows(BOUNDS))
def test_bound(text, flag, value):
    """A bound leaves one side unbounded; 超过 and 不足 exclude the number itself."""
    figure = read(text)
    lower = flag in {"≥", ">"}
    assert figure.flag == flag
    assert (figure.lo, figure.hi) == ((float(value), None) if lower else (None, float(value)))
    assert (figure.lo_open, figure.hi_open) == (flag == ">", flag == "<")


@pytest.mark.parametrize(("text", "expected"), rows(APPROXIMATE))
def test_approximate(text, expected):
    """多, 近 and 约 span one step of the last written digit."""
    figure = read(text)
    ends = expected.strip("[]()").split(", ")
    assert figure.flag == "≈"
    assert (figure.lo, figure.hi) == tuple(map(float, ends))
    assert (figure.lo_open, figure.hi_open) == (expected[0] == "(", expected[-1] == ")")


@pytest.mark.parametrize(
    ("text", "reason"), [(text, reason) for reason, texts in REASONS.items() for text in texts]
)
def test_reason(text, reason):
    """What is not a value says why, and carries neither number nor flag."""
    figure = read(text)
    assert figure.reason == reason
    assert (figure.lo, figure.hi, figure.flag, figure.unit) == (None, None, None, None)


@pytest.mark.parametrize(
    ("text", "lo", "hi"),
    [("近10万元以上", 0, None), ("超过30多个", 30, None), ("不超过50多个", None, 60)],
)
def test_bound_on_an_approximation_keeps_the_widest_end(text, lo, hi):
    """A bound on an approximation opens one side and keeps the far end of the other."""
    assert (read(text).lo, read(text).hi) == (lo, hi)


@pytest.mark.skipif(not CASES.exists(), reason="the corpus of figure cases is not installed")
def test_corpus():
    """Every collected figure of the corpus is read as its annotator read it."""
    with CASES.open(encoding="utf-8") as file:
        cases = list(csv.DictReader(file))
    assert [case["raw"] for case in cases if not agrees(case)] == []


def agrees(case):
    """Compare a reading with a row of the corpus: interval, flag and convertible unit."""
    figure, value = read(case["raw"]), float(case["base_value"])
    high = float(case["base_value_max"] or value)
    expected = {
        "eq": ("=", value, value),
        "range": ("–", value, high),
        "ge": ("≥", value, None),
        "gt": (">", value, None),
        "le": ("≤", None, value),
        "lt": ("<", None, value),
        "approx": ("≈", figure.lo, figure.hi),
    }[case["qualifier"]]
    inside = case["qualifier"] != "approx" or figure.lo <= value <= figure.hi
    same_unit = factor(figure.unit, case["base_unit"]) == 1
    return (figure.flag, figure.lo, figure.hi) == expected and inside and same_unit


WHOLE = st.integers(1, 9_999_999)
DECIMALS = st.decimals("0.01", "99999", places=2)
UNITS = st.sampled_from(["", "元", "人", "个", "㎡", "%", "家"])


@given(WHOLE, UNITS)
def test_round_trip_of_plain_numbers(value, unit):
    """A printed whole number reads back, with and without thousands separators."""
    for text in (f"{value}{unit}", f"{value:,}{unit}"):
        assert (read(text).lo, read(text).hi, read(text).flag) == (value, value, "=")


@given(DECIMALS, st.sampled_from([("万", 10**4), ("亿", 10**8), ("千", 1000), ("%", 1)]))
def test_round_trip_of_multipliers(value, scale):
    """A decimal followed by 千, 万, 亿 or % reads back multiplied out, exactly."""
    assert read(f"{value}{scale[0]}").lo == float(value * scale[1])


@given(st.integers(1, 99999), st.integers(1, 99999), st.sampled_from("-–—~至到"), UNITS)
def test_round_trip_of_ranges(low, span, dash, unit):
    """A range reads back whichever dash is used."""
    figure = read(f"{low}{dash}{low + span}{unit}")
    assume(figure.reason != "期间，不是数")
    assert (figure.lo, figure.hi, figure.flag) == (low, low + span, "–")


@given(st.integers(1, 999), st.integers(1, 999), st.sampled_from("－–—~～〜至到"), UNITS)
def test_round_trip_of_ranges_with_both_units(low, span, dash, unit):
    """A unit written at both ends makes the same range as a unit written once."""
    twice, once = (read(f"{low}{first}{dash}{low + span}{unit}") for first in (unit or " ", ""))
    assert (twice.lo, twice.hi, twice.flag, twice.unit) == (once.lo, once.hi, "–", once.unit)


@given(st.integers(0, 9999))
def test_round_trip_of_chinese_numerals(value):
    """A whole number written in Chinese reads back."""
    assert read(chinese(value)).lo == value


def chinese(value):
    """Write 0 ≤ value < 10000 the textbook way: 一千零五, 十八."""
    text, gap = "", False
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // place % 10
        if digit:
            text += ("零" if gap and text else "") + "零一二三四五六七八九"[digit] + name
        gap = not digit
    return text.removeprefix("一") if text.startswith("一十") else text or "零"


@given(
    st.integers(1, 10**6), st.integers(1, 10**6), st.sampled_from(["不少于{}人", "{}以上", "超{}"])
)
def test_bounds_are_monotonic(low, more, form):
    """A larger number in the same phrase makes a larger lower bound."""
    assert read(form.format(low)).lo < read(form.format(low + more)).lo


@given(WHOLE, st.sampled_from(["{}多", "{}余人", "{}多万"]))
def test_more_contains_its_value(value, form):
    """多 and 余 start at the written value and end above it."""
    figure = read(form.format(value))
    scale = 10**4 if "万" in form else 1
    assert figure.lo == value * scale < figure.hi


@given(WHOLE)
def test_near_ends_at_its_value(value):
    """近 lies at or below the written value."""
    figure = read(f"近{value}人")
    assert figure.lo < value == figure.hi


@given(DECIMALS)
def test_about_surrounds_its_value(value):
    """约 is symmetric around the written value."""
    figure = read(f"约{value}万")
    middle = (Decimal(figure.lo) + Decimal(figure.hi)) / 2
    assert abs(middle - value * 10**4) < Decimal("1e-6")


FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


@given(st.sampled_from([text for text, *_ in rows(EXACT) + rows(RANGES) + rows(BOUNDS)]))
def test_full_width_reads_like_half_width(text):
    """Full-width digits and marks change nothing."""
    half, full = read(text), read(text.translate(FULL_WIDTH))
    assert (half.lo, half.hi, half.flag, half.unit) == (full.lo, full.hi, full.flag, full.unit)


MARKS = list("0123456789.,%‰/+-—~至、() \n")
WORDS = list("一二三十百千万亿半几数多余近约超过不足以上下内起元人个年月每第成分之点两全部零岁")
FRAGMENTS = st.sampled_from(MARKS + WORDS)


@given(st.one_of(st.text(), st.text(FRAGMENTS, max_size=30)))
def test_never_raises_and_never_runs_backwards(text):
    """Any text gives a figure: a value whose ends are in order, or a reason."""
    figure = read(text)
    assert (figure.reason is None) == (figure.flag is not None)
    if figure.reason is None:
        assert figure.lo is not None or figure.hi is not None
        assert figure.lo is None or figure.hi is None or figure.lo <= figure.hi


@pytest.mark.parametrize(
    "piece", ["1", "1,", "1 ", "百", "百千", "万", "一百万零", "1/", "不超过", "约约", "(", "1-"]
)
@pytest.mark.parametrize("length", [200, 100_000])
def test_long_texts_are_answered_at_once(piece, length):
    """No text, however long or repetitive, takes noticeable time."""
    started = time.perf_counter()
    read((piece * length)[:length] + "x")
    assert time.perf_counter() - started < 0.5
