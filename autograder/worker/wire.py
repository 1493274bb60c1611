"""The format of what crosses between grader and worker: plain values, arrays and references.

Theory of operation
-------------------
A frame is two unsigned 32-bit little-endian lengths, then that many bytes of *structure* and of *blob*.
The structure is MessagePack. It may hold None, bool, int, float, str, list and dict, and these
extensions:

    TUPLE     a MessagePack list that is a tuple
    ARRAY     one byte of dtype code, one byte of rank, rank unsigned 64-bit dimensions; the next
              dimensions-product x itemsize bytes of the blob are its elements, in C order
    BIGINT    an integer outside 64 bits, two's complement, little-endian
    HANDLE    an object that stays in the worker: its number, and its type's name for messages
    CALLBACK  a function that stays in the grader: its number
    RNG       a PCG64 generator: its state

Decoding never looks a name up, never runs code, and refuses whatever is not in the list above. Both
lengths are checked before a byte is read, so what a frame can make the reader allocate is bounded:
a structure of 2 MiB decodes to at most about 150 MiB of Python objects. Keys of dicts are None, bool, int of 64
bits, float or str: of others (tuples, long integers) a sender can make as many as it likes with one hash, and the
reader would take quadratic time.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

import msgpack
import numpy as np

MAX_STRUCTURE_BYTES: Final = 2 * 1024 * 1024
MAX_BLOB_BYTES: Final = 64 * 1024 * 1024
MAX_DEPTH: Final = 16
MAX_RANK: Final = 8
MAX_BIGINT_BYTES: Final = 64
MAX_NAME_CHARS: Final = 80

HEADER: Final = struct.Struct("<II")

TUPLE, ARRAY, BIGINT, HANDLE, CALLBACK, RNG = 1, 2, 3, 4, 5, 6

DTYPES: Final = (
    *(np.dtype(name) for name in ("bool", "int8", "int16", "int32", "int64")),
    *(np.dtype(name) for name in ("uint8", "uint16", "uint32", "uint64")),
    *(np.dtype(name) for name in ("float16", "float32", "float64", "complex64", "complex128")),
)
_DTYPE_CODES: Final = {dtype: code for code, dtype in enumerate(DTYPES)}
_DIMENSIONS: Final = tuple(struct.Struct(f"<{rank}Q") for rank in range(MAX_RANK + 1))
_CONTAINERS: Final = frozenset({list, tuple, dict})
_KEYS: Final = frozenset({type(None), bool, int, float, str})


class WireError(ValueError):
    """A frame or value that the format does not allow."""


@dataclass(frozen=True, slots=True)
class Handle:
    """An object that stays in the worker."""

    number: int
    type_name: str


@dataclass(frozen=True, slots=True)
class Callback:
    """A function that stays in the grader."""

    number: int


@dataclass(frozen=True, slots=True)
class RngState:
    """The state of a PCG64 bit generator: two 128-bit integers and the buffered half draw."""

    state: int
    inc: int
    has_uint32: int
    uinteger: int


_LEAVES: Final = frozenset({type(None), bool, int, float, str, np.ndarray, Handle, Callback, RngState})

Refer = Callable[[object], Handle | Callback | RngState]


def encode(value: object, refer: Refer) -> bytes:
    """Turn a value into one frame.

    `refer` gives the reference that stands for an object which is not plain (a handle in the worker, a
    callback or generator in the grader).

    Raises:
        WireError: nested too deep, too large, or text that is not Unicode.
    """
    if _deeper_than_allowed(value):
        raise WireError(f"nested more than {MAX_DEPTH} deep")
    blob: list[bytes] = []
    structure = _pack(value, blob, refer, depth=0)
    if len(structure) > MAX_STRUCTURE_BYTES:
        raise WireError(f"the value has {len(structure)} bytes; {MAX_STRUCTURE_BYTES} are allowed")
    return b"".join((HEADER.pack(len(structure), sum(map(len, blob))), structure, *blob))


def header(data: bytes) -> tuple[int, int]:
    """Return the lengths of structure and blob that a frame's first eight bytes announce.

    Raises:
        WireError: over a limit.
    """
    structure, blob = HEADER.unpack(data)
    if structure > MAX_STRUCTURE_BYTES or blob > MAX_BLOB_BYTES:
        raise WireError(f"a frame of {structure} + {blob} bytes is over the limit")
    return structure, blob


def decode(structure: bytes, blob: bytes) -> object:
    """Turn a frame's two parts into a value.

    Raises:
        WireError: anything but exactly one well-formed value.
    """
    reader = _Reader(blob)
    try:
        value = reader.unpack(structure, depth=0)
        _check_plain(value)
    except WireError:
        raise
    except (ValueError, TypeError, OverflowError, RecursionError, MemoryError) as error:
        raise WireError(f"not a value: {type(error).__name__}") from None
    if reader.used != len(blob):
        raise WireError("bytes left over after the last array")
    return value


def _pack(value: object, blob: list[bytes], refer: Refer, depth: int) -> bytes:
    if depth > MAX_DEPTH:
        raise WireError(f"nested more than {MAX_DEPTH} deep")

    def extension(item: object) -> object:
        return _extension(item, blob, refer, depth)

    try:
        packed = msgpack.packb(value, default=extension, strict_types=True)
    except WireError:
        raise
    except (ValueError, OverflowError, RecursionError) as error:
        raise WireError(str(error)) from None
    assert isinstance(packed, bytes)
    return packed


def _extension(item: object, blob: list[bytes], refer: Refer, depth: int) -> object:
    if isinstance(item, np.ndarray) and type(item) is np.ndarray and item.dtype in _DTYPE_CODES:
        return _array_extension(item, blob)
    if isinstance(item, np.generic) and item.dtype in _DTYPE_CODES:
        return _array_extension(np.asarray(item), blob)
    if isinstance(item, tuple):
        items = list(tuple.__iter__(item))
        return msgpack.ExtType(TUPLE, _pack(items, blob, refer, depth + 1))
    plain = _plain_of_subclass(item)
    if plain is not None:
        return plain
    reference = item if isinstance(item, Handle | Callback | RngState) else refer(item)
    return _reference_extension(reference)


def _plain_of_subclass(item: object) -> object:
    """Return the raw data of a subclass of a plain type, or None: its own methods are never asked."""
    if isinstance(item, int):
        number = int.__index__(item)
        if -(2**63) <= number < 2**64:
            return number
        return msgpack.ExtType(BIGINT, _bigint_bytes(number))
    if isinstance(item, float):
        return float.__float__(item)
    if isinstance(item, str):
        return str.__str__(item)
    if isinstance(item, list):
        return list(list.__iter__(item))
    if isinstance(item, dict):
        plain = dict(dict.items(item))
        _check_keys(plain)
        return plain
    return None


def _bigint_bytes(number: int) -> bytes:
    size = number.bit_length() // 8 + 1
    if size > MAX_BIGINT_BYTES:
        raise WireError(f"an integer of {size} bytes; {MAX_BIGINT_BYTES} are allowed")
    return number.to_bytes(size, "little", signed=True)


def _array_extension(array: np.ndarray, blob: list[bytes]) -> msgpack.ExtType:
    if array.ndim > MAX_RANK:
        raise WireError(f"an array with {array.ndim} dimensions; {MAX_RANK} are allowed")
    if array.nbytes > MAX_BLOB_BYTES or sum(map(len, blob)) + array.nbytes > MAX_BLOB_BYTES:
        raise WireError(f"an array of {array.nbytes} bytes; {MAX_BLOB_BYTES} are allowed")
    blob.append(array.tobytes())
    code = _DTYPE_CODES[array.dtype]
    return msgpack.ExtType(ARRAY, bytes((code, array.ndim)) + _DIMENSIONS[array.ndim].pack(*array.shape))


def _reference_extension(reference: Handle | Callback | RngState) -> msgpack.ExtType:
    match reference:
        case Handle(number, type_name):
            return msgpack.ExtType(HANDLE, msgpack.packb([number, str(type_name)[:MAX_NAME_CHARS]]) or b"")
        case Callback(number):
            return msgpack.ExtType(CALLBACK, msgpack.packb([number]) or b"")
        case RngState(state, inc, has_uint32, uinteger):
            numbers = (state, inc, has_uint32, uinteger)
            return msgpack.ExtType(RNG, b"".join(n.to_bytes(16, "little") for n in numbers))


class _Reader:
    """Decodes one frame, taking arrays from its blob in order."""

    def __init__(self, blob: bytes) -> None:
        self._blob = blob
        self.used = 0

    def unpack(self, data: bytes, depth: int) -> object:
        if depth > MAX_DEPTH:
            raise WireError(f"nested more than {MAX_DEPTH} deep")
        value: object = msgpack.unpackb(
            data,
            ext_hook=lambda code, payload: self._extension(code, payload, depth),
            object_pairs_hook=_mapping,
            strict_map_key=False,
            raw=False,
        )
        return value

    def _extension(self, code: int, payload: bytes, depth: int) -> object:
        match code:
            case 1:
                items = self.unpack(payload, depth + 1)
                if type(items) is not list:
                    raise WireError("a tuple must hold a list")
                return tuple(items)
            case 2:
                return self._array(payload)
            case 3:
                if len(payload) > MAX_BIGINT_BYTES:
                    raise WireError("an integer is too long")
                return int.from_bytes(payload, "little", signed=True)
            case 4:
                return _handle(payload)
            case 5:
                return Callback(_numbers(payload)[0])
            case 6:
                return _rng_state(payload)
            case _:
                raise WireError(f"unknown extension {code}")

    def _array(self, payload: bytes) -> np.ndarray:
        code, rank = payload[:2] if len(payload) >= 2 else (len(DTYPES), 0)
        if code >= len(DTYPES) or rank > MAX_RANK or len(payload) != 2 + 8 * rank:
            raise WireError("a malformed array header")
        shape = _DIMENSIONS[rank].unpack_from(payload, 2)
        dtype, start = DTYPES[code], self.used
        size = math.prod(shape) * dtype.itemsize
        if size > len(self._blob) - start or max(shape, default=0) >= 2**31:
            raise WireError("an array larger than its frame")
        self.used = start + size
        if size:
            return np.ndarray(shape, dtype, self._blob, start)  # read-only, as the bytes are
        empty = np.empty(shape, dtype)
        empty.flags.writeable = False
        return empty


def _mapping(pairs: list[tuple[object, object]]) -> dict[object, object]:
    _check_keys(key for key, _ in pairs)
    return dict(pairs)


def _check_keys(keys: Iterable[object]) -> None:
    for key in keys:
        if type(key) not in _KEYS or (type(key) is int and not -(2**63) <= key < 2**64):
            raise WireError("a dict has a key that is neither text nor a number")


def _check_plain(value: object) -> None:
    """Refuse whatever MessagePack can hold beyond the plain values, and deep nesting."""
    layer: list[object] = [value]
    for _ in range(MAX_DEPTH + 1):
        for item in layer:
            if type(item) not in _LEAVES and type(item) not in _CONTAINERS:
                raise WireError(f"a {type(item).__name__} is not a plain value")
        layer = _one_deeper(layer)
        if not layer:
            return
    raise WireError(f"nested more than {MAX_DEPTH} deep")


def _deeper_than_allowed(value: object) -> bool:
    layer: list[object] = [value]
    for _ in range(MAX_DEPTH + 1):
        for item in layer:
            if type(item) is dict:
                _check_keys(item)
        layer = _one_deeper(layer)
        if not layer:
            return False
    return True


def _one_deeper(layer: list[object]) -> list[object]:
    deeper: list[object] = []
    for item in layer:
        if type(item) is dict:
            deeper.extend(item)
            deeper.extend(item.values())
        elif type(item) is list or type(item) is tuple:
            deeper.extend(item)
    return deeper


def _handle(payload: bytes) -> Handle:
    match msgpack.unpackb(payload):
        case [int(number), str(type_name)] if len(type_name) <= MAX_NAME_CHARS and number >= 0:
            return Handle(number, type_name)
    raise WireError("a malformed handle")


def _numbers(payload: bytes) -> list[int]:
    match msgpack.unpackb(payload):
        case [int(number)] if number >= 0:
            return [number]
    raise WireError("a malformed reference")


def _rng_state(payload: bytes) -> RngState:
    if len(payload) != 64:
        raise WireError("a malformed generator state")
    return RngState(*(int.from_bytes(payload[i : i + 16], "little") for i in range(0, 64, 16)))
