"""Every number of the sample: the districts' years, then shared out over streets and communities.

A draw depends on what it is for, not on the draws before it, so that one indicator more changes
no other. Only the first report is older than this rule and keeps its own sequence.
"""

import random
from functools import cache

from columns import BEYOND, COLUMNS, LOWER, REPORT, YEARS, Column
from places import CITY, COMMUNITIES, DISTRICTS, STREETS

Series = dict[tuple[int, str, str], float]

QUARTERS = (1, 2, 3, 4)
LEDGER_YEARS = (2022, 2023, 2024)
ONLY_COMMUNITY = Column("阵地面积", "党群服务中心建筑面积", "㎡", 0, "社区数", (), (0, 0))
_SEED = 20250115
_RANKS = (1.3, 0.6, 0.1, -0.6, -1.4)
# how far the last of a place's parts falls back in the last year, on six indicators in ten
_SLIDE = 1.1
_ENLARGED = 1.06


def draw(*what: object) -> random.Random:
    """Return the random numbers that belong to one thing, the same in every run."""
    return random.Random("/".join(map(str, (_SEED, *what))))  # noqa: S311 - invented figures


@cache
def yearly() -> Series:
    """Return the yearly numbers of the city, the districts, the streets and the communities."""
    series = _districts()
    columns = sorted((*REPORT, *BEYOND), key=lambda column: column.weight != "")  # counts first
    for column in columns:
        for year in YEARS:
            series[year, CITY, column.name] = _whole(column, year, DISTRICTS, series)
            for district, streets in STREETS.items():
                _share(column, year, district, streets, series)
    for year in YEARS:
        for street in COMMUNITIES:
            _derive(year, street, series)
    for column in columns:
        for year in LEDGER_YEARS:
            for street, communities in COMMUNITIES.items():
                _share(column, year, street, communities, series)
    return series | _floor_areas()


def _districts() -> Series:
    """Return the districts' numbers; the last three years of the first report in its sequence."""
    rng = random.Random(_SEED)  # noqa: S311 - invented figures, not secrets
    series: Series = {}
    for column in (*REPORT, *BEYOND):
        for district, level in zip(DISTRICTS, column.levels, strict=True):
            own = draw(column.name, district)
            steps = (
                [rng.uniform(0.7, 1.3) for _ in range(2)]
                if column in REPORT
                else [own.uniform(-0.7, 2.1), own.uniform(0.5, 1.4)]
            )
            for year, value in _history(column, level, steps, own).items():
                series[year, district, column.name] = value
    return series


def _history(
    column: Column, level: float, steps: list[float], rng: random.Random
) -> dict[int, float]:
    """Walk back from the 2024 level; before 2022 a year is at least three quarters of the next."""
    values = [level, level - column.changes[1] * steps[0]]
    values.append(values[-1] - column.changes[0] * steps[1])
    while len(values) < len(YEARS):
        step = column.changes[0] * rng.uniform(0.5, 1.1)
        values.append(max(values[-1] - step, 0.75 * values[-1]))
    return dict(zip(reversed(YEARS), map(column.rounded, values), strict=True))


def _whole(column: Column, year: int, parts: tuple[str, ...], series: Series) -> float:
    """Return the sum of the parts' values, or their mean weighted by the column's weight."""
    values = [series[year, part, column.name] for part in parts]
    if not column.weight:
        return sum(values)
    weights = [series[year, part, column.weight] for part in parts]
    mean = sum(v * w for v, w in zip(values, weights, strict=True)) / sum(weights)
    return column.rounded(mean)


def _share(column: Column, year: int, whole: str, parts: tuple[str, ...], series: Series) -> None:
    """Share a place's value out: a count exactly, a mean around it by the parts' standing."""
    value = series[year, whole, column.name]
    if column.weight:
        standings = {part: _standing(column, year, whole, parts, part) for part in parts}
        weights = {part: series.get((year, part, column.weight), 1) for part in parts}
        values = _around(column, value, standings, weights)
    else:
        values = _split(int(value), {part: _size(column, part) for part in parts})
    for part, one in values.items():
        series[year, part, column.name] = one


def _size(column: Column, part: str) -> float:
    return draw(part).uniform(0.7, 1.4) * draw(part, column.name).uniform(0.9, 1.1)


