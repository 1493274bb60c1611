"""The wire carries plain values both ways and refuses everything else."""

from __future__ import annotations

import math
import struct

import msgpack
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.worker import wire


def no_reference(item: object) -> wire.Handle:
    raise wire.WireError(f"not plain: {type(item).__name__}")


def across(value: object) -> object:
    frame = wire.encode(value, no_reference)
    structure, blob = wire.header(frame[:8])
    assert len(frame) == 8 + structure + blob
    return wire.decode(frame[8 : 8 + structure], frame[8 + structure :])


scalars = st.none() | st.booleans() | st.integers(-(2**200), 2**200) | st.floats() | st.text()
arrays = hnp.arrays(
    st.sampled_from([d.newbyteorder("=") for d in wire.DTYPES]), hnp.array_shapes(min_dims=0, min_side=0, max_side=4)
)
values = st.recursive(
    scalars | arrays,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(st.text(), inner, max_size=4)
    ),
    max_leaves=12,
)


def identical(left: object, right: object) -> bool:
    if isinstance(left, np.ndarray) and isinstance(right, np.ndarray):
        return left.dtype == right.dtype and left.shape == right.shape and left.tobytes() == right.tobytes()
    if isinstance(left, list | tuple) and type(left) is type(right):
        return len(left) == len(right) and all(map(identical, left, right))
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(identical(left[k], right[k]) for k in left)
    if isinstance(left, float) and isinstance(right, float) and math.isnan(left):
        return math.isnan(right)
    return type(left) is type(right) and left == right


@given(values)
@settings(max_examples=300)
def test_every_plain_value_arrives_as_it_was_sent(value: object) -> None:
    """Encoding and decoding is the identity on plain values, types included."""
    assert identical(value, across(value))


@given(st.binary(max_size=200), st.binary(max_size=64))
@settings(max_examples=1000)
def test_no_bytes_make_the_reader_raise_anything_but_a_wire_error(structure: bytes, blob: bytes) -> None:
    """Arbitrary bytes either are a value or a WireError."""
    try:
        value = wire.decode(structure, blob)
    except wire.WireError:
        return
    assert type(value) in wire._LEAVES | wire._CONTAINERS


def test_arrays_arrive_read_only() -> None:
    """A decoded array cannot be written to."""
    array = across(np.ones(3))

    assert isinstance(array, np.ndarray)
    assert not array.flags.writeable


class Liar(float):
    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = float.__hash__

    def __float__(self) -> float:
        return 0.0


class LyingList(list):
    def __iter__(self):  # type: ignore[no-untyped-def]
        return iter([1, 2, 3])


@pytest.mark.parametrize(
    ("sent", "arrives"),
    [
        pytest.param(Liar(2.5), 2.5, id="float-subclass"),
        pytest.param(LyingList([7]), [7], id="list-subclass"),
        pytest.param(np.float64(1.5), 1.5, id="numpy-scalar"),
        pytest.param(type("T", (tuple,), {})((1, 2)), (1, 2), id="tuple-subclass"),
    ],
)
def test_subclasses_lose_their_methods(sent: object, arrives: object) -> None:
    """Only the raw data of a subclass crosses; none of its own methods is asked."""
    got = across(sent)

    assert got == arrives
    assert type(got) in (float, list, tuple, np.ndarray)


@pytest.mark.parametrize(
    "item",
    [
        pytest.param(np.ma.array([1.0]), id="masked"),
        pytest.param(np.array(["a"]), id="strings"),
        pytest.param(np.array([None]), id="objects"),
        pytest.param(np.zeros(1, dtype=[("a", "f8")]), id="structured"),
        pytest.param({1, 2}, id="set"),
        pytest.param(range(3), id="range"),
        pytest.param(1j, id="complex"),
    ],
)
def test_what_is_not_plain_needs_a_reference(item: object) -> None:
    """Anything outside the table of plain values stays where it is."""
    with pytest.raises(wire.WireError, match="not plain"):
        wire.encode(item, no_reference)


def nested(depth: int) -> object:
    value: object = 1
    for _ in range(depth):
        value = [value]
    return value


def array_header(code: int, shape: tuple[int, ...]) -> bytes:
    packed = msgpack.packb(msgpack.ExtType(wire.ARRAY, struct.pack(f"<BB{len(shape)}Q", code, len(shape), *shape)))
    assert isinstance(packed, bytes)
    return packed


