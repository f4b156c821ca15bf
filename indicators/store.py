"""The store: a DuckDB file of append-only observations. This module is its only writer.

An import and an undo are one transaction each: batch, observations and the refreshed tables
become visible together or not at all, and the file is checkpointed right after.
"""

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb
import pandas as pd

from indicators import catalogue, dimensions, incoming, relations
from indicators.spreadsheet import preview

DATA = Path(__file__).parent.parent / "data"
STORE = DATA / "store"
FILE = "indicators.duckdb"
SCHEMA = Path(__file__).with_name("schema.sql")
_WRITING = threading.RLock()
_KNOWN = """
    from incoming as n
    inner join int_current as c
        on
            n.indicator_key = c.indicator_key
            and n.area_key = c.area_key
            and n.period is not distinct from c.period
            and n.scope is not distinct from c.scope
            and n.nature = c.nature
            and n.source is not distinct from c.source
"""
_DIFFERS = "n.state = 'value' and (n.lo is distinct from c.lo or n.hi is distinct from c.hi)"
_CONFLICTS = f"""
    select n.sheet, n.cell, a.name, i.name, n.raw, c.batch, k.raw
    {_KNOWN}
    inner join raw_observation as k on c.observation = k.observation
    inner join raw_area as a on n.area_key = a.area_key
    inner join raw_indicator as i on n.indicator_key = i.indicator_key
    where {_DIFFERS}
    order by n.observation
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
            and n.period is not distinct from b.period
    where
        i.kind = 'indicator'
        and n.comparability <> '不可比'
        and n.verdict is distinct from b.verdict
    order by b.verdict is null, i.sort, n.reference_area
"""
_SETTINGS = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "enable_external_access": False,
}


class StoreError(Exception):
    """What the user asked cannot be done; the message says where, what and what to do next."""


class StoreBusyError(StoreError):
    """Another process holds the store."""


class ImportRefusedError(StoreError):
    """A file was not imported; nothing was written."""


@dataclass(frozen=True, slots=True)
class Batch:
    """The outcome of an import: batch number, counts, and whether the file was already in."""

    batch: int
    file: str
    observations: int
    missing: int
    is_new: bool


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What an import would do: counts of values, and the verdicts that would change.

    Columns of ``flips``: own_area, own_name, reference_area, reference_name, indicator, name,
    unit, decimals, direction, period, before, before_lo, before_hi, after, after_lo, after_hi.
    """

    new: int
    updated: int
    same: int
    missing: int
    flips: pd.DataFrame


def connect(folder: Path = STORE, *, data: Path = DATA) -> duckdb.DuckDBPyConnection:
    """Open the store in a folder, creating and filling it from data/ on first use.

    Raises StoreBusyError when another process holds it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    con = _open(folder / FILE)
    is_new = not con.execute("select 1 from duckdb_tables() where table_name = 'raw_meta'").fetchall()
    con.execute(SCHEMA.read_text("utf-8"))
    prepare(con, data)
    if is_new:
        seed(con, data)
    return con


def prepare(con: duckdb.DuckDBPyConnection, data: Path = DATA) -> None:
    """Bring the catalogue tables and every relation up to date with data/ and queries/."""
    digest = relations.fingerprint() + _catalogue_digest(data)
    known = con.execute("select value from raw_meta where key = 'definitions'").fetchone()
    if known and known[0] == digest:
        return
    with _transaction(con):
        dimensions.load(con, catalogue.load(data))
        relations.define(con, relations.load())
        con.execute("insert or replace into raw_meta values ('definitions', ?)", [digest])
    con.execute("checkpoint")


def seed(con: duckdb.DuckDBPyConnection, data: Path = DATA) -> list[Batch]:
    """Import the published figures and the sample workbooks, as a user's file would be."""
    files = sorted((data / "reference").glob("*.csv")) + sorted((data / "sample").glob("*.xlsx"))
    return [import_file(con, path.read_bytes(), path.name, data=data, user="系统") for path in files]


