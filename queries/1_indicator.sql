-- 指标目录：名称、主题、单位、优劣方向、小数位、合理范围、汇总规则与定义；指标族也各占一行。
-- grain: indicator
-- 口径: 方向分越高越好、越低越好、不分优劣；指标族把口径相近、可以换算的指标放在一起看。
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
