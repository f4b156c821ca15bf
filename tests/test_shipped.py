"""What ships with the product, the office's own settings, and one typed figure."""

import pytest

from indicators import catalogue, spreadsheet, store, views
from tests.documents import cell, document


def origins(con):
    """The origins of the batches that still count."""
    return set(views.batches(con).query("is_current")["origin"])


def test_a_first_start_holds_the_published_figures_and_the_sample(sample_store):
    """Both ship, and each batch says which it is."""
    assert origins(sample_store) == {store.PUBLISHED, store.SAMPLE}


def test_a_removed_sample_stays_away_after_a_restart(sample_store, tmp_path):
    """Opening the store again does not bring the sample back."""
    store.remove_shipped(sample_store, store.SAMPLE)
    sample_store.close()
    again = store.connect(tmp_path)
    assert origins(again) == {store.PUBLISHED}
    assert not (views.own_areas(again)["kind"] == "sample").any()
    again.close()


def test_a_removed_sample_can_be_loaded_again_and_is_the_same(sample_store):
    """Loading brings back exactly the values that were there."""
    query = "select area, indicator, period, lo, hi from observation_current order by all"
    before = sample_store.execute(query).fetchall()
    store.remove_shipped(sample_store, store.SAMPLE)
    store.load_shipped(sample_store, [store.SAMPLE])
    assert sample_store.execute(query).fetchall() == before


def test_loading_what_is_there_changes_nothing(sample_store):
    """Files that are in and current are not written twice."""
    (before,) = sample_store.execute("select count(*) from raw_batch").fetchone()
    assert not any(batch.is_new for batch in store.load_shipped(sample_store))
    assert sample_store.execute("select count(*) from raw_batch").fetchone() == (before,)


def test_removal_leaves_the_offices_own_data_alone(sample_store):
    """What an office imported is neither sample nor published."""
    one = document(cell("220100", "community_ops_fund", 6.5))
    store.commit(sample_store, one, "x", mode="append", user="小陈")
    for origin in (store.SAMPLE, store.PUBLISHED):
        store.remove_shipped(sample_store, origin)
    assert origins(sample_store) == {"本单位数据"}


def test_the_own_area_is_remembered(fresh_store):
    """Nothing is settled at first; what is saved last counts."""
    assert views.home(fresh_store) is None
    store.save_home(fresh_store, "220100", ("310000", "330100"))
    store.save_home(fresh_store, "220200", ())
    assert views.home(fresh_store) == ("220200", ())


@pytest.mark.parametrize(
    ("text", "lo", "hi"), [("不少于10万元", 10, None), ("6.5", 6.5, 6.5), ("4－5", 4, 5)]
)
def test_a_typed_figure_is_committed_as_it_was_written(fresh_store, text, lo, hi):
    """One figure takes the way of a file: words, source and section are kept."""
    content = spreadsheet.entry(
        {"地区": "430100", "指标": "community_ops_fund", "期间": "2024年", "数值": text,
         "单位": "万元/年·社区", "性质": "规定标准", "来源": "考察笔记", "章节": "二"}
    )  # fmt: skip
    seen = spreadsheet.preview(content, spreadsheet.ENTRY, catalogue.load())
    store.commit(fresh_store, seen, store.digest(content), mode="append", user="小陈")
    (row,) = fresh_store.execute(
        "select area, period, lo, hi, nature, raw, source from observation_current"
    ).fetchall()
    assert row == ("430100", "2024", lo, hi, "规定标准", text, "考察笔记·二")


def test_a_typed_figure_meets_the_checks_of_a_file():
    """A value outside the plausible range is told before it is written."""
    content = spreadsheet.entry(
        {"地区": "430100", "指标": "owners_committee_party_coverage_rate", "数值": "935",
         "单位": "%"}
    )  # fmt: skip
    seen = spreadsheet.preview(content, spreadsheet.ENTRY, catalogue.load())
    assert "超出" in seen["problems"][0]["message"]
    assert seen["verdict"] == "warn"


def test_history_tells_what_became_of_every_record(fresh_store):
    """Superseded and undone values stay on record beside the current one, newest first."""
    for n, amount in enumerate((10.0, 12.0, 13.0)):
        one = document(cell("330100", "community_ops_fund", amount))
        store.commit(fresh_store, one, f"{n}", mode="upsert", user="小陈")
    store.undo(fresh_store, 3)
    (current,) = fresh_store.execute("select observation from observation_current").fetchone()
    found = views.history(fresh_store, current)
    assert list(zip(found["数值"], found["现状"], strict=True)) == [
        ("13", "已撤销"),
        ("12", "现行"),
        ("10", "已更新"),
    ]


def test_other_scopes_and_sources_of_a_value_are_in_its_history(fresh_store):
    """Values of the same place and period under another scope or source are shown beside it."""
    cells = [
        cell("330100", "community_ops_fund", 10.0, source="甲"),
        cell("330100", "community_ops_fund", 12.0, source="乙", scope="含配套"),
    ]
    store.commit(fresh_store, document(*cells), "x", mode="append", user="小陈")
    found = views.history(fresh_store, 1)
    assert set(found["出处"]) == {"甲", "乙"}
    assert set(found["口径"]) == {"", "含配套"}


def test_an_unknown_record_is_none(fresh_store):
    """A number that is nobody's gives nothing."""
    assert views.observation(fresh_store, 999) is None
