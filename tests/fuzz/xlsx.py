"""Damage to the XML of .xlsx files, packed again so that every checksum agrees."""

import re
from collections.abc import Callable
from random import Random

from tests.fuzz.container import (
    cut_container,
    cut_part,
    double_part,
    drop_part,
    exchange_parts,
    flip_container,
    lie_in_header,
    parts,
    rename_in_header,
    surround,
    with_part,
)
from tests.fuzz.mutation import Mutation, flipped, replaced

SHEET, STRINGS, STYLES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"
WORKBOOK = "xl/workbook.xml"
DECLARATION = b'<?xml version="1.0" encoding="%s"?>'


def _swap(data: bytes, name: str, pattern: bytes, rng: Random, new: Callable) -> bytes:
    """The package with one random match of a pattern in a part replaced by `new(match)`."""

    def change(part: bytes) -> bytes:
        matches = list(re.finditer(pattern, part, re.DOTALL))
        if not matches:
            return part
        one = rng.choice(matches)
        return part[: one.start()] + new(one) + part[one.end() :]

    return with_part(data, name, change)


def flip_part(data: bytes, rng: Random) -> bytes:
    """A few bits of one part are wrong, and the checksum agrees with them."""
    name = rng.choice([SHEET, SHEET, STRINGS, STYLES, WORKBOOK, rng.choice(list(parts(data)))])
    return with_part(data, name, lambda part: flipped(part, rng, rng.randint(1, 3)))


def overwrite_part(data: bytes, rng: Random) -> bytes:
    """One character of a part is another one."""
    name = rng.choice([SHEET, SHEET, STRINGS, STYLES, WORKBOOK])
    new = rng.choice(b"<>&\"'/=0159 AZaz\x00\x0b\xff\xe4").to_bytes(1)

    def change(part: bytes) -> bytes:
        return replaced(part, rng.randrange(len(part)), new)

    return with_part(data, name, change)


def move_cell(data: bytes, rng: Random) -> bytes:
    """One cell claims another place."""
    place = rng.choice(["A1", "B4", "C5", "D2", "E9", "F3", "H40", "XFD1", "A1048576", "B0", "4B"])
    return _swap(data, SHEET, rb'<c r="\w+"', rng, lambda _: f'<c r="{place}"'.encode())


def move_row(data: bytes, rng: Random) -> bytes:
    """One row claims another number."""
    number = rng.choice([0, 1, 2, 4, 5, 6, 30, 1048576, 1048577, -1, 2**32 + 4])
    return _swap(data, SHEET, rb'<row r="\d+"', rng, lambda _: f'<row r="{number}"'.encode())


def forget_place(data: bytes, rng: Random) -> bytes:
    """One cell or row does not say where it is."""
    return _swap(data, SHEET, rb'(<c|<row) r="\w+"', rng, lambda found: found[1])


def change_kind(data: bytes, rng: Random) -> bytes:
    """One cell claims to hold another kind of content."""
    kind = rng.choice([b"s", b"n", b"b", b"e", b"str", b"d", b"inlineStr", b"x"])
    pattern = rb'(<c r="\w+"(?: s="\d+")?)(?: t="\w+")?'
    return _swap(data, SHEET, pattern, rng, lambda found: found[1] + b' t="' + kind + b'"')


def far_string(data: bytes, rng: Random) -> bytes:
    """One cell names a shared string that does not exist."""
    number = rng.choice([b"500", b"-1", b"4294967295", b"1.5", b"", b"x"])
    return _swap(data, SHEET, rb't="s"><v>\d+', rng, lambda _: b't="s"><v>' + number)


def other_string(data: bytes, rng: Random) -> bytes:
    """One cell names another shared string than it should."""
    number = str(rng.randrange(14)).encode()
    return _swap(data, SHEET, rb't="s"><v>\d+', rng, lambda _: b't="s"><v>' + number)


def lose_string(data: bytes, rng: Random) -> bytes:
    """One shared string is missing, and all after it move up."""
    return _swap(data, STRINGS, rb"<si>.*?</si>", rng, lambda _: b"")


def double_string(data: bytes, rng: Random) -> bytes:
    """One shared string is there twice, and all after it move down."""
    return _swap(data, STRINGS, rb"<si>.*?</si>", rng, lambda found: 2 * found[0])


def lie_about_strings(data: bytes, rng: Random) -> bytes:
    """The table of shared strings counts itself wrongly."""
    number = rng.choice([b"0", b"1", b"99", b"4294967295", b"-1"])
    return _swap(data, STRINGS, rb'ount="\d+"', rng, lambda _: b'ount="' + number + b'"')


