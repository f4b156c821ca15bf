"""What analysts decided about layouts, by the layout's fingerprint."""

import json

import duckdb

from indicators.store.connection import transaction


def remember_layout(
    con: duckdb.DuckDBPyConnection,
    fingerprint: str,
    decided: dict[str, dict[str, str]],
    *,
    user: str,
) -> None:
    """Keep the decisions about a layout in place of earlier ones; none at all forgets it."""
    with transaction(con):
        con.execute("delete from raw_layout where fingerprint = ?", [fingerprint])
        if any(decided.values()):
            con.execute(
                "insert into raw_layout values (?, ?, current_timestamp::timestamp, ?)",
                [fingerprint, json.dumps(decided, ensure_ascii=False), user],
            )
    con.execute("checkpoint")


def kept_decisions(
    con: duckdb.DuckDBPyConnection, fingerprint: str
) -> dict[str, dict[str, str]] | None:
    """Return what was decided about a layout, None where nothing was."""
    query = "select decisions from raw_layout where fingerprint = ?"
    found = con.execute(query, [fingerprint]).fetchone()
    return json.loads(found[0]) if found else None
