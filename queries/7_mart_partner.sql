-- 可作参照的地区：与本地同有数据的指标有几项，其中可比或慎比的有几项。
-- grain: own_area, reference_area
select
    a.area as own_area,
    b.area as reference_area,
    b.name as reference_name,
    b.short as reference_short,
    b.level as reference_level,
    b.kind as reference_kind,
    b.sort as reference_sort,
    a.parent = b.parent and a.level = b.level as is_sibling,
    count(distinct g.indicator_key) as n_indicators,
    count(distinct case when g.grade < 3 then g.indicator_key end) as n_comparable
from int_gap as g
inner join raw_area as a on g.own_key = a.area_key
inner join raw_area as b on g.reference_key = b.area_key
inner join raw_indicator as i on g.indicator_key = i.indicator_key
where i.kind = 'indicator'
group by
    a.area, b.area, b.name, b.short, b.level, b.kind, b.sort, a.parent, b.parent, a.level
