"""The profile, the distribution and the trend: places, colours, words and ids."""

import re
from datetime import date
from itertools import pairwise

import pandas as pd
import pytest

from indicators.charts import palette, profile_spine, strip, trend
from indicators.charts.axis import push_apart, round_ticks
from indicators.charts.canvas import width
from indicators.charts.swarm import lanes
from indicators.charts.trend_plane import DARK, LIGHT
from tests.test_charts import contrast

THEMES = (palette(False), palette(True))
LONG = "非公企业和社会组织党建指导服务中心面积下限"
PLACES = ("云溪", "东湖", "临港", "高新", "青山", "江北", "南关")
# standing: own bounds, own text, comparability
ROWS = {
    "behind": ((4, 4), "4", "可比"),
    "ahead": ((9, 9), "9", "慎比"),
    "level": ((6, 6), "6", "可比"),
    "undecided": ((5, 8), "5–8", "可比"),
    "incomparable": ((3, 3), "3", "不可比"),
    "own_missing": ((None, None), "—", None),
    "no_reference": ((5, 5), "5", "可比"),
}


def row(number, standing, /, **changed):
    """Build one row of the profile: the group has 2 … 10, its median is 6."""
    own, text, comparability = ROWS[standing]
    made = {
        "indicator": f"i{number}", "name": "社区工作者年薪" + "甲乙丙丁戊己庚"[number],
        "theme": f"主题{number // 3}",
        "unit": "万元/年", "direction": "higher", "own_lo": own[0], "own_hi": own[1],
        "own_lo_open": False, "own_hi_open": False, "own_text": text, "own_period_text": "",
        "own_nature": "实际值", "own_observation": 100 + number,
        "missing_reason": "未报送" if standing == "own_missing" else None,
        "median_lo": 6.0, "median_hi": 6.0, "median_text": "6",
        "median_observations": [1, 2, 3], "n_peers": 7, "rank_best": 6, "rank_worst": 7,
        "rank_n": 8, "rank_observations": [1, 2, 3, 4], "standing": standing,
        "comparability": comparability, "reasons": "年份不同", "change_text": "升3.2个百分点",
        "trend": "变好",
    }  # fmt: skip
    return made | changed


def peer(number, place, low, high, /):
    """Build one other place's value."""
    return {
        "indicator": f"i{number}", "area_name": f"{place}区", "short": place, "lo": low,
        "hi": high, "text": f"{low}", "period_text": "2023年", "nature": "实际值",
        "observation": 500 + number * 10 + PLACES.index(place),
    }  # fmt: skip


def peers(numbers, values=(2, 4, 5, 6, 7, 8, 10)):
    """Build the other places' values of some rows."""
    pairs = zip(PLACES, values, strict=False)
    found = [peer(n, place, v, v) for place, v in pairs for n in numbers]
    return pd.DataFrame(found, columns=list(peer(0, "云溪", 0, 0)))


def spine(*rows, values=(2, 4, 5, 6, 7, 8, 10), **look):
    """Draw a profile of some rows."""
    frame = pd.DataFrame(rows, columns=list(row(0, "behind")))
    others = peers(range(len(rows)), values)
    names = {"own_name": "古城区", "group_name": "全市8区"}
    return profile_spine(frame, others, look.pop("look", THEMES[0]), **names, **look)


def everything(**look):
    """Draw one row of each standing."""
    return spine(*(row(number, standing) for number, standing in enumerate(ROWS)), **look)


def value(group, place, low, high=None, /, **changed):
    """Build one row of the distribution; an absent high makes it exact."""
    high = low if high is None else high
    made = {
        "group": group, "area": place, "area_name": place, "short": place, "indicator": "x",
        "lo": low, "hi": high, "lo_open": False, "hi_open": False, "text": f"{low}",
        "period_text": "2024年", "nature": "实际值", "observation": hash_of(group, place),
        "is_own": False, "is_named": False, "comparability": "可比", "n_missing": None,
    }  # fmt: skip
    return made | changed


def hash_of(group, place):
    """A small number that belongs to one place of one group."""
    return sum(map(ord, group + place)) % 9000


def town(**changed):
    """Four groups: cities, districts, 30 streets and 180 communities, some on one value."""
    rows = [value("参照城市", "示例市", 82.5, is_own=True)]
    rows += [
        value("参照城市", f"城{n}", 70 + 2.5 * n, is_named=True, comparability="慎比")
        for n in range(7)
    ]
    rows.append(value("参照城市", "条例", 85, nature="规定标准"))
    rows += [value("市辖区", f"{n}区", 75 + 3 * n, is_named=True) for n in range(8)]
    rows += [value("街道", f"{n}街道", 60 + n * 37 % 40, n_missing=2) for n in range(28)]
    rows += [value("社区", f"{n}社区", 100 if n % 3 else 60 + n % 40) for n in range(180)]
    return pd.DataFrame(rows).assign(**changed)


