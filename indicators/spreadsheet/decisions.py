"""Reading as the analyst decided: what a heading measures, in which unit, whose row it is."""

from indicators.catalogue import Catalogue
from indicators.spreadsheet import labels
from indicators.spreadsheet.layouts import Decisions, timeless
from indicators.spreadsheet.matching import Matcher
from indicators.spreadsheet.tables import Table

# how a decided heading matched, beside alias, fuzzy and none
DECIDED = "decided"


class DecidedMatcher(Matcher):
    """A matcher that follows the analyst where the analyst has spoken."""

    def __init__(self, catalogue: Catalogue, decided: Decisions) -> None:
        """Take the decisions as they are sent; codes the catalogue has lost are ignored."""
        super().__init__(catalogue)
        known = {"": None} | {code: code for code in catalogue.indicators}
        self._items = _known(decided.get("items", {}), known)
        known = {"": None} | {code: code for code in catalogue.areas}
        self._places = _known(decided.get("places", {}), known)

    def indicator(self, path: list[str]) -> tuple[str | None, str]:
        """Return the decided code for a label path, else what the words say."""
        for heading in ("/".join(path), *path[-1:]):
            if heading in self._items:
                return self._items[heading], DECIDED
        return super().indicator(path)

    def place(self, label: str, within: str | None) -> tuple[str | None, str]:
        """Return the decided area of a row label, else what the words say."""
        if label in self._places:
            area = self._places[label]
            return area, "area" if area else "part"
        return super().place(label, within)


def units(table: Table, decided: Decisions) -> None:
    """Put the decided units in place of the printed ones, in the table itself."""
    found = decided.get("units", {})
    for column in table.columns:
        column.unit = found.get(column.text, column.unit)


def arrangement(
    sheet: str, rows: int, decided: Decisions
) -> tuple[tuple[int, int] | None, str | None]:
    """Return a sheet's decided header rows (0-based) and the side its places stand on, or None."""
    name = timeless(sheet)
    first, _, last = decided.get("heads", {}).get(name, "").partition("-")
    head = (int(first) - 1, int(last) - 1) if first.isdecimal() and last.isdecimal() else None
    if head and not 0 <= head[0] <= head[1] < rows:
        head = None
    side = decided.get("sides", {}).get(name)
    return head, side if side in ("rows", "columns") else None


def heading(label: list[str], subject: str) -> str:
    """Return the words a decision about a column goes by: its label, or what the table is about."""
    if all(labels.is_period(part) for part in label):
        return labels.split_unit(subject)[0]
    return "/".join(label)


def _known(wanted: dict[str, str], codes: dict[str, str | None]) -> dict[str, str | None]:
    return {words: codes[code] for words, code in wanted.items() if code in codes}
