-- 差距表：本地与参照地逐指标的值、差距区间、判定、可比性与原因。全系统只有这一处判定。
-- grain: own_area, reference_area, indicator, period
-- 口径: 空端表示无界；判定只是算术，可否采信看可比性；指标族的行最高为慎比。
select
    a.area as own_area,
    b.area as reference_area,
    i.indicator,
    g.period,
    g.reference_period,
    o.lo as own_lo,
    o.hi as own_hi,
    o.lo_open as own_lo_open,
    o.hi_open as own_hi_open,
    o.flag as own_flag,
    o.nature as own_nature,
    g.own_is_newest,
    r.lo as reference_lo,
    r.hi as reference_hi,
    r.lo_open as reference_lo_open,
    r.hi_open as reference_hi_open,
    r.flag as reference_flag,
    r.nature as reference_nature,
    g.reference_better_lo,
    g.reference_better_hi,
    g.gap_lo,
    g.gap_hi,
    g.verdict,
    case g.grade when 1 then '可比' when 2 then '慎比' else '不可比' end as comparability,
    g.reasons,
    g.own_observation,
    g.reference_observation,
    b.short as reference_name,
    i.kind as indicator_kind
from int_gap as g
inner join raw_area as a on g.own_key = a.area_key
inner join raw_area as b on g.reference_key = b.area_key
inner join raw_indicator as i on g.indicator_key = i.indicator_key
inner join int_benchmark as o
    on g.indicator_key = o.indicator_key and g.own_observation = o.observation
inner join int_benchmark as r
    on g.indicator_key = r.indicator_key and g.reference_observation = r.observation
