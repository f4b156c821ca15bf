-- 同组各地：本地每项指标与组内各地逐一相比的值、判定和可比性。
-- grain: indicator, reference area
-- 口径: 到区县为止取自差距表；街道、社区只取同期、同性质、同口径、在合理范围内的值，总量为慎比。
-- parameters: own_code, peer_codes, wanted_period
with low as (
    select
        o.indicator, b.area, v.observation, v.lo, v.hi, v.lo_open, v.hi_open, v.flag, v.period,
        v.nature, v.better_lo, v.better_hi,
        case
            when o.is_implausible then 3 when i.measure in ('count', 'total') then 2 else 1
        end as grade,
        fn_verdict(
            i.direction,
            i.tolerance,
            round(o.better_lo - v.better_hi, 6),
            round(o.better_hi - v.better_lo, 6),
            o.better_lo_open or v.better_hi_open,
            o.better_hi_open or v.better_lo_open
        ) as verdict
    from fn_series(own_code) as o
    inner join int_value as v
        on
            o.indicator_key = v.indicator_key
            and o.area_key <> v.area_key
            and coalesce(o.period, '') = coalesce(v.period, '')
            and o.nature = v.nature
            and coalesce(o.scope, '') = coalesce(v.scope, '')
    inner join raw_area as b on v.area_key = b.area_key
    inner join raw_area as a on o.area_key = a.area_key and a.level = b.level
    inner join raw_indicator as i on o.indicator_key = i.indicator_key
    where
        a.level not in ('nation', 'province', 'city', 'district')
        and not v.is_implausible
        and array_contains(peer_codes, b.area)
        and fn_in_period(wanted_period, o.period, o.is_newest)
),

pair as (
    select
        g.indicator, g.reference_area as area, g.reference_observation as observation,
        g.reference_lo as lo, g.reference_hi as hi, g.reference_lo_open as lo_open,
        g.reference_hi_open as hi_open, g.reference_flag as flag, g.reference_period as period,
        g.reference_nature as nature, g.reference_better_lo as better_lo,
        g.reference_better_hi as better_hi,
        g.verdict,
        g.comparability,
        g.reasons
    from mart_gap as g
    where
        g.own_area = own_code
        and array_contains(peer_codes, g.reference_area)
        and fn_in_period(wanted_period, g.period, g.own_is_newest)
    union all
    select
        w.indicator, w.area, w.observation, w.lo, w.hi, w.lo_open, w.hi_open, w.flag, w.period,
        w.nature, w.better_lo, w.better_hi,
        w.verdict,
        case w.grade when 1 then '可比' when 2 then '慎比' else '不可比' end as comparability,
        case w.grade when 1 then '' when 2 then '总量未按规模折算' else '超出合理范围' end as reasons
    from low as w
)

select
    p.*,
    case when i.direction = 'lower' then p.hi_open else p.lo_open end as better_lo_open,
    case when i.direction = 'lower' then p.lo_open else p.hi_open end as better_hi_open,
    a.name as area_name,
    a.short
from pair as p
inner join raw_area as a on p.area = a.area
inner join raw_indicator as i on p.indicator = i.indicator
