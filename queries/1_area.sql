-- 地区目录：国、省、市、区县、街道、社区、网格与中心，一行一地，层级深度不限。
-- grain: area
-- 口径: 直辖市按省级计；分真实地区、片区合称、材料未写明的地方和示例四种。
select
    a.area,
    a.name,
    a.short,
    a.level,
    a.level_name,
    a.depth,
    a.territorial,
    a.parent,
    a.kind,
    a.sort,
    a.area_key
from raw_area as a
