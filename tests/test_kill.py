"""A writer killed at any moment leaves a store that opens and keeps what it acknowledged."""

import shutil

import duckdb
import pytest

from indicators import store
from tests.kill.__main__ import run
from tests.kill.state import State, broken_promises, examine


def test_killed_writers_leave_whole_stores(tmp_path):
    """Eight kills, one of them during the first filling, lose nothing and leave nothing half."""
    victim = run(8, 3, tmp_path)
    assert victim.faults == []
    assert victim.acknowledged > 0
    assert victim.kills.total() == 8


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        ("delete from raw_batch where batch = 2", "batch 2 claims None rows"),
        ("delete from raw_observation where batch = 2 and cell like '%7'", "batch 2 claims"),
        ("insert into raw_replacement values (2, 99)", "batch 2 replaces 99"),
        ("update int_value set factor = 7", "int_value differs"),
    ],
)
def test_what_is_half_there_is_found(damage, words, seeded_folder, tmp_path):
    """The examination names a batch, an observation, a replacement or a table left behind."""
    shutil.copy(seeded_folder / store.FILE, tmp_path / store.FILE)
    con = duckdb.connect(str(tmp_path / store.FILE))
    con.execute(damage)
    con.close()
    _, halves = examine(tmp_path, store.DATA)
    assert any(words in half for half in halves)


def test_a_broken_promise_is_found():
    """An acknowledged batch or undo that is gone is named; one change in flight is allowed."""
    before = State({1: 5, 2: 3}, {1})
    assert len(broken_promises(before, State({1: 5, 2: 2}))) == 2
    assert broken_promises(before, State({1: 5, 2: 3, 3: 8}, {1})) == []
    assert broken_promises(before, State({1: 5, 2: 3, 3: 8}, {1, 2})) != []
