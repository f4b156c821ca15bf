"""The own area against its references: gap, overview, and one area within its peer group."""

from collections.abc import Sequence

import duckdb
import pandas as pd

from indicators import words
from indicators.views.wording import (
    LATEST,
    framed,
    numbers,
    own_period_text,
    period_text,
    plain_rows,
    scaled,
    shown_in,
    text,
    worded,
)

_GAP = ("own", "previous", "standard", "median", "reference")
_SPINE = ("own", "previous", "median")
_RULES = {"规定标准": "规定", "目标值": "目标"}


def gap(
    con: duckdb.DuckDBPyConnection,
    own: str,
    references: Sequence[str],
    period: str = LATEST,
    *,
    families: bool = False,
) -> pd.DataFrame:
    """One row per indicator the own area reports, against the best of the reference areas.

    Rows come certain first: behind (largest share first), undecided, level, ahead, the rest.

    ``period`` is a period code, LATEST (each indicator's newest) or UNDATED. Values and gaps are
    in the display unit of the row; ``standing`` says how the row may be coloured.
    """
    frame = con.execute(
        "select * from fn_gap(?, ?, ?) where indicator_kind = ?"
        " order by standing_order, share_least desc nulls last, sort",
        [own, list(references), period, "family" if families else "indicator"],
    ).df()
    return framed([_gap_row(row, period) for row in plain_rows(frame)], frame.columns)


def compared(gap: pd.DataFrame) -> pd.DataFrame:
    """The rows of a gap frame that stand against a reference or lack their own value."""
    return gap[gap["standing"] != "no_reference"]


def uncompared(gap: pd.DataFrame) -> pd.DataFrame:
    """The rows for which the chosen references have no value, with Chinese column names."""
    rows = gap[gap["standing"] == "no_reference"]
    names = {"name": "指标", "own_text": "本地", "unit": "单位", "own_period_text": "期间"}
    return rows[list(names)].rename(columns=names)


def overview(
    con: duckdb.DuckDBPyConnection, own: str, references: Sequence[str], period: str = LATEST
) -> pd.DataFrame:
    """How many indicators stand ahead, behind, level or undecided, by theme and topic."""
    return con.execute("select * from fn_overview(?, ?, ?)", [own, list(references), period]).df()


def profile(
    con: duckdb.DuckDBPyConnection, own: str, peers: Sequence[str], period: str = LATEST
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One area within its peer group: a row per indicator, and the peers' values behind them.

    The first frame has rank interval, median, verdict against it and standing; the second one
    row per indicator and peer that may be compared, in the unit of its indicator's row.
    """
    wanted = [own, list(peers), period]
    rows = con.execute(
        "select * from fn_spine(?, ?, ?) where indicator_kind = 'indicator'"
        " order by min(sort) over (partition by theme), sort",
        wanted,
    ).df()
    others = con.execute(
        "select * from fn_peer(?, ?, ?) where comparability <> '不可比' order by area", wanted
    ).df()
    values: dict[str, list[dict]] = {}
    for value in plain_rows(others):
        values.setdefault(value["indicator"], []).append(value)
    spine, ticks = [], []
    for row in plain_rows(rows):
        beside = values.get(row["indicator"], [])
        shown = shown_in(row, _SPINE, [v[end] for v in beside for end in ("lo", "hi")])
        spine.append(_spine_row(row, shown, period))
        ticks += [_peer(value, shown, period) for value in beside]
    return framed(spine, rows.columns), framed(ticks, others.columns)


def unreported(con: duckdb.DuckDBPyConnection, own: str, period: str = LATEST) -> pd.DataFrame:
    """Indicators most siblings report and the own area does not, with Chinese column names."""
    return con.execute(
        "select name as 指标, theme as 主题, n_reported || '/' || n_siblings as 已报的同级地区"
        " from fn_unreported(?, ?) order by sort",
        [own, period],
    ).df()


def _gap_row(row: dict, period: str) -> dict:
    shown = shown_in(row, _GAP)
    place, rule = row["reference_name"], _RULES.get(row["reference_nature"], "")
    return worded(row, _GAP, shown, period) | {
        "reference_name": place and f"{place}{rule}",
        "reference_period_text": own_period_text(row, "reference", period),
        "median_observations": numbers(row["median_observations"]),
    }


def _spine_row(row: dict, shown: words.Scale, period: str) -> dict:
    said = worded(row, _SPINE, shown, period)
    if row["verdict"] == "居中":
        said["gap_text"] = "居中"
    told = numbers(row["median_observations"]), numbers(row["rank_observations"])
    return said | {"median_observations": told[0], "rank_observations": told[1]} | {
        "rank_n": None if row["n_peers"] is None else row["n_peers"] + 1,
        "n_peers": row["n_peers"] or 0,
        "reasons": row["reasons"] or row["refused_reasons"] or "",
    }  # fmt: skip


def _peer(value: dict, shown: words.Scale, period: str) -> dict:
    told = {"text": text(value, "", shown), "period_text": period_text(value["period"], period)}
    return value | told | scaled(value, [""], shown)
