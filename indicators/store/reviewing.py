"""What the checks of queries/ say about one batch, while it is being rehearsed."""

import duckdb
import pandas as pd

# also what a batch of streets does to the total its district reported in another file
_FINDINGS = """
    select '{check}' as check_name, c.message, o.sheet, o.cell
    from {check} as c
    left join raw_observation as o on c.observation = o.observation and o.batch = {batch}
    where
        c.indicator_key in ({keys})
        and (
            o.observation is not null
            or '{check}' = 'check_parent_child'
            and c.area in (
                select p.area
                from raw_observation as n
                inner join raw_area as a on n.area_key = a.area_key
                inner join raw_area as p on a.parent = p.area
                where n.batch = {batch}
            )
        )
"""


def findings(con: duckdb.DuckDBPyConnection, batch: int) -> pd.DataFrame:
    """Return what the checks find in a batch: check_name, message, and sheet and cell if any."""
    keys = con.execute(
        "select distinct indicator_key from raw_observation where batch = ?", [batch]
    ).fetchall()
    wanted = ", ".join(str(key) for (key,) in keys) or "null"
    checks = con.execute(
        "select distinct table_name from duckdb_columns()"
        " where database_name = current_database() and table_name like 'check\\_%' escape '\\'"
        " and column_name = 'observation' order by table_name"
    ).fetchall()
    query = " union all ".join(
        _FINDINGS.format(check=name, batch=int(batch), keys=wanted) for (name,) in checks
    )
    return con.execute(query).df()
