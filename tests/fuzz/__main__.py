"""Damaged files against the reader: ``python -m tests.fuzz [COUNT] [SEED]``, or ``make fuzz``.

Every mutant is previewed as an upload is. Prints how many of each kind ended how, lists and keeps
the offending ones, and exits 1 if there are any.
"""

import contextlib
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
    """Run, report, and return the exit code; an interrupt reports what is done by then."""
    done: list[Outcome] = []
    with contextlib.suppress(KeyboardInterrupt):
        for outcome in run(count, seed):
            done.append(outcome if outcome.fault or outcome.stopped else outcome.without_file())
            if outcome.fault:
                say(f"{outcome.mutant.name}: {outcome.fault}")
            if len(done) % 500 == 0:
                say(f"… {len(done)} of {count}")
    table(done)
    # a busy machine stops readers too: what counts is who is stopped when alone
    stopped = [one for one in done if one.stopped and judged(one.mutant).stopped]
    for one in stopped:
        say(f"{one.mutant.name}: {one.stopped}")
    offenders = [one for one in done if one.fault]
    say(f"{len(offenders)} offenders, {len(stopped)} readers stopped again when alone")
    if offenders or stopped:
        say(f"kept in {kept(offenders + stopped)}")
    return bool(offenders)


def table(done: list[Outcome]) -> None:
    """Print the counts: mutants per kind and verdict, readers stopped, edits that lost a cell."""
    counts: Counter[tuple[str, str]] = Counter()
    for one in done:
        marks = [one.verdict, "stopped" if one.stopped else "", "quiet loss" if one.lost else ""]
        counts.update((one.mutant.good.kind, mark) for mark in marks)
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
