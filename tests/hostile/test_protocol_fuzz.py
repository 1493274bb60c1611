"""Both ends of the wire, and the judge behind it, under anything: no exception, no hang, no growth."""

from __future__ import annotations

import itertools
import resource
import time
import warnings
from collections.abc import Iterator

import frames
import fuzz_judging
import fuzz_sessions
import fuzz_targets
import msgpack
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.replies import MalformedReply, value_of
from autograder.sandbox.zygote import Zygote
from autograder.worker import wire
from autograder.worker.wire import Callback, Handle, RngState

VARIANTS = 3_000
SLOW_CPU_S = 2.0  # for a frame of 100 kB: what takes longer grows faster than its input
SESSIONS = 60
STUDENTS = 2
GROWTH_KIB = 64 * 1024

scalars = (
    st.none() | st.booleans() | st.integers(-(2**500), 2**500) | st.floats() | st.text()
    | st.sampled_from([Handle(0, "Gate"), Callback(0), RngState(1, 2, 0, 0), 2**511 - 1, -(2**63), 2**64, -0.0, 5e-324])
)  # fmt: skip
arrays = hnp.arrays(
    st.sampled_from([d.newbyteorder("=") for d in wire.DTYPES]),
    hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=3),
)
keys = (
    st.text() | st.integers(-(2**63), 2**64 - 1) | st.floats() | st.booleans() | st.none() | st.sampled_from(["W", "b"])
)
values = st.recursive(
    scalars | arrays,
    lambda inner: (
        st.lists(inner, max_size=4) | st.lists(inner, max_size=4).map(tuple) | st.dictionaries(keys, inner, max_size=4)
    ),
    max_leaves=10,
)


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """Grade as the grader does: what overflows is judged, not told."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        yield


@given(values)
@settings(max_examples=400)
def test_no_value_fools_or_breaks_the_judge(value: object) -> None:
    """Every `expect` returns a finite value of its own type or raises CheckFailed, and every value can be told of."""
    with np.errstate(all="ignore"):
        fuzz_targets.judge(value)


@given(values)
@settings(max_examples=200)
def test_any_value_may_stand_for_a_reply(value: object) -> None:
    """Whatever a worker sends in place of a reply or an exception's description is read or refused."""
    with np.errstate(all="ignore"):
        for reply in (value, [1, value], [1, "return", value], [1, "raise", value], [1, "missing", value]):
            fuzz_targets.grader_end(wire.encode(reply, lambda item: Handle(0, "x")))
    fuzz_targets.problem(value)


@pytest.mark.parametrize("array", [np.zeros(0), np.zeros(2), np.zeros((2, 2), bool)], ids=["empty", "two", "table"])
def test_an_array_is_no_word_of_the_protocol(array: np.ndarray) -> None:
    """An array equals a text item by item, which is neither true nor false: in a word's place it is refused."""
    for reply in (
        [1, array, 0, [], {}],
        [1, array, 0],
        [array, "return", 1],
        [1, "raise", [array] * 4],
        [1, "missing", array],
    ):
        fuzz_targets.grader_end(wire.encode(reply, lambda item: Handle(0, "x")))
    with pytest.raises(MalformedReply):
        value_of("f", [array, 1])


@given(st.binary(max_size=300))
@settings(max_examples=400)
def test_any_bytes_may_come(data: bytes) -> None:
    """Arbitrary bytes at either end end in a value or one of the expected errors."""
    fuzz_targets.both_ends(data)
    fuzz_targets.both_ends(frames.frame(data))


packed = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats() | st.text(max_size=5) | st.binary(max_size=5)
    | st.builds(msgpack.ExtType, st.integers(0, 8), st.binary(max_size=20)),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3) | st.integers(0, 9), inner, max_size=3)
    | st.lists(inner, max_size=3).map(lambda items: [frames.TUPLE, *items]) | inner.map(lambda item: [item, frames.TUPLE]),
    max_leaves=8,
)  # fmt: skip


@given(packed)
@settings(max_examples=400)
def test_any_message_may_come(message: object) -> None:
    """Well-formed MessagePack of any shape, extensions included, ends in a value or one of the expected errors."""
    for reply in (message, [1, message], [1, "return", message], [1, "callback", message, [], {}]):
        structure = msgpack.packb(reply) or b""
        with np.errstate(all="ignore"):
            fuzz_targets.both_ends(frames.frame(structure))


def test_thousands_of_mutated_frames_leave_nothing_behind() -> None:
    """Real frames with their trees rebuilt and bytes changed: nothing raised, nothing slow, no memory kept."""
    variants = frames.variants(fuzz_targets.seeds(), seed=1)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    slowest_s = 0.0
    for data in itertools.islice(variants, VARIANTS):
        started = time.process_time()
        fuzz_targets.both_ends(data)
        slowest_s = max(slowest_s, time.process_time() - started)

    assert slowest_s < SLOW_CPU_S
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < GROWTH_KIB


def test_a_child_that_speaks_out_of_turn_costs_its_own_call_only(zygote: Zygote) -> None:
    """Wrong serials, extra and partial frames, unasked callbacks, huge handles: each session ends, the next is right."""
    played = fuzz_sessions.play(zygote, SESSIONS, first_seed=7_000)

    assert sum(played.ends.values()) == SESSIONS
    assert {"StudentStopped protocol", "StudentStopped died", "StudentStopped time", "list"} <= set(played.ends)
    assert played.slowest_s < 2 * fuzz_sessions.CALL_S + fuzz_sessions.SLACK_S
    assert played.left_descriptors == 0


@pytest.mark.parametrize("slug", ["mp_neuron", "gradient_descent"])
def test_no_answers_make_a_check_ours_to_blame(slug: str) -> None:
    """Answers that are nearly right, of other shapes and kinds, huge, or none: judged, and nothing breaks."""
    judged = fuzz_judging.judged(slug, STUDENTS, first_seed=90)

    assert judged.checks > 30 * STUDENTS
    assert judged.broken == []