def _split(total: int, sizes: dict[str, float]) -> dict[str, int]:
    """Share a count out in proportion to sizes so that the shares add up to it."""
    exact = {part: total * size / sum(sizes.values()) for part, size in sizes.items()}
    shares = {part: int(share) for part, share in exact.items()}
    late = sorted(exact, key=lambda part: shares[part] - exact[part])
    for part in late[: total - sum(shares.values())]:
        shares[part] += 1
    return shares


def _around(
    column: Column, value: float, standings: dict[str, float], weights: dict[str, float]
) -> dict[str, float]:
    """Return the parts' values: better or worse by their standing, weighted mean the whole's."""
    weighted = sum(standings[part] * weight for part, weight in weights.items())
    middle = weighted / sum(weights.values())
    width = _width(column, value) * (-1 if column.name in LOWER else 1)
    return {part: column.rounded(value + width * (one - middle)) for part, one in standings.items()}


def _standing(column: Column, year: int, whole: str, parts: tuple[str, ...], part: str) -> float:
    rank = _ranks(whole, parts)[part]
    standing = rank + draw(part, column.name).uniform(-0.5, 0.5)
    standing += draw(part, column.name, year).uniform(-0.12, 0.12)
    slides = rank == min(_RANKS) and draw(part, column.name, "slide").random() < 0.6
    return standing - (_SLIDE if slides and year == YEARS[-1] else 0)


@cache
def _ranks(whole: str, parts: tuple[str, ...]) -> dict[str, float]:
    """Return how well each part of a place does on the whole, best to worst in no order."""
    ranks = [_RANKS[n % len(_RANKS)] for n in range(len(parts))]
    draw(whole, "ranks").shuffle(ranks)
    return dict(zip(parts, ranks, strict=True))


def _width(column: Column, value: float) -> float:
    """Return how far apart the parts of a place lie at a value."""
    if column.unit == "%":
        return min(0.12 * value, 0.5 * (100 - value), 6)
    return value * (0.03 if column.unit == "岁" else 0.08)


def _derive(year: int, street: str, series: Series) -> None:
    """Work out what follows from a street's other counts."""
    rate = series[year, street, "社区工作者持证率"] / 100
    certified = round(series[year, street, "社区工作者总数"] * rate)
    members = series[year, street, "纳入网格的党员数"] / draw(street, "党员").uniform(0.55, 0.75)
    branches = series[year, street, "网格党支部数"] * draw(street, "支部").uniform(1.2, 1.5)
    series[year, street, "取得社工师证书人数"] = certified
    series[year, street, "党员总数"] = round(members)
    series[year, street, "纳入网格的基层党组织数"] = round(branches)


def _floor_areas() -> Series:
    """Return the area of each community's centre; some were enlarged between two years."""
    areas: Series = {}
    for communities in COMMUNITIES.values():
        for community in communities:
            rng = draw(community, ONLY_COMMUNITY.name)
            area = rng.uniform(320, 1900)
            for year in LEDGER_YEARS:
                areas[year, community, ONLY_COMMUNITY.name] = round(area)
                area *= _ENLARGED if rng.random() < 0.15 else 1
    return areas


@cache
def quarterly(names: tuple[str, ...]) -> Series:
    """Return districts' and streets' numbers in the quarters of 2024; the fourth is the year's."""
    series: Series = {}
    for column in (COLUMNS[name] for name in names):
        for quarter in QUARTERS:
            for district, streets in STREETS.items():
                for street in (*streets, district):
                    value = _between(column, quarter, district, street)
                    series[quarter, street, column.name] = value
                if not column.weight:
                    total = sum(series[quarter, street, column.name] for street in streets)
                    series[quarter, district, column.name] = total
    return series


def _between(column: Column, quarter: int, district: str, place: str) -> float:
    """Return a quarter's value on the way from the end of 2023 to that of 2024."""
    before, after = (yearly()[year, place, column.name] for year in YEARS[-2:])
    if quarter == QUARTERS[-1]:
        return after
    season = draw(district, column.name, quarter).uniform(-0.15, 0.15)
    season += draw(place, column.name, quarter).uniform(-0.05, 0.05)
    step = (after - before) * quarter / 4
    return column.rounded(before + step + season * _width(column, before))
