-- 本地一家：本地自己、它的各级下属，和同一上级下的同级兄弟。
-- grain: area
-- 口径: 示例市没有兄弟城市；国、省一级不列兄弟。
-- parameters: own_code
select c.area_key
from raw_closure as c
inner join raw_area as h on c.ancestor_key = h.area_key
where h.area = own_code
union
select b.area_key
from raw_area as b
inner join raw_area as h on b.parent = h.parent and b.level = h.level and b.kind = h.kind
where h.area = own_code and h.level not in ('nation', 'province')
