"""Units as printed: one spelling for each, and the factor from a printed to a wanted unit."""

import re
import unicodedata
from dataclasses import dataclass, replace

_SPELLINGS = {
    "平方米": "㎡",
    "平米": "㎡",
    "m2": "㎡",
    "m^2": "㎡",
    "平方公里": "km²",
    "km2": "km²",
    "平方千米": "km²",
    "周岁": "岁",
    "百分比": "%",
    "百分之": "%",
    "千分之": "‰",
    "个百分点": "百分点",
    "个月": "月",
    "季度": "季",
    "人民币": "",
    "元整": "元",
    "公顷": "公顷",
    "千米": "公里",
    "km": "公里",
    "个小时": "小时",
}
_PEOPLE = ("人", "名", "位", "员")
COUNTS = frozenset("个家项条处所支座栋幢起件场类种间套台辆本册份篇张块片对组队站例宗笔门面层部班盏")
_BASES = {
    "元": ("元", 1.0),
    "角": ("元", 0.1),
    "块": ("元", 1.0),
    "㎡": ("㎡", 1.0),
    "亩": ("㎡", 2000 / 3),
    "公顷": ("㎡", 1e4),
    "km²": ("㎡", 1e6),
    "%": ("%", 1.0),
    "百分点": ("%", 1.0),
    "‰": ("%", 0.1),
    "成": ("%", 10.0),
    "倍": ("%", 100.0),
    "米": ("米", 1.0),
    "公里": ("米", 1000.0),
    "分钟": ("分钟", 1.0),
    "小时": ("分钟", 60.0),
    **dict.fromkeys(_PEOPLE, ("人", 1.0)),
}
_SCALES = {"十": 10.0, "百": 100.0, "千": 1000.0, "万": 1e4, "亿": 1e8}
_PER_YEAR = {"年": 1.0, "半年": 2.0, "季": 4.0, "月": 12.0}
_TIMES = (*_PER_YEAR, "周", "天", "日")
# A denominator a header may add without changing the figure: pay is per person, a hall is one hall.
_IMPLIED = {"人", "个", "处", "年"}


@dataclass(frozen=True, slots=True)
class _Unit:
    """A parsed unit: kind and size of the numerator, time part, other denominators with size."""

    kind: str
    size: float
    time: str | None
    per: dict[str, float]


def normalise(unit: str) -> str:
    """Return the one spelling of a unit: ㎡, 人, %; denominators time first, joined by a dot."""
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", unit)).lower()
    text = re.sub(r"^[(\[]?(?:计量)?单位[:：]?|[()\[\]]", "", text)
    head, *denominators = re.split(r"[/每·*]+|一(?=年|月)", text.replace("/每", "/"))
    parts = [part for part in map(_spell, denominators) if part]
    times = [part for part in parts if part in _TIMES]
    others = sorted(part for part in parts if part not in _TIMES)
    tail = "·".join([*times, *others])
    return _spell(head) + (f"/{tail}" if tail else "")


def factor(printed: str | None, wanted: str) -> float | None:
    """Return what a value in *printed* is multiplied by to be in *wanted*; None when unrelated.

    A printed unit that leaves out the denominators is taken to mean the wanted ones.
    """
    if not printed or not (name := normalise(printed)):
        return 1.0
    if name == normalise(wanted):
        return 1.0
    source, target = _parse(name), _parse(normalise(wanted))
    if not source.kind:  # a lone 万 multiplies whatever is counted
        source = replace(source, kind=target.kind)
    rates = (_time_rate(source, target), _per_rate(source, target))
    if source.kind != target.kind or None in rates:
        return None
    return _tidy(source.size / target.size * rates[0] * rates[1])


def _spell(part: str) -> str:
    """Spell one part of a unit, keeping its multiplier: 万平方米 → 万㎡, 万名 → 万人."""
    scale, base = _split(part)
    base = _SPELLINGS.get(base, base)
    return scale + ("人" if base in _PEOPLE else base)


def _split(part: str) -> tuple[str, str]:
    """Split the multiplier off: 万元 → (万, 元); a lone 万 has no base."""
    match = re.match("[十百千万亿]*(?!分)", part)
    scale = match.group() if match else ""
    return scale, part[len(scale) :]


def _size(scale: str) -> float:
    size = 1.0
    for char in scale:
        size *= _SCALES[char]
    return size


def _parse(unit: str) -> _Unit:
    head, _, tail = unit.partition("/")
    scale, base = _split(head)
    kind, size = ("个", 1.0) if base in COUNTS else _BASES.get(base, (base, 1.0))
    parts = [part for part in tail.split("·") if part]
    time = next((part for part in parts if part in _TIMES), None)
    others = [_split(part) for part in parts if part not in _TIMES]
    return _Unit(kind, size * _size(scale), time, {name: _size(prefix) for prefix, name in others})


def _time_rate(source: _Unit, target: _Unit) -> float | None:
    if source.time is None or source.time == target.time:
        return 1.0
    if target.time is None:
        return 1.0 if source.time == "年" else None
    if source.time not in _PER_YEAR or target.time not in _PER_YEAR:
        return None
    return _PER_YEAR[source.time] / _PER_YEAR[target.time]


def _per_rate(source: _Unit, target: _Unit) -> float | None:
    rate = 1.0
    for name, size in source.per.items():
        if name in target.per:
            rate *= target.per[name] / size
        elif name not in _IMPLIED or size != 1:
            return None
    return rate


def _tidy(value: float) -> float:
    """Drop binary noise: 0.1 + nothing else stays 0.1, 1e4/1e8 becomes 0.0001."""
    return float(f"{value:.15g}")
