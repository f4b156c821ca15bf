-- 生效批次里的全部观测：未撤销、未被整批替换的每一个数和每一处缺数。
-- grain: observation
-- 口径: 值是区间，空端表示无界；期间为空表示年份未注明。
with active_batch as (
    select b.batch
    from raw_batch as b
    where
        b.undone_at is null
        and not exists (
            select 1 as hit
            from raw_replacement as r
            inner join raw_batch as newer on r.batch = newer.batch
            where r.replaced_batch = b.batch and newer.undone_at is null
        )
)

select
    o.observation,
    o.batch,
    o.indicator_key,
    o.area_key,
    o.period,
    o.period_end,
    o.grain,
    o.state,
    o.reason,
    o.lo,
    o.hi,
    o.lo_open,
    o.hi_open,
    o.flag,
    o.nature,
    o.scope,
    o.source,
    o.confidence
from raw_observation as o
inner join active_batch as b on o.batch = b.batch
