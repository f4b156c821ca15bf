"""From tokens to quantities: number, approximation, unit and bounds, alone or as a range."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from indicators.spreadsheet import numerals, phrases, spans, units
from indicators.spreadsheet.numerals import Number
from indicators.spreadsheet.spans import Span
from indicators.spreadsheet.tokens import Token, tokenise

_PHRASE = re.compile(
    "(?P<before>(?:P[TUMH]{0,9}|AT?)*)(?P<one>D?[NH][UMHS]*)(?:D(?P<two>A?[NH][UMHS]*))?"
)
_FAR_APART = 100
_CHANGES = "长比幅速化为是"
_TIMES = {"成": 10}
_SHOWN = {"成": "%"}


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity: interval (None with a reason) and printed unit (None when absent)."""

    span: Span | None
    unit: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class _Part:
    """A quantity before its bounds; `scale` is the multiplier its numeral ends in."""

    span: Span
    unit: str | None
    scale: Decimal = Decimal(1)
    scaled: bool = False


def find(text: str) -> list[Quantity]:
    """Return the quantities of a cleaned text in order; context words are skipped."""
    tokens = tokenise(text)
    kinds = "".join(token.kind for token in tokens)
    return [_quantity(phrase, tokens) for phrase in _PHRASE.finditer(kinds)]


def _quantity(phrase: re.Match[str], tokens: list[Token]) -> Quantity:
    parts = [
        _part(tokens[slice(*phrase.span(name))], _sign(phrase, tokens, name))
        for name in ("one", "two")
        if phrase[name]
    ]
    if any(part is None for part in parts):
        return Quantity(None, reason="符号含义不明")
    base = _range(*parts) if len(parts) == 2 else parts[0]
    if isinstance(base, str):
        return Quantity(None, reason=base)
    words = tokens[phrase.start() : phrase.end()]
    span = spans.bounded(_approximate(base.span, words), _signs(words, ranged=len(parts) == 2))
    if span is None:
        return Quantity(None, base.unit, "上下限矛盾")
    return Quantity(span.times(_TIMES.get(base.unit, 1)), _SHOWN.get(base.unit, base.unit))


def _sign(phrase: re.Match[str], tokens: list[Token], name: str) -> int:
    """Tell a minus (-1) from a dash (1); 0 when a dash after a word could be either."""
    start = phrase.start(name)
    if name == "two":
        dash = tokens[start - 1].text
        negative = phrase["one"].startswith("D") and dash == "--"
        return -1 if negative or re.fullmatch("[~至到]-", dash) else 1
    if tokens[start].kind != "D" or not re.fullmatch("[-–—]+|负", tokens[start].text):
        return 1
    if len(tokens[start].text) > 1:
        return 1 if start else 0
    ahead = tokens[start].match.string[: tokens[start].match.start()]
    after_text = start > 0 and tokens[start - 1].kind not in "PAB"
    clear = tokens[start].text == "负" or not after_text or ahead[-1] in _CHANGES
    return -1 if clear else 0


def _part(words: list[Token], sign: int) -> _Part | None:
    """Read number, unit, half and 多 of one chain of tokens; bounds are left to the caller."""
    if not sign:
        return None
    head, *tail = [word for word in words if word.kind not in "DA"]
    span = _head(head, sign)
    own = "%" if head.kind == "H" or head.match["F"] else None
    if head.match["F"] and head.match["mille"]:
        own = "‰"
    if head.kind == "H" and tail and tail[0].kind == "U":
        span, own = spans.exact(Number(Decimal("0.5"), Decimal("0.5"))), None
    for word in tail:
        span = _modified(span, word)
    number = head.match["number"] or ""
    scale = numerals.trailing_scale(number + (head.match["rest"] or "")) if number else Decimal(1)
    scale *= 10**4 if head.match["w"] else 1
    return _Part(span, own or _unit(tail), scale, scaled=scale > 1)


