"""The charts: what is drawn, in which colour, with which words and ids."""

import re

import pandas as pd
import plotly.graph_objects as go
import pytest

from indicators.charts import gap_dumbbell, largest_gaps, movers, palette, unit_chart
from indicators.charts.canvas import cut, width
from indicators.charts.marks import spans
from indicators.charts.overview import shares
from indicators.charts.reading import records
from indicators.charts.stacked import apart

THEMES = (palette(False), palette(True))
LONG = "非公企业和社会组织党建指导服务中心面积下限"
CASES = {
    # case: standing, comparability, own, reference, gap, what the verdict column says
    "社区工作者年薪": ("behind", "慎比", (6.8, 6.8), (10, None), (None, -3.2), "至少落后3.2万元"),
    "社区书记进编占比": ("behind", "可比", (18, 18), (32, 32), (-14, -14), "落后14个百分点"),
    "社区书记年收入": ("ahead", "可比", (6, 6), (5.4, 5.4), (0.6, 0.6), "领先0.6万元"),
    "街道“大工委”覆盖率": ("ahead", "慎比", (100, 100), (92, 92), (8, 8), "领先8个百分点"),
    "物业项目党组织覆盖率": ("level", "可比", (90, 90), (90, 90), (0, 0), "持平"),
    "社区书记本科以上占比": ("undecided", "可比", (55, 62), (60, None), (None, 2), "无法判定"),
    "社区工作者大专以上占比": ("undecided", "慎比", (95, 95), (90, None), (None, 5), "无法判定"),
    LONG: ("behind", "不可比", (300, 300), (1000, None), (None, -700), "至少落后700㎡"),
    "党群服务中心建筑面积": ("incomparable", "不可比", (52, 52), (620, 620), (-568, -568), "落后"),
    "楼宇党组织组建率": ("own_missing", None, (None, None), (88, 88), (None, None), None),
    "社区<减负>清单压减率": ("no_reference", None, (42, 42), (None, None), (None, None), None),
}


def said(pair):
    """Print a pair of bounds as officials write it."""
    low, high = pair
    if low is None:
        return None if high is None else f"≤{high}"
    return f"≥{low}" if high is None else f"{low}" if low == high else f"{low}–{high}"


def share(gap, reference):
    """Size of one end of the gap as a part of the reference."""
    return None if gap is None or reference[0] is None else abs(gap) / reference[0]


def row(number, case, /, **changed):
    """Build one row of the gap frame from CASES."""
    standing, comparability, own, reference, gap, words = CASES[case]
    made = {
        "indicator": f"i{number}", "name": case, "theme": f"主题{number % 3}",
        "topic": None, "unit": "万元/年", "direction": "higher", "decimals": 1,
        "own_lo": own[0], "own_hi": own[1], "own_text": said(own), "own_period_text": "2024年",
        "previous_lo": own[0], "previous_hi": own[1], "previous_text": said(own),
        "standard_lo": 50, "standard_hi": None, "standard_text": "≥50", "standard_name": "条例",
        "median_lo": 40, "median_hi": 40, "median_text": "40",
        "reference_area": "330100", "reference_name": "杭州",
        "reference_lo": reference[0], "reference_hi": reference[1],
        "reference_text": said(reference), "reference_period_text": "年份未注明",
        "gap_lo": gap[0], "gap_hi": gap[1], "gap_text": words, "verdict": None,
        "comparability": comparability, "reasons": "层级不同；口径不同", "standing": standing,
        "share_least": share(gap[1], reference), "share_most": share(gap[0], reference),
        "change_text": "一年退3.2个百分点", "worsening": standing == "behind",
        "own_observation": None if own == (None, None) else 100 + number,
        "reference_observation": None if reference == (None, None) else 900 + number,
    }  # fmt: skip
    return made | changed


@pytest.fixture
def frame():
    """Every standing, with open bounds, intervals, long names and missing values."""
    return pd.DataFrame([row(number, name) for number, name in enumerate(CASES)])


