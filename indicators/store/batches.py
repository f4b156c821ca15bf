"""Batches: commit a document, rehearse it, take it back. Each is one transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import duckdb
import pandas as pd

from indicators.store import dimensions, reviewing
from indicators.store.comparing import (
    DIFFERS,
    WITH_CURRENT,
    known_values,
    refuse_conflicts,
    refuse_duplicates,
)
from indicators.store.connection import WRITING, transaction
from indicators.store.errors import ImportRefusedError, StoreError
from indicators.store.incoming import Incoming
from indicators.store.refreshing import refresh

# the same bytes are "already in" only while every value of theirs is the current one
_STILL_CURRENT = f"""
    select b.batch, b.file, b.observations, b.missing
    from raw_batch as b
    inner join active_batch as a on b.batch = a.batch
    where
        b.sha256 = ?
        and not exists (
            select 1 as superseded
            from raw_observation as n
            {WITH_CURRENT}
            where n.batch = b.batch and {DIFFERS}
        )
"""
_ADD_BATCH = "insert into raw_batch values (?, ?, ?, ?, ?, ?, ?, ?, null, null)"
_ADD_OBSERVATIONS = """
    insert into raw_observation by name
    select
        * replace (
            observation + (select coalesce(max(observation), 0) from raw_observation) as observation
        )
    from incoming
"""
_COUNTS = """
    select count(case when state = 'value' then 1 end), count(case when state <> 'value' then 1 end)
    from raw_observation
    where batch = ?
"""
_FLIPS = """
    select
        n.own_area, n.reference_area, n.reference_name, n.indicator, n.period, i.name, i.unit,
        i.decimals, i.direction, b.verdict as before, b.gap_lo as before_lo, b.gap_hi as before_hi,
        n.verdict as after, n.gap_lo as after_lo, n.gap_hi as after_hi, a.name as own_name
    from mart_gap as n
    inner join raw_indicator as i on n.indicator = i.indicator
    inner join raw_area as a on n.own_area = a.area
    left join before_import as b
        on
            n.own_area = b.own_area
            and n.reference_area = b.reference_area
            and n.indicator = b.indicator
            and coalesce(n.period, '') = coalesce(b.period, '')
    where
        i.kind = 'indicator'
        and n.comparability <> '不可比'
        and n.verdict is distinct from b.verdict
    order by b.verdict is null, i.sort, n.reference_area
"""


@dataclass(frozen=True, slots=True)
class Batch:
    """The outcome of an import: batch number, counts, and whether the file was already in."""

    batch: int
    file: str
    observations: int
    missing: int
    is_new: bool
    is_fresh: bool = field(default=False, repr=False)


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What an import would do: counts of values, verdicts that would change, what checks find.

    Columns of ``flips``: own_area, own_name, reference_area, reference_name, indicator, name,
    unit, decimals, direction, period, before, before_lo, before_hi, after, after_lo, after_hi.
    Columns of ``findings``: check_name, message, and sheet and cell where it is about one.
    """

    new: int
    updated: int
    same: int
    missing: int
    flips: pd.DataFrame
    findings: pd.DataFrame


def commit(
    con: duckdb.DuckDBPyConnection, document: dict, sha256: str, *, mode: str, user: str
) -> Batch:
    """Write a previewed document as one batch; the same bytes twice give the first batch again.

    ``mode`` is append (a different value under a known key is refused), upsert (it takes the old
    one's place) or replace (this file takes the place of earlier ones of the same name).
    Raises ImportRefusedError with the offending cells named; nothing is then written.
    """
    return commit_all(con, [(document, sha256)], mode=mode, user=user)[0]


def commit_all(
    con: duckdb.DuckDBPyConnection,
    documents: Iterable[tuple[dict, str]],
    *,
    mode: str = "append",
    user: str,
) -> list[Batch]:
    """Write (document, SHA-256) pairs as one batch each, all of them or none, like commit."""
    with WRITING:
        with transaction(con):
            found = [_commit(con, *pair, mode=mode, user=user) for pair in documents]
            touched = [batch.batch for batch, _ in found if batch.is_new]
            fresh = [batch.batch for batch, _ in found if batch.is_fresh]
            refresh(con, touched + [old for _, replaced in found for old in replaced], fresh)
        con.execute("checkpoint")
    return [batch for batch, _ in found]


def _commit(
    con: duckdb.DuckDBPyConnection, document: dict, sha256: str, *, mode: str, user: str
) -> tuple[Batch, list[int]]:
    if document["verdict"] == "refuse":
        raise ImportRefusedError(document["message"])
    known = _same_file(con, sha256)
    if known:
        return known, []
    rows = _incoming(con, document)
    with rows.registered(con):
        return _write(con, rows, document["file"], sha256, mode=mode, user=user)


