"""The process that is killed: it imports, replaces and undoes, and tells each after its commit.

Run as ``python -m tests.kill.worker STORE DATA SEED``; every line it prints is one JSON list.
"""

import json
import sys
from pathlib import Path
from random import Random

import duckdb

from indicators import store
from tests.documents import cell, document

AREAS = ["330100", "320500", "320100", "S10000", "S10100", "S10200"]
INDICATORS = [
    "community_ops_fund", "community_party_work_fund", "owners_committee_party_coverage_rate",
    "property_project_party_coverage_rate", "red_station_count", "social_worker_avg_age",
]  # fmt: skip
FILES = ["区报表.xlsx", "市报表.xlsx", "街道报表.xlsx"]
PERIODS = ["2021", "2022", "2023", "2024"]


def work(folder: Path, data: Path, rng: Random) -> None:
    """Open the store, then change it for ever."""
    say("start")
    con = store.connect(folder, data=data)
    say("open")
    while True:
        try:
            if rng.random() < 0.3:
                _undo(con, rng)
            else:
                _import(con, rng)
        except store.StoreError:
            continue


def _undo(con: duckdb.DuckDBPyConnection, rng: Random) -> None:
    query = "select batch from raw_batch where undone_at is null and imported_by = '测试'"
    active = [batch for (batch,) in con.execute(query).fetchall()]
    if active:
        batch = rng.choice(active)
        store.undo(con, batch)
        say("undo", batch)


def _import(con: duckdb.DuckDBPyConnection, rng: Random) -> None:
    mode = rng.choice(["append", "upsert", "upsert", "replace"])
    made = store.commit(con, _document(rng), f"{rng.random()}", mode=mode, user="测试")
    query = "select replaced_batch from raw_replacement where batch = ?"
    replaced = [old for (old,) in con.execute(query, [made.batch]).fetchall()]
    say("import", made.batch, made.observations + made.missing, replaced)


def _document(rng: Random) -> dict:
    """A document of distinct keys, a few to a few hundred, some of them missing."""
    keys = {
        (rng.choice(AREAS), rng.choice(INDICATORS), rng.choice(PERIODS))
        for _ in range(rng.choice([1, 5, 40, 300]))
    }
    return document(*(_cell(rng, *key) for key in sorted(keys)), file=rng.choice(FILES))


def _cell(rng: Random, area: str, indicator: str, period: str) -> dict:
    if rng.random() < 0.1:
        missing = {"state": "missing", "reason": "短横", "flag": None}
        return cell(area, indicator, None, period=period, **missing)
    return cell(area, indicator, float(rng.randint(20, 60)), period=period)


def say(*line: object) -> None:
    """Print one line at once."""
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    work(Path(sys.argv[1]), Path(sys.argv[2]), Random(sys.argv[3]))  # noqa: S311 - repeatable, not secret
