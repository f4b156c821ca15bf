-- 在用的数：未被撤销或取代的每一个数，带区间、性质、口径、期间和出处。
-- grain: indicator, area, period, scope, nature, source
-- 口径: 区间以目录单位计，空端为无界；出处是文献题名与章节，本单位报表的为空。
select
    i.indicator,
    a.area,
    c.period,
    c.lo,
    c.hi,
    c.lo_open,
    c.hi_open,
    c.flag,
    c.nature,
    c.scope,
    c.batch,
    b.file,
    o.sheet,
    o.cell,
    o.raw,
    c.source,
    c.confidence,
    o.unit as printed_unit,
    o.conversion,
    o.note,
    c.observation,
    i.name as indicator_name,
    i.unit,
    i.decimals,
    a.name as area_name,
    b.imported_at,
    b.imported_by
from int_current as c
inner join raw_observation as o on c.observation = o.observation
inner join raw_batch as b on c.batch = b.batch
inner join raw_indicator as i on c.indicator_key = i.indicator_key
inner join raw_area as a on c.area_key = a.area_key