def spread(frame, *, direction="higher", look=THEMES[0], **more):
    """Draw a distribution."""
    return strip(frame, look, unit="%", direction=direction, own_name="示例市", **more)


def dated(area, year, low, high=None, /, **changed):
    """Build one row of the trend."""
    made = {
        "area": area, "area_name": area, "indicator": "x", "is_own": area == "示例市",
        "period": str(year), "period_end": date(year, 12, 31), "period_text": f"{year}年",
        "lo": low, "hi": low if high is None else high, "text": f"{low}", "nature": "实际值",
        "scope": None, "observation": hash_of(area, str(year)), "segment": 1,
    }  # fmt: skip
    return made | changed


def years(*areas, first=2020, count=5, start=70):
    """Build series that rise by two a year."""
    return pd.DataFrame(
        dated(area, first + n, start + 3 * k + 2 * n)
        for k, area in enumerate(areas)
        for n in range(count)
    )


def course(frame, look=THEMES[0], **more):
    """Draw a trend."""
    return trend(frame, look, unit="%", own_name="示例市", **more)


def marks(figure):
    """Return (x, y, symbol, fill, edge, customdata) of every mark that hovers."""
    for trace in figure.data:
        if trace.mode == "markers" and trace.customdata and trace.name != "carriers":
            look = trace.marker
            parts = (trace.x, trace.y, look.symbol, look.color, look.line.color, trace.customdata)
            yield from zip(*parts, strict=True)


def plain(words):
    """Return words without markup."""
    return re.sub(r"<[^>]+>", "", words)


def words(figure):
    """Return (text, x, y, size, side, colour, customdata) of everything written."""
    for trace in figure.data:
        if trace.mode == "text":
            font, data = trace.textfont, trace.customdata or [None] * len(trace.x)
            parts = (trace.text, trace.x, trace.y, font.size, font.color, data)
            for text, x, y, size, color, told in zip(*parts, strict=True):
                yield text, x, y, size, trace.textposition, color, told


def texts(figure):
    """Return all words written, without markup."""
    return [plain(text) for text, *_ in words(figure)]


def boxes(figure):
    """Return the room each written text takes: (text, left, top, right, bottom)."""
    for text, x, y, size, side, *_ in words(figure):
        aside = "".join(re.findall(r"<span[^>]*>([^<]*)</span>", text))
        main = plain(re.sub(r"<span[^>]*>[^<]*</span>", "", text))
        wide = width(main, size) + width(aside, 13)
        left = x - wide * {"middle right": 0, "middle center": 0.5, "middle left": 1}[side]
        yield plain(text), left, y - size * 0.45, left + wide, y + size * 0.45


def overlaps(figure):
    """Return the pairs of texts that lie on each other or leave the sheet."""
    found, edge = [box for box in boxes(figure) if box[0]], figure.layout.xaxis.range[1]
    pairs = [
        (one[0], other[0])
        for number, one in enumerate(found)
        for other in found[number + 1 :]
        if one[1] < other[3] and other[1] < one[3] and one[2] < other[4] and other[2] < one[4]
    ]
    return pairs + [box[0] for box in found if box[1] < -1 or box[3] > edge + 1]


def paths(figure, color=THEMES[0].ink):
    """Return the slanted lines of one colour."""
    return [s.path for s in figure.layout.shapes if s.type == "path" and s.line.color == color]


def own_mark(figure, number=0):
    """Return the marks of a row's own value that can be seen."""
    seen = [m for m in marks(figure) if m[3] != "rgba(0,0,0,0)"]
    return [m for m in seen if m[-1] == [f"i{number}", 100 + number]]


@pytest.mark.parametrize("look", THEMES, ids=["light", "dark"])
@pytest.mark.parametrize("phone", [False, True])
@pytest.mark.parametrize("standing", ["ahead", "behind", "level", "undecided"])
def test_standing_gives_the_colour(look, phone, standing):
    """The own mark has its verdict's colour and no other mark has one."""
    figure = spine(row(0, standing), look=look, phone=phone)
    fills = {m[3] for m in own_mark(figure)}
    others = {m[3] for m in marks(figure)} - fills
    assert fills == {look.of(standing)}
    assert not others & {look.ahead, look.behind}


