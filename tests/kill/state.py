"""What a store holds, whether it is whole, and whether it kept what was promised."""

from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from indicators import relations
from indicators.store.connection import open_store


@dataclass(slots=True)
class State:
    """Batches with their number of rows, undone batches, and (batch, replaced batch) pairs."""

    batches: dict[int, int] = field(default_factory=dict)
    undone: set[int] = field(default_factory=set)
    replaced: set[tuple[int, int]] = field(default_factory=set)

    def learn(self, what: str, batch: int, rows: int = 0, replaced: tuple[int, ...] = ()) -> None:
        """Take in one acknowledged change."""
        if what == "undo":
            self.undone.add(batch)
        else:
            self.batches[batch] = rows
            self.replaced |= {(batch, old) for old in replaced}


def examine(folder: Path, data: Path) -> tuple[State, list[str]]:
    """Open a store without filling it; return what it holds and what is only half there."""
    con = open_store(folder, data)
    try:
        return _state(con), [*_halves(con), *_stale(con)]
    finally:
        con.close()


def _state(con: duckdb.DuckDBPyConnection) -> State:
    rows = con.execute("select batch, observations + missing, undone_at from raw_batch").fetchall()
    pairs = con.execute("select batch, replaced_batch from raw_replacement").fetchall()
    return State(
        {batch: count for batch, count, _ in rows},
        {batch for batch, _, undone in rows if undone is not None},
        set(pairs),
    )


def _halves(con: duckdb.DuckDBPyConnection) -> list[str]:
    """Batches whose rows are not all there, rows without a batch, replacements of nothing."""
    rows = con.execute(
        "select coalesce(b.batch, o.batch), b.n, o.n"
        " from (select batch, observations + missing as n from raw_batch) as b"
        " full join (select batch, count(*) as n from raw_observation group by batch) as o"
        " on b.batch = o.batch where b.n is distinct from o.n"
    ).fetchall()
    lone = con.execute(
        "select batch, replaced_batch from raw_replacement"
        " where batch not in (select batch from raw_batch)"
        " or replaced_batch not in (select batch from raw_batch)"
    ).fetchall()
    return [
        *(f"batch {batch} claims {claimed} rows and has {found}" for batch, claimed, found in rows),
        *(f"batch {batch} replaces {old}, one of them unknown" for batch, old in lone),
    ]


def _stale(con: duckdb.DuckDBPyConnection) -> list[str]:
    """Materialised tables that differ from their definition computed anew.

    A definition reads only tables of lower layers, so when each agrees, all agree with a rebuild.
    """
    found = []
    for name in (relation.name for relation in relations.load() if relation.key):
        (rows,) = con.execute(
            f"with anew as materialized (from {name}_live) select count(*) from"
            f" ((from {name} except all from anew) union all (from anew except all from {name}))"
        ).fetchone()
        if rows:
            found.append(f"{name} differs from its definition in {rows} rows")
    return found


def broken_promises(before: State, now: State) -> list[str]:
    """What was known or acknowledged and is not there, and changes nobody was making."""
    lost = {batch for batch, rows in before.batches.items() if now.batches.get(batch) != rows}
    new = (now.batches.keys() - before.batches.keys()) | {-b for b in now.undone - before.undone}
    return [
        *(f"acknowledged batch {batch} is not there in full" for batch in sorted(lost)),
        *(f"acknowledged undo of {batch} is gone" for batch in sorted(before.undone - now.undone)),
        *(f"acknowledged replacement {pair} is gone" for pair in before.replaced - now.replaced),
        *([f"{len(new)} changes that were never acknowledged"] if len(new) > 1 else []),
    ]