def import_file(
    con: duckdb.DuckDBPyConnection,
    content: bytes,
    name: str,
    *,
    mode: str = "append",
    user: str = "本机用户",
    data: Path = DATA,
) -> Batch:
    """Read a file's bytes and commit what they hold. Raises ImportRefusedError."""
    document = preview(content, name, catalogue.load(data))
    return commit(con, document, digest(content), mode=mode, user=user)


def digest(content: bytes) -> str:
    """Return the SHA-256 by which the same file is recognised."""
    return hashlib.sha256(content).hexdigest()


def commit(
    con: duckdb.DuckDBPyConnection, document: dict, sha256: str, *, mode: str, user: str
) -> Batch:
    """Write a previewed document as one batch; the same bytes twice give the first batch again.

    ``mode`` is append (a different value under a known key is refused), upsert (it takes the old
    one's place) or replace (this file takes the place of earlier ones of the same name).
    Raises ImportRefusedError with the offending cells named; nothing is then written.
    """
    if document["verdict"] == "refuse":
        raise ImportRefusedError(document["message"])
    with _WRITING:
        known = _same_file(con, sha256)
        if known:
            return known
        with _transaction(con):
            batch = _write(con, document, sha256, mode, user)
        con.execute("checkpoint")
    return batch


def rehearse(con: duckdb.DuckDBPyConnection, document: dict, mode: str) -> Rehearsal:
    """Return what committing the document would change; writes nothing.

    Raises ImportRefusedError like commit.
    """
    with _WRITING:
        con.execute("begin")
        try:
            con.execute("create temp table before_import as from mart_gap")
            updated, same = _known_values(con, document)
            batch = _write(con, document, "", mode, "")
            flips = con.execute(_FLIPS).df()
        finally:
            con.execute("rollback")
    new = batch.observations - updated - same
    return Rehearsal(new, updated, same, batch.missing, flips)


def undo(con: duckdb.DuckDBPyConnection, batch: int) -> None:
    """Take a batch back; its observations stay on record. Raises StoreError if there is none."""
    with _WRITING:
        row = con.execute("select undone_at from raw_batch where batch = ?", [batch]).fetchone()
        if row is None:
            raise StoreError(f"没有第{batch}批。请用batches查看现有批次后再撤销。")
        if row[0] is not None:
            raise StoreError(f"第{batch}批已在{row[0]:%Y-%m-%d %H:%M}撤销过，无需再撤。")
        with _transaction(con):
            con.execute(
                "update raw_batch set undone_at = ?, undone_after = (select max(batch) from raw_batch)"
                " where batch = ?",
                [datetime.now(), batch],  # noqa: DTZ005 - shown to users of this machine
            )
            _refresh(con, [batch, *_replaced(con, batch)])
        con.execute("checkpoint")


def _open(file: Path) -> duckdb.DuckDBPyConnection:
    try:
        return duckdb.connect(str(file), config=_SETTINGS)
    except duckdb.IOException as error:
        raise StoreBusyError(
            "数据库正被另一个程序占用：系统正在运行。请在页面上操作，或关闭系统后再执行。"
        ) from error


