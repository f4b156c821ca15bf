"""The catalogue as data: indicators, areas, families and levels, read from CSV files.

One row is one new indicator or one new reference city; nothing here has to change for it. An
office's own rows lie in a folder of their own, in files of the same names and columns: the last row
of a code counts, before the one that ships, so that every edit stays on record.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field, fields, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

# the folder beside a store with the office's own rows
OWN = "catalogue"
DATA = Path(__file__).resolve().parent.parent / "data"

WORDS = {
    "direction": ("higher", "lower", "none"),
    "rollup": ("sum", "mean", "weighted", "none"),
    "measure": ("level", "count", "rate", "floor", "total", "struct", "freq"),
    "kind": ("real", "group", "anonymous", "former", "sample"),
}
_SPACES = re.compile(r"[\s\u200b\ufeff]+")
_SAME = str.maketrans("“”„‟「」『』«»〔〕【】[]", '"' * 10 + "()" * 3)


class CatalogueError(ValueError):
    """A catalogue file cannot be used; the message names the file, the row and the fault."""


@dataclass(frozen=True, slots=True)
class Level:
    """A rung of the hierarchy; a territorial one divides the land, a venue does not."""

    code: str
    name: str
    depth: int
    territorial: bool


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is measured: `unit` is the unit every stored value has, bounds are in that unit."""

    code: str
    name: str
    theme: str
    topic: str
    unit: str
    direction: str
    decimals: int
    plausible_min: float | None
    plausible_max: float | None
    rollup: str
    denominator: str | None
    tolerance: float
    measure: str
    aliases: tuple[str, ...]
    definition: str
    sort: int


@dataclass(frozen=True, slots=True)
class Area:
    """A place or venue of any depth; `parent` is None for the root only."""

    code: str
    name: str
    short: str
    level: str
    parent: str | None
    kind: str
    sort: int
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FamilyMember:
    """One indicator of a family; `factor` turns its unit into the family's unit."""

    family: str
    name: str
    unit: str
    direction: str
    indicator: str
    factor: float
    caveat: str


@dataclass(frozen=True, slots=True)
class Part:
    """A count that can never exceed another one of the same area and period."""

    part: str
    whole: str


@dataclass(frozen=True, slots=True)
class FormerArea:
    """A district that was merged into another one; its figures stay its own."""

    code: str
    name: str
    short: str
    parent: str
    successor: str
    year: int


@dataclass(frozen=True, slots=True)
class SharedName:
    """A short name that districts of several cities have, also of cities not in the catalogue."""

    name: str


@dataclass(frozen=True)
class Catalogue:
    """Everything the product can name, and how to find it by the words of a workbook."""

    indicators: dict[str, Indicator]
    areas: dict[str, Area]
    families: tuple[FamilyMember, ...]
    levels: dict[str, Level]
    parts: tuple[Part, ...] = ()
    former: dict[str, FormerArea] = field(default_factory=dict)
    shared: frozenset[str] = frozenset()

    def find_indicator(self, text: str) -> str | None:
        """Return the code whose code, name or alias is `text` after normalising, or None."""
        return self._indicator_words.get(normalise(text))

    def find_area(self, text: str, within: str | None = None) -> str | None:
        """Return the code whose code, name or alias is `text`, names before aliases.

        A word several areas share, here or elsewhere in the country, resolves only if exactly one
        of them lies under `within`.
        """
        word = normalise(text)
        for words in self._area_words:
            if codes := words.get(word):
                return self._only(codes, within, is_shared=word in self.shared)
        return None

    def ancestors(self, area: str) -> tuple[str, ...]:
        """Return the codes above `area`, nearest first; a circle is walked once."""
        above: dict[str, None] = {}
        while (one := self.areas.get(area)) and one.parent and one.parent not in above:
            area = one.parent
            above[area] = None
        return tuple(above)

    def children(self, area: str) -> tuple[str, ...]:
        """Return the codes directly below `area` in official order."""
        below = (code for code, one in self.areas.items() if one.parent == area)
        return tuple(sorted(below, key=lambda code: self.areas[code].sort))

    def _only(self, codes: set[str], within: str | None, *, is_shared: bool) -> str | None:
        if len(codes) > 1 or is_shared:
            codes = {code for code in codes if within in (code, *self.ancestors(code))}
        return next(iter(codes)) if len(codes) == 1 else None

    @cached_property
    def _indicator_words(self) -> dict[str, str]:
        return {
            normalise(word): one.code
            for one in self.indicators.values()
            for word in (one.code, one.name, *one.aliases)
        }

    @cached_property
    def _area_words(self) -> tuple[dict[str, set[str]], ...]:
        tiers: tuple[dict[str, set[str]], ...] = ({}, {}, {})
        for one in self.areas.values():
            for tier, words in enumerate(((one.code,), (one.name,), (one.short, *one.aliases))):
                for word in words:
                    tiers[tier].setdefault(normalise(word), set()).add(one.code)
        return tiers


