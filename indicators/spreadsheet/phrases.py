"""The vocabulary around a figure: reasons for not being one, bounds, dashes, classifiers, dates."""

import re
import unicodedata
from decimal import Decimal

from indicators.spreadsheet import numerals

_EXACT = {
    "空值": "null none nan nil",
    "不适用": "n/a na 不适用",
    "无": "无 暂无 没有 尚无 无数据 暂无数据 无此项 无该项 未开展 未建立 未设 未设立",
    "不详": "不详 未知 不明 不清楚 不掌握 ? ??",
    "未报": "未报 未报送 没有报 未填 未填报 未上报 缺报 漏报 未提供",
    "未统计": "未统计 无统计 没统计 未测算",
    "缺失": "缺 缺失 空缺 缺数 缺数据",
    "公式未计算": "公式未计算",
    "待定": "待定 待报 待补 待核 待核实 待统计 待完善 统计中",
    "涉密": "保密 涉密",
    "是非项": "是 否 有 √ ✓ ✔ × ✗ ✘ x y n yes no true false ☑ ☒ ☐",
    "见他处": "同上 同左 同前 略",
}
EXACT = {word: reason for reason, words in _EXACT.items() for word in words.split()}

YEAR = "(?:(?:19|20)[0-9]{2}|[一二][〇零一二三四五六七八九]{3})"
_NUM = f"(?:[0-9]+|[{numerals.CHINESE}十百]+)"
_DAY = r"(?:[0-9]{1,2}[日号])?"

# Whole texts that are not figures; the first that matches names the reason.
WHOLE = [
    (re.compile(pattern), reason)
    for pattern, reason in [
        (r"[-—–―_=/\\|一]?[-—–―_=/\\|]+|[一ー―]{2,}", "短横（无数据）"),
        (r"\.{2,}|[·・⋯。]{2,}|⋯", "省略号"),
        (r"\*+", "被遮蔽"),
        (r".*[0-9].*\?+", "存疑"),
        ("[一-龥]{1,12}(?<=[发试测产务术作心部])[一二三四五六七八九十][组部队室科]", "不是数"),
        ("(?!.*个)[一-龥]{2,7}[市县旗州盟]", "不是数"),  # 七台河市 is no figure
        (r"#(?:n/a|div/0!|ref!|value!|name\?|num!|null!|#+)", "公式错误"),
        (r"(?:详)?(?:见|参见|参照|另见|后附).*|.*(?:详见|另附|见附件|见附表|见备注).*", "见他处"),
        (
            rf"(?:{YEAR}|[0-9]{{4}}(?=-))(?:[-/.][0-9]{{1,2}}){{2}}(?:[t;]?[0-9]{{1,2}}(?::[0-9]{{2}}){{1,2}}(?:[.]0+)?)?",
            "期间，不是数",
        ),
        (rf"{YEAR}[-/](?:0?[1-9]|1[0-9])|{YEAR}-?(?:q[1-4]|h[12]|w[0-9]{{1,2}})", "期间，不是数"),
        (r"1[3-9][0-9]{9}|[0-9]{17}[0-9x]|0[0-9]{2,3}-[0-9]{7,8}|0[0-9]{2,}", "疑似号码"),
        (r"[^0-9]*(?<![0-9])(?:1[3-9][0-9]{9}|[0-9]{17}[0-9x])(?![0-9])[^0-9]*", "疑似号码"),
        (
            r"[0-9]+(?:[:∶][0-9]+)+.*|.*[0-9]+点(?:半|[0-9]{1,2}分)?[到至—~-].*[0-9]+点.*",
            "时刻或比例",
        ),
        (
            r"\([-+]?[0-9.,]+%?\)|[▲△▼▽—±].*[0-9].*|.*[0-9%万亿元人个][-—~至到]+|[至到][0-9].*",
            "符号含义不明",
        ),
        (r"[0-9]{1,3}[、.][^0-9.]+|\([0-9一二三四五六七八九十]{1,3}\)[^0-9]*", "序号，不是数"),
        (r".*(?:[0-9]|[a-z])\+[a-z](?![a-z]).*|.*[0-9]\^.*", "不是数"),
        (r".*(?:[零〇]|(?<![0-9])0+)分之.*|(?:.*[^0-9])?[0-9]{1,3}/0+(?:[^0-9].*)?", "不是数"),
    ]
]

