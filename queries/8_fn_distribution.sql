-- 分布：一项指标在本地一家（同级兄弟与各级下属）和有公开数据的各地，每地取一个值。
-- grain: area
-- 口径: 本地一家取所选期间的值；公开数据取不晚于它的最近一期，没有则取年份未注明的，再取其后的第一期。
-- 口径: 超出合理范围的值照样列出，但注明；示例地区不进真实地区的分布。
-- parameters: indicator_code, own_code, wanted_period
with candidate as (
    select
        v.*,
        k.area_key is not null as is_kin,
        max(case when k.area_key is not null then v.period_end end) over () as newest_end
    from int_value as v
    inner join raw_indicator as i on v.indicator_key = i.indicator_key
    inner join raw_area as a on v.area_key = a.area_key
    left join fn_kin(own_code) as k on v.area_key = k.area_key
    left join int_published as p on v.area_key = p.area_key
    where
        i.indicator = indicator_code
        and (k.area_key is not null or (p.area_key is not null and a.kind <> 'sample'))
),

aimed as (
    select
        c.*,
        case wanted_period
            when 'latest' then c.newest_end
            when 'undated' then null
            else max(case when c.period = wanted_period then c.period_end end) over ()
        end as wanted_end
    from candidate as c
),

ranked as (
    select
        m.*,
        row_number() over (
            partition by m.area_key
            order by
                case when m.is_kin and wanted_period = 'latest' and m.is_newest then 0 else 1 end,
                case when m.nature = '目标值' then 1 else 0 end,
                case when m.period_end <= m.wanted_end then 0 when m.period_end is null then 1 else 2 end,
                case when m.period_end <= m.wanted_end then m.period_end end desc nulls last,
                m.period_end,
                m.observation
        ) as choice
    from aimed as m
    where
        not m.is_kin
        or fn_in_period(wanted_period, m.period, m.is_newest)
)

select
    r.observation,
    r.lo,
    r.hi,
    r.lo_open,
    r.hi_open,
    r.flag,
    r.period,
    r.nature,
    r.scope,
    r.is_kin,
    r.is_implausible,
    a.area,
    a.name as area_name,
    a.short,
    a.level,
    a.level_name,
    a.depth,
    a.sort,
    a.area = own_code as is_own
from ranked as r
inner join raw_area as a on r.area_key = a.area_key
where r.choice = 1
