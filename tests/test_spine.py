"""The profile: places, colours, words and ids."""

import pytest

from tests.drawn import (
    LONG,
    ROWS,
    THEMES,
    everything,
    marks,
    overlaps,
    own_mark,
    plain,
    row,
    spine,
    texts,
    words,
)


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
