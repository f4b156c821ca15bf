"""The office's own rows of the catalogue: appended to files beside the store, never changed."""

import csv
import io
import os
from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from pathlib import Path

import duckdb

from indicators import catalogue, relations
from indicators.catalogue import Area, Catalogue, Indicator
from indicators.store import dimensions
from indicators.store.connection import DATA, known, own_folder, remember_definitions, transaction
from indicators.store.errors import ImportRefusedError

_FILES = {Area: "areas.csv", Indicator: "indicators.csv"}
_WHO = ("written_by", "written_at")


def add(
    con: duckdb.DuckDBPyConnection,
    kind: type[Indicator | Area],
    row: Mapping[str, str],
    *,
    user: str,
    data: Path = DATA,
) -> str:
    """Write one indicator or area into the catalogue, or a new version of one; returns its code.

    ``row`` has the columns of the file that ships. Raises ImportRefusedError saying what is wrong
    with it; nothing is then written.
    """
    folder = own_folder(con)
    if folder is None:
        raise ImportRefusedError("这个库只在内存里，不能新增目录。")
    try:
        one = catalogue.candidate(known(con, data), kind, row)
    except catalogue.CatalogueError as error:
        raise ImportRefusedError(str(error)) from error
    now = datetime.now().astimezone().replace(microsecond=0, tzinfo=None)
    before = _append(folder / _FILES[kind], dict(row) | dict(zip(_WHO, (user, now), strict=True)))
    try:
        _take_in(con, known(con, data), one.code, data)
    except BaseException:
        _put_back(folder / _FILES[kind], before)
        raise
    return one.code


def _take_in(con: duckdb.DuckDBPyConnection, grown: Catalogue, code: str, data: Path) -> None:
    with transaction(con):
        dimensions.load(con, grown)
        keys = dimensions.codes(con).indicators
        relations.refresh(con, relations.load(), [keys[code]] if code in keys else [])
        remember_definitions(con, data)
    con.execute("checkpoint")


def _append(file: Path, row: Mapping[str, object]) -> bytes | None:
    """Add a line to a file, whole or not at all; returns what the file held before."""
    file.parent.mkdir(parents=True, exist_ok=True)
    before = file.read_bytes() if file.exists() else None
    text = io.StringIO()
    kind = next(kind for kind, name in _FILES.items() if name == file.name)
    names = [file.stem.removesuffix("s"), *(field.name for field in fields(kind)[1:]), *_WHO]
    writer = csv.DictWriter(text, names, lineterminator="\n")
    if before is None:
        writer.writeheader()
    writer.writerow({name: row.get(name, "") for name in names})
    _put_back(file, (before or b"") + text.getvalue().encode())
    return before


def _put_back(file: Path, content: bytes | None) -> None:
    if content is None:
        file.unlink(missing_ok=True)
        return
    draft = file.with_suffix(".new")
    with draft.open("wb") as target:
        target.write(content)
        target.flush()
        os.fsync(target.fileno())
    draft.replace(file)
