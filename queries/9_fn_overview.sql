-- 总览：各主题、各专题里领先、落后、持平、无法判定、不可比、缺数、无参照各有几项，其中慎比几项。
-- grain: theme, topic, standing
-- parameters: own_code, reference_codes, wanted_period
select
    g.theme,
    g.topic,
    g.standing,
    count(*) as n,
    count(case when g.comparability = '慎比' then 1 end) as n_cautious
from fn_gap(own_code, reference_codes, wanted_period) as g
where g.indicator_kind = 'indicator'
group by g.theme, g.topic, g.standing
