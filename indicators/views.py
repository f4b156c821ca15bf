"""The reader: one function per mart, parameters in, DataFrame out. Nothing here writes.

Frames carry the numbers in the unit they are shown in, and beside them the words for them.
"""

from collections.abc import Sequence

import duckdb
import pandas as pd

from indicators import periods, words

LATEST, UNDATED = "latest", "undated"
_VALUES = ("own", "previous", "standard", "median", "reference")


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
    return _worded(frame, period)


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


def own_areas(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Areas that can be one's own, sample first, then those with most indicators."""
    return con.execute(
        "select * from mart_own order by kind <> 'sample', n_indicators desc, sort"
    ).df()


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


def own_periods(con: duckdb.DuckDBPyConnection, own: str) -> list[str]:
    """Period codes for which an own area has values, newest first; UNDATED last."""
    rows = con.execute(
        "select distinct period from observation_current where area = ?"
        " order by period desc nulls last",
        [own],
    ).fetchall()
    return [period or UNDATED for (period,) in rows]


def observation(con: duckdb.DuckDBPyConnection, number: int) -> dict | None:
    """The stored observation behind a number on a page, with its provenance; None if gone."""
    frame = con.execute("select * from observation_current where observation = ?", [number]).df()
    if frame.empty:
        return None
    row = frame.astype(object).where(frame.notna(), None).iloc[0].to_dict()
    shown = words.scale(row["unit"], row["decimals"], [row["lo"], row["hi"]])
    row["text"] = words.figure(
        row["lo"], row["hi"], shown,
        lo_open=row["lo_open"], hi_open=row["hi_open"], flag=row["flag"],
    )  # fmt: skip
    return row | {"shown_unit": shown.unit, "period_text": periods.label(row["period"])}


def sources(con: duckdb.DuckDBPyConnection, numbers: Sequence[int]) -> pd.DataFrame:
    """Where observations come from, one row each, with Chinese column names for a page."""
    return con.execute(
        "select indicator_name as 指标, area_name as 地区, raw as 原文, nature as 性质,"
        " coalesce(scope, '') as 口径, coalesce(source, file || '，' || cell) as 出处,"
        " coalesce(note, '') as 备注"
        " from observation_current where array_contains(?, observation)"
        " order by indicator_name, area_name",
        [list(numbers)],
    ).df()


def newest_import(con: duckdb.DuckDBPyConnection) -> str:
    """The day of the newest import that still counts, as 2024年12月31日."""
    (day,) = con.execute("select max(imported_at) from batch_history where is_current").fetchone()
    return f"{day.year}年{day.month}月{day.day}日" if day else "—"


def batches(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Every batch, newest first."""
    return con.execute("select * from batch_history order by batch desc").df()


def checks(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Every finding of every check: check name, its sentence and the message."""
    names = con.execute(
        "select view_name, comment from duckdb_views()"
        " where view_name like 'check\\_%' escape '\\' and not internal order by view_name"
    ).fetchall()
    found = [
        con.execute(f"select message from {name}").df().assign(check=name, sentence=comment)
        for name, comment in names
    ]
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame()


def period_label(code: str) -> str:
    """The label of a period selection."""
    return {LATEST: "各项最新", UNDATED: "年份未注明"}.get(code) or periods.label(code)


def _worded(frame: pd.DataFrame, page_period: str) -> pd.DataFrame:
    rows = [_worded_row(row, page_period) for row in frame.to_dict("records")]
    return pd.DataFrame(rows, columns=list(rows[0]) if rows else list(frame.columns))


def _worded_row(row: dict, page_period: str) -> dict:
    row = {key: None if pd.isna(value) else value for key, value in row.items()}
    ends = [row[f"{name}_{end}"] for name in _VALUES for end in ("lo", "hi")]
    shown = words.scale(row["unit"], row["decimals"], ends)
    texts = {f"{name}_text": _text(row, name, shown) for name in _VALUES}
    texts["gap_text"] = words.gap(
        row["gap_lo"], row["gap_hi"], row["verdict"], shown, row["direction"]
    )
    texts["change_text"] = words.change(row["change_lo"], row["change_hi"], shown, row["direction"])
    texts["reference_name"] = _place(row)
    for name in ("own", "reference"):
        known = row[f"{name}_observation"] is not None
        texts[f"{name}_period_text"] = (
            _period_text(row[f"{name}_period"], page_period) if known else ""
        )
    return row | _scaled(row, shown) | texts | {"unit": shown.unit, "decimals": shown.decimals}


def _place(row: dict) -> str | None:
    """The reference's name, and whether its value is a rule or a target instead of an outcome."""
    marks = {"规定标准": "规定", "目标值": "目标"}
    name = row["reference_name"]
    return name and f"{name}{marks.get(row['reference_nature'], '')}"


def _text(row: dict, name: str, shown: words.Scale) -> str:
    return words.figure(
        row[f"{name}_lo"], row[f"{name}_hi"], shown,
        lo_open=bool(row.get(f"{name}_lo_open")),
        hi_open=bool(row.get(f"{name}_hi_open")),
        flag=row.get(f"{name}_flag"),
    )  # fmt: skip


def _scaled(row: dict, shown: words.Scale) -> dict:
    columns = [f"{name}_{end}" for name in (*_VALUES, "gap", "change") for end in ("lo", "hi")]
    return {
        column: float("nan") if row[column] is None else row[column] * shown.factor
        for column in columns
    }


def _period_text(period: str | None, page_period: str) -> str:
    return "" if period == page_period else periods.label(period)
