-- 口径变了：同一指标前后两期的口径不同，不能直接比。
-- grain: observation
select
    p.observation,
    p.indicator_key,
    i.indicator,
    a.area,
    p.period,
    a.name || '的' || i.name || '口径由“' || coalesce(p.previous_scope, '未注明') || '”变为“'
    || coalesce(p.scope, '未注明') || '”，前后不能直接比。' as message
from int_previous as p
inner join raw_indicator as i on p.indicator_key = i.indicator_key
inner join raw_area as a on p.area_key = a.area_key
where coalesce(p.scope, '') <> coalesce(p.previous_scope, '')