def only(case, /, **changed):
    """Return a frame of one row."""
    return pd.DataFrame([row(1, case, **changed)])


def every_chart(gap, look):
    """Draw all charts in both layouts."""
    for phone in (False, True):
        yield unit_chart(gap, look, phone=phone)
        yield unit_chart(gap, look, phone=phone, rows="topic")
        yield largest_gaps(gap, look, phone=phone)
        yield movers(gap, look, "worsening", phone=phone)
        yield movers(gap, look, "leading", phone=phone)
        yield gap_dumbbell(gap, look, own_name="示例市", phone=phone)


def texts(figure, *, hover=True):
    """Return all words of a figure without markup."""
    found = [words for trace in figure.data for words in (trace.text or ())]
    found += [words for trace in figure.data for words in trace.hovertext or ()] if hover else []
    return [re.sub(r"<[^>]+>", "", words.replace("<br>", "\n")) for words in found]


def marks(figure):
    """Return (symbol, fill, edge, customdata) of every mark."""
    for trace in figure.data:
        if trace.mode == "markers" and trace.name != "carriers":
            look = trace.marker
            data = trace.customdata or [None] * len(trace.x)
            yield from zip(look.symbol, look.color, look.line.color, data, strict=True)


def colors(figure):
    """Return every colour written anywhere in a figure, in capitals."""
    return {found.upper() for found in re.findall(r"#[0-9A-Fa-f]{6}", figure.to_json())}


def ids(figure):
    """Return the indicators that can be clicked."""
    return {data[0] for t in figure.data for data in (t.customdata or ())}


def contrast(one, other):
    """Contrast of two colours as WCAG 2.2 defines it."""

    def light(color):
        parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        parts = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), parts, strict=True))

    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("look", THEMES, ids=["light", "dark"])
@pytest.mark.parametrize("role", ["ink", "soft", "faint", "ahead", "behind", "waiting"])
def test_text_contrast(look, role):
    """Every text colour has at least 4.5:1 on the page."""
    assert contrast(getattr(look, role), look.page) >= 4.5


@pytest.mark.parametrize("look", THEMES, ids=["light", "dark"])
@pytest.mark.parametrize("fill", ["band", "ahead_pale", "ahead_deep", "behind_pale", "behind_deep"])
def test_ink_is_readable_on_fills(look, fill):
    """Ink can be read on every fill that may stand behind it."""
    assert contrast(look.ink, getattr(look, fill)) >= 4.5


@pytest.mark.parametrize("look", THEMES, ids=["light", "dark"])
@pytest.mark.parametrize("name", [LONG, "党群服务中心建筑面积"])
def test_incomparable_has_no_verdict_colour(look, name):
    """A pair that must not be compared is never coloured, even when arithmetic says 落后."""
    for figure in every_chart(only(name, worsening=True), look):
        drawn = figure.to_plotly_json()
        drawn["data"] = [t for t in drawn["data"] if not _heads(t)]
        used = colors(go.Figure({**drawn, "data": drawn["data"]}))
        verdicts = {look.ahead, look.behind, look.ahead_pale, look.behind_pale, look.behind_deep}
        assert not used & verdicts


def _heads(trace):
    """Tell whether a trace holds only the counts and titles over the tiles."""
    return trace.get("hoverinfo") == "skip"


@pytest.mark.parametrize("look", THEMES, ids=["light", "dark"])
def test_colours_come_from_the_palette(frame, look):
    """No chart invents a colour."""
    roles = {getattr(look, role) for role in look.__slots__ if role != "dark"}
    assert all(colors(figure) <= roles for figure in every_chart(frame, look))


@pytest.mark.parametrize("phone", [False, True])
def test_dumbbell_draws_every_row(frame, phone):
    """Rows without a comparison stay in the chart."""
    figure = gap_dumbbell(frame, THEMES[0], own_name="示例市", phone=phone)
    assert ids(figure) == set(frame["indicator"])


