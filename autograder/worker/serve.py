"""A worker's loop: read a request frame, carry it out, send the reply frame.

A reply carries the serial of its request, so that one sent twice or too early answers nothing.
"""

from __future__ import annotations

import os
from typing import Any

from autograder.worker import wire
from autograder.worker.dispatch import Dispatcher, refusal

READ_BYTES = 64 * 1024


class Closed(BaseException):
    """The grader closed the connection."""


class Connection:
    """Frames on one descriptor, and the grader's functions behind it."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._serial = 0
        self.dispatcher = Dispatcher(self._ask)

    def serve(self) -> None:
        """Answer requests until the grader closes the connection."""
        try:
            while True:
                self.answer()
        except (Closed, OSError):
            return

    def answer(self) -> None:
        """Answer one request.

        Raises:
            Closed: there is none any more.
        """
        self._answer(self._receive())

    def _answer(self, request: Any) -> None:
        serial, op, *operands = request
        outer, self._serial = self._serial, serial
        reply = self._perform(op, operands)
        self._serial = outer
        try:
            self._send([serial, *reply])
        except Closed:
            raise
        except BaseException as error:  # a value whose own code fails while it is encoded
            reason = str(error) if isinstance(error, wire.WireError) else type(error).__name__
            self._send([serial, "unsendable", reason[:200]])

    def _perform(self, op: str, operands: list[Any]) -> tuple[object, ...]:
        if op == "load":
            module_name, cells = operands
            problems = self.dispatcher.load(module_name, [(c[0], c[1]) for c in cells])
            return ("loaded", [problem.plain() for problem in problems[:20]])
        return self.dispatcher.perform(op, *operands)

    def _ask(self, number: int, args: list[object], kwargs: dict[str, object]) -> object:
        self._send([self._serial, "callback", number, args, kwargs])
        while True:
            match self._receive():
                case [serial, "answer", value] if serial == self._serial:
                    return value
                case [serial, "refuse", message, kind] if serial == self._serial:
                    raise refusal(kind, message)
                case nested:
                    self._answer(nested)

    def _send(self, message: list[object]) -> None:
        frame = memoryview(wire.encode(message, self.dispatcher.refer))
        while frame:
            frame = frame[_write(self._descriptor, frame) :]

    def _receive(self) -> Any:
        """Read one frame; the grader waits for us after it, so nothing follows."""
        data = self._read(READ_BYTES)
        while len(data) < wire.HEADER.size:
            data += self._read(READ_BYTES)
        structure, blob = wire.header(data[: wire.HEADER.size])
        end = wire.HEADER.size + structure
        parts = bytearray(data)
        while len(parts) < end + blob:
            parts += self._read(end + blob - len(parts))
        return wire.decode(bytes(parts[wire.HEADER.size : end]), bytes(parts[end:]))

    def _read(self, size: int) -> bytes:
        part = os.read(self._descriptor, size)
        if not part:
            raise Closed
        return part


def _write(descriptor: int, data: memoryview) -> int:
    try:
        return os.write(descriptor, data)
    except BrokenPipeError:
        raise Closed from None
