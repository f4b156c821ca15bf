-- 代表值：每个指标（或指标族）、地区、期间取一个代表值，并按优劣方向定号。
-- grain: indicator, area, period
-- 口径: 先实际值，后规定标准、目标值、个案；不用调整前、提高前、整合前等旧口径。
-- materialised by: indicator_key
with member as (
    select
        c.*,
        c.indicator_key as subject_key,
        c.indicator_key as member_key,
        1.0 as factor,
        0 as position
    from int_current as c
    union all
    select
        c.*,
        f.family_key as subject_key,
        f.member_key,
        f.factor,
        f.position
    from int_current as c
    inner join raw_family as f on c.indicator_key = f.member_key
),

ranked as (
    select
        m.*,
        row_number() over (
            partition by m.subject_key, m.area_key, m.period
            order by
                case m.nature when '实际值' then 1 when '规定标准' then 2 when '目标值' then 3 else 4 end,
                case when m.scope is null then 0 else 1 end,
                m.position,
                case m.confidence when '低' then 2 when '中' then 1 else 0 end,
                m.batch desc,
                m.observation desc
        ) as choice
    from member as m
    where m.scope is null or m.scope not in ('调整前', '提高前', '整合前', '普查修订前')
)

select
    r.subject_key as indicator_key,
    r.area_key,
    r.period,
    r.period_end,
    r.grain,
    r.observation,
    r.member_key,
    r.factor,
    r.lo * r.factor as lo,
    r.hi * r.factor as hi,
    r.lo_open,
    r.hi_open,
    r.flag,
    r.nature,
    r.scope,
    r.source,
    r.confidence,
    case when i.direction = 'lower' then -r.hi else r.lo end * r.factor as better_lo,
    case when i.direction = 'lower' then -r.lo else r.hi end * r.factor as better_hi,
    case when i.direction = 'lower' then r.hi_open else r.lo_open end as better_lo_open,
    case when i.direction = 'lower' then r.lo_open else r.hi_open end as better_hi_open,
    row_number() over (
        partition by r.subject_key, r.area_key
        order by
            case when r.period_end is null then 1 else 0 end,
            case when r.nature = '目标值' then 1 else 0 end,
            r.period_end desc,
            case r.grain when '年' then 0 when '半年' then 1 when '季' then 2 when '月' then 3 else 4 end
    ) = 1 as is_newest,
    coalesce(r.lo < m.plausible_min or r.hi > m.plausible_max, false) as is_implausible
from ranked as r
inner join raw_indicator as i on r.subject_key = i.indicator_key
inner join raw_indicator as m on r.member_key = m.indicator_key
where r.choice = 1
