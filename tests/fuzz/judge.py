"""What a preview of a damaged file must be: in time, in Chinese, and never quietly another value.

A digit turned into another digit makes another good file, which no reader can tell from the first.
So a changed value is forgiven where the mutant itself spells it and the good file does not, where
its number formats spell fewer percents, or where it is still a plain rectangle that says so.
"""

import csv
import re
import struct
import time
from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from indicators import catalogue
from indicators.spreadsheet import limits, preview
from tests.fuzz.container import parts
from tests.fuzz.good import HEADER, KNOWN, LABELS, TITLE, Good, Key
from tests.fuzz.mutants import Mutant
from tests.fuzz.xlsx import STYLES

GRACE_SECONDS = 3
CATALOGUE = catalogue.load()
_STOPPED = re.compile("时间上限|异常退出")
_LEAK = re.compile(r"Traceback|Error\b|/\w+/\w+|\.py\b")
_BETWEEN = re.compile(r'[,;\t|，\r\n"<>]')
_CELL = re.compile(r"<t[dh][^>]*>([^<]*)</t[dh]>")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a mutant went: its verdict, why its reader was stopped if it was, lost cells, a fault."""

    mutant: Mutant
    verdict: str
    stopped: str | None
    lost: int
    fault: str | None

    def without_file(self) -> "Outcome":
        """The same outcome with the damaged bytes let go: ten thousand of them are many."""
        return replace(self, mutant=replace(self.mutant, data=b""))


def judged(mutant: Mutant) -> Outcome:
    """Preview a mutant and say what, if anything, is wrong with the answer."""
    begun = time.monotonic()
    try:
        document = preview(mutant.data, mutant.good.name, CATALOGUE)
    except Exception as error:  # noqa: BLE001 - that nothing comes through is what is tested
        return Outcome(mutant, "none", stopped=None, lost=0, fault=f"raised {error!r}")
    seconds = time.monotonic() - begun
    if seconds > limits.allowed_seconds(len(mutant.data)) * limits.PATIENCE + GRACE_SECONDS:
        fault = f"took {seconds:.1f} s"
    else:
        fault = _malformed(document)
    message = document["message"]
    stopped = message if _STOPPED.search(message) else None
    if fault or document["verdict"] != "accept":
        return Outcome(mutant, document["verdict"], stopped, 0, fault)
    return Outcome(mutant, "accept", stopped, _lost(document), silent(mutant, document))


def _malformed(document: dict[str, Any]) -> str | None:
    told = document["problems"]
    texts = [document["message"], *(one["message"] + one["next_step"] for one in told)]
    if document["verdict"] not in ("accept", "warn", "refuse"):
        return f"verdict {document['verdict']}"
    if any(re.search("[\u4e00-\u9fff]", text) is None for text in texts):
        return "a message without Chinese"
    if any(_LEAK.search(text) for text in texts):
        return f"a message of a programmer: {texts}"
    if (document["verdict"] == "accept") == bool(told):
        return f"verdict {document['verdict']} with {len(told)} problems"
    return None


def values(document: dict[str, Any]) -> list[tuple[Key, tuple[float, float], str]]:
    """Every value read: its row label, last column label and period, its ends, its text."""
    return [
        (
            (cell["row_label"], cell["column_label"].rpartition("/")[2], cell["period"]),
            (cell["lo"], cell["hi"]),
            cell["raw"],
        )
        for table in document["tables"]
        for cell in table["observations"]
        if cell["state"] == "value"
    ]


def _lost(document: dict[str, Any]) -> int:
    return len(KNOWN.keys() - {key for key, *_ in values(document)})


def silent(mutant: Mutant, document: dict[str, Any]) -> str | None:
    """Say which value is another one, or gone, although the preview found nothing amiss."""
    wrong = [
        f"{key[0]} {key[1]} was {KNOWN[key]:g} is {raw}"
        for key, ends, raw in values(document)
        if key in KNOWN and not _equal(KNOWN[key], ends) and not _forgiven(mutant, key, ends, raw)
    ]
    if wrong:
        return f"{len(wrong)} values changed without a word: {'; '.join(wrong[:3])}"
    lost = _lost(document)
    if lost and not mutant.edits:
        return f"{lost} values lost without a word"
    return None


def _equal(known: float, ends: tuple[float | None, float | None]) -> bool:
    return all(end is not None and abs(end - known) < 1e-9 for end in ends)


def _forgiven(mutant: Mutant, key: Key, ends: tuple, raw: str) -> bool:
    if not mutant.edits:
        return False
    figure = ends[0] if ends[0] is not None else ends[1]
    if _spelled(mutant.good, mutant.data, figure, raw) > _spelled(
        mutant.good, mutant.good.data, figure, raw
    ):
        return True
    if _equal(KNOWN[key] / 100, ends) and _shares(mutant.good, mutant.data) < _shares(
        mutant.good, mutant.good.data
    ):
        return True
    return _plainly(mutant).get(key[:2]) == raw


def _spelled(good: Good, data: bytes, figure: float, raw: str) -> int:
    """Count how often a file spells a figure, whatever the place."""
    if good.kind == "xls":
        return sum(data.count(code) for code in _codes(figure) + _codes(figure / 100))
    if good.kind == "xlsx":
        texts = [text for part in parts(data).values() for text in _texts(part)]
        return sum(text in (f"{figure:g}", f"{figure / 100:.6g}", raw) for text in texts)
    text = data.decode(good.encoding, "replace")
    return Counter(part.strip() for part in _BETWEEN.split(text))[raw.strip()]


def _shares(good: Good, data: bytes) -> int:
    """Count the percent signs in a workbook's number formats: without one, 92.1% is 0.921."""
    if good.kind == "xls":
        return data.count(b"0.0%")
    return parts(data).get(STYLES, b"").count(b"%") if good.kind == "xlsx" else 0


def _texts(part: bytes) -> list[str]:
    return re.findall(r">([^<]+)<", part.decode("utf-8", "replace"))


def _codes(figure: float) -> list[bytes]:
    """A number as the old workbook writes it: a double, or one of the four compressed forms."""
    # a figure is shown with 15 digits, so its double is known but for the last bits
    codes = [struct.pack("<d", figure)[2:]]
    for scale, mark in ((1, 0), (100, 1)):
        scaled = figure * scale
        high = struct.unpack("<Q", struct.pack("<d", scaled))[0] >> 34 << 2
        codes.append(struct.pack("<I", high | mark))
        if abs(scaled - round(scaled)) < 1e-9 and abs(scaled) < 2**29:
            codes.append(struct.pack("<i", round(scaled) << 2 | 2 | mark))
    return list(dict.fromkeys(codes))


def _plainly(mutant: Mutant) -> dict[tuple[str, str], str]:
    """Row and column label to text, where the mutant's lines are still a plain rectangle."""
    text = mutant.data.decode(mutant.good.encoding, "replace")
    lines = [line for line in _lines(mutant.good.kind, text) if len(line) > 1]
    if not lines or any(len(line) != len(HEADER) for line in lines) or '"' in text[len(TITLE) :]:
        return {}
    labels = [text.partition("（")[0] for text in lines[0]]
    return {
        (line[0].strip(), label.strip()): field
        for line in lines[1:]
        for label, field in zip(labels[1:], line[1:], strict=True)
        if label in LABELS
    }


def _lines(kind: str, text: str) -> list[list[str]]:
    if kind == "html":
        return [_CELL.findall(line) for line in text.split("<tr>")]
    delimiter = max(",;\t", key=text.count)
    return list(csv.reader(text.splitlines(), delimiter=delimiter)) if kind == "csv" else []
