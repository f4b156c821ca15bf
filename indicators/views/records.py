"""What is on record: the observation behind a number, its history, batches and checks."""

from collections.abc import Sequence

import duckdb
import pandas as pd

from indicators import periods
from indicators.views.wording import NEVER, plain_rows, shown_in, text

BATCH_ROWS = 1000
# what typed figures are filed under; they have no sheet and no cell
_ENTRY = "手工录入"


def observation(con: duckdb.DuckDBPyConnection, number: int) -> dict | None:
    """The record behind a number on a page, with its provenance; None if there is none.

    ``text`` is the value as shown (— where the cell holds none), in ``shown_unit``.
    """
    frame = con.execute("select * from observation_history where observation = ?", [number]).df()
    return None if frame.empty else _told(plain_rows(frame)[0])


def history(con: duckdb.DuckDBPyConnection, number: int) -> pd.DataFrame:
    """Every record of the same indicator, area and period, newest first, with Chinese columns.

    One row per record whatever became of it: current, superseded, undone, missing; also those
    that differ in nature, scope or source, which say so.
    """
    frame = con.execute(
        "select h.* from observation_history as h inner join observation_history as o"
        " on h.indicator = o.indicator and h.area = o.area"
        " and coalesce(h.period, '') = coalesce(o.period, '')"
        " where o.observation = ? order by h.batch desc, h.observation",
        [number],
    ).df()
    rows = [_told(row) for row in plain_rows(frame)]
    return pd.DataFrame(
        {
            "数值": [row["text"] for row in rows],
            "单位": [row["shown_unit"] for row in rows],
            "原文": [row["raw"] or "（空）" for row in rows],
            "性质": [row["nature"] for row in rows],
            "口径": [row["scope"] or "" for row in rows],
            "出处": [row["origin"] for row in rows],
            "批次": [f"第{row['batch']}批" for row in rows],
            "导入": [f"{row['imported_by']}，{row['imported_at']:%Y-%m-%d}" for row in rows],
            "现状": [row["status"] for row in rows],
        }
    )


def listed(con: duckdb.DuckDBPyConnection, numbers: Sequence[int]) -> pd.DataFrame:
    """The records of these numbers, one row each, for a table: Chinese columns and observation."""
    frame = con.execute(
        "select * from observation_history where array_contains(?, observation)"
        " order by indicator_name, list_position(?, observation)",
        [list(numbers), list(numbers)],
    ).df()
    return _table(plain_rows(frame))


def of_indicator(con: duckdb.DuckDBPyConnection, indicator: str, own: str) -> pd.DataFrame:
    """Every current value of an indicator in the own area's family and wherever it is published."""
    frame = con.execute(
        "select h.*, a.depth, a.sort from observation_history as h"
        " inner join area as a on h.area = a.area"
        " left join fn_kin(?) as k on a.area_key = k.area_key"
        " where h.indicator = ? and h.status in ('现行', '缺数')"
        " and (k.area_key is not null or h.source is not null)"
        " order by k.area_key is null, a.depth, a.sort, h.period desc nulls last, h.batch desc",
        [own, indicator],
    ).df()
    return _table(plain_rows(frame))


def of_batch(con: duckdb.DuckDBPyConnection, batch: int) -> pd.DataFrame:
    """The records one batch brought, in the order of its file, at most BATCH_ROWS."""
    frame = con.execute(
        "select * from observation_history where batch = ? order by observation limit ?",
        [batch, BATCH_ROWS],
    ).df()
    return _table(plain_rows(frame))


def batch_diff(con: duckdb.DuckDBPyConnection, first: int, second: int) -> pd.DataFrame:
    """What two batches say differently, one row per key: Chinese columns and ``observation``.

    ``变化`` is 新增, 减少 or 改变 from first to second; ``observation`` is the newer record.
    """
    frame = con.execute(
        "select * from fn_batch_diff(?, ?) order by indicator, area, period", [first, second]
    ).df()
    rows = plain_rows(frame)
    shown = [shown_in(row, ("first", "second")) for row in rows]
    return pd.DataFrame(
        {
            "变化": [row["change"] for row in rows],
            "指标": [row["indicator_name"] for row in rows],
            "地区": [row["area_name"] for row in rows],
            "期间": [periods.label(row["period"] or None) for row in rows],
            f"第{first}批": [text(row, "first", one) for row, one in zip(rows, shown, strict=True)],
            f"第{second}批": [
                text(row, "second", one) for row, one in zip(rows, shown, strict=True)
            ],
            "单位": [one.unit for one in shown],
            "observation": [row["second_observation"] or row["first_observation"] for row in rows],
        }
    )


def newest_import(con: duckdb.DuckDBPyConnection) -> str:
    """The day of the newest import that still counts, as 2024年12月31日."""
    (day,) = con.execute("select max(imported_at) from batch_history where is_current").fetchone()
    return f"{day.year}年{day.month}月{day.day}日" if day else NEVER


def batches(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Every batch with its origin, newest first."""
    return con.execute("select * from batch_origin order by batch desc").df()


def _told(row: dict) -> dict:
    shown = shown_in(row, ("",))
    said = text(row, "", shown)
    return row | {
        "text": said,
        "shown_unit": shown.unit,
        "period_text": periods.label(row["period"]),
        "is_entry": row["file"].startswith(_ENTRY),
        "origin": row["source"] or _place(row),
    }


def _place(row: dict) -> str:
    if row["file"].startswith(_ENTRY):
        return row["file"]
    sheet = f"“{row['sheet']}”" if row["sheet"] else ""
    return f"{row['file']}{sheet}{row['cell']}格"


def _table(rows: list[dict]) -> pd.DataFrame:
    told = [_told(row) for row in rows]
    columns = {
        "指标": "indicator_name", "地区": "area_name", "期间": "period_text", "数值": "text",
        "单位": "shown_unit", "性质": "nature", "口径": "scope", "出处": "origin",
        "observation": "observation",
    }  # fmt: skip
    return pd.DataFrame({name: [row[key] or "" for row in told] for name, key in columns.items()})
