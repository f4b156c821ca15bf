"""The whole import of large workbooks against bare reading, each in a process of its own.

``python -m tests.bench.imports [rows …]`` (default 1000 10000 100000); ``--pandas`` adds pandas
over calamine and over openpyxl for the largest. Everything is CPU time, children included.
"""

import io
import json
import math
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pandas as pd
import python_calamine

from indicators import catalogue, store
from tests.bench.large import PLACES, workbook

COLUMNS = 58


def main(sizes: list[int], *, pandas: bool) -> None:
    """Print the ratio and memory of every size, and the growth between the outer two."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data = extended(folder)
        store.connect(folder / "seed", data=data).close()
        taken = {rows: one_size(folder, data, rows) for rows in sizes}
        if len(sizes) > 1:
            grown = math.log(taken[sizes[-1]] / taken[sizes[0]]) / math.log(sizes[-1] / sizes[0])
            say(f"exponent of CPU against rows, {sizes[0]} to {sizes[-1]}: {grown:.2f}")
        if pandas:
            for engine in ("calamine", "openpyxl"):
                found = alone(f"pandas_{engine}", folder / f"{sizes[-1]}.xlsx")
                say(f"pandas over {engine}, {sizes[-1]} rows: {found['cpu']:.1f} s CPU")


def extended(folder: Path) -> Path:
    """A copy of data/ with two thousand communities more."""
    shutil.copytree(store.DATA, folder / "data", ignore=shutil.ignore_patterns("store"))
    with (folder / "data" / "areas.csv").open("a", encoding="utf-8") as areas:
        for n in range(PLACES):
            parent = f"S10{1 + n % 6}00"
            areas.write(f"S9{n:05},试点{n}社区,试点{n},community,{parent},sample,{10**6 + n},\n")
    return folder / "data"


def one_size(folder: Path, data: Path, rows: int) -> float:
    """Print one size's ratio and memory; returns the CPU seconds of the import."""
    path = folder / f"{rows}.xlsx"
    workbook(path, catalogue.load(data), rows, COLUMNS)
    bare = alone("bare", path)
    whole = alone("whole", path, folder, data)
    say(
        f"{rows} rows x {COLUMNS + 2} columns: import {whole['cpu']:.2f} s / bare reading "
        f"{bare['cpu']:.2f} s = {whole['cpu'] / bare['cpu']:.2f}; peak {whole['peak']} MB, "
        f"child {whole['child']} MB"
    )
    return whole["cpu"]


def alone(job: str, *paths: Path) -> dict:
    """Run a job in a process of its own and return its CPU seconds and peak memory."""
    command = [sys.executable, "-m", "tests.bench.imports", f"--{job}", *map(str, paths)]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    return json.loads(done.stdout)


def bare(path: str) -> None:
    """Iterate the only sheet."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(Path(path).read_bytes()))
    for row in book.get_sheet_by_index(0).iter_rows():
        list(row)


def whole(path: str, folder: str, data: str) -> None:
    """Import into a copy of the store made before."""
    target = Path(folder) / f"store_{Path(path).stem}"
    shutil.copytree(Path(folder) / "seed", target)
    con = store.connect(target, data=Path(data))
    before = cpu()
    batch = store.import_file(con, Path(path).read_bytes(), Path(path).name, data=Path(data))
    assert batch.observations == int(Path(path).stem) * COLUMNS
    report(cpu() - before)


def cpu() -> float:
    """CPU seconds of this process and its finished children."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in both)


def report(seconds: float) -> None:
    """Print CPU and peak memory (MB) for `alone`."""
    peaks = [
        resource.getrusage(who).ru_maxrss // 1024
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    ]
    say(json.dumps({"cpu": seconds, "peak": peaks[0], "child": peaks[1]}))


def say(text: str) -> None:
    """Print one line."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def run(job: str, paths: list[str]) -> None:
    """Do one job of `alone`."""
    before = cpu()
    if job == "--whole":
        whole(*paths)
    elif job == "--bare":
        bare(*paths)
        report(cpu() - before)
    else:
        pd.read_excel(paths[0], engine=job.removeprefix("--pandas_"))
        report(cpu() - before)


if __name__ == "__main__":
    words = sys.argv[1:]
    if words and words[0].startswith("--") and words[0] != "--pandas":
        run(words[0], words[1:])
    else:
        rows = [int(word) for word in words if word.isdigit()]
        main(rows or [1_000, 10_000, 100_000], pandas="--pandas" in words)
