-- 与上一期比：每地每指标相邻两期的变化区间与趋势。
-- grain: indicator, area, period
-- 口径: 只连性质、口径、时段长短相同的两期；正数为变好。
select
    i.indicator,
    a.area,
    c.period,
    c.previous_period,
    c.previous_lo,
    c.previous_hi,
    c.previous_lo_open,
    c.previous_hi_open,
    c.change_lo,
    c.change_hi,
    c.trend
from int_change as c
inner join raw_indicator as i on c.indicator_key = i.indicator_key
inner join raw_area as a on c.area_key = a.area_key
