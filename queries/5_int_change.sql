-- 与上一期比：同一指标、地区、性质、口径、时段长短的相邻两期之差，正数为变好。
-- grain: indicator, area, period
-- materialised by: indicator_key
with paired as (
    select
        v.*,
        lag(v.period) over w as previous_period,
        lag(v.observation) over w as previous_observation,
        lag(v.lo) over w as previous_lo,
        lag(v.hi) over w as previous_hi,
        lag(v.lo_open) over w as previous_lo_open,
        lag(v.hi_open) over w as previous_hi_open,
        lag(v.better_lo) over w as previous_better_lo,
        lag(v.better_hi) over w as previous_better_hi
    from int_benchmark as v
    where v.period is not null
    window w as (
        partition by
            v.indicator_key, v.area_key, v.grain, v.nature, v.scope, v.member_key
        order by v.period_end
    )
)

select
    p.indicator_key,
    p.area_key,
    p.period,
    p.previous_period,
    p.previous_observation,
    p.previous_lo,
    p.previous_hi,
    p.previous_lo_open,
    p.previous_hi_open,
    round(p.better_lo - p.previous_better_hi, 6) as change_lo,
    round(p.better_hi - p.previous_better_lo, 6) as change_hi,
    case
        when i.direction = 'none' then '不分优劣'
        when p.better_lo > p.previous_better_hi then '变好'
        when p.better_hi < p.previous_better_lo then '变差'
        when p.better_lo = p.previous_better_hi and p.better_hi = p.previous_better_lo then '持平'
        else '无法判定'
    end as trend
from paired as p
inner join raw_indicator as i on p.indicator_key = i.indicator_key
where p.previous_period is not null
