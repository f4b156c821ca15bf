-- 上下级对不上：下级全部报齐后的合计与上级填报的数不相交。
-- grain: indicator, area, period, level
select
    v.observation,
    i.indicator_key,
    r.indicator,
    r.area,
    r.period,
    a.name || '填报的' || i.name || '与下级合计不一致，请核对。' as message
from mart_rollup as r
inner join raw_indicator as i on r.indicator = i.indicator
inner join raw_area as a on r.area = a.area
left join int_value as v
    on
        i.indicator_key = v.indicator_key
        and a.area_key = v.area_key
        and coalesce(r.period, '') = coalesce(v.period, '')
where
    i.rollup = 'sum'
    and r.n_reported = r.n_expected
    and (r.lo > r.reported_hi or r.hi < r.reported_lo)
