"""Small facts in a workbook's XML: which styles show what, which part is which sheet."""

import html
import re

_NUMBER_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\s[^>]*>")
_XF = re.compile(rb"<(?:\w+:)?xf(?=[\s/>])[^>]*>")
_CELL_XFS = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_LITERAL = re.compile(r"\"[^\"]*\"|\\.|_.|\[[^\]]*\]")
# Built-in formats that need no definition; 27 and on are those of the Chinese program.
BUILT_IN = {9: "0%", 10: "0.00%", 17: "yyyy-m"} | dict.fromkeys((27, 36, 50, 52, 57), "yyyy-m")


def style_shapes(styles: bytes) -> list[str]:
    """Return, per cell style, what its number format shows: see `shape`."""
    codes = dict(BUILT_IN)
    for tag in _NUMBER_FORMAT.findall(styles):
        number, code = attribute(tag, b"numFmtId"), attribute(tag, b"formatCode")
        if number.isdigit():
            codes[int(number)] = html.unescape(code.decode("utf-8", "replace"))
    block = _CELL_XFS.search(styles)
    numbers = [attribute(tag, b"numFmtId") for tag in _XF.findall(block[0] if block else b"")]
    return [shape(codes.get(int(number or 0), "")) for number in numbers]


def shape(code: str) -> str:
    """Return "percent", "month" (a date without its day), "year" or "" for a number format."""
    shown = _LITERAL.sub("", code.partition(";")[0]).lower()
    if re.search(r"[0#?]\s*%", shown):
        return "percent"
    if re.search(r"[0#dhs]|general", shown) or "y" not in shown:
        return ""
    return "month" if "m" in shown else "year"


def attribute(tag: bytes, name: bytes) -> bytes:
    """Return the raw value of an attribute of an XML tag; empty when it is not there."""
    found = re.search(rb"\b" + name + rb"=(?:\"([^\"]*)\"|'([^']*)')", tag)
    return (found[1] or found[2] or b"") if found else b""


def shape_patterns(shapes: list[str]) -> dict[str, re.Pattern[bytes]]:
    """Return, for each shape some style has, a pattern of the tags of filled cells in it."""
    numbers: dict[str, list[bytes]] = {}
    for n, name in enumerate(shapes):
        if name:
            numbers.setdefault(name, []).append(str(n).encode())
    return {
        name: re.compile(
            rb"<(?:\w+:)?c\s(?=[^>]*\bs=[\"'](?:" + b"|".join(found) + rb")[\"'])[^>]*(?<!/)>"
        )
        for name, found in numbers.items()
    }


def sheet_parts(workbook: bytes, relations: bytes) -> dict[str, str]:
    """Return sheet name → lower-case part name, so that facts found per part find their sheet."""
    targets = {}
    for tag in re.findall(rb"<(?:\w+:)?Relationship\s[^>]*>", relations):
        target = attribute(tag, b"Target").decode("utf-8", "replace").lower()
        targets[attribute(tag, b"Id")] = target.lstrip("/").removeprefix("xl/")
    parts = {}
    for tag in re.findall(rb"<(?:\w+:)?sheet\s[^>]*>", workbook):
        name = html.unescape(attribute(tag, b"name").decode("utf-8", "replace"))
        found = re.search(rb"\b\w+:id=[\"']([^\"']*)[\"']", tag)
        parts[name] = "xl/" + targets.get(found[1] if found else b"", "")
    return parts
