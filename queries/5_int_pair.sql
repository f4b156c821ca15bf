-- 两地相减：两地同一指标的值相减，并记下会影响可比性的每一处不同。
-- grain: indicator, own area, own period, reference area, reference period
-- 口径: 本地每一期，配参照地不晚于它的最近一期、其后的第一期和年份未注明的值。
select
    o.indicator_key,
    o.area_key as own_key,
    r.area_key as reference_key,
    o.observation as own_observation,
    r.observation as reference_observation,
    o.is_newest as own_is_newest,
    o.period,
    r.period as reference_period,
    o.period_end,
    r.period_end as reference_end,
    r.better_lo as reference_better_lo,
    r.better_hi as reference_better_hi,
    i.direction,
    i.tolerance,
    round(o.better_lo - r.better_hi, 6) as gap_lo,
    round(o.better_hi - r.better_lo, 6) as gap_hi,
    o.better_lo_open or r.better_hi_open as gap_lo_open,
    o.better_hi_open or r.better_lo_open as gap_hi_open,
    o.nature as own_nature,
    r.nature as reference_nature,
    i.direction = 'none' as is_neutral,
    a.level <> b.level as is_other_level,
    b.territorial = 0
    or abs(a.depth - b.depth) > 2
    or (a.level <> b.level and i.measure in ('count', 'total')) as is_far_level,
    abs(year(o.period_end) - year(r.period_end)) as years_apart,
    coalesce(o.grain <> r.grain, false) as is_other_grain,
    coalesce(o.scope, '') <> coalesce(r.scope, '') as is_other_scope,
    i.measure in ('count', 'total') as is_total,
    coalesce('低' in (o.confidence, r.confidence), false) as is_doubtful,
    'anonymous' in (a.kind, b.kind) as is_unnamed,
    o.is_implausible or r.is_implausible as is_implausible,
    i.kind = 'family' as is_family,
    o.member_key <> r.member_key as is_other_member,
    o.factor <> 1 or r.factor <> 1 as is_converted
from int_benchmark as o
inner join int_neighbour as n on o.area_key = n.own_key
inner join int_benchmark as r
    on
        o.indicator_key = r.indicator_key
        and n.reference_key = r.area_key
        and (
            r.period_end is null
            or (o.period_end is null and r.next_end = date '9999-12-31')
            or (o.period_end >= r.previous_end and o.period_end < r.next_end)
        )
inner join raw_indicator as i on o.indicator_key = i.indicator_key
inner join raw_area as a on o.area_key = a.area_key
inner join raw_area as b on r.area_key = b.area_key
