-- 部分大于全部：其中的个数超过了总数。
-- grain: observation
select
    p.observation,
    p.indicator_key,
    i.indicator,
    a.area,
    p.period,
    a.name || '的' || i.name || '（' || n.raw || '）大于' || j.name || '（' || o.raw || '），请核对。'
        as message
from raw_part as r
inner join int_value as p on r.part_key = p.indicator_key
inner join int_value as w
    on
        r.whole_key = w.indicator_key
        and p.area_key = w.area_key
        and coalesce(p.period, '') = coalesce(w.period, '')
inner join raw_observation as n on p.observation = n.observation
inner join raw_observation as o on w.observation = o.observation
inner join raw_indicator as i on r.part_key = i.indicator_key
inner join raw_indicator as j on r.whole_key = j.indicator_key
inner join raw_area as a on p.area_key = a.area_key
where p.nature = '实际值' and w.nature = '实际值' and p.lo > w.hi
