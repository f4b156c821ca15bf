"""Layouts and what was decided about them.

Decisions are plain data, so that they can be sent to the child, kept in the store and shown:
`{"items": {heading: code}, "units": {heading: unit}, "places": {row label: code}, "heads": {sheet:
"3-4"}, "sides": {sheet: "rows" or "columns"}}`; an empty code means not to be imported, sheets are
named without their numbers. A heading is a column's label path, joined with a slash, or, where
indicators stand in the rows, the row's name without its unit.
"""

import hashlib
import json
import re
from typing import Any

KINDS = ("items", "units", "places", "heads", "sides")
Decisions = dict[str, dict[str, str]]


def fingerprint(document: dict[str, Any]) -> str:
    """Return what two files of the same layout share: their headings without years."""
    words = [
        (table["orientation"], [timeless(column["item"]) for column in table["columns"]])
        for table in document["tables"]
    ]
    unique = sorted({json.dumps(one, ensure_ascii=False) for one in words})
    return hashlib.sha256("\n".join(unique).encode()).hexdigest()


def merged(first: Decisions, second: Decisions) -> Decisions:
    """Return both sets of decisions; where they differ the second one counts."""
    return {kind: first.get(kind, {}) | second.get(kind, {}) for kind in KINDS}


def timeless(text: str) -> str:
    """Return a heading or name with its numbers, mostly years, blanked."""
    return re.sub(r"\d+", "#", text)
