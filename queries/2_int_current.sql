-- 现行观测：同一键（指标、地区、期间、口径、性质、来源）只留最近一批的值。
-- grain: indicator, area, period, scope, nature, source
-- materialised by: indicator_key
with ranked as (
    select
        o.*,
        row_number() over (
            partition by
                o.indicator_key, o.area_key, o.period, o.scope, o.nature, o.source
            order by o.batch desc, o.observation desc
        ) as recency
    from raw_observation as o
    inner join active_batch as b on o.batch = b.batch
    where o.state = 'value'
)

select
    r.observation,
    r.batch,
    r.indicator_key,
    r.area_key,
    r.period,
    r.period_end,
    r.grain,
    r.lo,
    r.hi,
    r.lo_open,
    r.hi_open,
    r.flag,
    r.nature,
    r.scope,
    r.source,
    r.confidence
from ranked as r
where r.recency = 1
