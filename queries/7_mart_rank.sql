-- 位次区间：同一指标、同一期间、同一组别内，最好可能排第几、最差可能排第几。
-- grain: indicator, period, area, peer_group
-- 口径: 最好位次＝1＋确定更好者，最差位次＝1＋可能更好者；并列同位次；不分优劣和超出合理范围的不排；示例地区只与兄弟地区排。
with candidate as (
    select
        v.*,
        a.area,
        case when a.kind = 'sample' then a.parent || '/' || a.level else a.level end
        || case when v.nature = '实际值' then '' else '·' || v.nature end as peer_group
    from int_benchmark as v
    inner join raw_area as a on v.area_key = a.area_key
    inner join raw_indicator as i on v.indicator_key = i.indicator_key
    where
        i.direction <> 'none'
        and i.kind = 'indicator'
        and a.kind in ('real', 'sample')
        and a.depth <= 3
        and not v.is_implausible
)

select
    i.indicator,
    c.period,
    c.area,
    c.peer_group,
    1 + count(
        case
            when fn_surely_better(p.better_lo, p.better_lo_open, c.better_hi, c.better_hi_open)
                then 1
        end
    ) as rank_best,
    1 + count(
        case
            when p.area_key <> c.area_key and coalesce(p.better_hi > c.better_lo, true) then 1
        end
    ) as rank_worst,
    count(*) as n
from candidate as c
inner join candidate as p
    on
        c.indicator_key = p.indicator_key
        and c.peer_group = p.peer_group
        and coalesce(c.period, '') = coalesce(p.period, '')
inner join raw_indicator as i on c.indicator_key = i.indicator_key
group by i.indicator, c.period, c.area, c.peer_group
