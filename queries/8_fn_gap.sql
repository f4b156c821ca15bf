-- 差距分析：本地每项指标一行，值、上期、四把尺子、差距、判定、可比性，没有数和没有参照的也在。
-- grain: indicator
-- 口径: 颜色与符号分领先、落后、持平、无法判定、不可比、缺数、无参照七种，不可比的从不着色。
-- 口径: 差距占参照值的比例分至少与至多，至多为空是无上限；总量不算比例。
-- parameters: own_code, reference_codes, wanted_period
with joined as (
    select
        p.*,
        y.*,
        case
            when p.own_observation is null then 'own_missing'
            when y.verdict is null then 'no_reference'
            when y.comparability = '不可比' then 'incomparable'
            when y.verdict = '确定领先' then 'ahead'
            when y.verdict = '确定落后' then 'behind'
            when y.verdict = '持平' then 'level'
            else 'undecided'
        end as standing
    from fn_profile(own_code, wanted_period) as p
    left join fn_yardstick(own_code, reference_codes, wanted_period) as y
        on p.indicator = y.compared_indicator
)

select
    j.*,
    j.standing = 'behind' and coalesce(j.trend = '变差', false) as worsening,
    case when j.measure not in ('count', 'total') then
        case j.standing when 'ahead' then j.gap_lo when 'behind' then -j.gap_hi end
        / nullif(abs(coalesce(j.reference_lo, j.reference_hi)), 0)
    end as share_least,
    case when j.measure not in ('count', 'total') then
        case j.standing when 'ahead' then j.gap_hi when 'behind' then -j.gap_lo end
        / nullif(abs(coalesce(j.reference_lo, j.reference_hi)), 0)
    end as share_most,
    case j.standing
        when 'behind' then 1 when 'undecided' then 2 when 'level' then 3 when 'ahead' then 4
        when 'incomparable' then 5 when 'no_reference' then 6 else 7
    end as standing_order
from joined as j
