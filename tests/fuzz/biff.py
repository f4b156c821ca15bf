"""The old binary workbook, written and taken apart: records in a stream in a compound file."""

import struct

Record = tuple[int, bytes]

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
BOF, EOF, CODEPAGE, FORMAT, XF, BOUNDSHEET, SST = 0x809, 0x0A, 0x42, 0x41E, 0xE0, 0x85, 0xFC
DIMENSION, LABELSST, NUMBER, RK, MULRK, MERGED = 0x200, 0xFD, 0x203, 0x27E, 0xBD, 0xE5
SHARE_COLUMN = 2
NAME = "情况表"


def packed(records: list[Record]) -> bytes:
    """The stream of these records."""
    return b"".join(struct.pack("<HH", kind, len(body)) + body for kind, body in records)


def unpacked(stream: bytes) -> list[Record]:
    """The records of a stream, up to the padding."""
    records, place = [], 0
    while place + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, place)
        if kind == 0:
            break
        records.append((kind, stream[place + 4 : place + 4 + size]))
        place += 4 + size
    return records


def biff8(rows: list[list]) -> bytes:
    """A stream of version 8: shared strings, shares under a percent format, a merged title."""
    texts = list(dict.fromkeys(v for row in rows for v in row if isinstance(v, str)))
    strings = b"".join(_wide(text, "<H") for text in texts)
    sheet = [
        (BOF, struct.pack("<HHHHII", 0x600, 0x10, 0, 1997, 0, 6)),
        (DIMENSION, struct.pack("<IIHHH", 0, len(rows), 0, max(map(len, rows)), 0)),
    ]
    for r, row in enumerate(rows):
        sheet += _row8(r, row, texts)
    sheet += [(MERGED, struct.pack("<HHHHH", 1, 0, 0, 0, len(rows[1]) - 1)), (EOF, b"")]
    workbook = [
        (BOF, struct.pack("<HHHHII", 0x600, 5, 0, 1997, 0, 6)),
        (CODEPAGE, struct.pack("<H", 1200)),
        (FORMAT, struct.pack("<HHB", 164, 4, 0) + b"0.0%"),
        (XF, struct.pack("<HH16x", 0, 0)),
        (XF, struct.pack("<HH16x", 0, 164)),
        (BOUNDSHEET, b"\x00\x00\x00\x00\x00\x00" + _wide(NAME, "<B")),
        (SST, struct.pack("<II", sum(map(len, rows)), len(texts)) + strings),
        (EOF, b""),
    ]
    return _joined(workbook, sheet)


def _wide(text: str, size: str) -> bytes:
    return struct.pack(size + "B", len(text), 1) + text.encode("utf-16-le")


def _row8(r: int, row: list, texts: list[str]) -> list[Record]:
    """Texts by index, the last two figures of a row as one compressed record, shares scaled."""
    records: list[Record] = []
    for c, value in enumerate(row):
        if isinstance(value, str):
            records.append((LABELSST, struct.pack("<HHHI", r, c, 0, texts.index(value))))
        elif c == SHARE_COLUMN:
            records.append((NUMBER, struct.pack("<HHHd", r, c, 1, round(value / 100, 6))))
        elif c == 1:
            records.append((NUMBER, struct.pack("<HHHd", r, c, 0, value)))
    if isinstance(row[-1], float):
        pairs = b"".join(struct.pack("<HI", 0, rk(value)) for value in row[-2:])
        records.append((MULRK, struct.pack("<HH", r, len(row) - 2) + pairs + b"\x04\x00"))
    elif isinstance(row[-1], int):
        records += [
            (RK, struct.pack("<HHHI", r, c, 0, rk(row[c]))) for c in (len(row) - 2, len(row) - 1)
        ]
    return records


def rk(value: float) -> int:
    """A number of two decimals in the compressed form."""
    return round(value * 100) << 2 | 3


def _joined(workbook: list[Record], sheet: list[Record]) -> bytes:
    """Both substreams, with the sheet's place written into its entry of the list of sheets."""
    start = struct.pack("<I", len(packed(workbook)))
    placed = [(k, start + body[4:]) if k == BOUNDSHEET else (k, body) for k, body in workbook]
    return packed(placed) + packed(sheet)


def container(stream: bytes, name: str) -> bytes:
    """A compound file of 512-byte sectors: its allocation table, its directory, one stream."""
    sectors = max(8, -(-len(stream) // SECTOR))
    chain = [FAT, END, *range(3, 2 + sectors), END]
    table = chain + [FREE] * (SECTOR // 4 - len(chain))
    entries = _entry("Root Entry", 5, END, 0, child=1)
    entries += _entry(name, 2, 2, sectors * SECTOR) + 2 * _entry("", 0, 0, 0)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, END, 0, END, 0)
    head += struct.pack("<109I", 0, *[FREE] * 108)
    body = stream.ljust(sectors * SECTOR, b"\x00")
    return head + struct.pack(f"<{len(table)}I", *table) + entries + body


def _entry(name: str, kind: int, start: int, size: int, child: int = FREE) -> bytes:
    text = name.encode("utf-16-le")
    used = len(text) + 2 if name else 0
    return text.ljust(64, b"\x00") + struct.pack(
        "<HBBIII36xIQ", used, kind, 1, FREE, FREE, child, start, size
    )


def stream(data: bytes) -> tuple[str, bytes]:
    """The name and content of the stream of a file that `container` made."""
    entry = data[2 * SECTOR + 128 : 2 * SECTOR + 256]
    size = struct.unpack_from("<H", entry, 64)[0]
    return entry[: size - 2].decode("utf-16-le"), data[3 * SECTOR :]
