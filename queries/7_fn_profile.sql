-- 本地清单：本地报过的每项指标在所选期间的值、上一期和趋势；没有数的也各占一行。
-- grain: indicator
-- 口径: 不分优劣的背景指标不在其中。
-- parameters: own_code, wanted_period
with mine as (
    select s.*
    from fn_series(own_code) as s
),

gone as (
    select
        m.indicator_key,
        max_by(m.reason, m.observation) as reason,
        max(m.observation) as observation
    from int_missing as m
    inner join raw_area as a on m.area_key = a.area_key
    where
        a.area = own_code
        and fn_in_period(wanted_period, m.period, true)
    group by m.indicator_key
),

reported as (
    select v.indicator_key from mine as v
    union
    select m.indicator_key from gone as m
)

select
    i.indicator,
    i.name,
    i.theme,
    coalesce(i.topic, '其他') as topic,
    i.unit,
    i.direction,
    i.decimals,
    i.tolerance,
    i.measure,
    i.sort,
    i.kind as indicator_kind,
    v.period as own_period,
    v.lo as own_lo,
    v.hi as own_hi,
    v.lo_open as own_lo_open,
    v.hi_open as own_hi_open,
    v.better_lo as own_better_lo,
    v.better_hi as own_better_hi,
    v.better_lo_open as own_better_lo_open,
    v.better_hi_open as own_better_hi_open,
    v.flag as own_flag,
    v.nature as own_nature,
    v.scope as own_scope,
    v.observation as own_observation,
    v.previous_period,
    v.previous_observation,
    v.previous_lo,
    v.previous_hi,
    v.previous_lo_open,
    v.previous_hi_open,
    v.change_lo,
    v.change_hi,
    v.trend,
    g.reason as missing_reason,
    g.observation as missing_observation
from reported as r
inner join raw_indicator as i on r.indicator_key = i.indicator_key
left join mine as v
    on
        r.indicator_key = v.indicator_key
        and fn_in_period(wanted_period, v.period, v.is_newest)
left join gone as g on r.indicator_key = g.indicator_key
where i.direction <> 'none'
