-- 两地同一指标的差距区间、判定与可比性：每个本地期间配参照地最合适的一期。
-- grain: indicator, own area, reference area, period
-- 口径: 原因先列使其不可比的。
-- 口径: 差距＝本地减参照并按方向定号；先取可比性高、性质相同的，再取不晚于本地期间的最近一期。
-- materialised by: indicator_key
with reasoned as (
    select
        p.*,
        concat_ws(
            '；', p.direction_reason,
            case when p.is_other_level then p.level_reason end,
            case when p.is_far then p.period_reason end,
            case when not p.is_other_level then p.level_reason end,
            p.nature_reason,
            case when not p.is_far then p.period_reason end,
            p.scope_reason, p.scale_reason, p.trust_reason, p.place_reason, p.object_reason,
            p.family_reason
        ) as reasons,
        case when p.nature_reason is null then 0 else 1 end as nature_differs,
        case when p.period is not distinct from p.reference_period then 0 else 1 end as period_differs,
        case when p.reference_end > p.period_end then 1 else 0 end as is_later
    from int_pair as p
),

graded as (
    select
        r.*,
        case when r.is_neutral or r.is_other_level or r.is_far then 3 when r.reasons <> '' then 2 else 1 end as grade
    from reasoned as r
),

ranked as (
    select
        g.*,
        row_number() over (
            partition by g.indicator_key, g.own_key, g.reference_key, g.period
            order by
                g.grade,
                g.nature_differs,
                g.period_differs,
                g.is_later,
                case when g.is_later = 0 then g.reference_end end desc nulls last,
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
    case
        when r.direction = 'none' and r.gap_lo = 0 and r.gap_hi = 0 then '持平'
        when r.direction = 'none' then '无法判定'
        when r.gap_lo > r.tolerance then '确定领先'
        when r.gap_lo = 0 and r.gap_lo_open and r.tolerance = 0 then '确定领先'
        when r.gap_hi < -r.tolerance then '确定落后'
        when r.gap_hi = 0 and r.gap_hi_open and r.tolerance = 0 then '确定落后'
        when r.gap_lo >= -r.tolerance and r.gap_hi <= r.tolerance then '持平'
        else '无法判定'
    end as verdict,
    r.grade,
    r.reasons
from ranked as r
where r.choice = 1
