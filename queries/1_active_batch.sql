-- 生效批次：未撤销，也没有被仍然生效的另一批整份替换。
-- grain: batch
select b.batch
from raw_batch as b
where
    b.undone_at is null
    and not exists (
        select 1 as hit
        from raw_replacement as r
        inner join raw_batch as newer on r.batch = newer.batch
        where r.replaced_batch = b.batch and newer.undone_at is null
    )
