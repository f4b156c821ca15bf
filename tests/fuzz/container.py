"""Damage to the zip container of an .xlsx file: its headers and whole parts."""

import io
import re
import struct
import warnings
import zipfile
from collections.abc import Callable
from random import Random

from tests.fuzz.mutation import at_random, cut_tail, flipped, odd_number, replaced

LOCAL = {4: 2, 6: 2, 8: 2, 14: 4, 18: 4, 22: 4, 26: 2, 28: 2}
CENTRAL = {8: 2, 10: 2, 16: 4, 20: 4, 24: 4, 28: 2, 30: 2, 32: 2, 42: 4}
END = {4: 2, 6: 2, 8: 2, 10: 2, 12: 4, 16: 4, 20: 2}


def parts(data: bytes) -> dict[str, bytes]:
    """Every part of a package by name, in order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def package(items: list[tuple[str, bytes]]) -> bytes:
    """A package of these parts; a name may come twice."""
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w") as archive:
        warnings.simplefilter("ignore")
        for name, content in items:
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def with_part(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The package with one part changed; as it was where it has no such part."""
    found = parts(data)
    if name in found:
        found[name] = change(found[name])
    return package(list(found.items()))


def drop_part(data: bytes, rng: Random) -> bytes:
    """One part is not there."""
    found = parts(data)
    del found[rng.choice(list(found))]
    return package(list(found.items()))


def double_part(data: bytes, rng: Random) -> bytes:
    """One part is there twice, the second time damaged, empty, or under another case."""
    items = list(parts(data).items())
    name, content = rng.choice(items)
    twin = rng.choice([name, name.upper(), "/" + name, name.replace("/", "\\")])
    again = (twin, rng.choice([content, b"", flipped(content, rng)]))
    items.insert(rng.randint(0, len(items)), again)
    return package(items)


def cut_part(data: bytes, rng: Random) -> bytes:
    """One part ends early."""
    return with_part(data, rng.choice(list(parts(data))), lambda part: cut_tail(part, rng))


def exchange_parts(data: bytes, rng: Random) -> bytes:
    """Two parts stand under each other's names."""
    found = parts(data)
    one, other = rng.sample(list(found), 2)
    found[one], found[other] = found[other], found[one]
    return package(list(found.items()))


def lie_in_header(data: bytes, rng: Random) -> bytes:
    """One number in a header of the zip container is wrong."""
    signature, fields = rng.choice(
        [(b"PK\x03\x04", LOCAL), (b"PK\x01\x02", CENTRAL), (b"PK\x05\x06", END)]
    )
    starts = [found.start() for found in re.finditer(re.escape(signature), data)]
    place, size = rng.choice(list(fields.items()))
    return odd_number(data, rng.choice(starts) + place, size, rng)


def rename_in_header(data: bytes, rng: Random) -> bytes:
    """A part has another name in one of its two headers."""
    signature, start = rng.choice([(b"PK\x03\x04", 30), (b"PK\x01\x02", 46)])
    starts = [found.start() for found in re.finditer(re.escape(signature), data)]
    place = rng.choice(starts)
    size = struct.unpack_from("<H", data, place + (26 if start == 30 else 28))[0]
    return replaced(data, place + start, flipped(data[place + start : place + start + size], rng))


def flip_container(data: bytes, rng: Random) -> bytes:
    """A few bits anywhere in the file are wrong."""
    return flipped(data, rng, rng.randint(1, 4))


def cut_container(data: bytes, rng: Random) -> bytes:
    """The file ends early, or a piece is missing from its middle."""
    if rng.random() < 0.5:
        return cut_tail(data, rng)
    return replaced(data, at_random(data, rng), b"", rng.randint(1, 600))


def surround(data: bytes, rng: Random) -> bytes:
    """Something stands before or behind the file, or the file is there twice."""
    junk = rng.choice([b"\x00" * 64, b"PK\x05\x06" + bytes(18), b"HTTP/1.1 200 OK\r\n\r\n", data])
    return rng.choice([junk + data, data + junk])
