"""What every mutation is made of: bytes flipped, cut, inserted, repeated."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

ODD = [0, 1, 2, 3, 7, 8, 127, 128, 255, 256, 32767, 65535, 65536, 2**31 - 1, 2**31, 2**32 - 1]


@dataclass(frozen=True, slots=True)
class Mutation:
    """One way to damage a file; one that `edits` may write another figure or leave one out."""

    change: Callable[[bytes, Random], bytes]
    edits: bool

    @property
    def name(self) -> str:
        """The name of the function, as the report shows it."""
        return self.change.__name__


def flipped(data: bytes, rng: Random, times: int = 1) -> bytes:
    """The bytes with a few bits turned over."""
    changed = bytearray(data)
    for _ in range(times if data else 0):
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def replaced(data: bytes, place: int, new: bytes, length: int | None = None) -> bytes:
    """The bytes with `new` written over what stands at a place, or over `length` bytes of it."""
    return data[:place] + new + data[place + (len(new) if length is None else length) :]


def odd_number(data: bytes, place: int, size: int, rng: Random) -> bytes:
    """The bytes with an extreme or slightly wrong little-endian number at a place."""
    now = int.from_bytes(data[place : place + size], "little")
    wanted = rng.choice([*ODD, now + 1, now - 1, now + 2, now * 2, now // 2, now ^ 1])
    return replaced(data, place, (wanted % 256**size).to_bytes(size, "little"))


def cut_tail(data: bytes, rng: Random) -> bytes:
    """The bytes up to a random place."""
    return data[: rng.randrange(len(data))] if data else data


def at_random(data: bytes, rng: Random) -> int:
    """A place between two bytes."""
    return rng.randint(0, len(data))
