"""The catalogue as people read it, and everything known of one indicator."""

from collections.abc import Sequence

import duckdb
import pandas as pd

from indicators import words
from indicators.views.wording import LATEST, framed, period_text, plain_rows, scaled, text

_DIRECTIONS = {"higher": "越高越好", "lower": "越低越好", "none": "不分优劣"}
_ROLLUPS = {"sum": "下级相加", "mean": "下级平均", "weighted": "下级加权平均", "none": "不汇总"}
_MOST_NAMED = 14


def catalogue(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Every indicator, in catalogue order: Chinese columns, its code in ``indicator``.

    ``数`` counts the current values on record.
    """
    frame = con.execute(
        "select i.*, coalesce(d.name, '') as denominator_name, coalesce(n.n, 0) as n"
        " from indicator as i"
        " left join indicator as d on i.denominator = d.indicator"
        " left join (select indicator_key, count(*) as n from int_current group by indicator_key)"
        " as n on i.indicator_key = n.indicator_key"
        " where i.kind = 'indicator' order by i.sort"
    ).df()
    rows = plain_rows(frame)
    return pd.DataFrame(
        {
            "指标": [row["name"] for row in rows],
            "主题": [row["theme"] for row in rows],
            "单位": [row["unit"] for row in rows],
            "方向": [_DIRECTIONS[row["direction"]] for row in rows],
            "定义": [row["definition"] for row in rows],
            "叫法": [(row["aliases"] or "").replace("|", "、") for row in rows],
            "汇总": [_rollup(row) for row in rows],
            "合理范围": [_range(row) for row in rows],
            "在库": [row["n"] for row in rows],
            "indicator": [row["indicator"] for row in rows],
        }
    )


def rules(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """What every view says of itself: 名称, 说明 and 口径, from the headers of queries/."""
    rows = con.execute(
        "select comment from duckdb_views() where not internal and comment is not null"
        " and database_name = current_database()"
        " union select comment from duckdb_tables() where comment is not null"
        " and database_name = current_database()"
        " union select comment from duckdb_functions() where not internal and comment is not null"
        " and database_name = current_database()"
    ).fetchall()
    told = sorted(_rule(comment) for (comment,) in rows)
    return pd.DataFrame(told, columns=["名称", "说明", "口径"])


def indicator(con: duckdb.DuckDBPyConnection, code: str) -> dict | None:
    """One indicator as people read it: name, theme, unit, direction, definition, families."""
    found = catalogue(con)
    found = found[found["indicator"] == code]
    if found.empty:
        return None
    families = con.execute(
        "select distinct f.name from raw_family as m"
        " inner join indicator as f on m.family_key = f.indicator_key"
        " inner join indicator as i on m.member_key = i.indicator_key where i.indicator = ?",
        [code],
    ).fetchall()
    (direction,) = con.execute(
        "select direction from indicator where indicator = ?", [code]
    ).fetchone()
    more = {"指标族": "、".join(name for (name,) in families), "direction": direction}
    return found.iloc[0].to_dict() | more


def distribution(
    con: duckdb.DuckDBPyConnection, indicator: str, own: str, period: str = LATEST
) -> pd.DataFrame:
    """One value per place, in one shown unit: the own family by level and the published places.

    Columns: group (the level's name), area, area_name, short, indicator, lo, hi, lo_open,
    hi_open, text, unit, period_text, nature, observation, is_own, is_named, n_missing.
    """
    frame = con.execute(
        "select d.*, i.unit, i.decimals, i.indicator from fn_distribution(?, ?, ?) as d"
        " cross join indicator as i where i.indicator = ? order by d.depth, d.sort",
        [indicator, own, period, indicator],
    ).df()
    rows = plain_rows(frame)
    missing = _missing(con, indicator, own, rows)
    told = [_placed(row, _one_scale(rows), period) for row in rows]
    crowded = sum(row["is_named"] for row in told) > _MOST_NAMED
    for row in told:
        row["is_named"] = row["is_named"] and (not crowded or row["is_own"] or row["is_kin"])
        row["n_missing"] = missing.get(row["level"], 0)
    return framed(told, [*frame.columns, "group", "text", "period_text", "is_named", "n_missing"])


def series(con: duckdb.DuckDBPyConnection, indicator: str, areas: Sequence[str]) -> pd.DataFrame:
    """The dated values of one indicator in some areas, the first of them the own one.

    Columns: area, area_name, indicator, is_own, period, period_end, grain, period_text, lo, hi,
    text, unit, nature, scope, observation, segment (only equal segments may be joined).
    """
    found = [
        con.execute(
            "select s.*, a.area, a.name as area_name, i.unit, i.decimals"
            " from fn_series(?) as s inner join area as a on s.area_key = a.area_key"
            " inner join indicator as i on s.indicator_key = i.indicator_key"
            " where s.indicator = ? and s.period is not null and s.nature <> '目标值'"
            " order by s.grain, s.period_end",
            [code, indicator],
        ).df()
        for code in areas
    ]
    rows = [row for frame in found for row in plain_rows(frame)]
    shown = _one_scale(rows)
    told = [
        row
        | scaled(row, [""], shown)
        | {
            "text": text(row, "", shown),
            "unit": shown.unit,
            "period_text": period_text(row["period"], ""),
            "is_own": row["area"] == areas[0],
        }
        for row in rows
    ]
    return framed(told, [*(found[0].columns if found else []), "text", "period_text", "is_own"])


def unit_of(values: pd.DataFrame) -> str:
    """The shown unit of a distribution or series; nothing where it is empty."""
    return values["unit"].iloc[0] if len(values) else ""


def _one_scale(rows: list[dict]) -> words.Scale:
    if not rows:
        return words.Scale("", 1.0, 0)
    ends = [row[end] for row in rows for end in ("lo", "hi")]
    return words.scale(rows[0]["unit"], rows[0]["decimals"], ends)


def _placed(row: dict, shown: words.Scale, period: str) -> dict:
    return (
        row
        | scaled(row, [""], shown)
        | {
            "group": row["level_name"],
            "text": text(row, "", shown),
            "unit": shown.unit,
            "period_text": period_text(row["period"], period),
            "is_named": row["is_own"] or not row["is_kin"] or row["depth"] <= 3,
            "comparability": "不可比" if row["is_implausible"] else None,
        }
    )


def _missing(
    con: duckdb.DuckDBPyConnection, indicator: str, own: str, rows: list[dict]
) -> dict[str, int]:
    """How many places of the own family, by level, left the newest period's cell without value."""
    newest = {row["level"]: row["period"] for row in sorted(rows, key=_end) if row["is_kin"]}
    found = con.execute(
        "select a.level, m.period, count(distinct m.area) from mart_missing as m"
        " inner join area as a on m.area = a.area"
        " inner join fn_kin(?) as k on a.area_key = k.area_key"
        " where m.indicator = ? group by a.level, m.period",
        [own, indicator],
    ).fetchall()
    return {level: n for level, period, n in found if period == newest.get(level, period)}


def _end(row: dict) -> str:
    return row["period"] or ""


def _rollup(row: dict) -> str:
    by = f"（以{row['denominator_name']}为权）" if row["denominator_name"] else ""
    return f"{_ROLLUPS[row['rollup']]}{by}"


def _range(row: dict) -> str:
    low, high = (
        None if row[end] is None else words.number(row[end], row["decimals"])
        for end in ("plausible_min", "plausible_max")
    )
    if low is None and high is None:
        return "不限"
    return f"{low or '不限'}至{high or '不限'}"


def _rule(comment: str) -> tuple[str, str, str]:
    sentence, *rest = comment.split("\n")
    name, colon, said = sentence.partition("：")
    notes = [line for line in rest[1:] if line]
    return (name, said, "".join(notes)) if colon else (sentence.rstrip("。"), "", "".join(notes))
