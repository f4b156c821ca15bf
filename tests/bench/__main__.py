"""Speed as ratios of things run side by side in this one process, in CPU time.

Machines are noisy and differ; a ratio of two medians taken alternately says what an absolute time
cannot. Run with ``make bench``; millions of observations may follow (default 1 and 10).
"""

import io
import resource
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import duckdb
import openpyxl
import python_calamine

from indicators import relations, store

ROUNDS = 7
PLACES, COLUMNS = 2_000, 12
FUNDS = [
    "社区工作运转经费", "社区党建工作经费", "社区服务群众专项经费", "社区工作者年薪",
    "社区书记月工资", "业委会党组织覆盖率", "物业项目党组织覆盖率", "社区工作者平均年龄",
    "社区工作者大专以上学历占比", "社区书记平均年龄", "社区书记本科以上占比", "每网格配备人数",
]  # fmt: skip
HEADLINE = "select * from fn_overview('S10000', ['310000', '330100', '220000', '320100'], 'latest')"
SCAN = "select indicator_key, count(*), avg(lo), max(period) from raw_observation group by all"
MANY = """
    insert into raw_observation
    select
        1_000_000_000 + n, 1, 1 + n % 60, k.area_key, (2004 + n % 20)::text,
        make_date(2004 + (n % 20)::int, 12, 31), '年', 'value', null, 50 + n % 47, 50 + n % 47,
        false, false, '=', '实际值', null, null, null, '表一', 'A1', (50 + n % 47)::text, null,
        null, null
    from range(0, {n}) as r (n)
    inner join many_areas as k on (n // 1200) % {places} = k.place
"""


def main(sizes: list[float]) -> None:
    """Print every ratio."""
    with tempfile.TemporaryDirectory() as folder:
        data = extended_catalogue(Path(folder))
        import_against_calamine(Path(folder), data)
        headline(Path(folder), data, sizes)


def extended_catalogue(folder: Path) -> Path:
    """A copy of data/ in which the sample city has two thousand communities more."""
    shutil.copytree(store.DATA, folder / "data", ignore=shutil.ignore_patterns("store"))
    with (folder / "data" / "areas.csv").open("a", encoding="utf-8") as areas:
        for number in range(PLACES):
            parent = f"S10{1 + number % 6}00"
            name = f"试点{number}社区,试点{number}"
            areas.write(f"S9{number:05},{name},community,{parent},sample,{10**6 + number},\n")
    return folder / "data"


def import_against_calamine(folder: Path, data: Path) -> None:
    """Whole import (child process, matching, conflicts, refreshed tables) over bare reading."""
    contents = [workbook(note) for note in range(ROUNDS)]
    con = store.connect(folder / "import", data=data)

    def read() -> None:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(contents[0]))
        for name in book.sheet_names:
            for row in book.get_sheet_by_name(name).iter_rows():
                list(row)

    def whole() -> None:
        batch = store.import_file(con, contents.pop(), "千社区.xlsx", mode="upsert", data=data)
        assert batch.observations == PLACES * COLUMNS

    bare, imported = side_by_side([read, whole])
    say(f"whole import of {PLACES} x {COLUMNS} values / bare calamine iteration", imported / bare)
    con.close()


def headline(folder: Path, data: Path, sizes: list[float]) -> None:
    """The overview's query at every size, against nothing, a full scan, and the first size."""
    stores = [filled(folder / f"{size:g}", data, size) for size in sizes]
    jobs = [run(con, query) for con in stores for query in ("select 1", HEADLINE, SCAN)]
    taken = side_by_side(jobs)
    for n, (con, size) in enumerate(zip(stores, sizes, strict=True)):
        (total,) = con.execute("select count(*) from raw_observation").fetchone()
        nothing, found, scan = taken[3 * n : 3 * n + 3]
        say(f"headline / select 1 at {total} observations", found / nothing)
        say(f"headline / full scan at {total} observations", found / scan)
        if n:
            say(f"headline at {size:g} M / headline at {sizes[0]:g} M", found / taken[1])
        con.close()


def run(con: duckdb.DuckDBPyConnection, query: str) -> Callable[[], object]:
    """The query as a job."""
    return lambda: con.execute(query).fetchall()


def filled(folder: Path, data: Path, millions: float) -> duckdb.DuckDBPyConnection:
    """A store with this many observations of the added communities beside what ships."""
    con = store.connect(folder, data=data)
    con.execute(
        "create temp table many_areas as select area_key, row_number() over () - 1 as place"
        " from raw_area where area like 'S9%'"
    )
    con.execute(MANY.format(n=int(millions * 1e6), places=PLACES))
    relations.define(con, relations.load())
    return con


def workbook(note: int) -> bytes:
    """A bureau's sheet of two thousand communities, a dozen indicators, and a note."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("2024年")
    sheet.append(["社区情况统计表（2024年）"])
    sheet.append(["社区", *FUNDS])
    for number in range(PLACES):
        sheet.append(
            [f"试点{number}社区", *(round(20 + (number * 7 + c) % 50, 1) for c in range(COLUMNS))]
        )
    sheet.append([f"注：第{note}稿。"])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def side_by_side(jobs: list[Callable[[], object]]) -> list[float]:
    """Median CPU seconds of each job, children included, the jobs taking turns."""
    seconds: list[list[float]] = [[] for _ in jobs]
    for _ in range(ROUNDS):
        for job, taken in zip(jobs, seconds, strict=True):
            before = cpu()
            job()
            taken.append(cpu() - before)
    return [max(statistics.median(taken), 1e-6) for taken in seconds]


def cpu() -> float:
    """CPU seconds of this process and its finished children."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in both)


def say(what: str, ratio: float) -> None:
    """Print one ratio."""
    sys.stdout.write(f"{what}: {ratio:.2f}\n")


if __name__ == "__main__":
    main([float(size) for size in sys.argv[1:]] or [1, 10])
