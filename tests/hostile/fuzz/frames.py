"""Frames that are nearly right: real ones with their tree, an extension's fields or single bytes changed."""

from __future__ import annotations

import random
import struct
from collections.abc import Iterator
from typing import Any

import msgpack

from autograder.worker import wire

FRAME_BYTES = 100_000  # what a socket pair takes without a reader
MAX_NODES = 400

SIZES = (0, 1, 2, 3, 7, 8, 9, 100_000, 100_001, 2**31 - 1, 2**31, 2**32 - 1, 2**32, 2**61, 2**63, 2**64 - 1)
WORDS = (
    "return",
    "raise",
    "missing",
    "unsendable",
    "callback",
    "answer",
    "loaded",
    "refuse",
    "ValueError",
    "\x1b[2J",
    "é",
)
NUMBERS = (0, 1, 2, -1, 2**31, -(2**31), 2**63 - 1, -(2**63), 2**64 - 1, 0.0, -0.0, 5e-324, 1e308)
TUPLE = msgpack.ExtType(wire.TUPLE, b"")
FLOATS = (float("nan"), float("inf"), float("-inf"))


def frame(structure: bytes, blob: bytes = b"") -> bytes:
    """Return a frame of these parts, well-formed or not."""
    return struct.pack("<II", len(structure), len(blob)) + structure + blob


def variants(corpus: list[bytes], seed: int) -> Iterator[bytes]:
    """Yield mutated frames without end, the same for the same seed: two of the tree for each of the bytes."""
    rng = random.Random(seed)
    while True:
        data = rng.choice(corpus)
        for _ in range(rng.choice((1, 1, 2, 4))):
            data = rebuilt(data, rng) if rng.randrange(3) else scrambled(data, rng, corpus)
        yield fitted(data) if rng.randrange(2) else data[:FRAME_BYTES]


def rebuilt(data: bytes, rng: random.Random) -> bytes:
    """Return a frame with one node of its tree replaced, moved, repeated, wrapped or dropped.

    A frame that is not MessagePack comes back as it is.
    """
    structure, blob = _parts(data)
    try:
        tree = [msgpack.unpackb(structure, strict_map_key=False, use_list=True)]
        places = _places(tree)
        where, key = rng.choice(places)
        _change(where, key, places, rng)
        if rng.randrange(4) == 0:
            blob = _other_blob(blob, rng)
        return frame(msgpack.packb(tree[0]) or b"", blob)[:FRAME_BYTES]
    except (ValueError, TypeError, OverflowError, RecursionError, msgpack.UnpackException):
        return data


def fitted(data: bytes) -> bytes:
    """Return a frame that states its true length, so that what is behind the header is reached too."""
    return frame(data[wire.HEADER.size : FRAME_BYTES])


