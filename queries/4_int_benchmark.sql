-- 用来对标的值：国、省、市、区县的代表值，和有公开数据的其他地方的代表值。
-- grain: indicator, area, period
-- 口径: 街道、社区、网格自己的报表值不在其中，它们经汇总和下钻使用。
-- materialised by: indicator_key
-- 口径: 每期记下同性质、同时段的前一期和后一期，只与相邻的期配对。
select
    v.*,
    lag(v.period_end, 1, date '0001-01-01') over w as previous_end,
    lead(v.period_end, 1, date '9999-12-31') over w as next_end
from int_value as v
inner join raw_area as a on v.area_key = a.area_key
left join int_published as p on v.area_key = p.area_key
where a.level in ('nation', 'province', 'city', 'district') or p.area_key is not null
window w as (partition by v.indicator_key, v.area_key, v.nature, v.grain order by v.period_end)
