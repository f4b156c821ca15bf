-- 与同级各地相差悬殊：是同级中位数的10倍以上或十分之一以下。
-- grain: observation
-- 口径: 只看同一上级、同一期间四地以上的确数；个数和总额随规模变，不在此列。
with valued as (
    select
        v.observation,
        v.indicator_key,
        v.period,
        v.lo,
        a.area,
        a.name,
        a.parent,
        a.level,
        i.indicator,
        i.name as indicator_name
    from int_value as v
    inner join raw_area as a on v.area_key = a.area_key
    inner join raw_indicator as i on v.indicator_key = i.indicator_key
    where
        v.nature = '实际值'
        and v.lo = v.hi
        and v.lo > 0
        and v.indicator_key = v.member_key
        and i.measure in ('level', 'rate', 'struct', 'freq')
),

middle as (
    select
        x.indicator_key,
        x.period,
        x.parent,
        x.level,
        percentile_cont(0.5) within group (order by cast(x.lo as double)) as median
    from valued as x
    group by x.indicator_key, x.period, x.parent, x.level
    having count(*) >= 4
)

select
    x.observation,
    x.indicator_key,
    x.indicator,
    x.area,
    x.period,
    x.name || '的' || x.indicator_name || '为' || o.raw || coalesce(o.unit, '')
    || '，与同级各地的中位数相差10倍以上，请核对。' as message
from valued as x
inner join middle as m
    on
        x.indicator_key = m.indicator_key
        and coalesce(x.period, '') = coalesce(m.period, '')
        and x.parent = m.parent
        and x.level = m.level
inner join raw_observation as o on x.observation = o.observation
where x.lo >= 10 * m.median or m.median >= 10 * x.lo
