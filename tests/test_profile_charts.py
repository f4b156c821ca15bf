"""What the profile, the distribution and the trend have in common."""

import re

import pytest

from tests.drawn import (
    THEMES,
    course,
    everything,
    plain,
    spine,
    spread,
    texts,
    town,
    words,
    years,
)

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
