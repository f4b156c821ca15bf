"""Mutants: good files, each damaged once or a few times, the same for the same seed."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from tests.fuzz import good, text, xls, xlsx
from tests.fuzz.good import Good

MUTATIONS = {
    "xlsx": xlsx.MUTATIONS,
    "xls": xls.MUTATIONS,
    "csv": text.DELIMITED,
    "html": text.PAGE,
}
SHARES = {"xlsx": 40, "xls": 25, "csv": 20, "html": 15}


@dataclass(frozen=True, slots=True)
class Mutant:
    """A damaged file: where it comes from, what was done to it, and whether that may edit it."""

    number: int
    good: Good
    changes: tuple[str, ...]
    edits: bool
    data: bytes

    @property
    def name(self) -> str:
        """A file name that says what the mutant is."""
        return "-".join([f"{self.number:06}", *self.changes, self.good.name])


def make(count: int, seed: int) -> Iterator[Mutant]:
    """Yield this many mutants of a seed; each depends on its number alone."""
    files = good.files()
    for number in range(count):
        rng = Random(f"{seed} {number}")  # noqa: S311 - repeatable, not secret
        yield _mutant(number, files, rng)


def _mutant(number: int, files: list[Good], rng: Random) -> Mutant:
    (kind,) = rng.choices(list(SHARES), list(SHARES.values()))
    one = rng.choice([file for file in files if file.kind == kind])
    while True:
        data, made = one.data, []
        for mutation in rng.choices(MUTATIONS[kind], k=rng.choice([1, 1, 1, 1, 2, 3])):
            # a file that an earlier change broke may not come apart any more
            with contextlib.suppress(Exception):
                data = mutation.change(data, rng)
                made.append(mutation)
        if data != one.data and data:
            changes = tuple(mutation.name for mutation in made)
            return Mutant(number, one, changes, any(one.edits for one in made), data)