def scrambled(data: bytes, rng: random.Random, corpus: list[bytes]) -> bytes:
    """Return a frame with a few bytes changed, cut or repeated, wherever they are."""
    changed = bytearray(data)
    at = rng.randrange(len(changed) + 1)
    match rng.randrange(7):
        case 0 if at < len(changed):
            changed[at] = rng.randrange(256)
        case 1 if at < len(changed):
            changed[at] ^= 1 << rng.randrange(8)
        case 2:
            changed[at:at] = rng.randbytes(rng.choice((1, 2, 4, 8)))
        case 3:
            del changed[at : at + rng.choice((1, 2, 4, 16))]
        case 4:
            changed[at:at] = rng.choice(corpus)[rng.randrange(8) :]
        case 5:
            changed[at : at + 4] = rng.choice(
                (b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff", b"\xdd\xff\xff\xff")
            )
        case _:
            starts = (b"\xc7", b"\xd8", b"\x91", b"\x81", b"\xd4\x01", b"\xc7\x12\x02")
            changed[at:at] = rng.choice(starts) * rng.choice((1, 40))
    return bytes(changed[:FRAME_BYTES])


def _parts(data: bytes) -> tuple[bytes, bytes]:
    if len(data) < wire.HEADER.size:
        return b"", b""
    length, _ = wire.HEADER.unpack(data[: wire.HEADER.size])
    body = data[wire.HEADER.size :]
    return body[:length], body[length:]


def _places(tree: list[Any]) -> list[tuple[Any, Any]]:
    """Return (container, key) of every node."""
    found: list[tuple[Any, Any]] = []
    pending: list[Any] = [tree]
    while pending and len(found) < MAX_NODES:
        node = pending.pop()
        items = list(enumerate(node)) if isinstance(node, list) else list(node.items())
        for key, value in items:
            found.append((node, key))
            if isinstance(value, list | dict):
                pending.append(value)
    return found


def _change(where: Any, key: Any, places: list[tuple[Any, Any]], rng: random.Random) -> None:
    node = where[key]
    match rng.randrange(9):
        case 0 | 1:
            where[key] = _new(rng)
        case 2:
            other, place = rng.choice(places)
            where[key] = msgpack.unpackb(msgpack.packb(other[place]) or b"", strict_map_key=False)
        case 3 if isinstance(where, list):
            where.insert(key, node)
        case 4 if isinstance(where, list) and len(where) > 1:
            del where[key]
        case 5:
            for _ in range(rng.choice((1, 2, 17, 60))):
                node = rng.choice(([node], {"k": node}, [TUPLE, node]))
            where[key] = node
        case 6:
            where[key] = {_new(rng): node} if rng.randrange(2) else {"W": node, 1: node, "b": _new(rng)}
        case _ if isinstance(node, msgpack.ExtType):
            where[key] = _other_extension(node, rng)
        case _:
            where[key] = [node] * rng.choice((0, 2, 3, 1000))


def _new(rng: random.Random) -> Any:
    """Return a leaf that no honest worker would send there, or one that it might."""
    match rng.randrange(8):
        case 0 | 1:
            return rng.choice(NUMBERS)
        case 2:
            return rng.choice(FLOATS)
        case 3:
            return rng.choice(WORDS) * rng.choice((1, 1, 1, 100))
        case 4:
            return rng.choice((None, True, False, b"\xff\x00", b""))
        case 5:
            return (
                TUPLE
                if rng.randrange(3) == 0
                else msgpack.ExtType(rng.randrange(9), rng.randbytes(rng.choice((0, 1, 8, 18, 64, 65))))
            )
        case 6:
            return msgpack.Timestamp(rng.randrange(2**40), 1)
        case _:
            return _array(rng)


def _array(rng: random.Random) -> msgpack.ExtType:
    """Return the header of an array, whether or not its elements follow."""
    rank = rng.choice((0, 1, 1, 2, 3, 8, 9, 32, 255))
    shape = [rng.choice(SIZES if rng.randrange(2) else (0, 1, 2)) for _ in range(rank)]
    code = rng.choice((*range(len(wire.DTYPES)), len(wire.DTYPES), 255))
    return msgpack.ExtType(wire.ARRAY, bytes((code, rank)) + struct.pack(f"<{rank}Q", *shape))


def _other_extension(extension: msgpack.ExtType, rng: random.Random) -> msgpack.ExtType:
    code, data = extension.code, bytearray(extension.data)
    match rng.randrange(5):
        case 0:
            code = rng.choice((*range(9), -1 % 128, 100))
        case 1 if data:
            data[rng.randrange(len(data))] = rng.choice((0, 1, 8, 9, 127, 128, 255))
        case 2:
            data[rng.randrange(len(data) + 1) :] = b""
        case 3:
            data += rng.randbytes(rng.choice((1, 8)))
        case _ if code == wire.ARRAY and len(data) >= 10:
            data[2:10] = struct.pack("<Q", rng.choice(SIZES))
    return msgpack.ExtType(code, bytes(data))


def _other_blob(blob: bytes, rng: random.Random) -> bytes:
    match rng.randrange(4):
        case 0:
            return blob[:-1]
        case 1:
            return blob + b"\0" * rng.choice((1, 8, 64))
        case 2:
            return b"\xff" * len(blob)
        case _:
            return rng.randbytes(len(blob))
