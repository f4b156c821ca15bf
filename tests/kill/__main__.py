"""Processes killed while they write: ``python -m tests.kill [COUNT] [SEED]``, or ``make kill``.

A child imports, replaces and undoes in a loop and acknowledges each change after its commit. It is
killed with SIGKILL at a random moment: while it fills a new store, opens one, or changes one. The
store must then open, hold every acknowledged change and nothing half done. Exits 1 otherwise.
"""

import itertools
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from unittest import mock

from indicators import store
from indicators.spreadsheet import limits
from tests.kill.state import State, broken_promises, examine

COUNT, SEED = 200, 1
ROOT = Path(__file__).parents[2]
PHASES = ("filling", "opening", "changing")
MOST_CHANGES = 4
# seconds a reader may take: that a busy machine refuses a file is not what is tested here
PATIENCE = 60
KEPT = "示例市城市基层党建指标汇总（长表）.xlsx"


@dataclass(slots=True)
class Victim:
    """A store folder, what it is known to hold, how long each phase took, and every kill."""

    folder: Path
    data: Path
    known: State = field(default_factory=State)
    kills: Counter[str] = field(default_factory=Counter)
    took: dict[str, float] = field(default_factory=lambda: {"changing": 0.3})
    acknowledged: int = 0
    midway: int = 0
    faults: list[str] = field(default_factory=list)


def small_data(folder: Path) -> Path:
    """A copy of data/ with the catalogue, the published figures and one sample workbook."""
    target = folder / "data"
    shutil.copytree(store.DATA, target, ignore=shutil.ignore_patterns("store", "*.xlsx"))
    shutil.copy(store.DATA / "sample" / KEPT, target / "sample" / KEPT)
    return target


def kill(victim: Victim, phase: str, rng: Random) -> None:
    """Start a child, kill it at a random moment of a phase, and check the store it leaves.

    The moment is a random share of how long the phase took before, so a slow machine is no shield.
    """
    command = [sys.executable, "-m", "tests.kill.worker", str(victim.folder), str(victim.data)]
    command.append(f"{rng.random()}")
    lines = 1 if phase != "changing" else 2 + rng.randint(0, MOST_CHANGES)
    patient = os.environ | {"INDICATORS_SECONDS": f"{PATIENCE}"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=patient
    ) as child:
        begun = time.monotonic()
        told = []
        for line in itertools.islice(child.stdout, lines):
            begun, before = time.monotonic(), begun
            told.append(line)
        if lines > 2:
            victim.took["changing"] = begun - before
        time.sleep(rng.uniform(0, victim.took[phase]))
        child.kill()
        told += child.stdout
    victim.kills[phase] += 1
    log = victim.folder / f"{store.FILE}.wal"
    victim.midway += phase == "changing" and log.exists() and log.stat().st_size > 0
    if child.returncode != -signal.SIGKILL:
        victim.faults.append(f"the child ended by itself with {child.returncode}")
    _check(victim, told, was_filled=phase != "filling")


def _check(victim: Victim, told: list[str], *, was_filled: bool) -> None:
    """Compare the store with what is known and was told; what it holds is known from now on."""
    for line in told:
        if line.endswith("\n") and len(change := json.loads(line)) > 1:
            victim.known.learn(*change)
            victim.acknowledged += 1
    try:
        now, halves = examine(victim.folder, victim.data)
    except store.StoreError as error:
        victim.faults.append(f"the store does not open: {error}")
        return
    victim.faults += halves
    if was_filled:
        victim.faults += broken_promises(victim.known, now)
    victim.known = now


def kill_while_filling(known: Victim, rng: Random) -> list[str]:
    """Kill the first opening of a new store; the next one must complete it. Returns the faults."""
    shipped = len(list((known.data / "reference").glob("*.csv"))) + 1
    victim = replace(known, folder=known.folder.with_name("new"), known=State(), faults=[])
    kill(victim, "filling", rng)
    if len(victim.known.batches) not in (0, shipped):
        victim.faults.append(f"{len(victim.known.batches)} of {shipped} shipped files are visible")
    store.connect(victim.folder, data=victim.data).close()
    _check(victim, [], was_filled=False)
    if len(victim.known.batches) != shipped:
        victim.faults.append(f"{len(victim.known.batches)} batches of {shipped} shipped files")
    shutil.rmtree(victim.folder)
    return victim.faults


def run(count: int, seed: int, folder: Path) -> Victim:
    """Kill `count` times, one in ten while filling and one in ten while opening."""
    with mock.patch.object(limits, "SECONDS", PATIENCE):
        return _run(count, seed, folder)


def _run(count: int, seed: int, folder: Path) -> Victim:
    rng = Random(seed)  # noqa: S311 - repeatable, not secret
    victim = Victim(folder / "store", small_data(folder))
    for phase in ("filling", "opening"):
        begun = time.monotonic()
        store.connect(victim.folder, data=victim.data).close()
        victim.took[phase] = time.monotonic() - begun
    victim.known, victim.faults = examine(victim.folder, victim.data)
    for number in range(count):
        faults = len(victim.faults)
        if number % 10 == 1:
            victim.faults += kill_while_filling(victim, rng)
        else:
            kill(victim, "opening" if number % 10 == 5 else "changing", rng)
        victim.faults[faults:] = [f"kill {number}: {fault}" for fault in victim.faults[faults:]]
        if number % 20 == 19:
            say(f"… {number + 1} of {count}, {len(victim.faults)} faults")
    return victim


def main(count: int, seed: int) -> int:
    """Run, report, and return the exit code."""
    with tempfile.TemporaryDirectory(prefix="kill-") as folder:
        victim = run(count, seed, Path(folder))
    for fault in victim.faults:
        say(fault)
    kills = ", ".join(f"{victim.kills[phase]} while {phase}" for phase in PHASES)
    say(f"{victim.kills.total()} kills ({kills}), {victim.midway} between")
    say(f"a commit's first byte and its checkpoint; {victim.acknowledged} changes acknowledged,")
    say(f"{len(victim.known.batches)} batches kept, {len(victim.faults)} faults")
    return bool(victim.faults)


def say(line: str) -> None:
    """Print one line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    arguments = [int(text) for text in sys.argv[1:]]
    sys.exit(main(*(arguments + [COUNT, SEED][len(arguments) :])))
