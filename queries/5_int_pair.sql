-- 两地同一指标的值相减，并逐条写明为什么不能直接比。
-- grain: indicator, own area, own period, reference area, reference period
-- 口径: 本地到区县为止；参照为有公开数据的地区，或同一上级下的同级地区；不与自己比。
-- 口径: 层级相差过大、层级不同的总量、相差五年以上、不分优劣的为不可比；其余有原因的为慎比。
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
    i.direction = 'none' as is_neutral,
    b.territorial = 0
    or abs(a.depth - b.depth) > 2
    or (a.level <> b.level and i.measure in ('count', 'total')) as is_other_level,
    coalesce(abs(year(o.period_end) - year(r.period_end)) > 5, false) as is_far,
    case when i.direction = 'none' then '指标不分优劣' end as direction_reason,
    case when a.level <> b.level then '层级不同' end as level_reason,
    case
        when o.nature <> r.nature then o.nature || '对' || r.nature
        when o.nature = '个案' then '均为个案'
    end as nature_reason,
    case
        when o.period_end is null or r.period_end is null then '年份未注明'
        when abs(year(o.period_end) - year(r.period_end)) > 1
            then '相差' || abs(year(o.period_end) - year(r.period_end)) || '年'
        when o.grain <> r.grain then '时段不同'
    end as period_reason,
    case when o.scope is distinct from r.scope then '口径不同' end as scope_reason,
    case when i.measure in ('count', 'total') then '总量未按规模折算' end as scale_reason,
    case when '低' in (o.confidence, r.confidence) then '来源可信度低' end as trust_reason,
    case when 'anonymous' in (a.kind, b.kind) then '地点未指明' end as place_reason,
    case when i.kind = 'family' and o.member_key <> r.member_key then '对象不同' end as object_reason,
    case
        when i.kind = 'family' and (o.factor <> 1 or r.factor <> 1) then '换算'
        when i.kind = 'family' and o.member_key = r.member_key then '按指标族比较'
    end as family_reason
from int_benchmark as o
inner join raw_indicator as i on o.indicator_key = i.indicator_key
inner join raw_area as a on o.area_key = a.area_key
inner join int_benchmark as r on o.indicator_key = r.indicator_key and o.area_key <> r.area_key
inner join raw_area as b on r.area_key = b.area_key
where
    a.level in ('nation', 'province', 'city', 'district')
    and (
        r.is_published
        or (a.parent = b.parent and a.level = b.level and (a.kind = 'sample') = (b.kind = 'sample'))
    )
