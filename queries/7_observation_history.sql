-- 每一条记录：读入过的每一个数和每一个缺数，连同批次、原文、位置，和它现在是否还算数。
-- grain: observation
-- 口径: 只增不改；现状分现行、已撤销、已被整份替换、已更新（同一键后来有新数）或缺数。
select
    o.observation,
    i.indicator,
    i.name as indicator_name,
    i.unit,
    i.decimals,
    a.area,
    a.name as area_name,
    o.period,
    o.state,
    o.reason,
    o.lo,
    o.hi,
    o.lo_open,
    o.hi_open,
    o.flag,
    o.nature,
    o.scope,
    o.source,
    o.confidence,
    o.batch,
    b.file,
    o.sheet,
    o.cell,
    o.raw,
    o.unit as printed_unit,
    o.conversion,
    o.note,
    b.imported_at,
    b.imported_by,
    b.undone_at,
    case
        when b.undone_at is not null then '已撤销'
        when s.batch is null then '已被整份替换'
        when o.state = 'missing' then '缺数'
        when c.observation is not null then '现行'
        else '已更新'
    end as status
from raw_observation as o
inner join raw_batch as b on o.batch = b.batch
inner join raw_indicator as i on o.indicator_key = i.indicator_key
inner join raw_area as a on o.area_key = a.area_key
left join active_batch as s on o.batch = s.batch
left join int_current as c
    on
        o.indicator_key = c.indicator_key
        and o.area_key = c.area_key
        and o.observation = c.observation