@contextmanager
def _transaction(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    con.execute("begin")
    try:
        yield
    except BaseException:
        con.execute("rollback")
        raise
    con.execute("commit")


def _write(
    con: duckdb.DuckDBPyConnection, document: dict, sha256: str, mode: str, user: str
) -> Batch:
    batch = con.execute("select coalesce(max(batch), 0) + 1 from raw_batch").fetchone()[0]
    frame = incoming.frame(document, batch, dimensions.codes(con))
    if frame.empty:
        raise ImportRefusedError("没有认出可以写入的数。请在预览里核对表头的指标和地区后再写入。")
    with _registered(con, frame):
        if mode == "append":
            _refuse_conflicts(con)
        replaced = _mark_replaced(con, batch, document["file"]) if mode == "replace" else []
        values = int((frame["state"] == "value").sum())
        con.execute(
            "insert into raw_batch values (?, ?, ?, ?, ?, ?, ?, ?, null, null)",
            [batch, document["file"], sha256, mode, values, len(frame) - values, datetime.now(), user],  # noqa: DTZ005
        )
        con.execute(
            "insert into raw_observation by name select * replace (observation +"
            " (select coalesce(max(observation), 0) from raw_observation) as observation)"
            " from incoming order by indicator_key"
        )
    _refresh(con, [batch, *replaced])
    return Batch(batch, document["file"], values, len(frame) - values, is_new=True)


def _known_values(con: duckdb.DuckDBPyConnection, document: dict) -> tuple[int, int]:
    with _registered(con, incoming.frame(document, 0, dimensions.codes(con))):
        return con.execute(
            f"select count(case when {_DIFFERS} then 1 end),"
            f" count(case when n.state = 'value' and not ({_DIFFERS}) then 1 end) {_KNOWN}"
        ).fetchone()


def _refuse_conflicts(con: duckdb.DuckDBPyConnection) -> None:
    rows = con.execute(_CONFLICTS).fetchall()
    if not rows:
        return
    shown = "；".join(
        f"{sheet}!{cell} {area}的{name}写{raw}，库中第{batch}批为{known}"
        for sheet, cell, area, name, raw, batch, known in rows[:5]
    )
    raise ImportRefusedError(
        f"有{len(rows)}个数与已入库的不一致：{shown}{'等' if len(rows) > 5 else ''}。"
        "如要用新数取代旧数，请选择“更新”方式（--mode upsert）；否则请先核对。"
    )


def _mark_replaced(con: duckdb.DuckDBPyConnection, batch: int, file: str) -> list[int]:
    found = con.execute(
        "select batch from raw_batch where file = ? and undone_at is null", [file]
    ).fetchall()
    for (old,) in found:
        con.execute("insert into raw_replacement values (?, ?)", [batch, old])
    return [old for (old,) in found]


def _replaced(con: duckdb.DuckDBPyConnection, batch: int) -> list[int]:
    query = "select replaced_batch from raw_replacement where batch = ?"
    return [old for (old,) in con.execute(query, [batch]).fetchall()]


def _same_file(con: duckdb.DuckDBPyConnection, sha256: str) -> Batch | None:
    row = con.execute(
        "select batch, file, observations, missing from raw_batch"
        " where sha256 = ? and undone_at is null",
        [sha256],
    ).fetchone()
    return Batch(*row, is_new=False) if row else None


def _refresh(con: duckdb.DuckDBPyConnection, batches: list[int]) -> None:
    """Refresh what the batches touch, and every indicator of a place that (un)became published."""
    published = _published(con)
    relations.refresh(con, relations.load(), _touched(con, batches))
    changed = published ^ _published(con)
    if changed:
        relations.refresh(con, relations.load(), _indicators_of(con, changed))


def _touched(con: duckdb.DuckDBPyConnection, batches: list[int]) -> list[int]:
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
    return sorted(key for (key,) in rows)


def _published(con: duckdb.DuckDBPyConnection) -> set[int]:
    query = "select distinct area_key from int_current where source is not null"
    return {key for (key,) in con.execute(query).fetchall()}


def _indicators_of(con: duckdb.DuckDBPyConnection, areas: set[int]) -> list[int]:
    query = "select distinct indicator_key from int_value where list_contains(?, area_key)"
    return sorted(key for (key,) in con.execute(query, [sorted(areas)]).fetchall())


@contextmanager
def _registered(con: duckdb.DuckDBPyConnection, frame: pd.DataFrame) -> Iterator[None]:
    con.register("incoming", frame)
    try:
        yield
    finally:
        con.unregister("incoming")


def _catalogue_digest(data: Path) -> str:
    files = sorted(data.glob("*.csv"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
