"""The store as it was: the same relations over the observations known at a past batch."""

import duckdb

from indicators import relations

_CATALOGUE = ("raw_area", "raw_closure", "raw_indicator", "raw_family", "raw_part", "raw_setting")
_BATCHED = ("raw_replacement", "raw_observation")
# a batch undone later still counts; one undone before the given batch came in does not
_BATCHES = """
    create view raw_batch as
    select
        * replace (
            case when undone_after < {batch} then undone_at end as undone_at,
            case when undone_after < {batch} then undone_after end as undone_after
        )
    from {store}.raw_batch
    where batch <= {batch}
"""


def as_of(file: str, batch: int) -> duckdb.DuckDBPyConnection:
    """Return a database over a store's file in which nothing after the batch has happened.

    A batch undone later still counts; one undone before the given batch came in does not.
    Raises LookupError when there is no such batch.
    """
    con = duckdb.connect(config={"threads": 2})
    quoted = file.replace("'", "''")
    con.execute(f"attach '{quoted}' as store (read_only)")
    con.execute("set enable_external_access = false")
    _define(con, "store", batch)
    return con


def beside(con: duckdb.DuckDBPyConnection, batch: int, name: str) -> None:
    """Attach the past as a database of this name to an open store and let ``con`` read it.

    Raises LookupError when there is no such batch.
    """
    (store,) = con.execute("select current_database()").fetchone()
    con.execute(f"attach ':memory:' as {name}")
    con.execute(f"use {name}")
    try:
        _define(con, f'"{store}".main', batch)
    except LookupError:
        con.execute(f'use "{store}"')
        con.execute(f"detach {name}")
        raise


def _define(con: duckdb.DuckDBPyConnection, store: str, batch: int) -> None:
    if not con.execute(f"select 1 from {store}.raw_batch where batch = ?", [batch]).fetchall():
        raise LookupError(f"没有第{batch}批。请用batches查看现有批次。")
    for table in _CATALOGUE:
        con.execute(f"create view {table} as select * from {store}.{table}")
    for table in _BATCHED:
        con.execute(f"create view {table} as select * from {store}.{table} where batch <= {batch}")
    con.execute(_BATCHES.format(store=store, batch=int(batch)))
    relations.define(con, relations.load())
