-- 缺报：同一上级的同级各地过半报了这一期，这里一格也没有，或报表里空着。
-- grain: indicator, area, period
-- 口径: 只看导入的报表，不看公开文献；背景指标不算。
with reported as (
    select
        v.indicator_key,
        v.period,
        a.parent,
        a.level,
        a.kind,
        count(distinct v.area_key) as n_reported
    from int_value as v
    inner join raw_area as a on v.area_key = a.area_key
    where v.nature = '实际值' and v.source is null and v.period is not null
    group by v.indicator_key, v.period, a.parent, a.level, a.kind
),

expected as (
    select
        b.parent,
        b.level,
        b.kind,
        count(*) as n_siblings
    from raw_area as b
    group by b.parent, b.level, b.kind
)

select
    i.indicator,
    a.area,
    r.period,
    r.indicator_key,
    a.name || '的' || i.name || '缺报，同级' || e.n_siblings || '地里' || r.n_reported
    || '地已报。' as message
from reported as r
inner join expected as e on r.parent = e.parent and r.level = e.level and r.kind = e.kind
inner join raw_area as a on r.parent = a.parent and r.level = a.level and r.kind = a.kind
inner join raw_indicator as i on r.indicator_key = i.indicator_key
left join int_value as v
    on r.indicator_key = v.indicator_key and r.period = v.period and a.area_key = v.area_key
where
    2 * r.n_reported > e.n_siblings
    and r.n_reported < e.n_siblings
    and i.kind = 'indicator'
    and i.direction <> 'none'
    and v.observation is null
