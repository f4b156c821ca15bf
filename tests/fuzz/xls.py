"""Damage to .xls files: the records of the stream, and the compound file around it."""

import struct
from collections.abc import Callable
from random import Random

from tests.fuzz import biff
from tests.fuzz.biff import SECTOR, Record
from tests.fuzz.mutation import ODD, Mutation, cut_tail, flipped, odd_number, replaced

KINDS = (
    biff.BOF, biff.EOF, biff.CODEPAGE, biff.FORMAT, biff.XF, biff.BOUNDSHEET, biff.SST,
    biff.DIMENSION, biff.LABELSST, biff.NUMBER, biff.RK, biff.MULRK, biff.MERGED, 0x3C, 0x2F,
    0x06, 0x204, 0x205, 0x207, 0x201, 0xBE, 0x22, 0,
)  # fmt: skip
CELLS = (biff.LABELSST, biff.NUMBER, biff.RK, biff.MULRK)


def _records(data: bytes, change: Callable[[list[Record]], object]) -> bytes:
    """The file with the list of its records changed in place."""
    name, stream = biff.stream(data)
    records = biff.unpacked(stream)
    if records:
        change(records)
    return biff.container(biff.packed(records), name)


def _one(
    data: bytes, rng: Random, change: Callable[[int, bytes], list[Record]], kinds: tuple = ()
) -> bytes:
    """The file with one record, of these kinds if any are given, replaced by others."""

    def swap(records: list[Record]) -> None:
        places = [n for n, (kind, _) in enumerate(records) if not kinds or kind in kinds]
        if places:
            n = rng.choice(places)
            records[n : n + 1] = change(*records[n])

    return _records(data, swap)


def flip_record(data: bytes, rng: Random) -> bytes:
    """A few bits of one record's body are wrong."""
    return _one(data, rng, lambda kind, body: [(kind, flipped(body, rng, rng.randint(1, 3)))])


def shrink_record(data: bytes, rng: Random) -> bytes:
    """One record is shorter and says so."""
    return _one(data, rng, lambda kind, body: [(kind, cut_tail(body, rng))])


def extend_record(data: bytes, rng: Random) -> bytes:
    """One record is longer and says so, its bytes behind or before the rest."""
    more = bytes(rng.randrange(256) for _ in range(rng.choice([1, 2, 8, 300])))
    behind = rng.random() < 0.5
    return _one(data, rng, lambda kind, body: [(kind, body + more if behind else more + body)])


def double_record(data: bytes, rng: Random) -> bytes:
    """One record is there twice."""
    return _one(data, rng, lambda kind, body: [(kind, body)] * 2)


def drop_cell(data: bytes, rng: Random) -> bytes:
    """One cell is not there."""
    return _one(data, rng, lambda _kind, _body: [], CELLS)


def drop_record(data: bytes, rng: Random) -> bytes:
    """One record that is no cell is not there."""
    kinds = tuple(kind for kind in KINDS if kind not in CELLS)
    return _one(data, rng, lambda _kind, _body: [], kinds)


def exchange_records(data: bytes, rng: Random) -> bytes:
    """Two records stand in each other's place."""

    def swap(records: list[Record]) -> None:
        one, other = rng.randrange(len(records)), rng.randrange(len(records))
        records[one], records[other] = records[other], records[one]

    return _records(data, swap)


def rename_record(data: bytes, rng: Random) -> bytes:
    """One record claims to be of another kind."""
    return _one(data, rng, lambda _, body: [(rng.choice(KINDS), body)])


def lie_about_size(data: bytes, rng: Random) -> bytes:
    """One record claims another size than it has."""
    name, stream = biff.stream(data)
    records = biff.unpacked(stream)
    if not records:
        return data
    place = len(biff.packed(records[: rng.randrange(len(records))])) + 2
    return biff.container(odd_number(stream, place, 2, rng), name)


def move_cell(data: bytes, rng: Random) -> bytes:
    """One cell claims another place."""
    place = struct.pack(
        "<HH", rng.choice([0, 1, 3, 4, 8, 30, 65535]), rng.choice([0, 1, 2, 5, 255])
    )
    return _one(data, rng, lambda kind, body: [(kind, replaced(body, 0, place))], CELLS)