@pytest.mark.parametrize("phone", [False, True])
@pytest.mark.parametrize("rows", ["theme", "topic"])
def test_unit_chart_has_a_tile_per_row(frame, phone, rows):
    """Each row of the frame is exactly one tile."""
    figure = unit_chart(frame, THEMES[0], phone=phone, rows=rows)
    tiles = [data[0] for t in figure.data if t.name != "carriers" for data in (t.customdata or ())]
    assert sorted(filter(None, tiles)) == sorted(frame["indicator"])


def test_unit_chart_counts(frame):
    """The four big numbers count 落后, 领先, 持平 and everything undecided."""
    figure = unit_chart(frame, THEMES[0])
    assert [words for words in texts(figure, hover=True) if words.isdigit()] == [
        "2",
        "2",
        "1",
        "6",
    ]


@pytest.mark.parametrize(("grade", "filled"), [("可比", True), ("慎比", False)])
def test_careful_tiles_are_outlined(grade, filled):
    """慎比 and 可比 tiles differ by fill, not by hue."""
    figure = unit_chart(only("社区书记进编占比", comparability=grade), THEMES[0])
    tiles = [s for s in figure.layout.shapes if s.line.color == THEMES[0].behind and s.line.width]
    fills = {shape.fillcolor for shape in figure.layout.shapes if shape.type == "rect"}
    assert (THEMES[0].behind in fills, bool(tiles)) == (filled, not filled)


def test_unit_chart_says_what_outlines_mean(frame):
    """The key names solid and outlined tiles in a word."""
    assert {"可比", "慎比"} <= set(texts(unit_chart(frame, THEMES[0]), hover=False))


@pytest.mark.parametrize("count", [1, 5, 12])
def test_unit_chart_fits_the_first_screen(frame, count):
    """Up to twelve themes take no more than about 325 px."""
    many = pd.concat([frame] * 2, ignore_index=True)
    many["theme"] = [f"主题{number % count}" for number in many.index]
    assert unit_chart(many, THEMES[0]).layout.height <= 326


@pytest.mark.parametrize("phone", [False, True])
def test_many_tiles_stay_inside_the_sheet(frame, phone):
    """Hundreds of indicators fold into lines instead of leaving the chart."""
    figure = unit_chart(pd.concat([frame] * 20, ignore_index=True), THEMES[0], phone=phone)
    edge = figure.layout.xaxis.range[1]
    assert all(shape.x0 >= 0 and shape.x1 <= edge for shape in figure.layout.shapes)


@pytest.mark.parametrize(
    ("direction", "pair", "arrow"),
    [
        ("higher", (10, None), "triangle-right"),
        ("higher", (None, 10), "triangle-left"),
        ("lower", (10, None), "triangle-left"),
        ("lower", (None, 10), "triangle-right"),
    ],
)
def test_open_bound_runs_to_an_arrow(direction, pair, arrow):
    """A reference without a bound ends in an arrow towards its open side."""
    changed = {"reference_lo": pair[0], "reference_hi": pair[1], "direction": direction}
    figure = gap_dumbbell(only("社区工作者年薪", **changed), THEMES[0], own_name="示例市")
    assert arrow in {symbol for symbol, *_, data in marks(figure) if data}


def test_closed_values_have_no_arrow():
    """Two exact values leave nothing open."""
    figure = gap_dumbbell(only("社区书记年收入"), THEMES[0], own_name="示例市")
    assert not [s for s, *_, data in marks(figure) if data and "triangle" in s]


@pytest.mark.parametrize("phone", [False, True])
@pytest.mark.parametrize("number", [101, 901])
def test_marks_carry_observations(phone, number):
    """A click on the own mark or the reference mark gives its observation."""
    figure = gap_dumbbell(only("社区书记进编占比"), THEMES[0], own_name="示例市", phone=phone)
    assert ["i1", number] in [data for *_, data in marks(figure) if data]


