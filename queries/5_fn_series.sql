-- 时间序列：一地每项指标各期的代表值，连同上一期、变化与趋势；口径、性质或对象一变就另起一段。
-- grain: indicator, period
-- 口径: 上一期须指标、性质、口径、时段长短相同；变化为正是变好；同一段的各期才可连成线。
-- parameters: area_code
with mine as (
    select
        v.indicator_key, v.area_key, v.period, v.period_end, v.grain, v.observation, v.member_key,
        v.lo, v.hi, v.lo_open, v.hi_open, v.flag, v.nature, v.scope, v.better_lo, v.better_hi,
        v.better_lo_open, v.better_hi_open, v.is_newest, v.is_implausible
    from int_benchmark as v
    inner join raw_area as a on v.area_key = a.area_key
    where a.area = area_code
    union all
    select
        v.indicator_key, v.area_key, v.period, v.period_end, v.grain, v.observation, v.member_key,
        v.lo, v.hi, v.lo_open, v.hi_open, v.flag, v.nature, v.scope, v.better_lo, v.better_hi,
        v.better_lo_open, v.better_hi_open, v.is_newest, v.is_implausible
    from int_value as v
    inner join raw_area as a on v.area_key = a.area_key
    left join int_published as p on a.area_key = p.area_key
    where
        a.area = area_code
        and a.level not in ('nation', 'province', 'city', 'district')
        and p.area_key is null
),

paired as (
    select
        m.*,
        lag(m.period) over w as previous_period,
        lag(m.observation) over w as previous_observation,
        lag(m.lo) over w as previous_lo,
        lag(m.hi) over w as previous_hi,
        lag(m.lo_open) over w as previous_lo_open,
        lag(m.hi_open) over w as previous_hi_open,
        lag(m.better_lo) over w as previous_better_lo,
        lag(m.better_hi) over w as previous_better_hi,
        case
            when
                lag(m.nature) over t = m.nature
                and lag(coalesce(m.scope, '')) over t = coalesce(m.scope, '')
                and lag(m.member_key) over t = m.member_key
                then 0
            else 1
        end as is_break
    from mine as m
    window
        w as (
            partition by m.indicator_key, m.grain, m.nature, m.scope, m.member_key, m.period_end is null
            order by m.period_end
        ),
        t as (partition by m.indicator_key, m.grain order by m.period_end)
)

select
    p.*,
    round(p.better_lo - p.previous_better_hi, 6) as change_lo,
    round(p.better_hi - p.previous_better_lo, 6) as change_hi,
    case
        when p.previous_period is null then null
        when i.direction = 'none' then '不分优劣'
        when p.better_lo > p.previous_better_hi then '变好'
        when p.better_hi < p.previous_better_lo then '变差'
        when p.better_lo = p.previous_better_hi and p.better_hi = p.previous_better_lo then '持平'
        else '无法判定'
    end as trend,
    sum(p.is_break) over (
        partition by p.indicator_key, p.grain order by p.period_end rows unbounded preceding
    ) as segment,
    i.indicator,
    i.kind as indicator_kind
from paired as p
inner join raw_indicator as i on p.indicator_key = i.indicator_key
