"""Printed words to catalogue codes: exact first, then a close spelling that asks to be checked."""

from functools import cached_property

from rapidfuzz import fuzz, process

from indicators.catalogue import Catalogue, normalise
from indicators.spreadsheet import wording
from indicators.spreadsheet.labels import clean, row_kind

CLOSE = 90
MOST_COMPARED = 2_000


class Matcher:
    """Finds indicators and areas for one document; remembers what it has found."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Start with nothing remembered."""
        self.catalogue = catalogue
        self._compared = 0
        self._indicators: dict[tuple[str, ...], tuple[str | None, str]] = {}
        self._areas: dict[tuple[str, str | None], str | None] = {}

    def indicator(self, path: list[str]) -> tuple[str | None, str]:
        """Return the code and how it matched (alias, fuzzy or none) for a label path."""
        key = tuple(path)
        if key not in self._indicators:
            self._indicators[key] = self._indicator(path)
        return self._indicators[key]

    def area(self, label: str, within: str | None = None) -> str | None:
        """Return the area a label names; shared names need the place they lie in."""
        key = (label, within)
        if key not in self._areas:
            self._areas[key] = self.catalogue.find_area(label, within) if label else None
        return self._areas[key]

    def place(self, label: str, within: str | None) -> tuple[str | None, str]:
        """Return the area and row kind of a clean row label; totals and parts are never places."""
        what = row_kind(label)
        if what == "whole" and (area := self.area(label) or within):
            return area, "area"
        if what == "whole":
            return None, "unknown"
        if what == "part" and label[:1] in "#＃" and (area := self.area(label[1:], within)):
            return area, "area"
        if what:
            return None, what
        area = self.area(label, within)
        return area, "area" if area else "unknown"

    def is_area(self, label: str) -> bool:
        """Tell whether a label names a place, also one whose district is not known yet."""
        return normalise(label) in self._area_words if label else False

    def named_area(self, text: str) -> str | None:
        """Return the first and longest area a title, sheet or file name mentions."""
        text = clean(text)[:60]
        for start in range(len(text) - 1):
            for end in range(min(len(text), start + 14), start + 1, -1):
                word = text[start:end]
                if word in self._area_words and (code := self.area(word)):
                    return code
        return None

    def close_area(self, label: str) -> str | None:
        """Return the name of the area spelt most like a label, or None."""
        found = process.extractOne(label, self._area_names, scorer=fuzz.ratio, score_cutoff=70)
        return found[0] if found else None

    def _indicator(self, path: list[str]) -> tuple[str | None, str]:
        tries = wording.variants(path)
        ends = wording.endings(tries[-1]) if len(tries) == 1 else []
        for text in (*tries, *ends):
            if code := self.catalogue.find_indicator(text):
                return code, "alias"
        bare = wording.unbracketed(path)
        if bare and (code := self.catalogue.find_indicator(bare)):
            return code, "fuzzy"
        for text in tries:
            if len(text) >= 4 and self._compared < MOST_COMPARED:
                self._compared += 1
                if code := self._close_indicator(normalise(text)):
                    return code, "fuzzy"
        return None, "none"

    def _close_indicator(self, text: str) -> str | None:
        words = self._indicator_words
        found = process.extract(text, words.keys(), scorer=fuzz.ratio, score_cutoff=CLOSE, limit=5)
        return next((words[word] for word, *_ in found if wording.is_close(text, word)), None)

    @cached_property
    def _indicator_words(self) -> dict[str, str]:
        return {
            normalise(word): one.code
            for one in self.catalogue.indicators.values()
            for word in (one.name, *one.aliases)
        }

    @cached_property
    def _area_words(self) -> set[str]:
        return {
            normalise(word)
            for area in self.catalogue.areas.values()
            for word in (area.name, area.short, *area.aliases)
            if len(word) > 1
        }

    @cached_property
    def _area_names(self) -> list[str]:
        return [area.name for area in self.catalogue.areas.values()]