def lie_about_extent(data: bytes, rng: Random) -> bytes:
    """The sheet claims another extent than it has."""
    area = rng.choice([b"A1", b"A1:B2", b"C4:D5", b"A1:XFD1048576", b"E9:A1", b"", b"A0:Z0"])
    pattern = rb'<dimension ref="[^"]*"\s*/>|<sheetData>'

    def tag(found: re.Match) -> bytes:
        rest = found[0] if found[0] == b"<sheetData>" else b""
        return b'<dimension ref="' + area + b'"/>' + rest

    return _swap(data, SHEET, pattern, rng, tag)


def lose_style(data: bytes, rng: Random) -> bytes:
    """One format of the table of styles is missing or doubled."""
    times = rng.choice([0, 2])
    pattern = rb"<xf .*?(?:/>|</xf>)|<numFmt .*?/>|<cellXfs.*?</cellXfs>|<numFmts.*?</numFmts>"
    return _swap(data, STYLES, pattern, rng, lambda found: times * found[0])


def other_style(data: bytes, rng: Random) -> bytes:
    """One cell names a style that does not exist."""
    number = rng.choice([b"99", b"-1", b"4294967296", b"x", b""])
    return _swap(data, SHEET, rb' s="\d+"', rng, lambda _: b' s="' + number + b'"')


def add_merge(data: bytes, rng: Random) -> bytes:
    """The sheet merges cells it should not."""
    area = rng.choice(["B4:B5", "B4:C4", "A4:A6", "A3:E3", "B2:C3", "A1:E9", "C5:B4", "A0:B0"])
    cells = f'<mergeCells count="1"><mergeCell ref="{area}"/></mergeCells>'.encode()
    pattern = rb"(</sheetData>)(?:<mergeCells.*?</mergeCells>)?"
    return _swap(data, SHEET, pattern, rng, lambda found: found[1] + cells)


def lose_merge(data: bytes, rng: Random) -> bytes:
    """One merged range is missing."""
    return _swap(data, SHEET, rb"<mergeCell .*?/>", rng, lambda _: b"")


def break_reference(data: bytes, rng: Random) -> bytes:
    """The list of sheets points to a part that is not there, or hides or renames the sheet."""
    sheet = rng.choice([b' r:id="rId77"', b' state="hidden"', b' name="x" sheetId="9"', b""])
    return _swap(data, WORKBOOK, rb' (?:r:id|state|sheetId)="\w+"', rng, lambda _: sheet)


def other_encoding(data: bytes, rng: Random) -> bytes:
    """A part claims another encoding, or is in UTF-16."""
    name = rng.choice([SHEET, STRINGS, WORKBOOK])
    claim = rng.choice([b"GBK", b"ISO-8859-1", b"UTF-16", b"x"])

    def change(part: bytes) -> bytes:
        body = re.sub(rb"^<\?xml.*?\?>", b"", part)
        if claim == b"UTF-16" and rng.random() < 0.5:
            return (DECLARATION % claim + body).decode().encode("utf-16")
        return DECLARATION % claim + body

    return with_part(data, name, change)


def add_entity(data: bytes, rng: Random) -> bytes:
    """A part defines entities that unfold."""
    name = rng.choice([SHEET, STRINGS])
    bomb = b'<!DOCTYPE a [<!ENTITY b "cccc"><!ENTITY d "&b;&b;">]>'
    return _swap(data, name, rb"<(?=worksheet|sst)", rng, lambda _: bomb + b"<")


def nest(data: bytes, rng: Random) -> bytes:
    """A part holds thousands of tags inside each other."""
    depth = rng.choice([200, 5000, 50_000])
    pattern = rb"<c |<si>"
    name = rng.choice([SHEET, STRINGS])
    return _swap(
        data, name, pattern, rng, lambda found: b"<x>" * depth + b"</x>" * depth + found[0]
    )


# what these leave may be another good file: nobody can tell
EDITS = (flip_part, overwrite_part, other_string, move_cell)
STRUCTURE = (
    drop_part, double_part, cut_part, exchange_parts, move_row, forget_place,
    change_kind, far_string, lose_string, double_string, lie_about_strings, lie_about_extent,
    lose_style, other_style, add_merge, lose_merge, break_reference, other_encoding, add_entity,
    nest, lie_in_header, rename_in_header, flip_container, cut_container, surround,
)  # fmt: skip
MUTATIONS = [
    *(Mutation(change, edits=True) for change in 2 * EDITS),
    *(Mutation(change, edits=False) for change in STRUCTURE),
]