def other_string(data: bytes, rng: Random) -> bytes:
    """One cell names another shared string."""
    number = struct.pack("<I", rng.choice([*range(14), 500, 2**32 - 1]))
    return _one(data, rng, lambda kind, body: [(kind, replaced(body, 6, number))], (biff.LABELSST,))


def other_style(data: bytes, rng: Random) -> bytes:
    """One cell names a style that does not exist."""
    style = struct.pack("<H", rng.choice([2, 99, 65535]))
    kinds = (biff.LABELSST, biff.NUMBER, biff.RK)
    return _one(data, rng, lambda kind, body: [(kind, replaced(body, 4, style))], kinds)


def lie_about_strings(data: bytes, rng: Random) -> bytes:
    """The table of shared strings counts itself wrongly, or one string its characters."""
    place, size = rng.choice([(0, 4), (4, 4), (8, 2), (10, 1)])
    return _one(
        data, rng, lambda kind, body: [(kind, odd_number(body, place, size, rng))], (biff.SST,)
    )


def lie_about_extent(data: bytes, rng: Random) -> bytes:
    """The sheet claims another extent than it has."""
    place, size = rng.choice([(0, 4), (4, 4), (8, 2), (10, 2)])
    return _one(
        data,
        rng,
        lambda kind, body: [(kind, odd_number(body, place, size, rng))],
        (biff.DIMENSION,),
    )


def add_merge(data: bytes, rng: Random) -> bytes:
    """The sheet merges cells it should not."""
    body = rng.choice([(3, 4, 1, 1), (3, 3, 1, 2), (3, 5, 0, 0), (2, 2, 0, 4), (0, 65535, 0, 255)])
    return _one(
        data, rng, lambda kind, _: [(kind, struct.pack("<HHHHH", 1, *body))], (biff.MERGED,)
    )


def lie_in_chain(data: bytes, rng: Random) -> bytes:
    """The sector chain of the stream jumps, loops or ends where it should not."""
    length = len(data) // SECTOR - 1
    number = rng.choice([*ODD, *range(length)]) % 2**32
    return replaced(data, SECTOR + 4 * rng.randrange(length), struct.pack("<I", number))


def lie_in_header(data: bytes, rng: Random) -> bytes:
    """One number in the compound file's header is wrong."""
    place, size = rng.choice(
        [(24, 2), (26, 2), (28, 2), (30, 2), (32, 2), *((n, 4) for n in range(40, 84, 4))]
    )
    return odd_number(data, place, size, rng)


def lie_in_directory(data: bytes, rng: Random) -> bytes:
    """One number or letter of a directory entry is wrong."""
    start = 2 * SECTOR + 128 * rng.randrange(3)
    place, size = rng.choice(
        [(0, 2), (64, 2), (66, 1), (68, 4), (72, 4), (76, 4), (116, 4), (120, 4)]
    )
    return odd_number(data, start + place, size, rng)


def flip_container(data: bytes, rng: Random) -> bytes:
    """A few bits of the header, the chain or the directory are wrong."""
    head = flipped(data[: 3 * SECTOR], rng, rng.randint(1, 4))
    return head + data[3 * SECTOR :]


def cut_container(data: bytes, rng: Random) -> bytes:
    """The file ends early, or a sector is missing from its middle."""
    if rng.random() < 0.5:
        return cut_tail(data, rng)
    return replaced(data, SECTOR * rng.randrange(1, len(data) // SECTOR), b"", SECTOR)


# what these leave may be another good file: nobody can tell
EDITS = (flip_record, drop_cell, other_string, move_cell, rename_record)
STRUCTURE = (
    shrink_record, extend_record, double_record, drop_record, exchange_records, lie_about_size,
    other_style, lie_about_strings, lie_about_extent, add_merge,
    lie_in_chain, lie_in_header, lie_in_directory, flip_container, cut_container,
)  # fmt: skip
MUTATIONS = [
    *(Mutation(change, edits=True) for change in 2 * EDITS),
    *(Mutation(change, edits=False) for change in STRUCTURE),
]
