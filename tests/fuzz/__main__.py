"""Damaged files against the reader: ``python -m tests.fuzz [COUNT] [SEED]``, or ``make fuzz``.

Every mutant is previewed as an upload is. Prints how many of each kind ended how, lists and keeps
the offending ones, and exits 1 if there are any.
"""

import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path

from tests.fuzz import mutants
from tests.fuzz.judge import Outcome, judged

COUNT, SEED = 10_000, 1
VERDICTS = ("accept", "warn", "refuse", "none")
AT_ONCE = 200


def run(count: int, seed: int) -> Iterator[Outcome]:
    """Yield the outcome of every mutant in order, several being read at a time."""
    made = mutants.make(count, seed)
    with ThreadPoolExecutor((os.cpu_count() or 1) + 1) as pool:
        while some := list(islice(made, AT_ONCE)):
            yield from pool.map(judged, some)


def main(count: int, seed: int) -> int:
    """Run, report, and return the exit code."""
    counts: Counter[tuple[str, str]] = Counter()
    offenders, stopped = [], []
    for number, outcome in enumerate(run(count, seed), start=1):
        counts[outcome.mutant.good.kind, outcome.verdict] += 1
        counts[outcome.mutant.good.kind, "stopped"] += outcome.stopped is not None
        counts[outcome.mutant.good.kind, "quiet loss"] += outcome.lost > 0
        if outcome.fault:
            offenders.append(outcome)
            say(f"{outcome.mutant.name}: {outcome.fault}")
        if outcome.stopped:
            stopped.append(outcome)
        if number % 1000 == 0:
            say(f"… {number} of {count}, {len(offenders)} offenders")
    table(counts)
    if stopped:
        names = "\n".join(f"  {one.mutant.name}: {one.stopped[:12]}" for one in stopped)
        say(f"readers stopped for these, kept in {kept(stopped)}:\n{names}")
    if offenders:
        say(f"{len(offenders)} offenders, kept in {kept(offenders)}")
    return bool(offenders)


def table(counts: Counter[tuple[str, str]]) -> None:
    """Print the counts: mutants per kind and verdict, readers stopped, edits that lost a cell."""
    columns = (*VERDICTS, "stopped", "quiet loss")
    say("".join(f"{head:>12}" for head in ("", *columns)))
    for kind in mutants.SHARES:
        say(f"{kind:>12}" + "".join(f"{counts[kind, column]:>12}" for column in columns))


def kept(offenders: list[Outcome]) -> Path:
    """Write the offending files into a new folder and return it."""
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    for outcome in offenders:
        (folder / outcome.mutant.name).write_bytes(outcome.mutant.data)
    return folder


def say(line: str) -> None:
    """Print one line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    arguments = [int(text) for text in sys.argv[1:]]
    sys.exit(main(*(arguments + [COUNT, SEED][len(arguments) :])))