def normalise(text: str) -> str:
    """Return `text` as names are compared: NFKC, no spaces, one kind of quote and bracket."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", text)).translate(_SAME)


def load(folder: Path = DATA, own: Path | None = None) -> Catalogue:
    """Return the catalogue of `folder`, read again only after one of its files changed.

    `own` is the folder of the office's own rows, which need not exist. Raises CatalogueError for a
    missing file, an unreadable row, a code given twice or a reference to something the catalogue
    does not hold.
    """
    files = [folder / name for name in _FILES]
    files += [own / name for name in OWN_FILES] if own else []
    return _load(folder, own, tuple(file.stat().st_mtime_ns for file in files if file.exists()))


@lru_cache(maxsize=8)
def _load(folder: Path, own: Path | None, stamps: tuple[int, ...]) -> Catalogue:
    del stamps  # only tells the cache that a file has changed
    read = {name: _records(folder / name, kind) for name, kind in _KINDS.items()}
    levels, areas, indicators = ({one.code: one for one in read[name]} for name in _FILES[:3])
    former = {one.code: one for one in read["former_areas.csv"]}
    areas |= {one.code: one for one in list(_as_areas(former.values(), areas))}
    for kind in (areas, indicators) if own else ():
        kind.update(_own(own, kind is areas))
    families, parts = tuple(read["families.csv"]), tuple(read["parts.csv"])
    shared = frozenset(normalise(one.name) for one in read["shared_names.csv"])
    catalogue = Catalogue(indicators, areas, families, levels, parts, former, shared)
    for name, records in read.items():
        _check(name, records, catalogue)
    return catalogue


def _as_areas(former: Iterable[FormerArea], areas: Mapping[str, Area]) -> Iterator[Area]:
    """Former districts as areas, each right after the one it was merged into."""
    behind: Counter[str] = Counter()
    for one in former:
        behind[one.successor] += 1
        after = areas.get(one.successor)
        level, sort = (after.level, after.sort + behind[one.successor]) if after else ("", 0)
        yield Area(one.code, one.name, one.short, level, one.parent, "former", sort, ())


def own_rows(own: Path, file: str) -> list[dict[str, str]]:
    """Return every row the office has written into one of its own files, oldest first."""
    return _rows(own / file) if (own / file).exists() else []


def candidate(known: Catalogue, kind: type[Indicator | Area], row: Mapping[str, str]) -> Any:
    """Return the record a new row would be. Raises CatalogueError saying what is wrong with it."""
    one = _record("新增的一行", 1, row, kind)
    name = "areas" if kind is Area else "indicators"
    for word in (one.name, *one.aliases):
        found = known.find_area(word, one.parent) if kind is Area else known.find_indicator(word)
        if found not in (None, one.code) and (kind is Indicator or _is_sibling(known, found, one)):
            raise CatalogueError(f"目录里已有“{word}”（{getattr(known, name)[found].name}）。")
    grown = replace(known, **{name: getattr(known, name) | {one.code: one}})
    _check("新增的一行", [one], grown)
    return one


def _is_sibling(known: Catalogue, code: str, one: Area) -> bool:
    return known.areas[code].parent == one.parent


def _own(own: Path, is_areas: bool) -> dict[str, Any]:
    file, kind = ("areas.csv", Area) if is_areas else ("indicators.csv", Indicator)
    rows = enumerate(own_rows(own, file), 2)
    return {one.code: one for number, row in rows for one in [_record(file, number, row, kind)]}


def _records(path: Path, kind: type) -> list[Any]:
    return [_record(path.name, number, row, kind) for number, row in enumerate(_rows(path), 2)]


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        raise CatalogueError(f"{path.name}打不开：请确认文件存在且为UTF-8编码。") from fault


def _record(file: str, number: int, row: Mapping[str, str], kind: type) -> Any:
    values = {}
    for one in fields(kind):
        column = next(iter(row)) if one.name == "code" else one.name
        try:
            values[one.name] = _READ[one.type]((row[column] or "").strip())
        except (KeyError, ValueError) as fault:
            raise _fault(file, number, f"“{column}”列缺失或不是数字") from fault
    return kind(**values)


def _check(file: str, records: list[Any], catalogue: Catalogue) -> None:
    codes = Counter(getattr(one, "code", number) for number, one in enumerate(records))
    for number, one in enumerate(records, 2):
        if codes.get(code := getattr(one, "code", None), 1) > 1 or code == "":
            raise _fault(file, number, f"编码“{code}”为空或重复")
        for column, allowed in WORDS.items():
            if (word := getattr(one, column, None)) not in (None, *allowed):
                raise _fault(file, number, f"“{column}”列不能是“{word}”")
        for what in _faults(one, catalogue):
            raise _fault(file, number, what)


def _faults(one: Any, catalogue: Catalogue) -> Iterator[str]:
    match one:
        case Area(parent=str(parent)) if parent not in catalogue.areas:
            yield f"上级“{parent}”不在目录中"
        case Area(code=code) if code in catalogue.ancestors(code):
            yield f"地区“{code}”的上级绕回了自己"
        case Area(level=level) if level not in catalogue.levels:
            yield f"级别“{level}”不在levels.csv中"
        case Indicator(denominator=str(other)) if other not in catalogue.indicators:
            yield f"分母“{other}”不在目录中"
        case Indicator(rollup="weighted", denominator=None):
            yield "按权重汇总的指标须写明分母"
        case Indicator(code=code, name=name, aliases=aliases):
            owners = {word: catalogue.find_indicator(word) for word in (name, *aliases)}
            taken = {word: owner for word, owner in owners.items() if owner != code}
            yield from (f"“{word}”同时是指标“{owner}”的叫法" for word, owner in taken.items())
        case Part(part=part, whole=whole):
            lost = [code for code in (part, whole) if code not in catalogue.indicators]
            yield from (f"指标“{code}”不在目录中" for code in lost)
        case FormerArea(successor=successor) if successor not in catalogue.areas:
            yield f"并入的“{successor}”不在目录中"
        case FamilyMember(indicator=code) if code not in catalogue.indicators:
            yield f"指标“{code}”不在目录中"


def _fault(file: str, number: int, what: str) -> CatalogueError:
    return CatalogueError(f"{file}第{number}行：{what}。")


OWN_FILES = ("areas.csv", "indicators.csv")
_FILES = (
    "levels.csv", "areas.csv", "indicators.csv", "families.csv", "parts.csv", "former_areas.csv",
    "shared_names.csv",
)  # fmt: skip
_KINDS = dict(
    zip(_FILES, (Level, Area, Indicator, FamilyMember, Part, FormerArea, SharedName), strict=True)
)
_READ: dict[str, Callable[[str], Any]] = {
    "str": str,
    "str | None": lambda text: text or None,
    "bool": lambda text: text == "1",
    "int": int,
    "float": float,
    "float | None": lambda text: float(text) if text else None,
    "tuple[str, ...]": lambda text: tuple(filter(None, map(str.strip, text.split("|")))),
}
