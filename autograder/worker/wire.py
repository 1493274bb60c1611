"""The format of what crosses between grader and worker: plain values, arrays and references.

Theory of operation
-------------------
A frame is two unsigned 32-bit little-endian lengths, then that many bytes of *structure* and of *blob*.
The structure is MessagePack. It may hold None, bool, int, float, str, list and dict, and these
extensions:

    TUPLE     no bytes, as the first item of a list: the list's other items are a tuple
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

Most of a submission's time that is not the student's goes through here, so both ways look at the types of a list's
items at once, and headers of arrays, which are few, are kept.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import msgpack
import numpy as np

MAX_STRUCTURE_BYTES: Final = 2 * 1024 * 1024
MAX_BLOB_BYTES: Final = 64 * 1024 * 1024
MAX_DEPTH: Final = 16
MAX_RANK: Final = 8
MAX_EMPTY_ROWS: Final = 100_000  # an empty array of 10**9 rows takes no bytes, and minutes to walk over
MAX_BIGINT_BYTES: Final = 64
MAX_NAME_CHARS: Final = 80
MAX_KEPT_HEADERS: Final = 4096  # of arrays; a worker may send as many as it likes

HEADER: Final = struct.Struct("<II")

TUPLE, ARRAY, BIGINT, HANDLE, CALLBACK, RNG = 1, 2, 3, 4, 5, 6

DTYPES: Final = (
    *(np.dtype(name) for name in ("bool", "int8", "int16", "int32", "int64")),
    *(np.dtype(name) for name in ("uint8", "uint16", "uint32", "uint64")),
    *(np.dtype(name) for name in ("float16", "float32", "float64", "complex64", "complex128")),
)
_DTYPE_CODES: Final = {dtype: code for code, dtype in enumerate(DTYPES)}
_DIMENSIONS: Final = tuple(struct.Struct(f"<{rank}Q") for rank in range(MAX_RANK + 1))
_SCALARS: Final = frozenset({type(None), bool, int, float, str})


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


_REFERENCES: Final = frozenset({Handle, Callback, RngState})
_LEAVES: Final = frozenset({*_SCALARS, np.ndarray, *_REFERENCES})
_CONTAINERS: Final = frozenset({list, tuple, dict})

Refer = Callable[[object], Handle | Callback | RngState]


def encode(value: object, refer: Refer) -> bytes:
    """Turn a value into one frame.

    `refer` gives the reference that stands for an object which is not plain (a handle in the worker, a
    callback or generator in the grader).

    Raises:
        WireError: nested too deep, too large, or text that is not Unicode.
    """
    try:
        structure, writer = _packed(value, refer)
    except WireError:
        raise
    except (ValueError, OverflowError, RecursionError) as error:
        raise WireError(str(error)) from None
    if len(structure) > MAX_STRUCTURE_BYTES:
        raise WireError(f"the value has {len(structure)} bytes; {MAX_STRUCTURE_BYTES} are allowed")
    return b"".join((HEADER.pack(len(structure), writer.blob_bytes), structure, *writer.blob))


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
        tree = msgpack.unpackb(
            structure, ext_hook=reader.extension, object_pairs_hook=_mapping, strict_map_key=False, raw=False
        )
        value = _plain(tree, 0)
    except WireError:
        raise
    except (ValueError, TypeError, OverflowError, RecursionError, MemoryError) as error:
        raise WireError(f"not a value: {type(error).__name__}") from None
    if reader.used != len(blob):
        raise WireError("bytes left over after the last array")
    return value


def split(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield structure and blob of each of the frames that follow one another in `data`.

    Raises:
        WireError: it does not end with a frame.
    """
    start, size = 0, len(data)
    while start < size:
        if size - start < HEADER.size:
            raise WireError("bytes left over after the last frame")
        structure, blob = header(data[start : start + HEADER.size])
        middle = start + HEADER.size + structure
        start = middle + blob
        if start > size:
            raise WireError("the last frame is not whole")
        yield data[middle - structure : middle], data[middle:start]


class _TupleMark:
    """What stands first in a list that is a tuple."""


