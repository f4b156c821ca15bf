"""One spelling for labels: without spaces, and years and months in Arabic digits."""

import re
import unicodedata
from functools import lru_cache

_SPACES = re.compile(r"[\s\u00a0\u3000\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")
_HAN_YEAR = re.compile("(?<![一二三四五六七八九])[一二][〇○零OoＯ0一二三四五六七八九]{3}(?=年|$)")
_HAN_DIGITS = str.maketrans("〇○零OoＯ一二三四五六七八九", "000000123456789")
_HAN_MONTH = re.compile(
    "(?<![一-龥])(十[一二]?|[一二三四五六七八九])(?=月)|(?<=年)(十[一二]?|[一二三四五六七八九])(?=月)"
)
_HAN_NUMBERS = {"十": "10", "十一": "11", "十二": "12"}


@lru_cache(maxsize=65_536)
def clean(text: str) -> str:
    """Return a label without inner or edge spaces, invisible or direction marks."""
    return _SPACES.sub("", text)


@lru_cache(maxsize=16_384)
def plain(text: str) -> str:
    """Return a text with Arabic digits for the Chinese ones of its year and month."""
    text = unicodedata.normalize("NFKC", text) if not text.isascii() else text
    text = _HAN_YEAR.sub(lambda found: found[0].translate(_HAN_DIGITS), text)
    return _HAN_MONTH.sub(lambda f: _HAN_NUMBERS.get(f[0]) or f[0].translate(_HAN_DIGITS), text)
