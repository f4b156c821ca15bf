"""Incoming values against the current ones: which are known, which would conflict."""

import duckdb

from indicators.store.errors import ImportRefusedError

# an observation n against the current one c of its key; what differs is the value, not its wording
WITH_CURRENT = """
    inner join int_current as c
        on
            n.indicator_key = c.indicator_key
            and n.area_key = c.area_key
            and coalesce(n.period, '') = coalesce(c.period, '')
            and coalesce(n.scope, '') = coalesce(c.scope, '')
            and n.nature = c.nature
            and coalesce(n.source, '') = coalesce(c.source, '')
"""
DIFFERS = (
    "n.state = 'value' and (n.lo is distinct from c.lo or n.hi is distinct from c.hi"
    " or n.lo_open <> c.lo_open or n.hi_open <> c.hi_open)"
)
_CONFLICTS = f"""
    select n.sheet, n.cell, a.name, i.name, n.raw, c.batch, k.raw
    from incoming as n
    {WITH_CURRENT}
    inner join raw_observation as k on c.observation = k.observation
    inner join raw_area as a on n.area_key = a.area_key
    inner join raw_indicator as i on n.indicator_key = i.indicator_key
    where {DIFFERS}
    order by n.observation
"""
_DUPLICATES = """
    with repeated as (
        select area_key, indicator_key, period, scope, nature, source
        from incoming
        where state = 'value'
        group by all
        having count(*) > 1
    )

    select
        min(a.name),
        min(i.name),
        string_agg('“' || n.sheet || '”' || n.cell || '格写' || n.raw, '、' order by n.observation)
    from incoming as n
    inner join repeated as d
        on
            n.area_key = d.area_key
            and n.indicator_key = d.indicator_key
            and n.nature = d.nature
            and coalesce(n.period, '') = coalesce(d.period, '')
            and coalesce(n.scope, '') = coalesce(d.scope, '')
            and coalesce(n.source, '') = coalesce(d.source, '')
    inner join raw_area as a on n.area_key = a.area_key
    inner join raw_indicator as i on n.indicator_key = i.indicator_key
    where n.state = 'value'
    group by n.area_key, n.indicator_key, n.period, n.scope, n.nature, n.source
    order by min(n.observation)
"""
_NAMED = 5


def refuse_duplicates(con: duckdb.DuckDBPyConnection) -> None:
    """Raise ImportRefusedError naming cells of the file that give one key different values."""
    rows = con.execute(_DUPLICATES).fetchall()
    if rows:
        shown = [f"{area}的{name}：{cells}" for area, name, cells in rows]
        raise ImportRefusedError(
            f"文件里有{len(rows)}处同一地区、指标、期间写了不同的数：{_listed(shown)}。"
            "请改成一个数，或在口径、来源里区分后再导入。"
        )


def refuse_conflicts(con: duckdb.DuckDBPyConnection) -> None:
    """Raise ImportRefusedError naming the incoming values that differ from current ones."""
    rows = con.execute(_CONFLICTS).fetchall()
    if rows:
        shown = [
            f"“{sheet}”{cell}格{area}的{name}写{raw}，库中第{batch}批为{known}"
            for sheet, cell, area, name, raw, batch, known in rows
        ]
        raise ImportRefusedError(
            f"有{len(rows)}个数与已入库的不一致：{_listed(shown)}。"
            "请先核对；确要以新数为准，请选“用新数更新旧数”再写入。"
        )


def _listed(texts: list[str]) -> str:
    return "；".join(texts[:_NAMED]) + ("等" if len(texts) > _NAMED else "")


def known_values(con: duckdb.DuckDBPyConnection) -> tuple[int, int]:
    """Return how many incoming values differ from current ones and how many equal them."""
    return con.execute(
        f"select count(case when {DIFFERS} then 1 end),"
        f" count(case when n.state = 'value' and not ({DIFFERS}) then 1 end)"
        f" from incoming as n {WITH_CURRENT}"
    ).fetchone()
