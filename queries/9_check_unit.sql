-- 单位与上期不同：换算后才写入，请确认换了单位而不是写错。
-- grain: observation
select
    p.observation,
    p.indicator_key,
    i.indicator,
    a.area,
    p.period,
    a.name || '的' || i.name || '上期按“' || coalesce(p.previous_unit, i.unit) || '”填，本期按“'
    || coalesce(p.unit, i.unit) || '”填，请核对单位。' as message
from int_previous as p
inner join raw_indicator as i on p.indicator_key = i.indicator_key
inner join raw_area as a on p.area_key = a.area_key
where coalesce(p.conversion, '') <> coalesce(p.previous_conversion, '')