@pytest.mark.parametrize("look", THEMES, ids=["light", "dark"])
@pytest.mark.parametrize("standing", ["incomparable", "own_missing", "no_reference"])
def test_rows_without_a_verdict_have_no_verdict_colour(look, standing):
    """Grey rows show nothing blue or orange, not even a pale fill."""
    written = spine(row(0, standing), look=look).to_json()
    hues = (look.ahead, look.behind, look.ahead_pale, look.behind_pale)
    assert not [hue for hue in hues if hue in written]


@pytest.mark.parametrize("phone", [False, True])
def test_rows_without_a_value_stay(phone):
    """A missing row keeps its line, its reason and the other places' ticks."""
    figure = everything(phone=phone)
    assert any("缺数：未报送" in text for text in texts(figure))
    assert [m for m in marks(figure) if m[-1][0] == "i5" and m[2] == "line-ns"]


@pytest.mark.parametrize("phone", [False, True])
def test_median_line_is_in_the_middle(phone):
    """The upright line halves the track and an own value equal to the median stands on it."""
    figure = spine(row(0, "level"), phone=phone)
    shapes = figure.layout.shapes
    line = next(s for s in shapes if s.x0 == s.x1 and s.line.color == THEMES[0].ink)
    track = next(s for s in shapes if s.fillcolor == THEMES[0].band)
    assert line.x0 == pytest.approx((track.x0 + track.x1) / 2)
    assert own_mark(figure)[0][0] == pytest.approx(line.x0)


@pytest.mark.parametrize("count", [1, 2])
def test_few_places_have_no_middle(count):
    """With one or two other places no median is claimed, neither as line nor as number."""
    figure = spine(row(0, "undecided", n_peers=count), values=(2, 10)[:count])
    ink = THEMES[0].ink
    assert not [s for s in figure.layout.shapes if s.x0 == s.x1 and s.line.color == ink]
    assert "6" not in texts(figure)


@pytest.mark.parametrize(("direction", "sign"), [("higher", 1), ("lower", -1)])
def test_better_is_right(direction, sign):
    """The best place's tick is the rightmost whatever the direction."""
    figure = spine(row(0, "behind", direction=direction))
    ticks = [m for m in marks(figure) if m[2] == "line-ns"]
    least, most = (next(m for m in ticks if m[-1][1] == n) for n in (500, 506))
    assert (most[0] - least[0]) * sign > 0


def test_lower_is_better_is_said():
    """A row whose direction was turned says 低为好."""
    figure = spine(row(0, "behind", direction="lower"))
    assert any("低为好" in text for text in texts(figure))


@pytest.mark.parametrize(("own", "arrow"), [(1000, "triangle-right"), (-1000, "triangle-left")])
def test_own_far_outside_is_an_arrow_near_the_end(own, arrow):
    """A value far outside the group is clipped eight hundredths past the track."""
    figure = spine(row(0, "behind", own_lo=own, own_hi=own))
    (mark,) = own_mark(figure)
    track = next(s for s in figure.layout.shapes if s.fillcolor == THEMES[0].band)
    past = (track.x1 - track.x0) * 0.08
    end = track.x1 + past if own > 0 else track.x0 - past
    assert (mark[2], mark[0]) == (arrow, pytest.approx(end))


@pytest.mark.parametrize(
    ("pair", "direction", "arrow"),
    [
        ((5, None), "higher", "triangle-right"),
        ((None, 5), "higher", "triangle-left"),
        ((5, None), "lower", "triangle-left"),
    ],
)
def test_open_ends_run_to_an_arrow(pair, direction, arrow):
    """An own value with one bound points to its open side."""
    changed = {"own_lo": pair[0], "own_hi": pair[1], "direction": direction}
    figure = spine(row(0, "undecided", **changed))
    assert arrow in {m[2] for m in own_mark(figure)}


def test_same_values_everywhere_do_not_break_the_scale():
    """A group of one value still gives the own value a place on the sheet."""
    figure = spine(row(0, "behind"), values=(6,) * 7)
    assert all(0 <= m[0] <= figure.layout.xaxis.range[1] for m in marks(figure))


def test_careful_verdicts_are_outlined():
    """The bar of a 慎比 verdict is pale with an edge, that of a 可比 one solid."""
    found = {}
    for grade in ("可比", "慎比"):
        shapes = spine(row(0, "behind", comparability=grade)).layout.shapes
        found[grade] = {s.fillcolor for s in shapes} & {THEMES[0].behind, THEMES[0].behind_pale}
    assert found == {"可比": {THEMES[0].behind}, "慎比": {THEMES[0].behind_pale}}