def _head(head: Token, sign: int) -> Span:
    match = head.match
    if head.kind == "H":
        return spans.exact(Number(Decimal(50), Decimal(10)))
    if match["F"]:
        return spans.exact(_fraction(match))
    if match["V"]:
        return spans.several(numerals.scale_of(match["size"] or ""))
    scale = numerals.scale_of(match["rest"] or "") * (10**4 if match["w"] else 1)
    return _vague(match, sign).times(scale)


def _vague(match: re.Match[str], sign: int) -> Span:
    """Return the interval of a numeral with the 多, 余, 几 or 来 written inside it."""
    if pair := numerals.neighbours(match["number"]):
        low, high = (spans.exact(numerals.parse(text)) for text in pair)
        return spans.joined(low, high) or low
    number = numerals.parse(match["number"]).times(sign)
    number = replace(number, step=abs(number.step))
    kind = match["more"] or ""
    if kind == "几" and number.step >= 10:
        return spans.teens(number)
    change = {"多": spans.more, "余": spans.more, "几": spans.more, "来": spans.about}.get(kind)
    return change(spans.exact(number)) if change else spans.exact(number)


def _fraction(match: re.Match[str]) -> Number:
    """Return a fraction in percent (千分之几 in per mille); a plain one counts in steps of ten."""
    if text := match["percent"] or match["mille"]:
        return numerals.parse(text)
    if match["top"]:
        over, under = Decimal(match["top"]), Decimal(match["bottom"])
    else:
        over, under = (numerals.parse(match[name]).value for name in ("over", "under"))
    return Number(100 * over / under if under else Decimal(0), Decimal(10))


def _modified(span: Span, word: Token) -> Span:
    if word.kind == "H" or word.match["half"]:
        digit = numerals.parse(word.match["half"]).value if word.match["half"] else 5
        return spans.shifted(span, Decimal(digit) / 10)
    if word.kind == "M":
        return spans.more(span)
    return span


def _unit(words: list[Token]) -> str | None:
    """Return the printed unit, normalised: the first, or the one after 半 (一个半小时)."""
    printed = [word for word in words if word.kind == "U"]
    if not printed:
        return None
    halved = any(word.kind == "H" for word in words)
    match = printed[-1 if halved else 0].match
    printed_base = match["base"] or match.group()
    base = phrases.CLASSIFIERS.get(printed_base, printed_base)
    return units.normalise(base + (match["per"] or ""))


def _range(low: _Part, high: _Part) -> _Part | str:
    """Join two parts; a unit or multiplier written once serves both (10~15万, 80-90%)."""
    if low.unit and high.unit and low.unit != high.unit:
        return "含多个数"
    if not low.unit and not low.scaled and high.scaled and low.span.hi < high.span.lo / high.scale:
        low = replace(low, span=low.span.times(high.scale))
    elif not low.scaled and high.scaled and 0 < low.span.hi * _FAR_APART < high.span.lo:
        return "区间颠倒"  # 15-10万: nobody means from 15 to 100,000
    span = spans.joined(low.span, high.span)
    return replace(high, span=span, unit=low.unit or high.unit) if span else "区间颠倒"


def _approximate(span: Span, words: list[Token]) -> Span:
    marks = {phrases.ABOUT[word.text] for word in words if word.kind == "A"}
    marks |= {phrases.BOUND_AFTER.get(word.text) for word in words if word.kind == "S"}
    span = spans.near(span) if "↗" in marks else span
    return spans.about(span) if "≈" in marks else span


def _signs(words: list[Token], *, ranged: bool) -> set[str]:
    """Return the bounds of a phrase; a range that carries one at each end is just a range."""
    signs = {phrases.BOUND_BEFORE[word.text] for word in words if word.kind == "P"}
    signs |= {phrases.BOUND_AFTER[word.text] for word in words if word.kind == "S"} - {"≈"}
    both = bool(signs & spans.LOWER) and bool(signs & spans.UPPER)
    return set() if ranged and both else signs
