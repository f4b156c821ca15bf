"""One read-only query by a user, in a child process with memory and time limits.

A hostile SELECT can burn processor time and memory past DuckDB's own limits; only a process of its
own stops it. The child opens the file read-only, without file or network access.
"""

import json
import math
import resource
import subprocess
import sys
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb

from indicators import history

SECONDS = 30
MEMORY_BYTES = 4 * 1024**3
_SETTINGS = {
    "enable_external_access": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "python_enable_replacements": False,
    "memory_limit": "1GB",
    "threads": 2,
}


class QueryError(Exception):
    """The query was refused, failed, or ran into a limit; the message says which, in Chinese."""


def run(file: Path, sql: str, as_of: int | None = None) -> list[dict]:
    """Return the rows of one SELECT over the store as objects, as of a batch if given.

    Raises QueryError.
    """
    command = [
        sys.executable,
        "-m",
        "indicators.query",
        str(file),
        "" if as_of is None else str(as_of),
    ]
    with subprocess.Popen(  # noqa: S603 - this interpreter, this module
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        cwd=Path(__file__).parent.parent,
    ) as child:  # fmt: skip
        try:
            answer, _ = child.communicate(sql.encode(), timeout=SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            raise QueryError(f"查询超过{SECONDS}秒的上限，已停止。请缩小范围后再查。") from None
    try:
        found = json.loads(answer)
    except ValueError:
        raise QueryError("查询超过内存或时间上限，已停止。请缩小范围后再查。") from None
    if "error" in found:
        raise QueryError(found["error"])
    return found["rows"]


def _child(file: str, as_of: str) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    try:
        answer = {"rows": _rows(file, as_of, sys.stdin.buffer.read().decode())}
    except (QueryError, LookupError) as error:
        answer = {"error": str(error)}
    except (duckdb.OutOfMemoryException, MemoryError):
        answer = {"error": "查询超过内存上限，已停止。请缩小范围后再查。"}
    except duckdb.PermissionException:
        answer = {"error": "查询不能读写文件或联网。请只查询库里的表。"}
    except duckdb.Error as error:
        answer = {"error": f"查询没有成功：{str(error).splitlines()[0]} 请检查表名、列名和写法。"}
    sys.stdout.write(json.dumps(answer, ensure_ascii=False))


def _rows(file: str, as_of: str, sql: str) -> list[dict]:
    statements = duckdb.extract_statements(sql)
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        raise QueryError("只能执行一条SELECT查询，不能修改数据。请改写后再试。")
    con = history.as_of(file, int(as_of)) if as_of else _read_only(file)
    con.execute("set lock_configuration = true")
    cursor = con.execute(statements[0].query)
    names = [column[0] for column in cursor.description]
    return [
        {name: _plain(value) for name, value in zip(names, row, strict=True)}
        for row in cursor.fetchall()
    ]


def _read_only(file: str) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(file, read_only=True, config=_SETTINGS)


def _plain(value: object) -> object:
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    return value if isinstance(value, str | int | float | bool | None) else str(value)


if __name__ == "__main__":
    _child(*sys.argv[1:])
