-- 用来对标的值：国、省、市、区县的代表值，和有公开数据的其他地方的代表值。
-- grain: indicator, area, period
-- 口径: 街道、社区、网格自己的报表值不在其中，它们经汇总和下钻使用。
-- materialised by: indicator_key
select
    v.*,
    p.area_key is not null as is_published
from int_value as v
inner join raw_area as a on v.area_key = a.area_key
left join int_published as p on v.area_key = p.area_key
where a.level in ('nation', 'province', 'city', 'district') or p.area_key is not null
