-- 下级汇总与上级填报对照：汇总值、填报值、报数单位数与应报单位数。
-- grain: indicator, area, period, level
-- 口径: 汇总规则见指标目录；上级没有填报时填报值为空，不用汇总值代替。
select
    i.indicator,
    a.area,
    r.period,
    r.level,
    r.lo,
    r.hi,
    r.n_reported,
    r.n_expected,
    v.lo as reported_lo,
    v.hi as reported_hi
from int_rollup as r
inner join raw_indicator as i on r.indicator_key = i.indicator_key
inner join raw_area as a on r.area_key = a.area_key
left join int_value as v
    on
        r.indicator_key = v.indicator_key
        and r.area_key = v.area_key
        and coalesce(r.period, '') = coalesce(v.period, '')
