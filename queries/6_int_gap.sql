-- 差距与可比性：两地同一指标的差距区间、判定与可比性，每个本地期间配参照地最合适的一期。
-- grain: indicator, own area, reference area, period
-- 口径: 层级相差过大、层级不同的总量、相差五年以上、不分优劣、超出合理范围的为不可比；其余有原因的为慎比。
-- 口径: 差距＝本地减参照并按方向定号；先取可比性高、性质相同的，再取不晚于本地期间的最近一期。
-- materialised by: indicator_key
with graded as (
    select
        p.*,
        case
            when
                p.is_neutral
                or p.is_far_level
                or p.is_implausible
                or coalesce(p.years_apart > 5, false)
                then 3
            when
                p.is_other_level
                or p.own_nature <> p.reference_nature
                or p.own_nature = '个案'
                or coalesce(p.years_apart, 99) > 1
                or p.is_other_grain
                or p.is_other_scope
                or p.is_total
                or p.is_doubtful
                or p.is_unnamed
                or p.is_family
                then 2
            else 1
        end as grade
    from int_pair as p
),

ranked as (
    select
        g.*,
        row_number() over (
            partition by g.indicator_key, g.own_key, g.reference_key, g.period
            order by
                g.grade,
                g.own_nature <> g.reference_nature,
                coalesce(g.period, '') <> coalesce(g.reference_period, ''),
                coalesce(g.reference_end > g.period_end, false),
                case when g.reference_end <= g.period_end then g.reference_end end desc nulls last,
                case when g.period_end is null then g.reference_end end desc nulls last,
                g.reference_end,
                g.reference_observation
        ) as choice
    from graded as g
)

select
    r.indicator_key,
    r.own_key,
    r.reference_key,
    r.own_is_newest,
    r.period,
    r.reference_period,
    r.own_observation,
    r.reference_observation,
    r.reference_better_lo,
    r.reference_better_hi,
    r.gap_lo,
    r.gap_hi,
    fn_verdict(
        r.direction, r.tolerance, r.gap_lo, r.gap_hi, r.gap_lo_open, r.gap_hi_open
    ) as verdict,
    r.grade,
    concat_ws(
        '；',
        case when r.is_neutral then '指标不分优劣' end,
        case when r.is_implausible then '超出合理范围' end,
        case when r.is_far_level then '层级不同' end,
        case when r.years_apart > 5 then '相差' || r.years_apart || '年' end,
        case when r.is_other_level and not r.is_far_level then '层级不同' end,
        case when r.own_nature <> r.reference_nature then r.own_nature || '对' || r.reference_nature end,
        case when r.own_nature = '个案' and r.reference_nature = '个案' then '均为个案' end,
        case when r.years_apart is null then '年份未注明' end,
        case when r.years_apart between 2 and 5 then '相差' || r.years_apart || '年' end,
        case when r.years_apart < 2 and r.is_other_grain then '时段不同' end,
        case when r.is_other_scope then '口径不同' end,
        case when r.is_total then '总量未按规模折算' end,
        case when r.is_doubtful then '来源可信度低' end,
        case when r.is_unnamed then '地点未指明' end,
        case when r.is_family and r.is_other_member then '对象不同' end,
        case when r.is_family and r.is_converted then '换算' end,
        case
            when r.is_family and not r.is_other_member and not r.is_converted then '按指标族比较'
        end
    ) as reasons
from ranked as r
where r.choice = 1
