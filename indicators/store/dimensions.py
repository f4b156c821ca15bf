"""The catalogue in the store: areas with their closure, indicators and families, by integer key."""

import duckdb
import pandas as pd

from indicators.catalogue import Catalogue
from indicators.store.incoming import Codes


def load(con: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    """Replace the catalogue tables; a code keeps the integer key it was first given."""
    _key_codes(con, "area", list(catalogue.areas))
    families = dict.fromkeys(family.family for family in catalogue.families)
    _key_codes(con, "indicator", [*catalogue.indicators, *families])
    known = codes(con)
    _fill(con, "raw_area", _areas(catalogue, known))
    _fill(con, "raw_closure", _closure(catalogue, known))
    _fill(con, "raw_indicator", _indicators(catalogue, known))
    _fill(con, "raw_family", _families(catalogue, known))
    _fill(con, "raw_part", _parts(catalogue, known))


def codes(con: duckdb.DuckDBPyConnection) -> Codes:
    """Return the keys of every area and indicator code, and the indicators' units."""
    found = con.execute("select kind, code, key from raw_code").fetchall()
    units = con.execute("select indicator, unit from raw_indicator").fetchall()
    return Codes(
        areas={code: key for kind, code, key in found if kind == "area"},
        indicators={code: key for kind, code, key in found if kind == "indicator"},
        units=dict(units),
    )


def _key_codes(con: duckdb.DuckDBPyConnection, kind: str, wanted: list[str]) -> None:
    found = con.execute("select code, key from raw_code where kind = ?", [kind]).fetchall()
    known = dict(found)
    new = [code for code in wanted if code not in known]
    start = max(known.values(), default=0) + 1
    rows = [(kind, code, start + offset) for offset, code in enumerate(new)]
    if rows:
        con.executemany("insert into raw_code values (?, ?, ?)", rows)


def _fill(con: duckdb.DuckDBPyConnection, table: str, rows: list[dict]) -> None:
    con.execute(f"delete from {table}")
    con.register("catalogue_rows", pd.DataFrame(rows))
    con.execute(f"insert into {table} by name select * from catalogue_rows")
    con.unregister("catalogue_rows")


def _areas(catalogue: Catalogue, known: Codes) -> list[dict]:
    levels = catalogue.levels
    return [
        {
            "area_key": known.areas[area.code],
            "area": area.code,
            "name": area.name,
            "short": area.short,
            "level": area.level,
            "level_name": levels[area.level].name,
            "depth": levels[area.level].depth,
            "territorial": levels[area.level].territorial,
            "parent": area.parent or None,
            "kind": area.kind,
            "sort": area.sort,
            "aliases": "|".join(area.aliases),
        }
        for area in catalogue.areas.values()
    ]


def _closure(catalogue: Catalogue, known: Codes) -> list[dict]:
    rows = []
    for code in catalogue.areas:
        ancestor, depth = code, 0
        while ancestor:
            rows.append(
                {
                    "area_key": known.areas[code],
                    "ancestor_key": known.areas[ancestor],
                    "depth": depth,
                },
            )
            ancestor, depth = catalogue.areas[ancestor].parent, depth + 1
    return rows


def _indicators(catalogue: Catalogue, known: Codes) -> list[dict]:
    own = [
        {
            "indicator_key": known.indicators[item.code],
            "indicator": item.code,
            "name": item.name,
            "theme": item.theme,
            "topic": item.topic or None,
            "unit": item.unit,
            "direction": item.direction,
            "decimals": item.decimals,
            "plausible_min": item.plausible_min,
            "plausible_max": item.plausible_max,
            "rollup": item.rollup,
            "denominator": item.denominator or None,
            "tolerance": item.tolerance,
            "measure": item.measure,
            "definition": item.definition,
            "aliases": "|".join(item.aliases),
            "kind": "indicator",
            "sort": item.sort,
        }
        for item in catalogue.indicators.values()
    ]
    return own + list(_family_indicators(catalogue, known).values())


def _family_indicators(catalogue: Catalogue, known: Codes) -> dict[str, dict]:
    rows = {}
    for order, family in enumerate(catalogue.families):
        member = catalogue.indicators[family.indicator]
        rows.setdefault(
            family.family,
            {
                "indicator_key": known.indicators[family.family],
                "indicator": family.family,
                "name": family.name,
                "theme": member.theme,
                "topic": member.topic or None,
                "unit": family.unit,
                "direction": family.direction,
                "decimals": member.decimals,
                "plausible_min": None,
                "plausible_max": None,
                "rollup": "none",
                "denominator": None,
                "tolerance": 0.0,
                "measure": member.measure,
                "definition": family.caveat,
                "aliases": "",
                "kind": "family",
                "sort": 100_000 + order,
            },
        )
    return rows


def _families(catalogue: Catalogue, known: Codes) -> list[dict]:
    return [
        {
            "family_key": known.indicators[family.family],
            "member_key": known.indicators[family.indicator],
            "factor": family.factor,
            "caveat": family.caveat,
            "position": order,
        }
        for order, family in enumerate(catalogue.families)
    ]


def _parts(catalogue: Catalogue, known: Codes) -> list[dict]:
    return [
        {"part_key": known.indicators[one.part], "whole_key": known.indicators[one.whole]}
        for one in catalogue.parts
    ]
