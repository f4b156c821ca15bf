-- 每批数据的来历：随系统附带的公开参照数据、虚构的示例数据，或本单位导入的数据。
-- grain: batch
-- 口径: 所有数都属于示例地区的为示例数据；首次启动时由系统导入的其余批次为公开参照数据。
with sampled as (
    select
        o.batch,
        min(case when a.kind = 'sample' then 1 else 0 end) as is_sample
    from raw_observation as o
    inner join raw_area as a on o.area_key = a.area_key
    group by o.batch
)

select
    h.*,
    case
        when s.is_sample = 1 then '示例数据'
        when h.imported_by = '系统' then '公开参照数据'
        else '本单位数据'
    end as origin
from batch_history as h
left join sampled as s on h.batch = s.batch
