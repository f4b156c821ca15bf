"""What the pages about one indicator and one area are made of: frames and sentences."""

import re

import pytest

from indicators import findings, views

YUNXI, SIBLINGS = "S10100", ("S10200", "S10300", "S10400", "S10500", "S10600")


@pytest.fixture(scope="module")
def portrait(published):
    """The profile of a sample district among its siblings: rows and the peers' values."""
    return views.profile(published, YUNXI, SIBLINGS)


def test_ranks_lie_between_one_and_the_number_of_places(portrait):
    """Best is never after worst, and both are places among own and peers."""
    rows = portrait[0].dropna(subset=["rank_best"])
    assert (rows["rank_best"] >= 1).all()
    assert (rows["rank_best"] <= rows["rank_worst"]).all()
    assert (rows["rank_worst"] <= rows["rank_n"]).all()


def test_peers_are_in_the_unit_of_their_row(portrait):
    """A median lies between the least and the greatest of the peers' shown values."""
    rows, peers = portrait
    for row in rows[rows["n_peers"] >= 3].to_dict("records"):
        beside = peers[(peers["indicator"] == row["indicator"]) & peers["lo"].notna()]
        if len(beside) == row["n_peers"]:
            assert beside["lo"].min() - 1e-6 <= row["median_lo"] <= beside["lo"].max() + 1e-6


def test_medians_and_ranks_know_their_records(portrait):
    """Whatever is worked out carries the numbers of the records it is made of."""
    rows = portrait[0]
    ranked = rows[rows["n_peers"] > 0]
    assert all(len(row) for row in ranked["rank_observations"])
    medians = rows[rows["median_text"] != "—"]
    assert all(len(row) >= 3 for row in medians["median_observations"])


def test_districts_of_the_sample_differ_in_kind(published):
    """Every district is ahead somewhere and behind somewhere; not all verdicts are certain."""
    seen = set()
    for own in (YUNXI, *SIBLINGS):
        peers = tuple(code for code in (YUNXI, *SIBLINGS) if code != own)
        standings = set(views.profile(published, own, peers, "2024")[0]["standing"])
        assert {"ahead", "behind"} <= standings
        seen |= standings
    assert {"level", "undecided", "own_missing"} <= seen


def test_a_distribution_has_one_value_a_place(published):
    """No place stands twice, and the own one is there once."""
    values = views.distribution(published, "social_worker_cert_rate", "S10000")
    assert values["area"].is_unique
    assert values["is_own"].sum() == 1
    assert {"市级", "区县", "街道", "社区"} <= set(values["group"])


def test_a_series_breaks_where_the_scope_changes(published):
    """The sample's grid staff is counted differently from 2022 on."""
    series = views.series(published, "grid_worker_count", [YUNXI])
    assert series[series["grain"] == "年"].groupby("segment")["scope"].nunique().eq(1).all()
    assert series["segment"].nunique() > 1


def test_every_current_value_of_an_indicator_is_listed(published):
    """The table of an indicator holds its sample values and its published ones."""
    rows = views.of_indicator(published, "social_worker_annual_pay", "S10000")
    assert {"示例市", "云溪区", "杭州市"} <= set(rows["地区"])
    assert rows["出处"].str.len().gt(0).all()


def test_the_catalogue_is_told_in_words(published):
    """Nothing on the page of definitions is a code."""
    items, rules = views.catalogue(published), views.rules(published)
    shown = items.drop(columns=["indicator", "单位", "叫法"]).astype(str).agg("".join, axis=1)
    told = rules.agg("".join, axis=1)
    assert not [text for text in [*shown, *told] if re.search(r"[a-z]{3,}_?[a-z]*", text)]


def test_the_portraits_sentence_counts_and_names_sides(portrait):
    """It says how many indicators have values, how many stand where, and in which themes."""
    sentence = findings.profile(portrait[0], "云溪区", "同级6个区县", 0)
    assert re.match(r"云溪区\d+项有数，与同级6个区县的中位比:orange\[\*\*\d+项落后\*\*\]", sentence)
    weak, strong = (re.search(rf"{word}在([^，；。]+)", sentence) for word in ("弱", "强"))
    assert not set(weak[1].split("和")) & set(strong[1].split("和"))


def test_the_indicators_sentence_gives_value_rank_and_gap(published, portrait):
    """The own value with its unit, the place among how many, and the gap to the median."""
    about = views.indicator(published, "social_worker_annual_pay")
    code = "social_worker_annual_pay"
    sentence = findings.indicator(portrait[0], code, about, "云溪区", "同级6个区县")
    assert sentence.startswith("云溪区社区工作者年薪:primary[**8\\.8**]万元/年")
    assert "排第" in sentence
    assert "共6地" in sentence


def test_an_indicator_the_own_area_lacks_is_said_to_be_lacking(published, portrait):
    """No value is no zero: the sentence says so."""
    code = "community_three_funds_total"
    about = views.indicator(published, code)
    sentence = findings.indicator(portrait[0], code, about, "云溪区", "同级6个区县")
    assert "没有" in sentence