def rehearse(con: duckdb.DuckDBPyConnection, document: dict, mode: str) -> Rehearsal:
    """Return what committing the document would change; writes nothing.

    Raises ImportRefusedError like commit.
    """
    with WRITING:
        con.execute("begin")
        try:
            con.execute("create temp table before_import as from mart_gap")
            rows = _incoming(con, document)
            with rows.registered(con):
                updated, same = known_values(con)
                batch, replaced = _write(con, rows, document["file"], "", mode=mode, user="")
            refresh(con, [batch.batch, *replaced])
            flips = con.execute(_FLIPS).df()
            findings = reviewing.findings(con, batch.batch)
        finally:
            con.execute("rollback")
    new = batch.observations - updated - same
    return Rehearsal(new, updated, same, batch.missing, flips, findings)


def undo(con: duckdb.DuckDBPyConnection, batch: int) -> None:
    """Take a batch back; its observations stay on record. Raises StoreError if there is none."""
    undo_all(con, [batch])


def undo_all(con: duckdb.DuckDBPyConnection, batches: Sequence[int]) -> None:
    """Take batches back together, all of them or none, like undo."""
    with WRITING:
        for batch in batches:
            _refuse_undone(con, batch)
        with transaction(con):
            con.execute(
                "update raw_batch set undone_at = ?, undone_after = ("
                " select max(batch) from raw_batch) where list_contains(?, batch)",
                [_now(), list(batches)],
            )
            older = [old for batch in batches for old in _replaced(con, batch)]
            refresh(con, [*batches, *older])
        con.execute("checkpoint")


def _refuse_undone(con: duckdb.DuckDBPyConnection, batch: int) -> None:
    row = con.execute("select undone_at from raw_batch where batch = ?", [batch]).fetchone()
    if row is None:
        raise StoreError(f"没有第{batch}批。请用batches查看现有批次后再撤销。")
    if row[0] is not None:
        raise StoreError(f"第{batch}批已在{row[0]:%Y-%m-%d %H:%M}撤销过，无需再撤。")


def _incoming(con: duckdb.DuckDBPyConnection, document: dict) -> Incoming:
    (batch,) = con.execute("select coalesce(max(batch), 0) + 1 from raw_batch").fetchone()
    rows = Incoming(document, batch, dimensions.codes(con))
    if rows.is_empty:
        raise ImportRefusedError("没有认出可以写入的数。请在预览里核对表头的指标和地区后再写入。")
    return rows


def _write(
    con: duckdb.DuckDBPyConnection,
    rows: Incoming,
    file: str,
    sha256: str,
    *,
    mode: str,
    user: str,
) -> tuple[Batch, list[int]]:
    """Write a batch's rows; returns it and the batches it replaces. Nothing is refreshed yet."""
    if not rows.is_simple:
        refuse_duplicates(con)
    is_fresh = rows.is_fresh(con)
    if mode == "append" and not is_fresh:
        refuse_conflicts(con)
    replaced = _mark_replaced(con, rows.batch, file) if mode == "replace" else []
    con.execute(_ADD_OBSERVATIONS + ("" if rows.is_simple else " order by indicator_key"))
    counts = con.execute(_COUNTS, [rows.batch]).fetchone()
    con.execute(_ADD_BATCH, [rows.batch, file, sha256, mode, *counts, _now(), user])
    return Batch(rows.batch, file, *counts, is_new=True, is_fresh=is_fresh), replaced


def _mark_replaced(con: duckdb.DuckDBPyConnection, batch: int, file: str) -> list[int]:
    found = con.execute(
        "select batch from raw_batch as b where file = ? and undone_at is null and exists ("
        " select 1 from raw_observation as o inner join incoming as n"
        " on o.area_key = n.area_key where o.batch = b.batch)",
        [file],
    ).fetchall()
    for (old,) in found:
        con.execute("insert into raw_replacement values (?, ?)", [batch, old])
    return [old for (old,) in found]


def _replaced(con: duckdb.DuckDBPyConnection, batch: int) -> list[int]:
    query = "select replaced_batch from raw_replacement where batch = ?"
    return [old for (old,) in con.execute(query, [batch]).fetchall()]


def _same_file(con: duckdb.DuckDBPyConnection, sha256: str) -> Batch | None:
    row = con.execute(_STILL_CURRENT, [sha256]).fetchone()
    return Batch(*row, is_new=False) if row else None


def _now() -> datetime:
    """The time on this machine's clock, as its users read it, without zone or fraction."""
    return datetime.now().astimezone().replace(tzinfo=None, microsecond=0)
