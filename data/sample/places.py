"""The sample city's districts, streets and communities, read from data/areas.csv."""

import csv
from pathlib import Path

CITY = "示例市"


def _read() -> dict[str, list[str]]:
    """Return the names below each sample area, in official order."""
    with Path(__file__).parents[1].joinpath("areas.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] == "sample"]
    names = {row["area"]: row["name"] for row in rows}
    below: dict[str, list[str]] = {name: [] for name in names.values()}
    for row in sorted(rows, key=lambda row: int(row["sort"])):
        if row["parent"] in names:
            below[names[row["parent"]]].append(row["name"])
    return below


BELOW = _read()
DISTRICTS = tuple(BELOW[CITY])
STREETS = {district: tuple(BELOW[district]) for district in DISTRICTS}
COMMUNITIES = {street: tuple(BELOW[street]) for streets in STREETS.values() for street in streets}
