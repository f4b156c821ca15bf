-- 可作本地的地区：到区县为止，有数据的地区和它的指标数。
-- grain: area
select
    a.area,
    a.name,
    a.short,
    a.level,
    a.kind,
    a.sort,
    count(distinct v.indicator_key) as n_indicators
from int_benchmark as v
inner join raw_area as a on v.area_key = a.area_key
inner join raw_indicator as i on v.indicator_key = i.indicator_key
where a.level in ('nation', 'province', 'city', 'district') and i.kind = 'indicator'
group by a.area, a.name, a.short, a.level, a.kind, a.sort
