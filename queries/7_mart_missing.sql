-- 缺数：报表里有这一格、但没有数的地方，和它写的是什么。
-- grain: observation
-- 口径: 缺数不是零；同一地区、指标、期间后来补报的不再列出。
select
    i.indicator,
    a.area,
    m.period,
    m.reason,
    m.batch,
    m.observation
from int_missing as m
inner join raw_indicator as i on m.indicator_key = i.indicator_key
inner join raw_area as a on m.area_key = a.area_key
