-- 没有报的指标：同一上级下的同级地区过半有数、本地却一格也没有报的指标。
-- grain: indicator
-- 口径: 报表里留了空格或写了“—”的算缺数，不在这里；背景指标不算。
-- parameters: own_code, wanted_period
with home as (
    select
        a.area_key,
        a.parent,
        a.level,
        a.kind
    from raw_area as a
    where a.area = own_code
),

sibling as (
    select b.area_key
    from raw_area as b
    inner join home as h
        on b.parent = h.parent and b.level = h.level and b.kind = h.kind
        and b.area_key <> h.area_key
)

select
    i.indicator,
    i.name,
    i.theme,
    i.sort,
    count(distinct v.area_key) as n_reported,
    max(n.n_siblings) as n_siblings
from int_value as v
inner join sibling as s on v.area_key = s.area_key
inner join raw_indicator as i on v.indicator_key = i.indicator_key
cross join (select count(*) as n_siblings from sibling) as n
left join fn_profile(own_code, wanted_period) as p on i.indicator = p.indicator
where
    i.kind = 'indicator'
    and i.direction <> 'none'
    and v.nature = '实际值'
    and p.indicator is null
    and fn_in_period(wanted_period, v.period, v.is_newest)
group by i.indicator, i.name, i.theme, i.sort
having 2 * count(distinct v.area_key) > max(n.n_siblings)
