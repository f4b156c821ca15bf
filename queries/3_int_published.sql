-- 有公开数据的地区：至少有一个现行观测写明了来源。
-- grain: area
select distinct c.area_key
from int_current as c
where c.source is not null
