-- 谁可以和谁比：本地到区县为止，参照为有公开数据的地区，或同一上级下的同级地区；不与自己比。
-- grain: own area, reference area
-- 口径: 示例地区只与示例兄弟互为参照。
select
    a.area_key as own_key,
    p.area_key as reference_key
from raw_area as a
inner join int_published as p on a.area_key <> p.area_key
inner join raw_area as b on p.area_key = b.area_key and (b.kind <> 'sample' or a.kind = 'sample')
where a.level in ('nation', 'province', 'city', 'district')
union
select
    a.area_key as own_key,
    b.area_key as reference_key
from raw_area as a
inner join raw_area as b
    on
        a.parent = b.parent
        and a.level = b.level
        and (a.kind = 'sample') = (b.kind = 'sample')
        and a.area_key <> b.area_key
where a.level in ('nation', 'province', 'city', 'district')
