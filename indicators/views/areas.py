"""Which areas can be chosen, as one's own, as references, as peers; and what was settled."""

import duckdb
import pandas as pd

from indicators.views.wording import UNDATED


def own_areas(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Areas that can be one's own: the sample top down, then those with most indicators."""
    return con.execute(
        "select * from mart_own order by kind <> 'sample',"
        " case when kind = 'sample' then sort end, n_indicators desc, sort"
    ).df()


def all_areas(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Every area of the catalogue, with or without data, top down; label tells namesakes apart."""
    return con.execute(
        "select a.area, a.name, a.level, a.kind,"
        " case when a.depth > 2 then a.name || '（' || p.name || '）' else a.name end as label"
        " from area as a left join area as p on a.parent = p.area"
        " order by a.kind <> 'real', a.depth, a.sort"
    ).df()


def home(con: duckdb.DuckDBPyConnection) -> tuple[str, tuple[str, ...]] | None:
    """The own area and references the office has saved; None before it has."""
    saved = dict(con.execute("select key, value from raw_setting").fetchall())
    if "own" not in saved:
        return None
    return saved["own"], tuple(filter(None, saved.get("references", "").split("|")))


def area(con: duckdb.DuckDBPyConnection, code: str) -> dict | None:
    """One area of the catalogue: name, short, level, level_name, kind; None if unknown."""
    frame = con.execute("select * from area where area = ?", [code]).df()
    return None if frame.empty else frame.iloc[0].to_dict()


def partners(con: duckdb.DuckDBPyConnection, own: str) -> pd.DataFrame:
    """Areas that can be references for an own area, the most comparable first."""
    return con.execute(
        "select * from mart_partner where own_area = ? order by n_comparable desc, reference_sort",
        [own],
    ).df()


def default_references(partners: pd.DataFrame, most: int) -> tuple[str, ...]:
    """The named areas an own area can best be compared with, at most this many."""
    real = partners[
        partners["reference_kind"].isin(["real", "sample"]) & (partners["n_comparable"] > 0)
    ]
    return tuple(real["reference_area"].head(most))


def same_level(con: duckdb.DuckDBPyConnection, own: str) -> pd.DataFrame:
    """Areas of the own level under the same parent (is_sibling) or in the same city."""
    return con.execute("select * from fn_same_level(?) order by sort", [own]).df()


def within(con: duckdb.DuckDBPyConnection, own: str) -> pd.DataFrame:
    """The own area and everything below it that has data; path is the way down to it."""
    return con.execute(
        "select a.area, a.name, a.depth, a.level, a.kind,"
        " case when a.area = ? or p.area = ? then a.name else p.short || '·' || a.name end as path"
        " from fn_below(?) as a left join area as p on a.parent = p.area"
        " order by a.depth, a.sort",
        [own, own, own],
    ).df()


def own_periods(con: duckdb.DuckDBPyConnection, own: str) -> list[str]:
    """Period codes for which an own area has values, newest first; UNDATED last."""
    rows = con.execute(
        "select distinct period from fn_series(?) order by period desc nulls last", [own]
    ).fetchall()
    return [period or UNDATED for (period,) in rows]
