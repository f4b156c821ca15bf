-- 地区画像：一地每项指标在一组地区里的位次区间、与中位的差距和判定；没有数的、没有参照的也在。
-- grain: indicator
-- 口径: 中位只在三地以上实际值时给出，判定与中位比；没有中位时，强于每一地为领先，弱于每一地为落后，确定介于其间为居中。
-- 口径: 位次＝1＋确定更好者至1＋可能更好者；不可比的不计；组内有慎比的，判定也只作慎比。
-- parameters: own_code, peer_codes, wanted_period
with mine as (
    select * from fn_profile(own_code, wanted_period)
),

used as (
    select
        r.*,
        fn_surely_better(r.better_lo, r.better_lo_open, o.own_better_hi, o.own_better_hi_open)
            as is_better,
        coalesce(r.better_hi > o.own_better_lo, true) as is_perhaps_better
    from fn_peer(own_code, peer_codes, wanted_period) as r
    inner join mine as o on r.indicator = o.indicator
),

median as (
    select
        u.indicator as median_indicator,
        percentile_cont(0.5) within group (
            order by cast(coalesce(u.lo, cast('-inf' as double)) as double)
        ) as lo,
        percentile_cont(0.5) within group (
            order by cast(coalesce(u.hi, cast('inf' as double)) as double)
        ) as hi,
        string_agg(cast(u.observation as text), ',') as median_observations
    from used as u
    where u.comparability <> '不可比' and u.nature = '实际值'
    group by u.indicator
    having count(*) >= 3
),

counted as (
    select
        u.indicator as counted_indicator,
        count(*) as n_peers,
        1 + count(case when u.is_better then 1 end) as rank_best,
        1 + count(case when u.is_perhaps_better then 1 end) as rank_worst,
        count(case when u.verdict = '确定领先' then 1 end) as n_ahead,
        count(case when u.verdict = '确定落后' then 1 end) as n_behind,
        count(case when u.verdict = '持平' then 1 end) as n_level,
        count(case when u.comparability = '慎比' then 1 end) as n_cautious,
        max(u.reasons) as reasons,
        string_agg(cast(u.observation as text), ',') as rank_observations
    from used as u
    where u.comparability <> '不可比'
    group by u.indicator
),

refused as (
    select
        u.indicator as refused_indicator,
        max(u.reasons) as refused_reasons
    from used as u
    where u.comparability = '不可比'
    group by u.indicator
),

gapped as (
    select
        o.*,
        c.*,
        x.*,
        m.median_observations,
        case when m.lo > cast('-inf' as double) then m.lo end as median_lo,
        case when m.hi < cast('inf' as double) then m.hi end as median_hi,
        round(o.own_better_lo - case when o.direction = 'lower' then -m.lo else m.hi end, 6)
            as raw_gap_lo,
        round(o.own_better_hi - case when o.direction = 'lower' then -m.hi else m.lo end, 6)
            as raw_gap_hi
    from mine as o
    left join counted as c on o.indicator = c.counted_indicator
    left join refused as x on o.indicator = x.refused_indicator
    left join median as m on o.indicator = m.median_indicator
),

judged as (
    select
        g.*,
        case when g.raw_gap_lo > cast('-inf' as double) then g.raw_gap_lo end as gap_lo,
        case when g.raw_gap_hi < cast('inf' as double) then g.raw_gap_hi end as gap_hi,
        case
            when g.own_observation is null or g.n_peers is null then null
            when g.median_observations is not null
                then fn_verdict(
                    g.direction, g.tolerance, g.raw_gap_lo, g.raw_gap_hi, false, false
                )
            when g.n_ahead = g.n_peers then '确定领先'
            when g.n_behind = g.n_peers then '确定落后'
            when g.n_level = g.n_peers then '持平'
            when
                g.n_ahead + g.n_behind + g.n_level = g.n_peers
                and g.rank_best > 1 and g.rank_worst < g.n_peers + 1
                then '居中'
            else '无法判定'
        end as verdict
    from gapped as g
)

select
    j.*,
    case
        when j.n_cautious > 0 then '慎比'
        when j.n_peers > 0 then '可比'
        when j.refused_indicator is not null then '不可比'
    end as comparability,
    case
        when j.own_observation is null then 'own_missing'
        when j.n_peers is null and j.refused_indicator is not null then 'incomparable'
        when j.n_peers is null then 'no_reference'
        when j.verdict = '确定领先' then 'ahead'
        when j.verdict = '确定落后' then 'behind'
        when j.verdict in ('持平', '居中') then 'level'
        else 'undecided'
    end as standing,
    j.verdict = '确定落后' and coalesce(j.trend = '变差', false) as worsening
from judged as j