def test_ids_stay_whole_beside_missing_ones(frame):
    """An id is an integer even where missing neighbours made its column a float."""
    figure = gap_dumbbell(frame, THEMES[0], own_name="示例市")
    assert not any(isinstance(data[1], float) for *_, data in marks(figure) if data)


def test_a_click_fades_nothing(frame):
    """Selecting a mark leaves all others at full strength."""
    figure = gap_dumbbell(frame, THEMES[0], own_name="示例市")
    kept = [t.unselected.marker.opacity for t in figure.data if t.mode == "markers"]
    assert set(kept) == {1}


def test_phone_has_no_columns(frame):
    """On a phone no column headings are written; values stand at their marks."""
    figure = gap_dumbbell(frame, THEMES[0], own_name="示例市", phone=True)
    assert not {"指标", "判定", "示例市"} & set(texts(figure, hover=False))


def test_lower_is_better_is_said_and_turned_round():
    """Lower-is-better rows say so and put the smaller value to the right."""
    frame = only("社区书记进编占比", direction="lower")
    figure = gap_dumbbell(frame, THEMES[0], own_name="示例市")
    places = spans(records(frame)[0])
    assert any("低为好" in words for words in texts(figure, hover=False))
    assert places["own"].right > places["reference"].left


@pytest.mark.parametrize("direction", ["higher", "lower"])
@pytest.mark.parametrize(("own", "reference"), [(0, 0), (-3, 5), (0, 7), (1e9, 1)])
def test_places_stay_on_the_scale(direction, own, reference):
    """Zeros, negatives and huge ratios stay between 0 and 100."""
    changed = {"own_lo": own, "own_hi": own, "reference_lo": reference, "reference_hi": reference}
    gone = dict.fromkeys(("previous_lo", "previous_hi", "standard_lo", "median_lo", "median_hi"))
    frame = only("社区书记年收入", direction=direction, **changed, **gone)
    ends = [end for span in spans(records(frame)[0]).values() for end in span.ends]
    assert all(-1e-6 <= end <= 100 + 1e-6 for end in ends)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("党群服务中心建筑面积", "不可比：层级不同"),
        ("楼宇党组织组建率", "缺数"),
        ("社区<减负>清单压减率", "无参照"),
    ],
)
def test_rows_without_verdict_say_why(name, words):
    """A row that is not judged says why in the verdict column."""
    assert words in texts(gap_dumbbell(only(name), THEMES[0], own_name="示例市"), hover=False)


def test_other_years_are_shown(frame):
    """A reference period unlike the own one stands beside the value."""
    figure = gap_dumbbell(frame, THEMES[0], own_name="示例市")
    assert "年份未注明" in texts(figure, hover=False)


def test_long_names_are_whole_in_the_hover():
    """A name may be cut on the chart; hovering shows all of it."""
    figure = gap_dumbbell(only(LONG, name=LONG * 2), THEMES[0], own_name="示例市")
    hovers = [words.replace("\n", "") for words in texts(figure)]
    assert any(LONG * 2 in words for words in hovers)
    assert LONG * 2 not in texts(figure, hover=False)


@pytest.mark.parametrize("size", [13, 16])
@pytest.mark.parametrize("room", [40, 90, 200])
def test_cut_fits_its_room(size, room):
    """A cut name never exceeds the room it was given."""
    assert width(cut(LONG, size, room), size) <= room


def test_data_cannot_write_markup():
    """Angle brackets in a name are printed, not obeyed."""
    figure = gap_dumbbell(only("社区<减负>清单压减率"), THEMES[0], own_name="<b>市")
    written = [words for trace in figure.data for words in trace.text or ()]
    assert any("社区&lt;减负&gt;清单" in words for words in written)
    assert any("&lt;b&gt;市" in words for words in written)


