"""The store as it was: the same relations over the observations known at a past batch."""

import duckdb

from indicators import relations

_CATALOGUE = ("raw_area", "raw_closure", "raw_indicator", "raw_family", "raw_part")
_BATCHED = ("raw_replacement", "raw_batch", "raw_observation")


def as_of(file: str, batch: int) -> duckdb.DuckDBPyConnection:
    """Return an in-memory database in which nothing after the batch has happened.

    A batch undone later still counts; one undone before the given batch came in does not.
    Raises LookupError when there is no such batch.
    """
    con = duckdb.connect(config={"threads": 2})
    quoted = file.replace("'", "''")
    con.execute(f"attach '{quoted}' as store (read_only)")
    if not con.execute("select 1 from store.raw_batch where batch = ?", [batch]).fetchall():
        raise LookupError(f"没有第{batch}批。请用batches查看现有批次。")
    for table in (*_CATALOGUE, *_BATCHED):
        where = f"where batch <= {batch}" if table in _BATCHED else ""
        con.execute(f"create table {table} as select * from store.{table} {where}")
    con.execute("update raw_batch set undone_at = null where undone_after >= ?", [batch])
    con.execute("detach store")
    con.execute("set enable_external_access = false")
    relations.define(con, relations.load())
    return con
