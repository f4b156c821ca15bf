-- 四把尺子：本地每项指标对所选参照地的最好值、中位值、规定标准，连同差距、判定和可比性。
-- grain: indicator
-- 口径: 最好＝可比或慎比的参照中下限最优者，目标值靠后；中位只在三地以上实际值时给出。
-- parameters: own_code, reference_codes, wanted_period
with pair as (
    select
        g.*,
        i.indicator,
        b.area as reference_area,
        b.short as reference_name,
        r.nature as reference_nature,
        r.flag as reference_flag,
        r.lo as reference_lo,
        r.hi as reference_hi,
        r.lo_open as reference_lo_open,
        r.hi_open as reference_hi_open
    from int_gap as g
    inner join raw_area as a on g.own_key = a.area_key
    inner join raw_area as b on g.reference_key = b.area_key
    inner join raw_indicator as i on g.indicator_key = i.indicator_key
    inner join int_benchmark as r
        on g.indicator_key = r.indicator_key and g.reference_observation = r.observation
    where
        a.area = own_code
        and array_contains(reference_codes, b.area)
        and fn_in_period(wanted_period, g.period, g.own_is_newest)
),

ranked as (
    select
        p.*,
        row_number() over (
            partition by p.indicator
            order by
                p.grade = 3,
                p.reference_nature = '目标值',
                p.reference_better_lo desc nulls last,
                p.reference_better_hi desc nulls first,
                p.reference_area
        ) as best_choice,
        row_number() over (
            partition by p.indicator
            order by
                p.reference_nature <> '规定标准',
                p.grade = 3,
                p.reference_better_lo desc nulls last,
                p.reference_area
        ) as standard_choice
    from pair as p
),

median as (
    select
        p.indicator,
        percentile_cont(0.5) within group (
            order by cast(coalesce(p.reference_lo, cast('-inf' as double)) as double)
        ) as median_lo,
        percentile_cont(0.5) within group (
            order by cast(coalesce(p.reference_hi, cast('inf' as double)) as double)
        ) as median_hi,
        string_agg(cast(p.reference_observation as text), ',') as median_observations
    from pair as p
    where p.grade < 3 and p.reference_nature = '实际值'
    group by p.indicator
    having count(*) >= 3
)

select
    b.indicator as compared_indicator,
    b.reference_area,
    b.reference_name,
    b.reference_period,
    b.reference_nature,
    b.reference_flag,
    b.reference_lo,
    b.reference_hi,
    b.reference_lo_open,
    b.reference_hi_open,
    b.reference_observation,
    b.gap_lo,
    b.gap_hi,
    b.verdict,
    case b.grade when 1 then '可比' when 2 then '慎比' else '不可比' end as comparability,
    b.reasons,
    case when s.reference_nature = '规定标准' then s.reference_name end as standard_name,
    case
        when s.reference_nature = '规定标准' then s.reference_observation
    end as standard_observation,
    case when s.reference_nature = '规定标准' then s.reference_lo end as standard_lo,
    case when s.reference_nature = '规定标准' then s.reference_hi end as standard_hi,
    case when s.reference_nature = '规定标准' then s.reference_lo_open end as standard_lo_open,
    case when s.reference_nature = '规定标准' then s.reference_hi_open end as standard_hi_open,
    case when m.median_lo > cast('-inf' as double) then m.median_lo end as median_lo,
    case when m.median_hi < cast('inf' as double) then m.median_hi end as median_hi,
    m.median_observations
from ranked as b
inner join ranked as s on b.indicator = s.indicator and s.standard_choice = 1
left join median as m on b.indicator = m.indicator
where b.best_choice = 1
