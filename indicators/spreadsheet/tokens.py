"""A cleaned text as tokens: numbers, units, bounds, approximations, dashes and context."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from indicators.spreadsheet import numerals, phrases

_START = f"[0-9{numerals.CHINESE}十百千万亿几数半]"
_NUMERAL = numerals.PATTERN
_CONDITIONS = {
    "上": ("(?<![以晚早网])", "(?=[百千万亿])"),
    "过": ("(?<![通经不越度走])", f"(?={_START})"),
    "破": ("(?<![突])", "(?=[0-9百千万亿])"),
    "超": ("", f"(?={_START})"),
    "逾": ("", f"(?={_START})"),
    "近": ("(?<![附最靠邻])", f"(?={_START})"),
    "约": ("(?<![节制合契预])", f"(?={_START}|[有占达在为不至超≥>≤<])"),
    "起": ("", "(?![来草步诉到])"),
    "内": ("", "(?![部容外设])"),
    "最低": ("", f"(?={_START}|[为达不])"),
    "最高": ("", f"(?={_START}|[为达不])"),
    "许": ("", "(?=$|[个名家人])"),
    "大": ("", f"(?=[一-龥])(?!{_START})"),
    "成": ("", "(?![立员为功果都绩就人本])"),
    "~": ("(?<![^,;:(])", ""),
}
_UNIT_STARTS = "".join(sorted({unit[0] for unit in phrases.UNITS}))
_STOP = "(?!以|及|左右|上下|不|至|到|全)"


def _words(words: Iterable[str]) -> str:
    """Return an alternation, longest first; a risky single character carries its conditions."""
    ordered = sorted(words, key=len, reverse=True)
    conditions = ((_CONDITIONS.get(word, ("", "")), word) for word in ordered)
    return "|".join(behind + re.escape(word) + ahead for (behind, ahead), word in conditions)


_TOKEN = re.compile(
    rf"(?P<F>百分之(?P<percent>{_NUMERAL})|千分之(?P<mille>{_NUMERAL})"
    rf"|(?P<under>{_NUMERAL})分之(?P<over>{_NUMERAL})"
    r"|(?<![0-9/.])(?P<top>[0-9]{1,3})/(?P<bottom>[0-9]{1,3})(?![0-9/.㎡%]))"
    r"|(?P<S0>(?:不到|不足|不满)(?=$|[,;。，；]))"
    f"|(?P<P>{_words(phrases.BOUND_BEFORE)})"
    f"|(?P<A>{_words(phrases.ABOUT)})"
    r"|(?P<H>一半(?![一-龥]?子)|半数|半)"
    r"|(?P<V>(?:几|(?<![人户件个总次岁基指参系计])数)(?P<size>[十百千万亿]+)"
    f"|几(?=[{_UNIT_STARTS}]))"
    rf"|(?P<N>(?P<number>{_NUMERAL})(?P<more>[多余几]|来(?=[个名家位万亿岁年户处项件]))?"
    r"(?P<rest>[十百千万亿]*)(?P<w>w(?![a-z]))?)"
    f"|(?P<S>{_words(phrases.BOUND_AFTER)})"
    rf"|(?P<U>(?P<base>{_words(phrases.UNITS)})(?P<half>(?<=成)[一二三四五六七八九](?![十百千万亿]))?"
    rf"(?P<per>/每?(?:{_STOP}[一-龥㎡·])(?:{_STOP}[一-龥㎡·/]){{0,9}})?)"
    r"|(?P<M>[多余])|(?P<D>[-–—~至到]+|负(?=[0-9]))|(?P<B>[,;。，；、:!?()\n])|(?P<T>.)",
    re.DOTALL,
)
_KINDS = {"F": "N", "V": "N", "S0": "S"}


@dataclass(frozen=True, slots=True)
class Token:
    """One word: its kind (N number, U unit, P/S bound, A about, D dash, H half …) and its match."""

    kind: str
    match: re.Match[str]

    @property
    def text(self) -> str:
        """The characters of the token."""
        return self.match.group()


def tokenise(text: str) -> list[Token]:
    """Split a cleaned text; runs of context become one T, numerals in names are context too."""
    tokens = [_token(match) for match in _TOKEN.finditer(text)]
    for at in range(len(tokens)):
        tokens[at] = Token(_kind(tokens, at), tokens[at].match)
    return [
        token
        for at, token in enumerate(tokens)
        if token.kind != "T" or at == 0 or tokens[at - 1].kind != "T"
    ]


def _token(match: re.Match[str]) -> Token:
    name = match.lastgroup or "T"
    return Token(_KINDS.get(name, name), match)


def _kind(tokens: list[Token], at: int) -> str:
    """Correct a token's kind by its neighbours."""
    token, previous = tokens[at], tokens[at - 1].kind if at else ""
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if token.kind == "N" and not _is_number(token, previous, following):
        return "T"
    if token.kind == "H" and not _is_half(token, previous, following):
        return "T"
    if token.text == "起" and previous == "N":
        return "S" if _ends_in_scale(tokens[at - 1]) else "U"
    if token.text == "、" and previous == "N" and _consecutive(tokens[at - 1], following):
        return "D"
    return token.kind


def _is_half(token: Token, previous: str, following: Token | None) -> bool:
    """半 counts after a unit (三年半), in 半数/一半, after a bound (过半) and in 半天, 半小时."""
    if previous in {"U", "P", "A"} or len(token.text) > 1:
        return True
    return following is not None and following.text in {"天", "日", "小时"}


def _is_number(token: Token, previous: str, following: Token | None) -> bool:
    if not (number := token.match["number"]):
        return True
    if re.search("[0-9]", number):
        return not _embedded(token.match)
    if number[0] in "百千万亿":
        return bool(token.match["more"]) or previous in {"P", "A"}
    if previous == "U":  # 10个一级网格: a name, not a second figure
        return False
    return _supported(token, previous, following)


def _embedded(match: re.Match[str]) -> bool:
    """Tell whether digits belong to a code (A3, 5G) or to a malformed number (1.2.3)."""
    before, after = match.string[: match.start()][-1:], match.string[match.end() :][:2]
    if before == "." or re.fullmatch(r"\.[0-9]", after):
        return True
    return bool(re.search("[a-z]", before)) or bool(re.match("[a-z]", after))


def _supported(token: Token, previous: str, following: Token | None) -> bool:
    """Chinese digits are also parts of names: they count before a unit or at the end."""
    if token.match["more"] or token.match["rest"]:
        return True
    if following is None or following.kind == "B":
        return previous != "T" or len(token.text) > 1
    return following.kind in set("UMSDHAP")


def _ends_in_scale(token: Token) -> bool:
    return not token.match["more"] and token.text[-1] in "万亿"


def _consecutive(token: Token, following: Token | None) -> bool:
    """Tell whether 4、5人 or 三、四个 is one spoken range."""
    pair = (token.match["number"], following.match["number"]) if following else ("", "")
    if not all(number and len(number) == 1 for number in pair):
        return False
    low, high = (numerals.parse(number).value for number in pair)
    return high - low == 1
