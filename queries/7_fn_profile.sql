-- 本地清单：本地报过的每项指标在所选期间的值、上一期和趋势；没有数的也各占一行。
-- grain: indicator
-- 口径: 不分优劣的背景指标不在其中。
-- parameters: own_code, wanted_period
with mine as (
    select v.*
    from int_benchmark as v
    inner join raw_area as a on v.area_key = a.area_key
    where a.area = own_code
),

gone as (
    select
        m.indicator_key,
        max(m.reason) as reason
    from int_missing as m
    inner join raw_area as a on m.area_key = a.area_key
    where
        a.area = own_code
        and case wanted_period
            when 'latest' then true
            when 'undated' then m.period is null
            else m.period = wanted_period
        end
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
    i.measure,
    i.sort,
    i.kind as indicator_kind,
    v.period as own_period,
    v.lo as own_lo,
    v.hi as own_hi,
    v.lo_open as own_lo_open,
    v.hi_open as own_hi_open,
    v.flag as own_flag,
    v.nature as own_nature,
    v.observation as own_observation,
    c.previous_period,
    c.previous_observation,
    c.previous_lo,
    c.previous_hi,
    c.previous_lo_open,
    c.previous_hi_open,
    c.change_lo,
    c.change_hi,
    c.trend,
    g.reason as missing_reason
from reported as r
inner join raw_indicator as i on r.indicator_key = i.indicator_key
left join mine as v
    on
        r.indicator_key = v.indicator_key
        and case wanted_period
            when 'latest' then v.is_newest
            when 'undated' then v.period is null
            else v.period = wanted_period
        end
left join int_change as c
    on
        v.indicator_key = c.indicator_key
        and v.area_key = c.area_key
        and v.period = c.period
left join gone as g on r.indicator_key = g.indicator_key
where i.direction <> 'none'
