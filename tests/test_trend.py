"""The trend: lines, breaks, words and ticks."""

from itertools import pairwise

import pytest

from indicators.charts.axis import push_apart, round_ticks
from indicators.charts.trend_plane import DARK, LIGHT
from tests.drawn import THEMES, course, marks, overlaps, paths, texts, years
from tests.test_charts import contrast


@pytest.mark.parametrize("phone", [False, True])
def test_trend_words_do_not_overlap(phone):
    """Names at the ends are pushed apart, values find room or stay in the hover."""
    frame = years("示例市", "杭州", "成都", "南京", "上海", "沈阳", start=70)
    frame["lo"] = frame["hi"] = frame["lo"].clip(upper=80)
    assert overlaps(course(frame, phone=phone)) == []


def test_segments_are_not_joined():
    """Between two segments of one place there is no line, but a stroke and a word."""
    frame = years("示例市", count=4)
    joined = len(paths(course(frame)))
    frame.loc[2:, "segment"] = 2
    figure = course(frame)
    assert (joined, len(paths(figure))) == (3, 2)
    assert "口径变化" in texts(figure)


def test_a_break_names_the_new_scope():
    """A short scope that changes is named at the break."""
    frame = years("示例市", count=4)
    frame.loc[2:, ["segment", "scope"]] = [2, "专职社工"]
    assert "口径：专职社工" in texts(course(frame))


def test_own_line_is_thickest_and_ink():
    """Only the own line has ink, and no other is as thick."""
    figure = course(years("示例市", "杭州", "成都"))
    thick = {}
    for shape in figure.layout.shapes:
        if shape.type == "path":
            thick[shape.line.color] = max(thick.get(shape.line.color, 0), shape.line.width)
    assert thick.pop(THEMES[0].ink) > max(thick.values())


@pytest.mark.parametrize("look", THEMES, ids=["light", "dark"])
def test_lines_borrow_no_verdict_colour(look):
    """A line is never blue or orange, so that colour goes on meaning verdict."""
    written = course(years("示例市", "甲", "乙", "丙", "丁", "戊", "己"), look).to_json()
    assert not [hue for hue in (look.ahead, look.behind, look.waiting) if hue in written]


@pytest.mark.parametrize("look", THEMES, ids=["light", "dark"])
def test_names_in_line_colours_are_readable(look):
    """A name in its line's colour has at least 4.5:1 on the page."""
    assert all(contrast(hue, look.page) >= 4.5 for hue in (DARK if look.dark else LIGHT))


def test_six_lines_are_named():
    """The own and five other lines have their names at the ends, the rest in the hover."""
    areas = ("示例市", "甲市", "乙市", "丙市", "丁市", "戊市", "己市", "庚市")
    named = [text for text in texts(course(years(*areas))) if "市" in text]
    assert len(named) == 6


def test_an_axis_that_does_not_start_at_zero_says_so():
    """纵轴不从0起 is written exactly when it is true."""
    note = "纵轴不从0起"
    assert any(note in text for text in texts(course(years("示例市", start=70))))
    assert not any(note in text for text in texts(course(years("示例市", start=0))))


def test_one_period_is_no_trend():
    """A single period is drawn and said to be no trend."""
    figure = course(years("示例市", "杭州", count=1))
    assert any("只有一期，画不出趋势" in text for text in texts(figure))
    assert len({m[-1][1] for m in marks(figure)}) == 2


def test_ranges_and_open_ends_over_time():
    """A range is an upright bar with feet, a lower bound an arrow upwards."""
    frame = years("示例市", count=3)
    frame.loc[1, "hi"] = 90
    frame.loc[2, "hi"] = None
    assert {"line-ew", "triangle-up"} <= {m[2] for m in marks(course(frame))}


def test_undated_values_are_counted_not_drawn():
    """A value of an unknown year has no place in time; the chart says how many there are."""
    frame = years("示例市", count=3)
    frame.loc[2, "period_end"] = None
    assert any("另有1个数年份未注明" in text for text in texts(course(frame)))


@pytest.mark.parametrize(("low", "high"), [(62, 98), (0.1, 0.9), (3, 12000), (-5, 5)])
def test_ticks_are_round_and_few(low, high):
    """Ticks lie inside the span and are at most as many as asked for."""
    ticks = round_ticks(low, high, 5)
    assert 2 <= len(ticks) <= 5
    assert all(low <= tick <= high for tick in ticks)


@pytest.mark.parametrize("middles", [(5, 5, 5), (0, 90, 91, 100), (50,), (99, 100, 98)])
def test_pushed_labels_keep_apart(middles):
    """Pushed labels stay in the room, at least a step from each other, in their order."""
    found = push_apart(middles, 15, (0, 100))
    ordered = sorted(found)
    assert all(b - a >= 15 - 1e-6 for a, b in pairwise(ordered))
    assert ordered[0] >= 0
    assert ordered[-1] <= 100
