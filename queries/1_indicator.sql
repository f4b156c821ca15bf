-- 指标目录：名称、主题、单位、优劣方向、小数位、合理范围、汇总规则与定义；指标族也各占一行。
-- grain: indicator
-- 口径: direction 为 higher 越高越好、lower 越低越好、none 不分优劣；kind 为 indicator 指标或 family 指标族。
select
    i.indicator,
    i.name,
    i.theme,
    i.topic,
    i.unit,
    i.direction,
    i.decimals,
    i.plausible_min,
    i.plausible_max,
    i.rollup,
    i.denominator,
    i.tolerance,
    i.measure,
    i.definition,
    i.aliases,
    i.kind,
    i.sort,
    i.indicator_key
from raw_indicator as i
