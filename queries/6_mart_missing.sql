-- 缺数：报表里有这一格、但没有数的地方，和它写的是什么。
-- grain: observation
-- 口径: 缺数不是零；同一地区、指标、期间后来补报的不再列出。
select
    i.indicator,
    a.area,
    s.period,
    s.reason,
    s.batch,
    s.observation
from stg_observation as s
inner join raw_indicator as i on s.indicator_key = i.indicator_key
inner join raw_area as a on s.area_key = a.area_key
left join int_value as v
    on
        s.indicator_key = v.indicator_key
        and s.area_key = v.area_key
        and s.period is not distinct from v.period
where s.state = 'missing' and v.observation is null
