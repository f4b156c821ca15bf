"""The wordings of a label to look up: without periods, numbering and frames, and what is close."""

import re

from rapidfuzz.distance import Levenshtein

from indicators.spreadsheet import dates, labels

_LEAD = re.compile(r"^(?:其中[:：]?|[#＃]|[(（]?(?:\d{1,2}|[一二三四五六七八九十]+)[)）.、．])+")
_BRACKET = re.compile(r"[(（]([^()（）]*)[)）]$")
# A bracket that says nothing new about what is measured; any other has to be checked.
_NEUTRAL = re.compile("合计|总数|总量|实际数?|期末|年末|年底|全年|必填|选填|数值|数据|现有|现状")
_OTHER = re.compile(
    "抽样|调查|样本|计划|目标|预|规划|增|减|降|变化|同比|环比|比|占|均|上年|去年|上期|标准|农村|城镇"
    "|男|女|其中|其他|不含|除|指数|排名|名次|得分"
)
_FRAME = re.compile(
    r"(?:(?:附)?表[\d一二三四五六七八九十]*(?:[-—.．]\d+)*[:：、]?|各[一-龥、和及与]{1,12}?(?=$|[一-龥])"
    r"|[一-龥]{2,10}?(?:省|市|州|盟|区|县|旗|街道|镇|乡)|近[一-龥\d]{1,2}年|历年|[年月季]度|主要|[的分按和及与、：:\-—])+"
)
_NARROWER = re.compile("新|老|旧|试点|示范|重点|农|园|商|景|小区|社区|村|部分|非|无|未|不")
_TABLE = re.compile(
    r"(?:情况|数据|指标|统计|汇总|对照|对比|比较|一览|监测|排名|变化|分布|明细|完成|年报|季报|月报|报|表)+$"
)
# What a spelling may differ in without meaning something else, and what never is a slip.
_FILLING = frozenset('的之等其数量情况（）()“”"、和与及或/·-')
_WEIGHTY = frozenset(
    "非无未没不免私公集男女老少幼新旧城乡镇农村市县区省国上下高低增减升降内外前后首末总均多单双全半大小中"
    "长短正副主兼专流动已应实计划预标本初再外户人个元万亿率比度额级年月日周季次届0123456789一二三四五六七八九十百千"
)


def variants(path: list[str]) -> list[str]:
    """Return the spellings to try, most specific first: whole path, last two, last, bare."""
    words = [dates.without(part) for part in path if part and not labels.is_period(part)]
    words = [part for part in words if part]
    if not words:
        return []
    bare = [_LEAD.sub("", part) for part in words]
    kept = [part for part in bare if part]
    tries = ["/".join(words), "".join(words), "".join(words[-2:]), words[-1], "".join(kept)]
    tries += ["".join(kept[-2:]), *kept[-1:]]
    if (found := _BRACKET.search(words[-1])) and _is_neutral(found[1]):
        tries.append(_BRACKET.sub("", words[-1]))
    return list(dict.fromkeys(text for text in tries if text))


def _is_neutral(bracket: str) -> bool:
    neutral = _NEUTRAL.fullmatch(bracket) or labels.is_period(bracket) or dates.doubt(bracket)
    return bool(neutral) or labels.unit(bracket) is not None


def endings(text: str) -> list[str]:
    """Return what a title may measure, longest first: 示例市各街道居民满意度 → 居民满意度."""
    plain = _TABLE.sub("", dates.without(labels.split_unit(text)[0]))
    ends = [plain]
    for start in range(1, len(plain) - 2):
        frame = dates.without(plain[:start])
        if _FRAME.fullmatch(frame) and not _NARROWER.search(frame):
            ends.append(plain[start:])
    return ends


def unbracketed(path: list[str]) -> str | None:
    """Return the last label without a bracket that may only explain it; None without such."""
    last = path[-1] if path else ""
    found = _BRACKET.search(last)
    if found is None or _OTHER.search(found[1]):
        return None
    return last[: found.start()] or None


def is_close(text: str, word: str) -> bool:
    """Tell whether a label differs from a known word by a slip that does not change its sense."""
    changed = [
        (text[one.src_pos : one.src_pos + 1], word[one.dest_pos : one.dest_pos + 1], one.tag)
        for one in Levenshtein.editops(text, word)
    ]
    slips = 0
    for old, new, tag in changed:
        letters = {"insert": {new}, "delete": {old}}.get(tag, {old, new})
        if letters <= _FILLING:
            continue
        if letters & _WEIGHTY:
            return False
        slips += 1
    return slips <= 1
