-- 由下级汇总：按指标的汇总规则，把某一级下级的值合到上级，并数清报了几个、应报几个。
-- grain: indicator, area, period, level
-- 口径: 分相加、平均和以分母指标加权平均；任一下级无界则该端无界；不补缺数；片区合称与示例不入真实地区。
-- materialised by: indicator_key
with expected as (
    select
        c.ancestor_key,
        a.level,
        count(*) as n_expected
    from raw_closure as c
    inner join raw_area as a on c.area_key = a.area_key
    inner join raw_area as b on c.ancestor_key = b.area_key
    where c.depth > 0 and a.kind = b.kind
    group by c.ancestor_key, a.level
),

part as (
    select
        v.indicator_key,
        c.ancestor_key,
        a.level,
        v.period,
        v.lo,
        v.hi,
        i.rollup,
        case when i.rollup = 'weighted' then w.lo else 1.0 end as weight
    from int_value as v
    inner join raw_indicator as i on v.indicator_key = i.indicator_key
    inner join raw_closure as c on v.area_key = c.area_key and c.depth > 0
    inner join raw_area as a on v.area_key = a.area_key
    inner join raw_area as b on c.ancestor_key = b.area_key and a.kind = b.kind
    left join raw_indicator as d on i.denominator = d.indicator
    left join int_value as w
        on
            d.indicator_key = w.indicator_key
            and v.area_key = w.area_key
            and coalesce(v.period, '') = coalesce(w.period, '')
    where i.rollup in ('sum', 'mean', 'weighted') and v.nature = '实际值'
)

select
    p.indicator_key,
    p.ancestor_key as area_key,
    p.period,
    p.level,
    case
        when count(p.lo) < count(*) or count(p.weight) < count(*) then null
        when max(p.rollup) = 'sum' then sum(p.lo)
        else sum(p.lo * p.weight) / sum(p.weight)
    end as lo,
    case
        when count(p.hi) < count(*) or count(p.weight) < count(*) then null
        when max(p.rollup) = 'sum' then sum(p.hi)
        else sum(p.hi * p.weight) / sum(p.weight)
    end as hi,
    count(*) as n_reported,
    max(e.n_expected) as n_expected
from part as p
inner join expected as e on p.ancestor_key = e.ancestor_key and p.level = e.level
group by p.indicator_key, p.ancestor_key, p.period, p.level
