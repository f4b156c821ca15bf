"""Frames for the profile, the distribution and the trend, and what their figures show."""

import re
from datetime import date

import pandas as pd

from indicators.charts import palette, profile_spine, strip, trend
from indicators.charts.canvas import width

THEMES = (palette(False), palette(True))
LONG = "非公企业和社会组织党建指导服务中心面积下限"
PLACES = ("云溪", "东湖", "临港", "高新", "青山", "江北", "南关")
# standing: own bounds, own text, comparability
ROWS = {
    "behind": ((4, 4), "4", "可比"),
    "ahead": ((9, 9), "9", "慎比"),
    "level": ((6, 6), "6", "可比"),
    "undecided": ((5, 8), "5–8", "可比"),
    "incomparable": ((3, 3), "3", "不可比"),
    "own_missing": ((None, None), "—", None),
    "no_reference": ((5, 5), "5", "可比"),
}


def row(number, standing, /, **changed):
    """Build one row of the profile: the group has 2 … 10, its median is 6."""
    own, text, comparability = ROWS[standing]
    made = {
        "indicator": f"i{number}", "name": "社区工作者年薪" + "甲乙丙丁戊己庚"[number],
        "theme": f"主题{number // 3}",
        "unit": "万元/年", "direction": "higher", "own_lo": own[0], "own_hi": own[1],
        "own_lo_open": False, "own_hi_open": False, "own_text": text, "own_period_text": "",
        "own_nature": "实际值", "own_observation": 100 + number,
        "missing_reason": "未报送" if standing == "own_missing" else None,
        "median_lo": 6.0, "median_hi": 6.0, "median_text": "6",
        "median_observations": [1, 2, 3], "n_peers": 7, "rank_best": 6, "rank_worst": 7,
        "rank_n": 8, "rank_observations": [1, 2, 3, 4], "standing": standing,
        "comparability": comparability, "reasons": "年份不同", "change_text": "升3.2个百分点",
        "trend": "变好",
    }  # fmt: skip
    return made | changed


def peer(number, place, low, high, /):
    """Build one other place's value."""
    return {
        "indicator": f"i{number}", "area_name": f"{place}区", "short": place, "lo": low,
        "hi": high, "text": f"{low}", "period_text": "2023年", "nature": "实际值",
        "observation": 500 + number * 10 + PLACES.index(place),
    }  # fmt: skip


def peers(numbers, values=(2, 4, 5, 6, 7, 8, 10)):
    """Build the other places' values of some rows."""
    pairs = zip(PLACES, values, strict=False)
    found = [peer(n, place, v, v) for place, v in pairs for n in numbers]
    return pd.DataFrame(found, columns=list(peer(0, "云溪", 0, 0)))


def spine(*rows, values=(2, 4, 5, 6, 7, 8, 10), **look):
    """Draw a profile of some rows."""
    frame = pd.DataFrame(rows, columns=list(row(0, "behind")))
    others = peers(range(len(rows)), values)
    names = {"own_name": "古城区", "group_name": "全市8区"}
    return profile_spine(frame, others, look.pop("look", THEMES[0]), **names, **look)


def everything(**look):
    """Draw one row of each standing."""
    return spine(*(row(number, standing) for number, standing in enumerate(ROWS)), **look)


def value(group, place, low, high=None, /, **changed):
    """Build one row of the distribution; an absent high makes it exact."""
    high = low if high is None else high
    made = {
        "group": group, "area": place, "area_name": place, "short": place, "indicator": "x",
        "lo": low, "hi": high, "lo_open": False, "hi_open": False, "text": f"{low}",
        "period_text": "2024年", "nature": "实际值", "observation": hash_of(group, place),
        "is_own": False, "is_named": False, "comparability": "可比", "n_missing": None,
    }  # fmt: skip
    return made | changed


def hash_of(group, place):
    """A small number that belongs to one place of one group."""
    return sum(map(ord, group + place)) % 9000


