-- 导入批次：哪个文件、何时、何人、多少个数，是否已撤销。
-- grain: batch
-- 口径: 同一文件（内容逐字节相同）只入一批；撤销不删除数据，只让该批不再生效。
select
    b.batch,
    b.file,
    b.sha256,
    b.mode,
    b.observations,
    b.missing,
    b.imported_at,
    b.imported_by,
    b.undone_at,
    a.batch is not null as is_current
from raw_batch as b
left join active_batch as a on b.batch = a.batch
