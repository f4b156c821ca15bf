"""The store: append-only observations; import and undo are one transaction each."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators import relations, store
from tests.conftest import empty_store
from tests.documents import cell, document

FUND, RATE = "community_ops_fund", "owners_committee_party_coverage_rate"
HANGZHOU, NANJING = "330100", "320100"


def commit(con, *cells, sha="a", mode="append", file="报表.xlsx"):
    """Commit a document of these cells."""
    return store.commit(con, document(*cells, file=file), sha, mode=mode, user="测试")


def values(con):
    """The current values as (area, indicator, lo) in order."""
    query = "select area, indicator, lo from observation_current order by all"
    return con.execute(query).fetchall()


def test_import_makes_values_current(fresh_store):
    """A committed document's values are current."""
    commit(fresh_store, cell(HANGZHOU, FUND, 12.0))
    assert values(fresh_store) == [(HANGZHOU, FUND, 12.0)]


def test_same_bytes_import_once(fresh_store):
    """The same bytes a second time give the first batch and write nothing."""
    first = commit(fresh_store, cell(HANGZHOU, FUND, 12.0))
    again = commit(fresh_store, cell(HANGZHOU, FUND, 12.0))
    assert (again.batch, again.is_new) == (first.batch, False)


def test_same_bytes_can_come_back_after_undo(fresh_store):
    """A file that was undone can be imported again."""
    store.undo(fresh_store, commit(fresh_store, cell(HANGZHOU, FUND, 12.0)).batch)
    assert commit(fresh_store, cell(HANGZHOU, FUND, 12.0)).is_new


def test_conflict_is_refused_and_named(fresh_store):
    """A different value under a known key is refused with cell, place and both values."""
    commit(fresh_store, cell(HANGZHOU, FUND, 12.0))
    with pytest.raises(
        store.ImportRefusedError, match=r"“表一”A1格杭州市的社区工作运转经费写15.0.*第1批为12.0"
    ):
        commit(fresh_store, cell(HANGZHOU, FUND, 15.0), sha="b")
    assert values(fresh_store) == [(HANGZHOU, FUND, 12.0)]


def test_two_values_for_one_key_in_one_file_are_refused_and_named(fresh_store):
    """A file that contradicts itself is refused in every mode, with both cells named."""
    with pytest.raises(store.ImportRefusedError, match=r"“表一”A1格写12.0、“表一”A2格写13.0"):
        commit(fresh_store, cell(HANGZHOU, FUND, 12.0), cell(HANGZHOU, FUND, 13.0), mode="upsert")


def test_one_value_written_twice_in_one_file_is_kept_once(fresh_store):
    """Repeating a value is no contradiction."""
    batch = commit(fresh_store, cell(HANGZHOU, FUND, 12.0), cell(HANGZHOU, FUND, 12.0))
    assert batch.observations == 1


def test_refused_import_leaves_no_batch(fresh_store):
    """A refused import is not in the history."""
    commit(fresh_store, cell(HANGZHOU, FUND, 12.0))
    with pytest.raises(store.ImportRefusedError):
        commit(fresh_store, cell(HANGZHOU, FUND, 15.0), cell(NANJING, FUND, 1.0), sha="b")
    assert fresh_store.execute("select count(*) from batch_history").fetchone() == (1,)


def test_a_corroborated_file_is_still_known(fresh_store):
    """A second file repeating a value does not make the first one new again."""
    commit(fresh_store, cell(HANGZHOU, FUND, 12.0), sha="one")
    commit(fresh_store, cell(HANGZHOU, FUND, 12.0), cell(NANJING, FUND, 9.0), sha="two")
    assert not commit(fresh_store, cell(HANGZHOU, FUND, 12.0), sha="one").is_new


def test_an_older_file_can_be_put_back(fresh_store):
    """Bytes whose values were since superseded are imported again, not called known."""
    commit(fresh_store, cell(HANGZHOU, FUND, 12.0), sha="old")
    commit(fresh_store, cell(HANGZHOU, FUND, 15.0), sha="new", mode="upsert")
    again = commit(fresh_store, cell(HANGZHOU, FUND, 12.0), sha="old", mode="upsert")
    assert (again.is_new, values(fresh_store)) == (True, [(HANGZHOU, FUND, 12.0)])


def test_replace_leaves_another_units_file_of_the_same_name_alone(fresh_store):
    """Two units may both send 报表.xlsx; replacing one keeps the other's values."""
    commit(fresh_store, cell(HANGZHOU, FUND, 12.0))
    commit(fresh_store, cell(NANJING, FUND, 9.0), sha="b", mode="replace")
    assert len(values(fresh_store)) == 2


def test_different_sources_corroborate_or_differ_without_conflict(fresh_store):
    """Two sources may state different values; both are current."""
    commit(fresh_store, cell(HANGZHOU, FUND, 12.0, source="甲"))
    commit(fresh_store, cell(HANGZHOU, FUND, 15.0, source="乙"), sha="b")
    assert [lo for *_, lo in values(fresh_store)] == [12.0, 15.0]


