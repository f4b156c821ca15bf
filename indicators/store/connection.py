"""Opening the store, keeping its tables up to date, and filling it on first use."""

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb

from indicators import catalogue, relations
from indicators.store import dimensions
from indicators.store.errors import StoreBusyError, StoreError

DATA = Path(__file__).parent.parent.parent / "data"
STORE = DATA / "store"
FILE = "indicators.duckdb"
SCHEMA = Path(__file__).with_name("schema.sql")
WRITING = threading.RLock()
# past this DuckDB sorts on disk; reading the file and holding its columns takes as much again
_WRITE_MEGABYTES = 400
_SETTINGS = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "enable_external_access": False,
}


def open_store(folder: Path, data: Path) -> duckdb.DuckDBPyConnection:
    """Open the store's file in a folder with every table and relation in place.

    Raises StoreBusyError when another process holds it, StoreError when it cannot be opened.
    """
    folder.mkdir(parents=True, exist_ok=True)
    con = _open(folder / FILE)
    con.execute(SCHEMA.read_text("utf-8"))
    prepare(con, data)
    return con


def prepare(con: duckdb.DuckDBPyConnection, data: Path = DATA) -> None:
    """Bring the catalogue tables and every relation up to date with data/ and queries/."""
    found = con.execute("select value from raw_meta where key = 'definitions'").fetchone()
    if found and found[0] == _definitions(con, data):
        return
    with transaction(con):
        dimensions.load(con, known(con, data))
        relations.define(con, relations.load())
        remember_definitions(con, data)
    con.execute("checkpoint")


def remember_definitions(con: duckdb.DuckDBPyConnection, data: Path) -> None:
    """Note which catalogue and queries the tables now answer to."""
    digest = _definitions(con, data)
    con.execute("insert or replace into raw_meta values ('definitions', ?)", [digest])


def own_folder(con: duckdb.DuckDBPyConnection) -> Path | None:
    """Return the folder of the office's own catalogue rows, None for a store in memory."""
    query = "select path from duckdb_databases() where database_name = current_database()"
    found = con.execute(query).fetchone()
    return Path(found[0]).parent / catalogue.OWN if found and found[0] else None


def known(con: duckdb.DuckDBPyConnection, data: Path = DATA) -> catalogue.Catalogue:
    """Return the catalogue that ships with what the office has added to it."""
    return catalogue.load(data, own_folder(con))


@contextmanager
def transaction(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Commit what happens inside, or nothing of it; one writer at a time."""
    with WRITING, _sparing(con):
        con.execute("begin")
        try:
            yield
        except BaseException:
            con.execute("rollback")
            raise
        con.execute("commit")


@contextmanager
def _sparing(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Write with one thread: two compress row groups of half the size, at twice the work."""
    con.execute("set threads = 1")
    # refused where readers hold more than that at the moment; then it stays as it was
    with suppress(duckdb.OutOfMemoryException):
        con.execute(f"set memory_limit = '{_WRITE_MEGABYTES}MB'")
    try:
        yield
    finally:
        con.execute("reset threads; reset memory_limit")


def _open(file: Path) -> duckdb.DuckDBPyConnection:
    try:
        return duckdb.connect(str(file), config=_SETTINGS)
    except duckdb.Error as error:
        if "Could not set lock" in str(error):
            raise StoreBusyError(
                "数据库正被另一个程序占用：系统正在运行。请在页面上操作，或关闭系统后再执行。"
            ) from error
        raise StoreError(
            "数据库文件打不开或已损坏。请从备份恢复，或把它移走后重新启动以重建。"
        ) from error


def _definitions(con: duckdb.DuckDBPyConnection, data: Path) -> str:
    own = own_folder(con)
    files = [*sorted(data.glob("*.csv")), *(sorted(own.glob("*.csv")) if own else [])]
    content = b"".join(path.read_bytes() for path in files)
    return relations.fingerprint() + hashlib.sha256(content).hexdigest()
