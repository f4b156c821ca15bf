-- 超出合理范围的值：低于或高于指标目录给出的范围。
-- grain: observation
select
    o.observation,
    i.indicator_key,
    o.indicator,
    o.area,
    o.period,
    o.batch,
    o.area_name || '的' || o.indicator_name || '为' || o.raw || '，超出合理范围，请核对单位和小数点。' as message
from observation_current as o
inner join indicator as i on o.indicator = i.indicator
where o.lo < i.plausible_min or o.hi > i.plausible_max
