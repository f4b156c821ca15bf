"""The store: a DuckDB file of append-only observations. This package is its only writer.

An import and an undo are one transaction each: batch, observations and the refreshed tables
become visible together or not at all, and the file is checkpointed right after.
"""

import getpass
import hashlib
from pathlib import Path

import duckdb

from indicators import catalogue
from indicators.spreadsheet import preview
from indicators.store.batches import Batch, Rehearsal, commit, rehearse, undo
from indicators.store.connection import DATA, FILE, SCHEMA, STORE, open_store, prepare
from indicators.store.errors import ImportRefusedError, StoreBusyError, StoreError

__all__ = [
    "DATA", "FILE", "SCHEMA", "STORE", "Batch", "ImportRefusedError", "Rehearsal",
    "StoreBusyError", "StoreError", "commit", "connect", "digest", "import_file", "prepare",
    "rehearse", "seed", "this_user", "undo",
]  # fmt: skip


def connect(folder: Path = STORE, *, data: Path = DATA) -> duckdb.DuckDBPyConnection:
    """Open the store in a folder, creating and filling it from data/ on first use.

    Raises StoreBusyError when another process holds it.
    """
    con = open_store(folder, data)
    if not con.execute("select 1 from raw_meta where key = 'seeded'").fetchall():
        seed(con, data)
        con.execute("insert into raw_meta values ('seeded', 'yes')")
        con.execute("checkpoint")
    return con


def seed(con: duckdb.DuckDBPyConnection, data: Path = DATA) -> list[Batch]:
    """Import the published figures and the sample workbooks, as a user's file would be."""
    files = sorted((data / "reference").glob("*.csv")) + sorted((data / "sample").glob("*.xlsx"))
    return [
        import_file(con, path.read_bytes(), path.name, data=data, user="系统") for path in files
    ]


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


def this_user() -> str:
    """The account this program runs under, for the history of imports."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "本机用户"


def digest(content: bytes) -> str:
    """Return the SHA-256 by which the same file is recognised."""
    return hashlib.sha256(content).hexdigest()