def test_largest_gaps_leave_out_what_is_not_certain(frame):
    """Only certain, comparable gaps are ranked."""
    assert ids(largest_gaps(frame, THEMES[0])) == {"i0", "i1"}


def test_unbounded_gap_ends_in_an_arrow():
    """A gap without an upper bound is drawn as its minimum and an arrow."""
    figure = largest_gaps(only("社区工作者年薪"), THEMES[0])
    assert "triangle-right" in {symbol for symbol, *_ in marks(figure)}


def test_solid_bar_is_the_certain_share():
    """The solid bar is as long, on a track of one reference, as the view's certain share."""
    figure = largest_gaps(only("社区工作者年薪"), THEMES[0])
    solid = next(s for s in figure.layout.shapes if s.fillcolor == THEMES[0].behind)
    assert solid.x1 / figure.layout.xaxis.range[1] == pytest.approx(0.32)


def test_gap_without_a_share_is_listed_last_without_a_bar(frame):
    """A total has no share of the reference: it is named after the others and has no bar."""
    frame.loc[1, ["share_least", "share_most"]] = None
    figure = largest_gaps(frame, THEMES[0])
    assert shares(records(frame)[1]) is None
    assert len([s for s in figure.layout.shapes if s.fillcolor == THEMES[0].band2]) == 1
    assert ids(figure) == {"i0", "i1"}


@pytest.mark.parametrize(
    ("kind", "found"), [("worsening", {"i0", "i1"}), ("leading", {"i2", "i3"})]
)
def test_movers_choose_their_rows(frame, kind, found):
    """又差又退 takes what is behind and worse; 领先可推广 what leads; 不可比 neither."""
    assert ids(movers(frame, THEMES[0], kind)) == found


@pytest.mark.parametrize("look", THEMES, ids=["light", "dark"])
def test_empty_frames_say_one_sentence(frame, look):
    """No rows give a quiet sentence instead of an error."""
    for figure in every_chart(frame.head(0), look):
        assert len(texts(figure, hover=False)) == 1


def test_no_space_between_han_and_digits(frame):
    """Nowhere does a space stand between a Han character and a digit."""
    bad = re.compile(r"[\u4e00-\u9fff]\s\d|\d\s[\u4e00-\u9fff]")
    lines = [
        line for f in every_chart(frame, THEMES[0]) for w in texts(f) for line in w.split("\n")
    ]
    assert [line for line in lines if bad.search(line)] == []


def test_words_are_at_least_thirteen_pixels(frame):
    """Nothing is written smaller than 13 px."""
    sizes = [
        s for f in every_chart(frame, THEMES[0]) for t in f.data for s in t.textfont.size or ()
    ]
    assert min(sizes) >= 13


def test_scale_enlarges_type_and_height_together(frame):
    """Meeting size is the normal size times the scale."""
    small, big = (gap_dumbbell(frame, THEMES[0], own_name="市", scale=s) for s in (1, 1.4))
    assert big.layout.height == round(small.layout.height * 1.4)
    assert big.layout.font.size == pytest.approx(small.layout.font.size * 1.4)


def test_height_grows_with_rows(frame):
    """Each row of the dumbbell chart takes 38 px."""
    few, many = (gap_dumbbell(f, THEMES[0], own_name="市") for f in (frame.head(3), frame))
    assert many.layout.height - few.layout.height == 38 * (len(frame) - 3)


@pytest.mark.parametrize("middles", [(50, 52), (2, 4), (340, 350), (300, 20)])
def test_labels_at_marks_keep_apart(middles):
    """Two labels neither overlap nor leave the phone's width."""
    labels = {"own": (middles[0], 60), "reference": (middles[1], 120)}
    starts = apart(labels, 358)
    (first, a), (_, b) = sorted((starts[who], labels[who][1]) for who in labels)
    second = max(starts.values())
    assert first >= 0
    assert first + a <= second
    assert second + b <= 358
