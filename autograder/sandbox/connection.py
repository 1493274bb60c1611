"""Frames between the grader and one worker, with a deadline and a size for every read."""

from __future__ import annotations

import socket
import struct
from dataclasses import dataclass
from typing import Any, Final, Protocol

from autograder.references import References, Refused
from autograder.sandbox.answers import Part, Question, question_in, with_serial
from autograder.sandbox.deadline import Deadline
from autograder.worker import wire

MAX_CALLBACKS: Final = 100_000  # in one request
# What one submission may bring into the grader's memory, which keeps the results and arguments that a check has
# seen: a thousand times what a right solution brings. A byte of structure can become an object of 72 bytes.
SUBMISSION_BYTES: Final = 256 * 1024 * 1024
OBJECT_BYTES: Final = 64
# How long one read or write waits in the kernel before the deadline is looked at. A time-out of the
# kernel's costs nothing where the answer comes; one of Python's costs two system calls a message.
TICK_S: Final = 0.02
READ_BYTES: Final = 64 * 1024  # most replies arrive whole in one read


class WorkerDied(Exception):
    """The worker closed the connection."""


class WorkerMisbehaved(Exception):
    """The worker sent something that is no reply to what was asked."""


class TooMuchSent(Exception):
    """The worker has sent more than one submission may."""


@dataclass(slots=True)
class Allowance:
    """How much memory the frames of one submission may still take here, over all its workers."""

    left_bytes: int = SUBMISSION_BYTES

    def take(self, structure: int, blob: int) -> None:
        """Count one frame.

        Raises:
            TooMuchSent: it is more than is left.
        """
        self.left_bytes -= structure * OBJECT_BYTES + blob
        if self.left_bytes < 0:
            raise TooMuchSent


class Hearing(Protocol):
    """Whoever listens to a worker, and may know the answers to its questions."""

    def expects(self, digest: bytes) -> bool:
        """Tell whether the answers to a batch with that digest have been heard before."""

    def known(self, question: Question) -> bytes | None:
        """Return the frame of the answer, if it need not be worked out."""

    def answered(self, question: Question, answer: bytes) -> None:
        """Take note of an answer that had to be."""


class Connection:
    """The grader's end of one worker's socket."""

    def __init__(self, sock: socket.socket, references: References, allowance: Allowance) -> None:
        tick = struct.pack("ll", 0, int(TICK_S * 1e6))
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, tick)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, tick)
        self._socket = sock
        self._references = references
        self._allowance = allowance
        self._serial = 0

    def request(self, operands: list[object], deadline: Deadline, hearing: Hearing | None = None) -> list[Any]:
        """Send one request and return the reply without its serial, answering questions meanwhile.

        Raises:
            DeadlineMissed, WorkerDied, WorkerMisbehaved, TooMuchSent: there is no usable reply.
        """
        self._serial += 1
        serial = self._serial
        self._send_frame(self._encoded([serial, *operands]), deadline)
        questions = 0
        while True:
            deadline.check()
            structure, blob = self._receive(deadline)
            question = question_in(serial, structure, blob)
            if question is None:
                return self._reply(serial, structure, blob)
            questions += 1
            if questions > MAX_CALLBACKS:
                raise WorkerMisbehaved(f"it called a function more than {MAX_CALLBACKS} times")
            self._send_frame(with_serial(serial, self._answer(question, hearing)), deadline)

    def _reply(self, serial: int, structure: bytes, blob: bytes) -> list[Any]:
        match _decoded(structure, blob):
            case [int(number), str(), *_] as reply if number == serial:
                self._references.raise_verdict()
                return list(reply[1:])
        raise WorkerMisbehaved("it sent a reply that was not asked for")

    def _answer(self, question: Question, hearing: Hearing | None) -> bytes:
        """Return the frame of the answer, without the serial."""
        try:
            known = hearing.known(question) if hearing else None
            if known is not None:
                return known
            which, args, kwargs = question.call
        except wire.WireError as error:
            raise WorkerMisbehaved(str(error)) from None
        answer = self._called(which, args, kwargs)
        if hearing:
            hearing.answered(question, answer)
        return answer

    def _called(self, which: int, args: list[object], kwargs: dict[str, object]) -> bytes:
        """Return the answer to a call; the student's arguments decide what our function makes of them."""
        try:
            return self._encoded(["answer", self._references.call(which, args, kwargs)])
        except Refused as refused:
            return self._encoded(["refuse", str(refused), refused.kind])
        except (wire.WireError, TypeError):
            reason = "the function has no plain value for these arguments"
            return self._encoded(["refuse", reason, "RuntimeError"])

    def _encoded(self, message: list[object]) -> bytes:
        return wire.encode(message, self._references.refer)

    def _send_frame(self, frame: bytes, deadline: Deadline) -> None:
        sent = 0
        while sent < len(frame):
            try:
                sent += self._socket.send(memoryview(frame)[sent:] if sent else frame)
            except BlockingIOError:
                pass
            except OSError:
                raise WorkerDied from None
            if sent < len(frame):
                deadline.check()

    def _receive(self, deadline: Deadline) -> Part:
        """Read one frame; the worker waits for us after it, so nothing may follow."""
        data = self._part(READ_BYTES, deadline)
        while len(data) < wire.HEADER.size:
            data += self._part(READ_BYTES, deadline)
        try:
            structure, blob = wire.header(data[: wire.HEADER.size])
        except wire.WireError as error:
            raise WorkerMisbehaved(str(error)) from None
        self._allowance.take(structure, blob)
        body = self._body(data[wire.HEADER.size :], structure + blob, deadline)
        return body[:structure], body[structure:]

    def _body(self, begun: bytes, size: int, deadline: Deadline) -> bytes:
        if len(begun) == size:
            return begun
        parts = bytearray(begun)
        while len(parts) < size:
            deadline.check()  # a byte at a time is an answer too
            parts += self._part(min(size - len(parts), 1 << 20), deadline)
        if len(parts) > size:
            raise WorkerMisbehaved("it sent more than one reply")
        return bytes(parts)

    def _part(self, size: int, deadline: Deadline) -> bytes:
        while True:
            try:
                part = self._socket.recv(size)
            except BlockingIOError:
                deadline.check()
                continue
            except OSError:
                raise WorkerDied from None
            if not part:
                raise WorkerDied
            return part


def _decoded(structure: bytes, blob: bytes) -> object:
    try:
        return wire.decode(structure, blob)
    except wire.WireError as error:
        raise WorkerMisbehaved(str(error)) from None