_RANGE = r"[-~至到—–]"
# Parts of a text that hold digits without being its figure; what remains is read.
PERIOD = re.compile(
    rf"{YEAR}(?:年?{_RANGE}+{YEAR})?学?年(?:度|末|底|初|以?来)?(?:第?[一二三四1-4]季度|[上下]半年)?"
    rf"(?:[0-9]{{1,2}}(?:{_RANGE}[0-9]{{1,2}})?月(?:份|末|底)?{_DAY})?"
    rf"|{YEAR}[-/.][0-9]{{1,2}}[-/.][0-9]{{1,2}}"
    rf"|(?<![0-9])[0-9]{{1,2}}(?:{_RANGE}[0-9]{{1,2}})?月(?:份|末|底)?{_DAY}"
    r"|(?<![一二三四五六七八九十])[一二三四五六七八九十]{1,2}月份?"
    rf"|第?[一二三四]季度|[上下全]半年|近{_NUM}年|{_NUM}年来|(?:过去|今后|未来){_NUM}年"
    r"|十[一二三四五]五(?![个名人家万年%])|[0-9]{2}世纪(?:[0-9]{2}年代)?|[0-9]{2}年代"
    r"|[\[(〔](?:19|20)[0-9]{2}[\])〕]"
)
ORDINAL = re.compile(
    f"第{_NUM}(?:名|位|个|批|期|届|次|组|类|项|条|款|书记|方|产业)?|[0-9]+号(?:楼|院|线|文)?"
)
FIXED = re.compile(
    "(?:无|没有|未发生)[一1][例人起件个次名]|两新|两委|两代表一委员|两企三新|三新|三会一课|三社联动|五社联动"
    "|四议两公开|一站式|一把手|一体化|一网通办|一网统管|一肩挑|一老一小|一刻钟|一次性|一揽子|一部分|一起|一对一"
    "|一般|一定|一直|一致|统一|唯一|进一步|十分满意|三方|万一|千方百计|成百上千|[0-9][.][0-9]版|(?<![0-9])[0-9][05]后"
    "|一[^个十百千万亿零点]{1,2}一[^个十百千万亿零点]{1,2}"
)
PER = re.compile(
    "(?P<pay>[年月])(?:薪|工资|收入|报酬)"
    "|每(?:个|名|位|人)?(?P<part>百户|千人|万人|半年|季度?|[年月周日天户人名]|社区|街道|网格|小区|村|楼)"
    "|(?P<mean>[年月人户])均"
)
ZERO = re.compile("零(?:投诉|上访|事故|发案|差错|举报|案件|信访|违纪|违规|纠纷|警情)")
WORDED = re.compile("全|所有|每|均|普遍|多数|部分|若干|半年|大多|定期|长期|逐步|覆盖")
SLASHED = re.compile(r"(?<![0-9/.])([0-9]{1,3})/([0-9]{1,3})(?![0-9/.㎡%])")
FALLING = re.compile("(?:下降|减少|降低|回落|下滑|退)了?约?(?=[0-9])")
WHOLE_PLACE = re.compile("全部|全覆盖")

_BEFORE = {
    "≥": "不少于 不低于 不小于 不短于 大于等于 大于或等于 至少 最少 起码 最低 年满 已满 不下于 不下"
    " 达到或超过 达到或高于 等于或大于 上 >= ≥",
    "≤": "不超过 不高于 不多于 不大于 小于等于 小于或等于 未超过 没超过 不超 至多 最多 顶多 最高"
    " 等于或小于 <= ≤",
    ">": "不止 超过 超出 大于 高于 多于 突破 逾 超 过 破 >",
    "<": "不足 不到 不满 未满 未达到 未达 达不到 低于 小于 少于 不及 <",
}
_AFTER = {
    "≥": "及以上 含以上 以上 之上 起步 起 +",
    "≤": "及以下 含以下 封顶 以下 之下 以内 之内 以里 内",
    ">": "以上不含",
    "<": "不到 不足 不满 以下不含",
    "≈": "左右 上下 前后 许",
}
_ABOUT = {"≈": "大约 大概 大致 约为 约 ≈ ~", "↗": "将近 接近 临近 近"}
BOUND_BEFORE = {word: sign for sign, words in _BEFORE.items() for word in words.split()}
BOUND_AFTER = {word: sign for sign, words in _AFTER.items() for word in words.split()}
ABOUT = {word: sign for sign, words in _ABOUT.items() for word in words.split()}

