"""Small facts in a workbook's XML: which styles are percents, which part is which sheet."""

import html
import re

_NUMBER_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\s[^>]*>")
_XF = re.compile(rb"<(?:\w+:)?xf\s[^>]*>")
_CELL_XFS = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)


def percent_formats(styles: bytes) -> list[bool]:
    """Return, per cell style, whether its number format is a percent."""
    codes = {9: "0%", 10: "0.00%"}
    for tag in _NUMBER_FORMAT.findall(styles):
        number, code = attribute(tag, b"numFmtId"), attribute(tag, b"formatCode")
        if number.isdigit():
            codes[int(number)] = code.decode("utf-8", "replace")
    block = _CELL_XFS.search(styles)
    numbers = [attribute(tag, b"numFmtId") for tag in _XF.findall(block[0] if block else b"")]
    return [is_percent(codes.get(int(number or 0), "")) for number in numbers]


def is_percent(code: str) -> bool:
    """Tell whether a number format shows its number as a percent."""
    shown = re.sub(r"\"[^\"]*\"|\\.|\[[^\]]*\]", "", code.partition(";")[0])
    return re.search(r"[0#?]\s*%", shown) is not None


def attribute(tag: bytes, name: bytes) -> bytes:
    """Return the raw value of an attribute of an XML tag; empty when it is not there."""
    found = re.search(rb"\b" + name + rb"=(?:\"([^\"]*)\"|'([^']*)')", tag)
    return (found[1] or found[2] or b"") if found else b""


def percent_pattern(formats: list[bool]) -> re.Pattern[bytes] | None:
    """Return a pattern of the tags of filled cells with a percent style, None without such."""
    numbers = [str(n).encode() for n, percent in enumerate(formats) if percent]
    if not numbers:
        return None
    return re.compile(
        rb"<(?:\w+:)?c\s(?=[^>]*\bs=\"(?:" + b"|".join(numbers) + rb")\")[^>]*(?<!/)>"
    )


def sheet_parts(workbook: bytes, relations: bytes) -> dict[str, str]:
    """Return sheet name → lower-case part name, so that facts found per part find their sheet."""
    targets = {}
    for tag in re.findall(rb"<(?:\w+:)?Relationship\s[^>]*>", relations):
        target = attribute(tag, b"Target").decode("utf-8", "replace").lower()
        targets[attribute(tag, b"Id")] = target.lstrip("/").removeprefix("xl/")
    parts = {}
    for tag in re.findall(rb"<(?:\w+:)?sheet\s[^>]*>", workbook):
        name = html.unescape(attribute(tag, b"name").decode("utf-8", "replace"))
        found = re.search(rb"\b\w+:id=\"([^\"]*)\"", tag)
        parts[name] = "xl/" + targets.get(found[1] if found else b"", "")
    return parts