def town(**changed):
    """Four groups: cities, districts, 30 streets and 180 communities, some on one value."""
    rows = [value("参照城市", "示例市", 82.5, is_own=True)]
    rows += [
        value("参照城市", f"城{n}", 70 + 2.5 * n, is_named=True, comparability="慎比")
        for n in range(7)
    ]
    rows.append(value("参照城市", "条例", 85, nature="规定标准"))
    rows += [value("市辖区", f"{n}区", 75 + 3 * n, is_named=True) for n in range(8)]
    rows += [value("街道", f"{n}街道", 60 + n * 37 % 40, n_missing=2) for n in range(28)]
    rows += [value("社区", f"{n}社区", 100 if n % 3 else 60 + n % 40) for n in range(180)]
    return pd.DataFrame(rows).assign(**changed)


def spread(frame, *, direction="higher", look=THEMES[0], **more):
    """Draw a distribution."""
    return strip(frame, look, unit="%", direction=direction, own_name="示例市", **more)


def dated(area, year, low, high=None, /, **changed):
    """Build one row of the trend."""
    made = {
        "area": area, "area_name": area, "indicator": "x", "is_own": area == "示例市",
        "period": str(year), "period_end": date(year, 12, 31), "period_text": f"{year}年",
        "lo": low, "hi": low if high is None else high, "text": f"{low}", "nature": "实际值",
        "scope": None, "observation": hash_of(area, str(year)), "segment": 1,
    }  # fmt: skip
    return made | changed


def years(*areas, first=2020, count=5, start=70):
    """Build series that rise by two a year."""
    return pd.DataFrame(
        dated(area, first + n, start + 3 * k + 2 * n)
        for k, area in enumerate(areas)
        for n in range(count)
    )


def course(frame, look=THEMES[0], **more):
    """Draw a trend."""
    return trend(frame, look, unit="%", own_name="示例市", **more)


def marks(figure):
    """Return (x, y, symbol, fill, edge, customdata) of every mark that hovers."""
    for trace in figure.data:
        if trace.mode == "markers" and trace.customdata and trace.name != "carriers":
            look = trace.marker
            parts = (trace.x, trace.y, look.symbol, look.color, look.line.color, trace.customdata)
            yield from zip(*parts, strict=True)


def plain(words):
    """Return words without markup."""
    return re.sub(r"<[^>]+>", "", words)


def words(figure):
    """Return (text, x, y, size, side, colour, customdata) of everything written."""
    for trace in figure.data:
        if trace.mode == "text":
            font, data = trace.textfont, trace.customdata or [None] * len(trace.x)
            parts = (trace.text, trace.x, trace.y, font.size, font.color, data)
            for text, x, y, size, color, told in zip(*parts, strict=True):
                yield text, x, y, size, trace.textposition, color, told


def texts(figure):
    """Return all words written, without markup."""
    return [plain(text) for text, *_ in words(figure)]


def boxes(figure):
    """Return the room each written text takes: (text, left, top, right, bottom)."""
    for text, x, y, size, side, *_ in words(figure):
        aside = "".join(re.findall(r"<span[^>]*>([^<]*)</span>", text))
        main = plain(re.sub(r"<span[^>]*>[^<]*</span>", "", text))
        wide = width(main, size) + width(aside, 13)
        left = x - wide * {"middle right": 0, "middle center": 0.5, "middle left": 1}[side]
        yield plain(text), left, y - size * 0.45, left + wide, y + size * 0.45


def overlaps(figure):
    """Return the pairs of texts that lie on each other or leave the sheet."""
    found, edge = [box for box in boxes(figure) if box[0]], figure.layout.xaxis.range[1]
    pairs = [
        (one[0], other[0])
        for number, one in enumerate(found)
        for other in found[number + 1 :]
        if one[1] < other[3] and other[1] < one[3] and one[2] < other[4] and other[2] < one[4]
    ]
    return pairs + [box[0] for box in found if box[1] < -1 or box[3] > edge + 1]


def paths(figure, color=THEMES[0].ink):
    """Return the slanted lines of one colour."""
    return [s.path for s in figure.layout.shapes if s.type == "path" and s.line.color == color]


def own_mark(figure, number=0):
    """Return the marks of a row's own value that can be seen."""
    seen = [m for m in marks(figure) if m[3] != "rgba(0,0,0,0)"]
    return [m for m in seen if m[-1] == [f"i{number}", 100 + number]]
