-- 本地与下属：本地自己和它下面有数据的各级地区。
-- grain: area
-- parameters: own_code
select a.*
from area as a
inner join raw_closure as c on a.area_key = c.area_key
inner join raw_area as h on c.ancestor_key = h.area_key
where
    h.area = own_code
    and exists (
        select 1 as hit
        from int_value as v
        where v.area_key = a.area_key
    )
