-- 两批对照：同一键在两批里的值，哪些新增、减少、改变。
-- grain: indicator, area, period, scope, nature, source
-- 口径: 键相同、值也相同的不列；缺数和有数也算改变。
-- parameters: first_batch, second_batch
with keyed as (
    select
        o.batch,
        o.indicator_key,
        o.area_key,
        coalesce(o.period, '') as period,
        coalesce(o.scope, '') as scope,
        o.nature,
        coalesce(o.source, '') as source,
        max(o.observation) as observation
    from raw_observation as o
    where o.batch in (first_batch, second_batch)
    group by
        o.batch, o.indicator_key, o.area_key, coalesce(o.period, ''), coalesce(o.scope, ''),
        o.nature, coalesce(o.source, '')
),

paired as (
    select
        k.indicator_key,
        k.area_key,
        k.period,
        k.scope,
        k.nature,
        k.source,
        max(case when k.batch = first_batch then k.observation end) as first_observation,
        max(case when k.batch = second_batch then k.observation end) as second_observation
    from keyed as k
    group by k.indicator_key, k.area_key, k.period, k.scope, k.nature, k.source
)

select
    i.indicator,
    a.area,
    p.period,
    p.scope,
    p.nature,
    p.source,
    case
        when p.first_observation is null then '新增'
        when p.second_observation is null then '减少'
        else '改变'
    end as change,
    f.raw as first_raw,
    f.lo as first_lo,
    f.hi as first_hi,
    s.raw as second_raw,
    s.lo as second_lo,
    s.hi as second_hi,
    p.first_observation,
    p.second_observation,
    f.lo_open as first_lo_open,
    f.hi_open as first_hi_open,
    f.flag as first_flag,
    s.lo_open as second_lo_open,
    s.hi_open as second_hi_open,
    s.flag as second_flag,
    i.name as indicator_name,
    a.name as area_name,
    i.unit,
    i.decimals
from paired as p
inner join raw_indicator as i on p.indicator_key = i.indicator_key
inner join raw_area as a on p.area_key = a.area_key
left join raw_observation as f on p.first_observation = f.observation
left join raw_observation as s on p.second_observation = s.observation
where
    p.first_observation is null
    or p.second_observation is null
    or coalesce(f.state, '') <> coalesce(s.state, '')
    or coalesce(f.lo, -1e308) <> coalesce(s.lo, -1e308)
    or coalesce(f.hi, 1e308) <> coalesce(s.hi, 1e308)
    or f.lo_open <> s.lo_open
    or f.hi_open <> s.hi_open
