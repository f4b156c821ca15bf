"""The indicators of the sample: unit, how a place's parts make it up, and the districts' levels."""

from dataclasses import dataclass

YEARS = (2019, 2020, 2021, 2022, 2023, 2024)

_WEIGHTS = {
    "sum": "",
    "communities": "社区数",
    "workers": "社区工作者总数",
    "grids": "社区网格总数",
}
LOWER = {
    "社区工作者平均年龄",
    "社区书记平均年龄",
    "社区协助事项数",
    "社区准入盖章事项数",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One indicator: the districts' 2024 levels and the changes to 2023 and to 2024."""

    theme: str
    name: str
    unit: str
    decimals: int
    weight: str  # the column the whole's mean is weighted by; empty: the whole is the sum
    levels: tuple[float, ...]
    changes: tuple[float, float]

    def rounded(self, value: float) -> float:
        """Return a value as it is printed; a share stays within 0 and 100."""
        top = 100.0 if self.unit == "%" else float("inf")
        return round(min(max(value, 0.0), top), self.decimals or None)


# theme, indicator, unit, decimals, what the city is | districts in 2024 | changes to 2023, to 2024
_REPORT = """
网格治理 社区数 个 0 sum | 142 118 96 84 71 47 | 1 1
网格治理 社区网格总数 个 0 sum | 1420 1190 940 830 690 450 | 12 9
网格治理 每网格配备人数 人/网格 1 grids | 3.3 3.6 3.1 4.5 3.9 2.8 | 0.2 0.2
社区经费 社区工作运转经费 万元/年·社区 1 communities | 8.3 12.0 7.4 6.2 5.6 9.5 | 0.8 0.6
社区经费 社区党建工作经费 万元/年·社区 1 communities | 4.2 3.6 2.8 3.1 1.9 2.4 | 0.3 0.3
社区经费 社区服务群众专项经费 万元/年·社区 1 communities | 10.5 13.1 15.2 9.6 11.4 8.9 | 0.9 -0.7
社工待遇 社区工作者年薪 万元/年 2 workers | 8.8 11.2 7.6 8.2 7.1 9.1 | 0.35 0.4
社工待遇 社区书记年均收入 元/年 0 communities | 72400 96800 64500 69200 60300 78600 | 2600 3100
社工待遇 社区书记月工资 元/月 0 communities | 4930 6180 4720 4150 4480 5260 | 180 210
社工待遇 社区“两委”成员月均报酬 元/月 0 communities | 4350 3680 3120 3310 2860 3470 | 130 150
社工待遇 社工工资与平均工资之比 倍 2 workers | 0.84 1.12 0.78 0.9 0.73 0.93 | 0.02 0.02
社工待遇 社区书记进编占比 % 1 communities | 34.7 21.9 26.8 17.9 14.1 23.4 | 3.1 2.6
组织覆盖 业委会党组织覆盖率 % 1 communities | 84.6 93.5 72.3 66.8 60.4 78.2 | 3.4 -3.2
组织覆盖 物业项目党组织覆盖率 % 1 communities | 94.1 85.7 89.3 80.6 74.5 70.2 | 4.1 3.3
组织覆盖 物业企业党组织覆盖率 % 1 communities | 100 96.4 100 100 92.8 90.1 | 2.6 2.2
组织覆盖 街道“大工委”覆盖率 % 1 communities | 100 88.9 100 85.7 80 71.4 | 4.4 3.6
组织覆盖 社区“大党委”覆盖率 % 1 communities | 79.7 58.3 61.7 68.3 52.4 46.5 | 4.8 4.2
组织覆盖 网格党支部数 个 0 sum | 962 904 588 487 366 128 | 42 31
组织覆盖 纳入网格的党员数 人 0 sum | 5870 5160 3740 3080 2290 1130 | 310 260
阵地面积 社区党群服务中心覆盖率 % 1 communities | 100 100 100 100 100 100 | 0 0
阵地面积 街镇党建服务中心覆盖率 % 1 communities | 100 92.3 100 85.7 100 100 | 3.2 2.4
阵地面积 每百户社区综合服务设施面积 ㎡/百户 1 communities | 30.6 28.2 35.4 25.7 32 41.8 | 1.4 1.2
阵地面积 1000㎡以上社区场所占比 % 1 communities | 29.2 25 36.6 19.7 40.4 45.8 | 2.2 1.9
队伍结构 社区工作者总数 人 0 sum | 3580 3120 2390 2040 1690 1180 | 96 108
队伍结构 社区工作者平均年龄 岁 1 workers | 38.6 41.2 37.2 42.5 43.1 36.4 | -0.2 0.7
队伍结构 社区工作者大专以上学历占比 % 1 workers | 92.4 90.8 85.1 80.7 76.9 96.3 | 2.1 1.8
队伍结构 社区工作者持证率 % 1 workers | 73.2 49.8 43.6 38.9 31.5 54.7 | 4.6 4.1
队伍结构 社区书记平均年龄 岁 1 communities | 44.3 42.6 41.5 45.8 46.7 40.9 | -0.4 -0.3
队伍结构 社区书记本科以上占比 % 1 communities | 68.3 63.8 57.3 51.2 43.7 80.5 | 3.3 2.9
"""
_BEYOND = """
网格治理 居民满意度 % 1 communities | 88.7 84.3 95.4 90.1 91.2 79.6 | 1.5 0.4
网格治理 群众诉求办结率 % 1 communities | 93.1 90.4 95.8 97.6 94.2 86.9 | 1.2 0.7
网格治理 网格员人数 人 0 sum | 1486 1322 968 871 692 468 | 38 33
减负赋权 社区协助事项数 项 0 communities | 66 74 41 55 52 60 | -9 -6
减负赋权 社区准入盖章事项数 项 0 communities | 12 18 6 14 9 10 | -4 -2
阵地面积 党群阵地使用率 % 1 communities | 66.4 55.3 73.5 60.8 70.7 82.1 | 3.1 2.2
党员服务 在职党员报到率 % 1 communities | 84.9 76.3 87.2 93.6 81.5 69.8 | 2.7 2.3
党员服务 到社区服务在职党员数 人 0 sum | 21350 18640 12870 9960 7420 5310 | 820 640
党员服务 志愿服务团队数 支 0 sum | 168 151 124 103 88 62 | 7 5
"""


def _columns(table: str) -> tuple[Column, ...]:
    return tuple(map(_column, table.strip().split("\n")))


def _column(line: str) -> Column:
    names, levels, changes = (part.split() for part in line.split("|"))
    theme, name, unit, decimals, weight = names
    before, last = map(float, changes)
    numbers = tuple(map(float, levels))
    return Column(theme, name, unit, int(decimals), _WEIGHTS[weight], numbers, (before, last))


REPORT = _columns(_REPORT)
BEYOND = _columns(_BEYOND)
# counted at streets only, worked out from what the streets count anyway
DERIVED = tuple(
    Column(theme, name, unit, 0, "", (), (0, 0))
    for theme, name, unit in (
        ("队伍结构", "取得社工师证书人数", "人"),
        ("组织覆盖", "党员总数", "人"),
        ("组织覆盖", "纳入网格的基层党组织数", "个"),
    )
)
COLUMNS = {column.name: column for column in (*REPORT, *BEYOND, *DERIVED)}
