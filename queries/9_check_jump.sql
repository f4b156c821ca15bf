-- 与上期相差十倍以上：多半是多写少写了零，或单位写错。
-- grain: observation
-- 口径: 上期和本期都是确数；两期都不到10的个数不算。
select
    p.observation,
    p.indicator_key,
    i.indicator,
    a.area,
    p.period,
    a.name || '的' || i.name || '本期填' || p.raw || coalesce(p.unit, '') || '，上期' || p.previous_raw
    || coalesce(p.previous_unit, '') || '，相差10倍以上，请核对单位和小数点。' as message
from int_previous as p
inner join raw_indicator as i on p.indicator_key = i.indicator_key
inner join raw_area as a on p.area_key = a.area_key
where
    p.lo = p.hi
    and p.previous_lo = p.previous_hi
    and p.lo > 0
    and p.previous_lo > 0
    and (p.lo >= 10 * p.previous_lo or p.previous_lo >= 10 * p.lo)
    and (i.measure <> 'count' or p.lo >= 10 and p.previous_lo >= 10)
