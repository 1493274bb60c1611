"""What fuzzers and property tests throw bytes and values at: both ends of the wire, and the judge behind it."""

from __future__ import annotations

import contextlib
import socket
import time
from typing import Any

import msgpack
import numpy as np
from frames import FRAME_BYTES, frame

from autograder import expect
from autograder.diagnosis.compare import same
from autograder.explain import explain
from autograder.references import References
from autograder.replies import MalformedReply, problem_from, value_of
from autograder.sandbox.connection import Allowance, Connection, WorkerDied, WorkerMisbehaved
from autograder.sandbox.deadline import Deadline, DeadlineMissed
from autograder.student import Call, StudentError
from autograder.worker import serve, wire
from autograder.worker.wire import Callback, Handle, RngState

WAIT_S = 2.0

Refused = (DeadlineMissed, WorkerDied, WorkerMisbehaved)


def grader_end(data: bytes) -> None:
    """Let a worker answer a request with arbitrary bytes, and judge what it says."""
    ours, theirs = socket.socketpair()
    references = References()
    references.refer(lambda *args, **kwargs: len(args))
    with ours, theirs:
        theirs.sendall(data[:FRAME_BYTES])
        theirs.shutdown(socket.SHUT_WR)
        started = time.monotonic()
        try:
            reply = Connection(ours, references, Allowance()).request(
                ["calls", [[None, "f", [1.5], {}]]], Deadline(WAIT_S)
            )
        except Refused:
            return
        finally:
            assert time.monotonic() - started < 2 * WAIT_S
    try:
        value = value_of("f", reply)
    except MalformedReply:
        return
    except StudentError as error:
        for visible in (True, False):
            told = explain(error, [], visible=visible, cells=[("work.py", "def f(x):\n    return x\n")]).text()
            assert len(told) < 2000
        return
    judge(value)


def worker_end(data: bytes) -> None:
    """Let a grader send arbitrary bytes: the worker ends, or has a request."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.sendall(data[:FRAME_BYTES])
        ours.shutdown(socket.SHUT_WR)
        with contextlib.suppress(wire.WireError, serve.Closed):
            serve.Connection(theirs.fileno())._receive()


def judge(value: Any) -> None:
    """Judge a value as a check might: a clean value comes back, or CheckFailed."""
    array = np.array([0.5, 1.5])
    for kind, call in (
        (np.ndarray, lambda: expect.close(value, array)),
        (float, lambda: expect.close(value, 0.5)),
        (float, lambda: expect.number(value, 0.5)),
        (np.ndarray, lambda: expect.exact(value, [1, -1])),
        (np.ndarray, lambda: expect.exact(value, [2, 3])),
        (np.integer, lambda: expect.exact(value, 1)),
        (int, lambda: expect.integer(value, 3)),
        (bool, lambda: expect.boolean(value, True)),
        (float, lambda: expect.real(value)),
        (np.ndarray, lambda: expect.array(value)),
        (np.ndarray, lambda: expect.array(value, (None, 2), "int")),
        (np.ndarray, lambda: expect.array(value, (2,), "any")),
        (list, lambda: expect.sequence(value)),
        (list, lambda: expect.sequence(value, 2)),
        (dict, lambda: expect.mapping(value, ["W", "b"])),
    ):
        try:
            clean = call()
        except expect.CheckFailed as failed:
            explain(failed, [Call(None, "f", (array,), {}, result=value)], visible=False)
            told = explain(failed, [Call(None, "f", (value,), {}, result=value)], visible=True).text()
            assert len(told) < 20_000
            continue
        assert isinstance(clean, kind)
        if isinstance(clean, np.ndarray | float):
            assert np.isfinite(clean).all()
    assert len(expect.describe(value)) < 200
    for other in (value, 0.5, array, [1, 2], None, {"W": 1}, "x"):
        same(value, other)
        same(other, value, kinds=True)


def problem(value: object) -> None:
    """Read an exception's description from arbitrary values."""
    with contextlib.suppress(MalformedReply):
        found = problem_from(value)
        assert len(found.message) <= 500
        assert len(found.type_name) <= 80


def both_ends(data: bytes) -> None:
    """Throw one frame at the grader, which judges what it means, and at the worker."""
    grader_end(data)
    worker_end(data)


def seeds() -> list[bytes]:
    """Return frames to start from: every kind of reply, and every kind of value."""
    values = (
        None, True, 3, -1, 2**64, 2**200, 0.5, float("nan"), "text", [], [1, 2.5], (1, (2,)), {"W": [1], "b": 2.0},
        np.zeros(()), np.ones((2, 2)), np.arange(3, dtype=np.int8), np.zeros((0, 3)), np.array([1j]),
        [np.ones(2), np.zeros(1)], Handle(0, "Gate"), Callback(0), RngState(1, 2, 0, 0),
    )  # fmt: skip
    problem = ["ValueError", ["ValueError", "Exception"], "bad", [["work.py", 1, "f"]]]
    replies: tuple[list[object], ...] = (
        *([1, "return", value] for value in values),
        [1, "raise", problem],
        [1, "missing", ["g", "h"]],
        [1, "unsendable", "nested more than 16 deep"],
        [1, "callback", 0, [1.5], {"x": 2}],
        [1, "loaded", [problem]],
    )
    encoded = [wire.encode(reply, lambda item: Handle(0, "x")) for reply in replies]
    loose = [msgpack.packb([1, "return", {"a": [1, [2, {"b": 3}]]}]), b"\xdd\xff\xff\xff\xff", b"\x91" * 50 + b"\x01"]
    return [*encoded, *(frame(structure or b"") for structure in loose)]
