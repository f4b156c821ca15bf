-- 同级各地：与本地同级、同一上级或同一城市的地区，不含本地自己。
-- grain: area
-- 口径: 同城指最近的市级；没有市级的，只列同一上级。
-- parameters: own_code
select
    b.area,
    b.name,
    b.short,
    b.sort,
    b.parent = h.parent as is_sibling
from raw_area as h
inner join raw_area as b on b.level = h.level and b.kind = h.kind and b.area_key <> h.area_key
where
    h.area = own_code
    and (
        b.parent = h.parent
        or exists (
            select 1 as hit
            from raw_closure as x
            inner join raw_closure as y on x.ancestor_key = y.ancestor_key
            inner join raw_area as c on x.ancestor_key = c.area_key and c.level = 'city'
            where x.area_key = h.area_key and y.area_key = b.area_key
        )
    )