def keys_of_one_hash() -> bytes:
    """Return a dict whose 150,000 keys, long integers, all have the hash 0."""
    numbers = (k * (2**61 - 1) for k in range(10, 150_010))
    keys = (msgpack.packb(msgpack.ExtType(wire.BIGINT, n.to_bytes(11, "little"))) + b"\x01" for n in numbers)
    return b"\xdf" + struct.pack(">I", 150_000) + b"".join(keys)


@pytest.mark.parametrize(
    "structure",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\x93\x01", id="truncated"),
        pytest.param(b"\xdd\xff\xff\xff\xff", id="list-of-four-billion"),
        pytest.param(msgpack.packb(nested(17)), id="nested-17-deep"),
        pytest.param(b"\x91" * 100_000 + b"\x01", id="nested-100000-deep"),
        pytest.param(msgpack.packb(b"bytes"), id="bytes"),
        pytest.param(msgpack.packb(msgpack.Timestamp(1)), id="timestamp"),
        pytest.param(msgpack.packb(msgpack.ExtType(99, b"")), id="unknown-extension"),
        pytest.param(msgpack.packb(1) * 2, id="two-values"),
        pytest.param(array_header(len(wire.DTYPES), (1,)), id="unknown-dtype"),
        pytest.param(array_header(11, (10**9,)), id="array-larger-than-frame"),
        pytest.param(array_header(11, (0, 2**62)), id="empty-array-of-huge-shape"),
        pytest.param(array_header(11, (1000, 1000, 0)), id="empty-array-of-a-million-rows"),
        pytest.param(array_header(11, (2**29, 0)), id="empty-array-of-many-rows"),
        pytest.param(keys_of_one_hash(), id="dict-of-keys-with-one-hash"),
        pytest.param(b"\x81" + msgpack.packb(msgpack.ExtType(wire.TUPLE, b"\x91\x01")) + b"\x01", id="tuple-as-key"),
        pytest.param(array_header(11, (2**33, 2**33)), id="overflowing-shape"),
        pytest.param(array_header(11, (1,) * 9), id="rank-nine"),
        pytest.param(msgpack.packb(msgpack.ExtType(wire.ARRAY, b"")), id="array-without-header"),
        pytest.param(msgpack.packb(msgpack.ExtType(wire.TUPLE, msgpack.packb(1))), id="tuple-of-no-list"),
        pytest.param(msgpack.packb(msgpack.ExtType(wire.BIGINT, b"\xff" * 65)), id="long-integer"),
        pytest.param(msgpack.packb(msgpack.ExtType(wire.HANDLE, msgpack.packb(["x", 1]))), id="odd-handle"),
        pytest.param(msgpack.packb(msgpack.ExtType(wire.CALLBACK, msgpack.packb([-1]))), id="odd-callback"),
        pytest.param(msgpack.packb(msgpack.ExtType(wire.RNG, b"short")), id="odd-generator"),
        pytest.param(b"\x81\x91\x01\x02", id="list-as-key"),
    ],
)
def test_malformed_frames_are_refused(structure: bytes) -> None:
    """Each forged structure is a WireError, and nothing else."""
    with pytest.raises(wire.WireError):
        wire.decode(structure, b"")


def test_bytes_left_over_in_the_blob_are_refused() -> None:
    """A blob must be used up by the arrays of its frame."""
    with pytest.raises(wire.WireError, match="left over"):
        wire.decode(b"\x01", b"12345678")


@pytest.mark.parametrize("lengths", [(wire.MAX_STRUCTURE_BYTES + 1, 0), (0, wire.MAX_BLOB_BYTES + 1)])
def test_a_frame_over_the_limit_is_refused_before_it_is_read(lengths: tuple[int, int]) -> None:
    """The header alone decides."""
    with pytest.raises(wire.WireError, match="over the limit"):
        wire.header(struct.pack("<II", *lengths))


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(np.zeros(wire.MAX_BLOB_BYTES + 1, np.uint8), id="array"),
        pytest.param(np.broadcast_to(1.0, (10**9,)), id="broadcast-view"),
        pytest.param("x" * (wire.MAX_STRUCTURE_BYTES + 1), id="text"),
        pytest.param(2**10_000, id="integer"),
        pytest.param("\ud800", id="lone-surrogate"),
        pytest.param(np.empty((10**6, 0)), id="empty-array-of-many-rows"),
        pytest.param({(1, 2): 3}, id="tuple-as-key"),
        pytest.param({2**70: 3}, id="long-integer-as-key"),
    ],
)
def test_a_value_over_the_limit_is_not_sent(value: object) -> None:
    """The sender refuses what the reader would."""
    with pytest.raises(wire.WireError):
        wire.encode(value, no_reference)
