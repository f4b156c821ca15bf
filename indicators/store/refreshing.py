"""Which materialised rows an import or undo touches, and their recomputation."""

import duckdb

from indicators import relations


def refresh(con: duckdb.DuckDBPyConnection, batches: list[int]) -> None:
    """Refresh what the batches touch, and every indicator of a place that (un)became published."""
    published, touched = _published(con), _touched(con, batches)
    every = relations.load()
    relations.refresh(con, every, sorted(touched))
    changed = published ^ _published(con)
    if changed:
        relations.refresh(con, every, sorted(_indicators_of(con, changed) - touched))


def _touched(con: duckdb.DuckDBPyConnection, batches: list[int]) -> set[int]:
    rows = con.execute(
        "with touched as (select distinct indicator_key as key from raw_observation"
        " where list_contains(?, batch))"
        " select key from touched"
        " union select family_key from raw_family inner join touched on member_key = key"
        " union select w.indicator_key from raw_indicator as w"
        " inner join raw_indicator as d on w.denominator = d.indicator"
        " inner join touched on d.indicator_key = key",
        [batches],
    ).fetchall()
    return {key for (key,) in rows}


def _published(con: duckdb.DuckDBPyConnection) -> set[int]:
    query = "select distinct area_key from int_current where source is not null"
    return {key for (key,) in con.execute(query).fetchall()}


def _indicators_of(con: duckdb.DuckDBPyConnection, areas: set[int]) -> set[int]:
    query = "select distinct indicator_key from int_value where list_contains(?, area_key)"
    return {key for (key,) in con.execute(query, [sorted(areas)]).fetchall()}
