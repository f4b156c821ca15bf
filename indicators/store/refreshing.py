"""Which materialised rows an import or undo touches, and their recomputation."""

from collections.abc import Collection

import duckdb

from indicators import relations

ROWS_TOGETHER = 500_000


def refresh(
    con: duckdb.DuckDBPyConnection, batches: list[int], fresh: Collection[int] = ()
) -> None:
    """Refresh what the batches touch, and every indicator of a place that (un)became published.

    Of `fresh` batches no key had a value before: they are current as they stand.
    """
    published, touched = _published(con), _touched(con, batches)
    every = relations.load()
    if batches and set(batches) <= set(fresh):
        for batch in batches:
            _add_current(con, batch)
        later = [relation for relation in every if relation.name != "int_current"]
    else:
        later = every
    relations.refresh(con, later, sorted(touched), _together(con, touched))
    changed = published ^ _published(con)
    if changed:
        relations.refresh(con, every, sorted(_indicators_of(con, changed) - touched))


def _together(con: duckdb.DuckDBPyConnection, keys: set[int]) -> int:
    """Return how many indicators to recompute in one statement, by how many rows they have."""
    query = "select count(*) from raw_observation where list_contains(?, indicator_key)"
    (rows,) = con.execute(query, [sorted(keys)]).fetchone()
    return max(1, ROWS_TOGETHER * len(keys) // max(rows, 1))


def _add_current(con: duckdb.DuckDBPyConnection, batch: int) -> None:
    names = ", ".join(name for name, *_ in con.execute("describe int_current").fetchall())
    con.execute(
        f"insert into int_current select {names} from raw_observation"
        " where batch = ? and state = 'value'",
        [batch],
    )


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
