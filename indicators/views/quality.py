"""What the checks of queries/ find: each check's sentence, and the rows it complains about."""

import duckdb
import pandas as pd

from indicators import periods

_CHECKS = (
    "select view_name, comment from duckdb_views()"
    " where database_name = current_database() and view_name like 'check\\_%' escape '\\'"
    " and not internal order by view_name"
)


_WITHIN = (
    " inner join raw_area as a on c.area = a.area"
    " inner join raw_closure as k on a.area_key = k.area_key"
    " inner join raw_area as w on k.ancestor_key = w.area_key"
)


def checks(con: duckdb.DuckDBPyConnection, within: str) -> pd.DataFrame:
    """Every check: ``check``, ``名称``, ``说明`` and how much it finds in an area and below, ``n``.

    The one with most findings comes first.
    """
    rows = []
    for name, comment in con.execute(_CHECKS).fetchall():
        title, _, rest = comment.split("\n", 1)[0].partition("：")
        query = f"select count(*) from {name} as c {_WITHIN} where w.area = ?"
        (n,) = con.execute(query, [within]).fetchone()
        rows.append({"check": name, "名称": title, "说明": rest, "n": n})
    return pd.DataFrame(rows).sort_values("n", ascending=False, kind="stable", ignore_index=True)


def found_by(con: duckdb.DuckDBPyConnection, check: str, within: str) -> pd.DataFrame:
    """What one check finds in an area and below: Chinese columns, ``observation`` where it has one.

    Raises LookupError when there is no such check.
    """
    if check not in [name for name, _ in con.execute(_CHECKS).fetchall()]:
        raise LookupError(check)
    frame = con.execute(
        f"select c.*, a.name as area_name, p.name as parent_name, i.name as indicator_name"
        f" from {check} as c {_WITHIN}"
        " left join raw_area as p on a.parent = p.area"
        " inner join raw_indicator as i on c.indicator = i.indicator"
        " where w.area = ? order by i.sort, a.depth, a.sort, c.period desc",
        [within],
    ).df()
    return pd.DataFrame(
        {
            "地区": frame["area_name"],
            "上级": frame["parent_name"].fillna(""),
            "指标": frame["indicator_name"],
            "期间": [periods.label(period) for period in _plain(frame["period"])],
            "发现": frame["message"],
            "observation": frame.get("observation"),
        }
    )


def _plain(column: pd.Series) -> list[str | None]:
    return [None if pd.isna(value) else value for value in column]
