"""A writer killed at any moment leaves a store that opens and keeps what it acknowledged."""

from tests.kill.__main__ import run


def test_killed_writers_leave_whole_stores(tmp_path):
    """Eight kills, one of them during the first filling, lose nothing and leave nothing half."""
    victim = run(8, 3, tmp_path)
    assert victim.faults == []
    assert victim.acknowledged > 0
    assert victim.kills.total() == 8
