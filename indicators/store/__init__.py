"""The store: a DuckDB file of append-only observations. This package is its only writer.

An import and an undo are one transaction each: batch, observations and the refreshed tables
become visible together or not at all, and the file is checkpointed right after.
"""

import getpass
from pathlib import Path

import duckdb

from indicators.spreadsheet import preview
from indicators.spreadsheet.layouts import fingerprint
from indicators.store.additions import add
from indicators.store.batches import Batch, Rehearsal, commit, rehearse, undo
from indicators.store.connection import (
    DATA,
    FILE,
    SCHEMA,
    STORE,
    known,
    open_store,
    own_folder,
    prepare,
)
from indicators.store.errors import ImportRefusedError, StoreBusyError, StoreError
from indicators.store.layouts import kept_decisions, remember_layout
from indicators.store.settings import save_home
from indicators.store.shipped import PUBLISHED, SAMPLE, digest, load_shipped, remove_shipped

__all__ = [
    "DATA", "FILE", "PUBLISHED", "SAMPLE", "SCHEMA", "STORE", "Batch", "ImportRefusedError",
    "Rehearsal", "StoreBusyError", "StoreError", "add", "commit", "connect", "digest",
    "import_file", "known", "load_shipped", "open_store", "own_folder", "prepare", "rehearse",
    "remember_layout", "remove_shipped", "save_home", "this_user", "undo",
]  # fmt: skip


def connect(folder: Path = STORE, *, data: Path = DATA) -> duckdb.DuckDBPyConnection:
    """Open the store in a folder, creating and filling it from data/ on first use.

    Raises StoreBusyError when another process holds it.
    """
    con = open_store(folder, data)
    if not con.execute("select 1 from raw_meta where key = 'seeded'").fetchall():
        load_shipped(con, data=data)
        con.execute("insert into raw_meta values ('seeded', 'yes')")
        con.execute("checkpoint")
    return con


def import_file(
    con: duckdb.DuckDBPyConnection,
    content: bytes,
    name: str,
    *,
    mode: str = "append",
    user: str = "本机用户",
    data: Path = DATA,
) -> Batch:
    """Read a file's bytes, as was decided for its layout, and commit what they hold.

    Raises ImportRefusedError.
    """
    document = preview(content, name, known(con, data))
    if kept := kept_decisions(con, fingerprint(document)):
        document = preview(content, name, known(con, data), kept)
    return commit(con, document, digest(content), mode=mode, user=user)


def this_user() -> str:
    """The account this program runs under, for the history of imports."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "本机用户"
