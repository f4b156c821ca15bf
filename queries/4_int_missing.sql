-- 缺数：报表里有这一格、但没有数的地方，和它写的是什么。
-- grain: observation
-- 口径: 缺数不是零；同一地区、指标、期间后来补报的不再列出。
-- materialised by: indicator_key
select
    s.observation,
    s.batch,
    s.indicator_key,
    s.area_key,
    s.period,
    s.reason
from raw_observation as s
inner join active_batch as b on s.batch = b.batch
left join int_value as v
    on
        s.indicator_key = v.indicator_key
        and s.area_key = v.area_key
        and coalesce(s.period, '') = coalesce(v.period, '')
where s.state = 'missing' and v.observation is null