_TUPLE_HEAD: Final = msgpack.ExtType(TUPLE, b"")
_TUPLE_MARK: Final = _TupleMark()
_headers: dict[tuple[np.dtype[Any], tuple[int, ...]], msgpack.ExtType] = {}
_shapes: dict[bytes, tuple[tuple[int, ...], np.dtype[Any], int]] = {}


def _packed(value: object, refer: Refer) -> tuple[bytes, _Writer]:
    """Return a frame's structure, and who has its blob."""
    for long_integers in (False, True):
        writer = _Writer(refer, long_integers)
        try:
            return msgpack.packb(writer.tree(value, 0), strict_types=True), writer
        except OverflowError:  # an integer of more than 64 bits; nobody sends one, so nobody pays for the search
            continue
    raise WireError("an integer is too long")


class _Writer:
    """Makes one frame: what MessagePack can hold, and the elements of arrays beside it."""

    def __init__(self, refer: Refer, long_integers: bool) -> None:
        self._refer = refer
        self._plain = _SCALARS - {int} if long_integers else _SCALARS
        self.blob: list[bytes] = []
        self.blob_bytes = 0

    def tree(self, value: Any, depth: int) -> object:
        """Return the value with MessagePack's extensions in the place of what it cannot hold."""
        kind = type(value)
        if kind is np.ndarray and value.dtype in _DTYPE_CODES:
            return self._array(value)
        if kind is list:
            return self._items(value, depth + 1)
        if kind is tuple:
            return [_TUPLE_HEAD, *self._items(value, depth + 1)]
        if kind is dict:
            _check_keys(value)
            return dict(zip(value, self._items(value.values(), depth + 1), strict=True))
        if kind is int:
            return _integer(value)
        if kind in _SCALARS:
            return value
        return self._other(value, depth)

    def _items(self, values: Any, depth: int) -> list[object]:
        if depth > MAX_DEPTH:
            raise WireError(f"nested more than {MAX_DEPTH} deep")
        plain = self._plain
        if plain.issuperset(map(type, values)):
            return list(values)
        return [item if type(item) in plain else self.tree(item, depth) for item in values]

    def _array(self, array: np.ndarray) -> msgpack.ExtType:
        key = (array.dtype, array.shape)
        try:
            known = _headers[key]
        except KeyError:
            if len(_headers) >= MAX_KEPT_HEADERS:
                _headers.clear()
            known = _headers[key] = _array_header(array)
        size = array.nbytes
        self.blob_bytes += size
        if self.blob_bytes > MAX_BLOB_BYTES:
            raise WireError(f"an array of {size} bytes; {MAX_BLOB_BYTES} are allowed")
        self.blob.append(array.tobytes())
        return known

    def _other(self, item: object, depth: int) -> object:
        """Return what stands for anything that is not exactly of a plain type.

        Of a subclass the raw data crosses: its own methods are never asked.
        """
        if isinstance(item, np.generic) and item.dtype in _DTYPE_CODES:
            return self._array(np.asarray(item))
        if isinstance(item, int):
            return _integer(int.__index__(item))
        if isinstance(item, float):
            return float.__float__(item)
        if isinstance(item, str):
            return str.__str__(item)
        if isinstance(item, tuple):
            return self.tree(tuple(tuple.__iter__(item)), depth)
        if isinstance(item, list):
            return self.tree(list(list.__iter__(item)), depth)
        if isinstance(item, dict):
            return self.tree(dict(dict.items(item)), depth)
        reference = item if isinstance(item, Handle | Callback | RngState) else self._refer(item)
        return _reference_extension(reference)


def _integer(number: int) -> object:
    if -(2**63) <= number < 2**64:
        return number
    size = number.bit_length() // 8 + 1
    if size > MAX_BIGINT_BYTES:
        raise WireError(f"an integer of {size} bytes; {MAX_BIGINT_BYTES} are allowed")
    return msgpack.ExtType(BIGINT, number.to_bytes(size, "little", signed=True))


