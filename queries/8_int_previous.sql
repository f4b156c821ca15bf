-- 上期的数：每个在用的实际值，连同同一键紧邻的上一期。
-- grain: observation
-- 口径: 只看注明期间、同一频度的实际值；口径可以不同，由读的人判断。
with dated as (
    select
        v.observation,
        v.indicator_key,
        v.area_key,
        v.period,
        v.period_end,
        v.grain,
        v.lo,
        v.hi,
        v.scope,
        lag(v.observation) over (
            partition by v.indicator_key, v.area_key, v.grain
            order by v.period_end
        ) as previous_observation
    from int_value as v
    where v.nature = '实际值' and v.period_end is not null and v.indicator_key = v.member_key
)

select
    d.observation,
    d.indicator_key,
    d.area_key,
    d.period,
    d.lo,
    d.hi,
    d.scope,
    p.period as previous_period,
    p.lo as previous_lo,
    p.hi as previous_hi,
    p.scope as previous_scope,
    n.raw,
    n.unit,
    n.conversion,
    o.raw as previous_raw,
    o.unit as previous_unit,
    o.conversion as previous_conversion
from dated as d
inner join int_current as p on d.previous_observation = p.observation
inner join raw_observation as n on d.observation = n.observation
inner join raw_observation as o on d.previous_observation = o.observation
