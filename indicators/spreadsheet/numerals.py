"""Numerals as written — Arabic, Chinese or both ("1万5千", "一百零五") — into exact numbers."""

import re
from dataclasses import dataclass
from decimal import Decimal

CHINESE = "零〇一二两三四五六七八九"
_TO_ARABIC = str.maketrans(CHINESE + "点", "001223456789.")
_FORMAL = str.maketrans("壹贰貳叁肆伍陆柒捌玖拾佰仟萬億", "一二二三四五六七八九十百千万亿")
_FORMAL_RUN = re.compile("[壹贰貳叁肆伍陆柒捌玖拾佰仟萬億零万亿]{2,}")
_SCALE = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_PIECE = re.compile(r"[0-9]+(?:\.[0-9]+)?|[十百千万亿]")
_NEIGHBOURS = re.compile(
    "(?P<head>[一二两三四五六七八九十百千万亿]*[十百千万亿]|)"
    "(?P<low>[一二两三四五六七八])(?P<high>[二两三四五六七八九])(?P<tail>[十百千万亿]*)"
)

_DIGITS = "[0-9]+(?![0-9])"
_ARABIC = (
    rf"(?:[0-9]{{1,3}}(?:,[0-9]{{3}})+(?![0-9]|,[0-9]{{3}})|{_DIGITS})"
    rf"(?:\.{_DIGITS}|(?!\.[0-9]))"
)
_HAN_RUN = f"[{CHINESE}十百千]+(?![{CHINESE}十百千])"
_HAN = f"{_HAN_RUN}(?:点[{CHINESE}]+(?![{CHINESE}])|(?!点[{CHINESE}]))"
_SCALES = "[十百千万亿]*(?![十百千万亿])"
_NEXT = "(?<=[百千万亿])"
# Every run is followed by what may not follow it, so that it is read whole or not at all and no
# text is looked at over and over. Possessive quantifiers say this shorter, but Python 3.11.2
# (Debian 12) matches them wrongly.
PATTERN = (
    f"(?:(?:{_ARABIC}|{_HAN}|[万亿]+(?![万亿])){_SCALES}"
    f"(?:{_NEXT}(?:{_ARABIC}|{_HAN}){_SCALES})*(?!{_NEXT}[0-9{CHINESE}十百千]))"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A value and the step of its last written digit (1800 → 100, 1.2万 → 1000)."""

    value: Decimal
    step: Decimal

    def times(self, scale: Decimal | int) -> "Number":
        """Return the number with value and step multiplied by *scale*."""
        return Number(self.value * scale, self.step * abs(scale))


def formal_to_plain(text: str) -> str:
    """Rewrite bank-cheque numerals (叁万伍仟) as plain ones; single look-alikes (队伍) stay."""
    return _FORMAL_RUN.sub(lambda run: run.group().translate(_FORMAL), text).translate(
        str.maketrans({"廿": "二十", "卅": "三十"})
    )


def parse(text: str) -> Number:
    """Return the number a numeral matching PATTERN stands for."""
    pieces = _PIECE.findall(text.replace(",", "").translate(_TO_ARABIC))
    value = _evaluate(_colloquial(pieces))
    return Number(value, _step(pieces, value))


def scale_of(text: str) -> Decimal:
    """Return the product of the multipliers in *text* ("十万" → 100000, "" → 1)."""
    product = Decimal(1)
    for char in text:
        product *= _SCALE.get(char, 1)
    return product


def trailing_scale(text: str) -> Decimal:
    """Return the multiplier a numeral ends with: 15万 → 10000, 三十 → 1, 2千万 → 10000000."""
    ending = re.search("[百千万亿]*$", text)
    return scale_of(ending.group() if ending else "")


def neighbours(text: str) -> tuple[str, str] | None:
    """Split a spoken range of neighbouring digits: 三四十 → (三十, 四十), 十七八 → (十七, 十八)."""
    match = _NEIGHBOURS.fullmatch(text)
    if not match:
        return None
    low, high = parse(match["low"]).value, parse(match["high"]).value
    if high - low != 1 and (low, high) != (3, 5):  # 三五个 is the one idiom with a gap
        return None
    head, tail = match["head"], match["tail"]
    return head + match["low"] + tail, head + match["high"] + tail


def _colloquial(pieces: list[str]) -> list[str]:
    """Complete a dropped last multiplier: 一万五 means 一万五千, 一百五 means 一百五十."""
    if len(pieces) > 1 and pieces[-2] in "百千万亿" and re.fullmatch("[1-9]", pieces[-1]):
        return [*pieces[:-1], str(int(pieces[-1]) * _SCALE[pieces[-2]] // 10)]
    return pieces


def _evaluate(pieces: list[str]) -> Decimal:
    total = section = Decimal(0)
    number: Decimal | None = None
    for piece in pieces:
        if piece not in _SCALE:
            number = Decimal(piece)
        elif _SCALE[piece] < 10**4:
            section += (1 if number is None else number) * _SCALE[piece]
            number = None
        else:
            section += number or 0
            total = _close(total, section, piece, bare=number is None and not section)
            section, number = Decimal(0), None
    return total + section + (number or 0)


def _close(total: Decimal, section: Decimal, scale: str, *, bare: bool) -> Decimal:
    """Multiply a finished section by 万 or 亿; 亿 lifts all that stands before it."""
    if bare:
        return total * _SCALE[scale] if total else Decimal(_SCALE[scale])
    if scale == "亿":
        return (total + section) * _SCALE[scale]
    return total + section * _SCALE[scale]


def _step(pieces: list[str], value: Decimal) -> Decimal:
    last = max((i for i, piece in enumerate(pieces) if piece not in _SCALE), default=None)
    if last is not None and "." in pieces[last]:
        decimals = len(pieces[last].split(".")[1])
        return scale_of("".join(pieces[last:])).scaleb(-decimals)
    if not value:
        return Decimal(1)
    digits = format(value, "f").split(".", maxsplit=1)[0]
    return Decimal(10) ** (len(digits) - len(digits.rstrip("0")))
