"""What the offices wrote by hand, and the faults that were put in on purpose."""

from places import CITY
from workbook import Value

Cells = dict[tuple[int, str, str], Value]

# Cells of the city's report: (year, place, indicator) → what they wrote.
REPORT: Cells = {
    (2024, CITY, "社区工作者总数"): "1.4万",
    (2024, "望湖区", "业委会党组织覆盖率"): "93.5％",
    (2024, "临港新区", "业委会党组织覆盖率"): "—",
    (2024, "望湖区", "社区工作者年薪"): "10万元以上",
    (2024, "古渡区", "每网格配备人数"): "4－5",
    (2024, "云溪区", "社区书记本科以上占比"): "超过60%",
    (2024, "临港新区", "网格党支部数"): "120多",
    (2024, "南屏区", "社区书记进编占比"): "不足15%",
    (2024, "青岚区", "社区“大党委”覆盖率"): "六成左右",
    (2023, CITY, "纳入网格的党员数"): "近2万",
    (2023, "南屏区", "社区书记年均收入"): "不少于5万",
    (2023, "临港新区", "网格党支部数"): "约100",
    (2023, "青岚区", "社区工作者持证率"): "四成左右",
    (2022, "南屏区", "社区工作者持证率"): "见附件",
    (2022, "临港新区", "社区书记进编占比"): "…",
    (2022, "古渡区", "每百户社区综合服务设施面积"): None,
    (2022, "青岚区", "社区书记月工资"): "4 200",
    (2020, "古渡区", "社区党建工作经费"): "—",
    (2019, "南屏区", "社区书记本科以上占比"): "三成左右",
    (2019, "临港新区", "1000㎡以上社区场所占比"): "…",
}
STREETS: Cells = {
    (2024, "云栈街道", "社区工作者年薪"): "不少于9万元",
    (2024, "枫渚街道", "社区服务群众专项经费"): "约13",
    (2024, "镜波街道", "每网格配备人数"): "5－6",
    (2024, "松壑街道", "业委会党组织覆盖率"): "七成左右",
    (2024, "旧埠街道", "社区工作者持证率"): "不足40%",
    (2024, "白榆镇", "每百户社区综合服务设施面积"): "—",
    (2024, "锚泊街道", "社区书记年均收入"): "7万以上",
    (2023, "檀桥街道", "物业项目党组织覆盖率"): "超过70%",
    (2023, "稻畦街道", "社区党建工作经费"): "—",
    (2022, "海屿街道", "社区书记进编占比"): "…",
    (2020, "梅坳街道", "社区工作者平均年龄"): "—",
}
QUARTERS: Cells = {
    (1, "盐圩街道", "居民满意度"): "—",
    (2, "茶埂街道", "在职党员报到率"): "八成左右",
    (3, "古渡区", "党群阵地使用率"): "约60",
    (3, "泉语街道", "党群阵地使用率"): "不足60%",
    (4, "帆影街道", "群众诉求办结率"): "90%以上",
}

# This street sent no report for this year: its row holds nothing but 未报.
UNREPORTED = (2021, "篷窗街道")
# A decimal point was lost: the printed share is ten times the real one and above 100.
OUTLIER = (2023, "鹭影街道", "社区书记进编占比")
# Counts that disagree with their whole or their parts: by how much the street's is too high.
# The first street counts transferred members twice, so that the district's streets add up to more
# than the district; the second has teams that none of its communities knows.
MISCOUNTED = {
    (2023, "岚屏街道", "纳入网格的党员数"): 40,
    (2023, "晴澜街道", "志愿服务团队数"): 3,
}


def street(year: int, place: str, name: str, value: float) -> Value:
    """Return what a street's yearly report holds for a value."""
    key = (year, place, name)
    if key == OUTLIER:
        return round(value * 10)
    return STREETS[key] if key in STREETS else value + MISCOUNTED.get(key, 0)
