"""Damage to delimited text and to pages saved as workbooks."""

import codecs
import re
from random import Random

from tests.fuzz.mutation import Mutation, at_random, cut_tail, flipped, replaced

ODD = [
    b'"', b"'", b"\x00", b"\x1a", b";", b"\t", b"|", b",", b"\r", b"\n", b"\x85", b"\xff",
    *(character.encode() for character in "，　\ufeff\u202e０"),
]  # fmt: skip
TAGS = [
    b"<td>", b"</td>", b"</tr>", b"<tr>", b"<table>", b"</table>", b"<!--", b"-->", b"<script>",
    b"<td colspan=2>", b"<td rowspan=3>", b"&#0;", b"&nbsp;", b"<br>",
]  # fmt: skip


def flip(data: bytes, rng: Random) -> bytes:
    """A few bits are wrong."""
    return flipped(data, rng, rng.randint(1, 3))


def overwrite(data: bytes, rng: Random) -> bytes:
    """A few characters are other ones."""
    return replaced(data, at_random(data, rng), rng.choice(ODD))


def insert(data: bytes, rng: Random) -> bytes:
    """One or two odd characters come in."""
    for _ in range(rng.randint(1, 2)):
        data = replaced(data, at_random(data, rng), rng.choice(ODD), 0)
    return data


def cut(data: bytes, rng: Random) -> bytes:
    """The file ends early."""
    return cut_tail(data, rng)


def cut_out(data: bytes, rng: Random) -> bytes:
    """A piece is missing."""
    return replaced(data, at_random(data, rng), b"", rng.randint(1, 60))


def repeat(data: bytes, rng: Random) -> bytes:
    """A piece is there twice."""
    start = at_random(data, rng)
    return replaced(data, start, data[start : start + rng.randint(1, 60)], 0)


def mix_encodings(data: bytes, rng: Random) -> bytes:
    """One line is in another encoding than the rest."""
    lines = data.split(b"\n")
    n = rng.randrange(len(lines))
    now, other = rng.sample(["utf-8", "gb18030", "utf-16-le", "big5"], 2)
    lines[n] = lines[n].decode(now, "replace").encode(other, "replace")
    return b"\n".join(lines)


def wrong_mark(data: bytes, rng: Random) -> bytes:
    """The file begins with the mark of an encoding."""
    return rng.choice([codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE]) + data


def other_line_ends(data: bytes, rng: Random) -> bytes:
    """Lines end in another way, all or one of them."""
    new = rng.choice([b"\r", b"\n", b"\r\r\n", b"\n\r", b"\x0b", "\u2028".encode()])
    return data.replace(b"\r\n", new, rng.choice([-1, 1]))


def pad(data: bytes, rng: Random) -> bytes:
    """Nothing, much of it, stands around the table."""
    junk = rng.choice([b"\r\n", b" ", b"\x00", b",,,,\r\n"]) * rng.choice([1, 10, 3000])
    return rng.choice([junk + data, data + junk])


def lose_delimiter(data: bytes, rng: Random) -> bytes:
    """One delimiter is missing, doubled, or another one."""
    places = [found.start() for found in re.finditer(rb"[,;\t]", data)]
    new = rng.choice([b"", b",,", b";", b"\t", b"|", b" "])
    return replaced(data, rng.choice(places), new, 1) if places else data


def lose_tag(data: bytes, rng: Random) -> bytes:
    """One tag is missing, doubled, or another one."""
    tags = list(re.finditer(rb"<[^>]*>", data))
    if not tags:
        return data
    tag = rng.choice(tags)
    new = rng.choice([b"", 2 * tag[0], rng.choice(TAGS)])
    return replaced(data, tag.start(), new, len(tag[0]))


def insert_tag(data: bytes, rng: Random) -> bytes:
    """One tag or entity comes in."""
    return replaced(data, at_random(data, rng), rng.choice(TAGS), 0)


def other_charset(data: bytes, rng: Random) -> bytes:
    """The page claims another encoding, or none."""
    new = rng.choice([b"gb2312", b"utf-8", b"big5", b"x", b""])
    return re.sub(rb'charset="[^"]*"', b'charset="' + new + b'"', data)


ANY = [
    *(Mutation(change, edits=True) for change in (flip, overwrite, insert, cut, cut_out, repeat)),
    *(Mutation(change, edits=True) for change in (mix_encodings, pad, other_line_ends)),
    Mutation(wrong_mark, edits=False),
]
DELIMITED = [*ANY, Mutation(lose_delimiter, edits=True)]
PAGE = [
    *ANY,
    *(Mutation(change, edits=True) for change in 3 * (lose_tag, insert_tag)),
    Mutation(other_charset, edits=False),
]