def test_rank_is_written_as_a_range():
    """A rank the data settle only partly is 6–7 of 8, a settled one a single number."""
    assert "6–7/8" in texts(spine(row(0, "behind")))
    assert "7/8" in texts(spine(row(0, "behind", rank_best=7)))


def test_medians_and_ranks_carry_all_their_observations():
    """A computed number can be clicked for everything it comes from."""
    told = [told for *_, told in words(spine(row(0, "behind"))) if told]
    assert ["i0", [1, 2, 3]] in told
    assert ["i0", [1, 2, 3, 4]] in told


@pytest.mark.parametrize("phone", [False, True])
def test_profile_words_do_not_overlap(phone):
    """Names, values, ranks and verdicts keep clear of each other, long ones too."""
    rows = [row(n, standing, name=LONG * (1 + n % 2)) for n, standing in enumerate(ROWS)]
    assert overlaps(spine(*rows, phone=phone)) == []


@pytest.mark.parametrize("phone", [False, True])
def test_long_names_are_whole_in_the_hover(phone):
    """A name that is cut is whole in the label of its value."""
    figure = spine(row(0, "behind", name=LONG * 2), phone=phone)
    hovers = [plain(h.replace("<br>", "")) for t in figure.data for h in t.hovertext or ()]
    assert any(LONG * 2 in h for h in hovers)
    assert LONG * 2 not in texts(figure)


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


CHARTS = {
    "spine": everything,
    "strip": lambda **look: spread(town(), **look),
    "trend": lambda **look: course(years("示例市", "杭州", "成都"), **look),
}


@pytest.mark.parametrize("phone", [False, True])
@pytest.mark.parametrize("chart", CHARTS)
def test_equal_input_gives_the_equal_figure(chart, phone):
    """Nothing is random: the same frame is the same picture."""
    assert CHARTS[chart](phone=phone).to_json() == CHARTS[chart](phone=phone).to_json()


@pytest.mark.parametrize("phone", [False, True])
@pytest.mark.parametrize("chart", CHARTS)
def test_words_are_large_enough(chart, phone):
    """Nothing is written smaller than 13 px, on a sheet without a ground of its own."""
    figure = CHARTS[chart](phone=phone)
    assert min(size for _, _, _, size, *_ in words(figure)) >= 13
    assert figure.layout.paper_bgcolor == "rgba(0,0,0,0)"


@pytest.mark.parametrize("phone", [False, True])
@pytest.mark.parametrize("chart", CHARTS)
def test_every_number_can_be_clicked(chart, phone):
    """Each number that is a value, not the axis' scale, carries indicator and observation."""
    values = [w for w in words(CHARTS[chart](phone=phone)) if re.search(r"\d", plain(w[0]))]
    loose = [plain(w[0]) for w in values if not w[-1] and w[5] != THEMES[0].soft]
    assert loose == []
    assert all(len(w[-1]) == 2 for w in values if w[-1])


@pytest.mark.parametrize("chart", CHARTS)
def test_scale_enlarges_type_and_height_together(chart):
    """Meeting size is the normal size times the scale."""
    small, big = (CHARTS[chart](scale=scale) for scale in (1, 1.4))
    assert big.layout.height == round(small.layout.height * 1.4)


@pytest.mark.parametrize("chart", CHARTS)
def test_no_space_between_han_and_digits(chart):
    """Nowhere does a space stand between a Han character and a digit."""
    figure = CHARTS[chart]()
    hovers = [line for t in figure.data for h in t.hovertext or () for line in h.split("<br>")]
    bad = re.compile(r"[\u4e00-\u9fff]\s\d|\d\s[\u4e00-\u9fff]")
    assert [line for line in [*texts(figure), *map(plain, hovers)] if bad.search(line)] == []


@pytest.mark.parametrize(
    "figure",
    [spine(), spread(town().head(0)), course(years("示例市").head(0))],
    ids=["spine", "strip", "trend"],
)
def test_empty_frames_say_one_sentence(figure):
    """No rows give a quiet sentence instead of an error."""
    assert len(texts(figure)) == 1


def test_marks_hover_with_value_unit_period_and_nature():
    """Hovering repeats the number with its unit, period and nature."""
    hovers = [h for t in spread(town()).data for h in t.hovertext or ()]
    assert any("示例市：82.5%（2024年，实际值，可比）" in h for h in hovers)
