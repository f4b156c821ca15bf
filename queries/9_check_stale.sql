-- 数据陈旧：最新一期比同级各地的最新一期早两年以上。
-- grain: indicator, area
with newest as (
    select
        v.indicator_key,
        v.area_key,
        max(v.period_end) as period_end,
        max_by(v.period, v.period_end) as period
    from int_value as v
    where
        v.nature = '实际值'
        and v.source is null
        and v.period_end is not null
        and v.indicator_key = v.member_key
    group by v.indicator_key, v.area_key
),

fresh as (
    select
        n.indicator_key,
        a.parent,
        a.level,
        max(n.period_end) as period_end
    from newest as n
    inner join raw_area as a on n.area_key = a.area_key
    group by n.indicator_key, a.parent, a.level
)

select
    i.indicator,
    a.area,
    n.period,
    n.indicator_key,
    a.name || '的' || i.name || '已旧，同级已有新两年以上的数。' as message
from newest as n
inner join raw_area as a on n.area_key = a.area_key
inner join fresh as f
    on n.indicator_key = f.indicator_key and a.parent = f.parent and a.level = f.level
inner join raw_indicator as i on n.indicator_key = i.indicator_key
where f.period_end >= n.period_end + interval '2' year