def _array_header(array: np.ndarray) -> msgpack.ExtType:
    if array.ndim > MAX_RANK:
        raise WireError(f"an array with {array.ndim} dimensions; {MAX_RANK} are allowed")
    if not array.size and _rows(array.shape) > MAX_EMPTY_ROWS:
        raise WireError("an empty array of huge dimensions")
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
    """Decodes the extensions of one frame, taking arrays from its blob in order."""

    def __init__(self, blob: bytes) -> None:
        self._blob = blob
        self.used = 0

    def extension(self, code: int, payload: bytes) -> object:
        """Return what an extension stands for."""
        if code == ARRAY:
            return self._array(payload)
        match code:
            case 1 if not payload:
                return _TUPLE_MARK
            case 3 if len(payload) <= MAX_BIGINT_BYTES:
                return int.from_bytes(payload, "little", signed=True)
            case 4:
                return _handle(payload)
            case 5:
                return Callback(_number(payload))
            case 6:
                return _rng_state(payload)
        raise WireError(f"a malformed or unknown extension {code}")

    def _array(self, payload: bytes) -> np.ndarray:
        known = _shapes.get(payload)
        if known is None:
            if len(_shapes) >= MAX_KEPT_HEADERS:
                _shapes.clear()
            known = _shapes[payload] = _shape_of(payload)
        shape, dtype, size = known
        start = self.used
        self.used = end = start + size
        if end > len(self._blob):
            raise WireError("an array larger than its frame")
        if size:
            return np.ndarray(shape, dtype, self._blob, start)  # read-only, as the bytes are
        empty = np.empty(shape, dtype)
        empty.flags.writeable = False
        return empty


def _shape_of(payload: bytes) -> tuple[tuple[int, ...], np.dtype[Any], int]:
    """Return shape, dtype and bytes of an array from its header."""
    code, rank = payload[:2] if len(payload) >= 2 else (len(DTYPES), 0)
    if code >= len(DTYPES) or rank > MAX_RANK or len(payload) != 2 + 8 * rank:
        raise WireError("a malformed array header")
    shape = _DIMENSIONS[rank].unpack_from(payload, 2)
    dtype = DTYPES[code]
    size = math.prod(shape) * dtype.itemsize
    if size > MAX_BLOB_BYTES or max(shape, default=0) >= 2**31:
        raise WireError("an array larger than its frame")
    if not size and _rows(shape) > MAX_EMPTY_ROWS:
        raise WireError("an empty array of huge dimensions")
    return shape, dtype, size


def _rows(shape: tuple[int, ...]) -> int:
    """Return how many lists an empty array becomes at most, along whichever of its dimensions one walks."""
    return math.prod(size for size in shape if size)


def _mapping(pairs: list[tuple[object, object]]) -> dict[object, object]:
    _check_keys(key for key, _ in pairs)
    return dict(pairs)


def _check_keys(keys: Iterable[object]) -> None:
    for key in keys:
        if type(key) not in _SCALARS or (type(key) is int and not -(2**63) <= key < 2**64):
            raise WireError("a dict has a key that is neither text nor a number")


def _plain(value: Any, depth: int) -> object:
    """Return the value with its tuples; refuse what MessagePack can hold beyond plain values, and deep nesting."""
    kind = type(value)
    if kind is list:
        if value and type(value[0]) is _TupleMark:
            return tuple(_plain_items(value[1:], depth + 1))
        return _plain_items(value, depth + 1)
    if kind is dict:
        return dict(zip(value, _plain_items(list(value.values()), depth + 1), strict=True))
    if kind in _LEAVES:
        return value
    raise WireError(f"a {kind.__name__} is not a plain value")


def _plain_items(values: list[Any], depth: int) -> list[Any]:
    if depth > MAX_DEPTH:
        raise WireError(f"nested more than {MAX_DEPTH} deep")
    if _LEAVES.issuperset(map(type, values)):
        return values
    return [item if type(item) in _LEAVES else _plain(item, depth) for item in values]


def _handle(payload: bytes) -> Handle:
    match msgpack.unpackb(payload):
        case [int(number), str(type_name)] if len(type_name) <= MAX_NAME_CHARS and number >= 0:
            return Handle(number, type_name)
    raise WireError("a malformed handle")


def _number(payload: bytes) -> int:
    match msgpack.unpackb(payload):
        case [int(number)] if number >= 0:
            return number
    raise WireError("a malformed reference")


def _rng_state(payload: bytes) -> RngState:
    if len(payload) != 64:
        raise WireError("a malformed generator state")
    return RngState(*(int.from_bytes(payload[i : i + 16], "little") for i in range(0, 64, 16)))
