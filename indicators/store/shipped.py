"""What comes with the product: the published reference figures and the invented sample."""

import hashlib
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb

from indicators import catalogue
from indicators.spreadsheet import preview
from indicators.store.batches import Batch, commit_all, undo_all
from indicators.store.connection import DATA

PUBLISHED, SAMPLE = "公开参照数据", "示例数据"
_FOLDERS = {PUBLISHED: "reference", SAMPLE: "sample"}
_USER = "系统"


def load_shipped(
    con: duckdb.DuckDBPyConnection, origins: Iterable[str] = (PUBLISHED, SAMPLE), data: Path = DATA
) -> list[Batch]:
    """Import the files of these origins as a user's would be, as one transaction.

    What is already in and current stays as it is. Raises ImportRefusedError.
    """
    files = [path for origin in origins for path in _files(data / _FOLDERS[origin])]
    known = catalogue.load(data)
    with ThreadPoolExecutor(2) as pool:
        documents = pool.map(lambda path: preview(path.read_bytes(), path.name, known), files)
        digests = (digest(path.read_bytes()) for path in files)
        return commit_all(con, zip(documents, digests, strict=True), user=_USER)


def remove_shipped(con: duckdb.DuckDBPyConnection, origin: str) -> None:
    """Take back every batch of an origin for good: only `load_shipped` brings it in again."""
    query = "select batch from batch_origin where origin = ? and undone_at is null"
    undo_all(con, [batch for (batch,) in con.execute(query, [origin]).fetchall()])


def digest(content: bytes) -> str:
    """Return the SHA-256 by which the same file is recognised."""
    return hashlib.sha256(content).hexdigest()


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*") if path.suffix in (".csv", ".xlsx"))
