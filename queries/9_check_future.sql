-- 期间还没有到：实际值的期间在导入时尚未开始。
-- grain: observation
select
    c.observation,
    c.indicator_key,
    i.indicator,
    a.area,
    c.period,
    a.name || '的' || i.name || '所填期间在导入时还没有到，请核对年份。' as message
from int_current as c
inner join raw_batch as b on c.batch = b.batch
inner join raw_indicator as i on c.indicator_key = i.indicator_key
inner join raw_area as a on c.area_key = a.area_key
where
    c.nature = '实际值'
    and case
        when c.grain = '年' then date_trunc('year', c.period_end)
        when c.grain = '半年' then date_trunc('month', c.period_end) - interval '5' month
        when c.grain = '季' then date_trunc('month', c.period_end) - interval '2' month
        when c.grain = '月' then date_trunc('month', c.period_end)
        else c.period_end
    end > b.imported_at
