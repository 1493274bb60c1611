"""A function of ours as a student, whose slow answers are remembered.

Every submission that is diagnosed asks the bank's variants the same things, as long as its check and seed are those of
another. Most answer in microseconds, but one that trains for a thousand epochs in twenty variants takes a second.
"""

from __future__ import annotations

import time
import types
from collections.abc import Callable
from typing import Final
from weakref import WeakKeyDictionary

from autograder.local import LocalResponder
from autograder.student import Student

SLOW_S: Final = 0.0002
MAX_BYTES: Final = 16 * 1024 * 1024  # of requests and replies, in one process


class _Memory:
    """Replies by variant and request."""

    def __init__(self) -> None:
        self._replies: WeakKeyDictionary[Callable[..., object], dict[bytes, bytes]] = WeakKeyDictionary()
        self._bytes = 0

    def of(self, variant: Callable[..., object]) -> dict[bytes, bytes]:
        """Return what is remembered of one variant."""
        return self._replies.setdefault(variant, {})

    def keep(self, variant: Callable[..., object], said: bytes, reply: bytes) -> None:
        """Remember a reply; when there are too many, the others are forgotten."""
        self._bytes += len(said) + len(reply)
        if self._bytes > MAX_BYTES:
            self._replies.clear()
            self._bytes = len(said) + len(reply)
        self.of(variant)[said] = reply


_memory: Final = _Memory()


def student_of_variant(task: str, variant: Callable[..., object]) -> Student:
    """Return a student whose only function, called `task`, is the variant."""
    module = types.ModuleType("variant")
    setattr(module, task, variant)
    # A class makes objects, and what their methods answer depends on more than the arguments.
    responder = LocalResponder() if isinstance(variant, type) else _Remembering(variant)
    responder.dispatcher.adopt(module, frozenset())
    return Student(responder)


class _Remembering(LocalResponder):
    """Keeps the replies that took long, by the requests."""

    def __init__(self, variant: Callable[..., object]) -> None:
        super().__init__()
        self._variant = variant

    def carried_out(self, said: bytes) -> bytes:
        """Return the reply; see `LocalResponder`."""
        known = _memory.of(self._variant).get(said)
        if known is not None:
            return known
        started = time.perf_counter()
        reply = super().carried_out(said)
        passed_functions = self._references.next_number > 0
        if time.perf_counter() - started > SLOW_S and not passed_functions:
            _memory.keep(self._variant, said, reply)
        return reply
