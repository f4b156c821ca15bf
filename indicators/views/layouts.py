"""What was decided about a layout when a file like it was last imported."""

import json

import duckdb


def layout(con: duckdb.DuckDBPyConnection, fingerprint: str) -> dict | None:
    """The decisions kept for a layout, with ``decided_at`` and ``decided_by``; None without any."""
    found = con.execute(
        "select decisions, decided_at, decided_by from raw_layout where fingerprint = ?",
        [fingerprint],
    ).fetchone()
    if found is None:
        return None
    return json.loads(found[0]) | {"decided_at": found[1], "decided_by": found[2]}