CLASSIFIERS = {
    "名": "人",
    "位": "人",
    "将": "人",
    "员": "人",
    "大类": "类",
    "大项": "项",
    "大": "个",
    "周岁": "岁",
    "个月": "月",
    "个小时": "小时",
    "个百分点": "百分点",
    "个工作日": "天",
    "工作日": "天",
    "个季度": "季",
    "个年度": "年",
}
_LISTED = """
个 家 项 条 处 所 支 座 栋 幢 起 件 场 类 种 级 层 间 套 台 辆 本 册 份 篇 张 块 片 对 组 队 站 例
宗 笔 门 面 期 批 届 次 轮 款 人次 户次 批次 件次 人 户 岁 倍 成 % ‰ 百分点 分 分钟 小时 天 日 周 年
月 季 学时 课时 秒 公里 千米 米 ㎡ 亩 公顷 平方公里 元 吨 公斤 度 部 班 盏 棵 桌 只
"""
UNITS = [*CLASSIFIERS, *_LISTED.split()]


_REWRITES = [
    (re.compile(pattern), replacement)
    for pattern, replacement in [
        (r"(?<![a-z])m(?:2|\^2)(?![0-9])|平方米|平米", "㎡"),
        ("[‐‑‒﹣]", "-"),
        ("[―─━]", "—"),
        ("[〜∼～]", "~"),
        ("[≧≮]", "≥"),
        ("萬", "万"),
        ("億", "亿"),
        ("[≦≯]", "≤"),
        (r"(?<=[0-9%万])[一ー](?=[0-9])", "-"),  # 4一5人: the Chinese one typed for a dash
        (r"(?:¥|rmb|人民币)([0-9][0-9.,]*(?![0-9.,])[百千万亿]*(?![百千万亿]))(?!元)", r"\1元"),
        (r"(?<![0-9.])\.(?=[0-9])", "0."),
        # Join thousands groups (1 180), keep a break between two numbers, drop other spaces.
        (r"(?<![0-9.,])([0-9]{1,3}) ([0-9]{3}) ([0-9]{3})(?![0-9])", r"\1\2\3"),
        (r"(?<![0-9.,])([0-9]{1,3}) ([0-9]{3})(?![ 0-9])", r"\1\2"),
        (r"(?<=[0-9])\s+(?=[0-9])", ";"),
        (r"\s+", ""),
        (r"(?<=[0-9])[·・](?=[0-9])", "."),
        (r"(?<=[每/])1?00户", "百户"),
        (r"(?<=[每/])(?:1千|1000)人", "千人"),
        (r"(?<=[每/])(?:1万|10000)人", "万人"),
        (r"\(含(?:本数|[0-9]+[^()]{0,2})?\)", ""),
        (r"\(不含(?:本数|[0-9]+[^()]{0,2})?\)", "不含"),
        (r"\((?![一二三四五六七八九十]+\))([^()0-9]{1,12})\)", r"\1"),
        ("(?:不[得应能宜可会准再][当该]?|没有|没|未)(?=少于|低于|小于|超过|高于|大于|多于)", "不"),
        ("(?:没有|没|尚未|未能)达到", "未达到"),
        ("(?<=[0-9万亿元人个名㎡%])[和与](?=[0-9].*之间)", "至"),
    ]
]
_SCIENTIFIC = re.compile(r"[-+]?[0-9](?:\.[0-9]+)?e[-+]?[0-9]{1,2}")


def clean(text: str) -> str:
    """Return *text* with widths, marks and spaces unified (NFKC, ㎡, one kind of break)."""
    text = unicodedata.normalize("NFKC", _unmark(text))
    text = "".join(
        char for char in text if char in "\t\n\r" or unicodedata.category(char)[0] != "C"
    )
    text = text.strip().removeprefix("'").replace("⁄", "/").replace("−", "-").lower()
    if _SCIENTIFIC.fullmatch(text):
        return format(Decimal(text), "f")
    text = numerals.formal_to_plain(text)
    for pattern, replacement in _REWRITES:
        text = pattern.sub(replacement, text)
    return text


def _unmark(text: str) -> str:
    """Drop circled footnote marks, show superscripts as ^ and keep fractions apart from digits."""
    return "".join(_MARKS.get(unicodedata.decomposition(char)[:5], str)(char) for char in text)


_MARKS = {
    "<circ": lambda _: "",
    "<supe": lambda char: "^" + char,
    "<frac": lambda char: " " + char,
}
