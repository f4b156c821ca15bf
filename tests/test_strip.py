"""The distribution: dots, words, bounds and cuts."""

import pandas as pd
import pytest

from indicators.charts.swarm import lanes
from tests.drawn import THEMES, hash_of, marks, overlaps, spread, texts, town, value, words


@pytest.mark.parametrize("phone", [False, True])
def test_distribution_words_do_not_overlap(phone):
    """Labels that have no room are left to the hover instead of lying on others."""
    assert overlaps(spread(town(), phone=phone)) == []


def test_distribution_fits_beside_the_trend():
    """Four groups take at most 330 px."""
    assert spread(town()).layout.height <= 330


@pytest.mark.parametrize("phone", [False, True])
def test_every_place_is_a_dot(phone):
    """No place is left out, however many share a value."""
    frame = town()
    figure = spread(frame, phone=phone)
    found = {m[-1][1] for m in marks(figure) if isinstance(m[-1][1], int)}
    assert found == set(frame["observation"])


def test_own_dot_is_darkest_and_largest():
    """The own area has ink and the greatest dot of all."""
    figure = spread(town())
    trace = next(
        t for t in figure.data if t.mode == "markers" and t.customdata and t.name != "carriers"
    )
    parts = (trace.marker.size, trace.marker.symbol, trace.marker.color, trace.customdata)
    dots = [part for part in zip(*parts, strict=True) if part[1] == "circle"]
    size, _, color, data = max(dots, key=lambda part: part[0])
    assert (color, data[1]) == (THEMES[0].ink, hash_of("参照城市", "示例市"))
    assert [part[0] for part in dots].count(size) == 1


def test_own_value_is_always_written():
    """The own label is there even among hundreds of dots."""
    assert "示例市82.5" in texts(spread(town(), phone=True))


def test_distribution_turns_the_axis_when_lower_is_better():
    """Lower-is-better puts small values right and says that the axis was turned."""
    figure = spread(town(), direction="lower")
    ticks = {text: x for text, x, *_ in words(figure) if text in {"70", "90"}}
    assert ticks["70"] > ticks["90"]
    assert any("低为好，轴已反向" in text for text in texts(figure))


def test_missing_places_are_counted():
    """Under a group's name stands how many places it has and how many lack the value."""
    assert {"30个街道", "2个缺数"} <= set(texts(spread(town())))


def test_standards_are_strokes_and_no_places():
    """A 规定标准 is an upright ink stroke with its word and is not counted."""
    figure = spread(town())
    number = hash_of("参照城市", "条例")
    assert {(m[2], m[4]) for m in marks(figure) if m[-1][1] == number} == {
        ("line-ns", THEMES[0].ink)
    }
    assert {"规定85", "7个参照城市"} <= set(texts(figure))


@pytest.mark.parametrize(("count", "drawn"), [(7, 0), (8, 1), (9, 1)])
def test_median_needs_eight_places(count, drawn):
    """A group's median is drawn from eight places on."""
    frame = pd.DataFrame(value("市辖区", f"{n}区", 70 + n) for n in range(count))
    assert len([m for m in marks(spread(frame)) if isinstance(m[-1][1], list)]) == drawn


def test_median_that_bounds_leave_open_is_not_drawn():
    """Where a ≥ value could be on either side of the middle there is no median."""
    frame = pd.DataFrame(value("市辖区", f"{n}区", 70 + n) for n in range(9))
    frame.loc[3, "hi"] = None
    assert not [m for m in marks(spread(frame)) if isinstance(m[-1][1], list)]


@pytest.mark.parametrize(("direction", "arrow"), [("higher", "right"), ("lower", "left")])
def test_far_outlier_is_cut_off(direction, arrow):
    """One far value stands at the edge as an arrow with its number; the others keep the width."""
    frame = pd.DataFrame(value("街道", f"{n}街道", 40 + n) for n in range(12))
    frame.loc[11, ["lo", "hi", "text"]] = [400, 400, "400"]
    figure = spread(frame, direction=direction)
    assert f"triangle-{arrow}" in {m[2] for m in marks(figure)}
    assert any("400" in text for text in texts(figure))
    xs = [m[0] for m in marks(figure) if m[2] == "circle"]
    assert max(xs) - min(xs) > 0.6 * (figure.layout.xaxis.range[1] - 100)


def test_an_even_spread_is_not_cut():
    """Without an outlier no value becomes an arrow."""
    assert not {m[2] for m in marks(spread(town())) if "triangle" in m[2]}


def test_dots_that_would_touch_take_other_lanes():
    """Equal places are stacked from the middle outwards, distant ones stay in it."""
    assert lanes([(0, 5), (0, 5), (0, 5), (9, 12)], [0] * 4) == [0, 1, -1, 0]