def test_upsert_takes_the_old_ones_place(fresh_store):
    """Upsert supersedes a known key and keeps the others."""
    commit(fresh_store, cell(HANGZHOU, FUND, 12.0), cell(NANJING, FUND, 9.0))
    commit(fresh_store, cell(HANGZHOU, FUND, 15.0), sha="b", mode="upsert")
    assert values(fresh_store) == [(NANJING, FUND, 9.0), (HANGZHOU, FUND, 15.0)]


def test_replace_drops_what_the_new_file_no_longer_says(fresh_store):
    """Replace takes the place of earlier files of the same name as a whole."""
    commit(fresh_store, cell(HANGZHOU, FUND, 12.0), cell(NANJING, RATE, 9.0))
    commit(fresh_store, cell(HANGZHOU, FUND, 15.0), sha="b", mode="replace")
    assert values(fresh_store) == [(HANGZHOU, FUND, 15.0)]


def test_undo_of_a_replacement_brings_the_replaced_back(fresh_store):
    """Undoing a replacement restores every value it replaced."""
    commit(fresh_store, cell(HANGZHOU, FUND, 12.0), cell(NANJING, RATE, 9.0))
    before = values(fresh_store)
    second = commit(fresh_store, cell(HANGZHOU, FUND, 15.0), sha="b", mode="replace")
    store.undo(fresh_store, second.batch)
    assert values(fresh_store) == before


def test_undo_twice_is_refused(fresh_store):
    """A batch can be undone once."""
    batch = commit(fresh_store, cell(HANGZHOU, FUND, 12.0)).batch
    store.undo(fresh_store, batch)
    with pytest.raises(store.StoreError, match="撤销过"):
        store.undo(fresh_store, batch)


def test_undo_of_an_unknown_batch_is_refused(fresh_store):
    """There is no undoing what never was."""
    with pytest.raises(store.StoreError, match="没有第7批"):
        store.undo(fresh_store, 7)


def test_missing_is_kept_and_is_not_zero(fresh_store):
    """A missing cell is on record with its reason and has no value."""
    commit(fresh_store, cell(HANGZHOU, FUND, None, state="missing", reason="短横", flag=None))
    assert values(fresh_store) == []
    assert fresh_store.execute("select area, reason from mart_missing").fetchall() == [
        (HANGZHOU, "短横")
    ]


def test_printed_unit_is_converted_and_the_conversion_kept(fresh_store):
    """120000元 becomes 12万元, and the observation says by which factor."""
    commit(fresh_store, cell(HANGZHOU, FUND, 120000.0, factor=1e-4, unit="元"))
    query = "select lo, conversion from observation_current"
    assert fresh_store.execute(query).fetchone() == (12.0, "×0.0001→万元/年·社区")


def test_totals_never_become_places(fresh_store):
    """A total row with a known name next to it is not stored."""
    with pytest.raises(store.ImportRefusedError, match="没有认出"):
        commit(fresh_store, cell(HANGZHOU, FUND, 12.0, row_kind="total"))


def test_rehearsal_writes_nothing_and_tells_the_flips(sample_store):
    """A rehearsal reports changed verdicts and leaves the store as it was."""
    before = values(sample_store)
    new = document(cell("S10000", FUND, 99.0, period="2024"))
    rehearsal = store.rehearse(sample_store, new, "upsert")
    assert values(sample_store) == before
    flip = rehearsal.flips.query("own_area == 'S10000' and reference_area == '310000'").iloc[0]
    assert flip["after"] == "无法判定"


@pytest.mark.usefixtures("sample_store")
def test_second_process_is_told_the_store_is_busy(tmp_path):
    """While one process holds the store, another is refused in Chinese."""
    command = [sys.executable, "-m", "indicators", "--store", str(tmp_path), "batches"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, "系统正在运行" in done.stderr) == (1, True)


STEP = st.tuples(
    st.sampled_from(["append", "upsert", "replace", "undo"]),
    st.sampled_from([HANGZHOU, NANJING]),
    st.sampled_from([FUND, RATE]),
    st.integers(1, 3),
)


@settings(max_examples=12, deadline=None)
@given(st.lists(STEP, min_size=1, max_size=7))
def test_any_history_leaves_the_tables_as_if_built_anew(steps):
    """After any mix of imports and undos, refreshed tables equal tables built from scratch."""
    con = empty_store()
    for number, (action, area, indicator, value) in enumerate(steps):
        try:
            if action == "undo":
                store.undo(con, value)
            else:
                commit(con, cell(area, indicator, float(value)), sha=f"{number}", mode=action)
        except store.StoreError:
            continue
    tables = [relation.name for relation in relations.load() if relation.key]
    refreshed = {name: con.execute(f"from {name} order by all").fetchall() for name in tables}
    relations.define(con, relations.load())
    assert refreshed == {
        name: con.execute(f"from {name} order by all").fetchall() for name in tables
    }
    con.close()


@settings(max_examples=12, deadline=None)
@given(st.lists(st.integers(1, 5), min_size=1, max_size=4))
def test_undoing_everything_leaves_nothing(amounts):
    """Undoing all batches, newest first, leaves no current value."""
    con = empty_store()
    made = [
        commit(con, cell(HANGZHOU, FUND, float(amount)), sha=f"{number}", mode="upsert").batch
        for number, amount in enumerate(amounts)
    ]
    for batch in reversed(made):
        store.undo(con, batch)
    assert values(con) == []
    con.close()
