"""What a worker says, as bytes to compare or values to go on with: answers to a batch, and questions before them."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any, Final

import msgpack
import numpy as np

from autograder.replies import MalformedReply
from autograder.worker import wire
from autograder.worker.batch import NO_WORDS, WHOLE

DIGEST_BYTES: Final = 16  # who could make another reply of the same digest could break better things than a mark

# How MessagePack begins a list of four or five items, and the word that a question begins with.
_LIST_OF_4, _LIST_OF_5, _CALLBACK = b"\x94", b"\x95", msgpack.packb("callback")
_LONG_NUMBERS: Final = {0xCC: 1, 0xCD: 2, 0xCE: 4}  # the byte before a number of so many bytes
_LENGTH: Final = struct.Struct("<Q")

Part = tuple[bytes, bytes]


@dataclass(frozen=True)
class Answer:
    """The two frames that answer one request, as `autograder.worker.batch` describes them."""

    told: Part
    words: Part

    @property
    def size(self) -> int:
        """How many bytes it takes."""
        return sum(map(len, (*self.told, *self.words)))

    @cached_property
    def digest(self) -> bytes:
        """What tells replies apart from which another verdict may follow; the words of exceptions are left out."""
        return _digest(b"answer", *self.told)

    def reply(self) -> list[object]:
        """Return the reply with its words, as `autograder.worker.dispatch` describes it.

        Raises:
            MalformedReply: they do not fit together.
        """
        try:
            reply, words = wire.decode(*self.told), wire.decode(*self.words)
        except wire.WireError:
            raise MalformedReply("an answer is no value") from None
        if type(reply) is not list or type(words) is not list:
            raise MalformedReply("an answer is no list")
        for each in words:
            _put_back(reply, each)
        return reply


@dataclass(frozen=True)
class Question:
    """A call of a function of ours that a worker asks for in the course of a request, without the request's serial."""

    structure: bytes
    blob: bytes

    @property
    def size(self) -> int:
        """How many bytes it takes."""
        return len(self.structure) + len(self.blob)

    @cached_property
    def digest(self) -> bytes:
        """What tells questions apart."""
        return _digest(b"question", self.structure, self.blob)

    @cached_property
    def call(self) -> tuple[int, list[object], dict[str, object]]:
        """The function's number, and the arguments.

        Raises:
            WireError: it is no call.
        """
        match wire.decode(_LIST_OF_4 + self.structure, self.blob):
            case ["callback", int(number), list(args), dict(kwargs)]:
                return number, args, kwargs
        raise wire.WireError("a malformed callback")

    @property
    def number(self) -> int:
        """The function's number; the arguments need not be read for it, unless it is high."""
        start = len(_CALLBACK)
        first = self.structure[start] if len(self.structure) > start else 0xFF
        size = _LONG_NUMBERS.get(first)
        if size is None:
            return first if first < 0x80 else self.call[0]
        return int.from_bytes(self.structure[start + 1 : start + 1 + size], "big")


def question_in(serial: int, structure: bytes, blob: bytes) -> Question | None:
    """Return the question that a frame asks in the course of the request of that serial, if it does."""
    head = _LIST_OF_5 + msgpack.packb(serial)
    return Question(structure[len(head) :], blob) if structure.startswith(head + _CALLBACK) else None


def with_serial(serial: int, frame: bytes) -> bytes:
    """Return the frame of a list with a serial before its items; the list is short."""
    packed: bytes = msgpack.packb(serial)
    structure, blob = wire.HEADER.unpack_from(frame)
    start = wire.HEADER.size
    head = wire.HEADER.pack(structure + len(packed), blob) + bytes((frame[start] + 1,))
    return head + packed + frame[start + 1 :]


class Answers:
    """The answers to the requests of a batch, taken apart when they are asked for."""

    def __init__(self, told: bytes, words: bytes, count: int) -> None:
        self._told = told
        self._words = words
        self._count = count
        self._each: list[Answer] = []
        self.digest = _digest(b"answers", told, b"")

    def each(self) -> list[Answer]:
        """Return the answer to each request.

        Raises:
            WireError: they are not as many as the requests, or not whole.
        """
        if not self._each:
            told, words = _parts(self._told, self._count), _parts(self._words, self._count)
            self._each = list(map(Answer, told, words))
        return self._each

    def is_wordless(self) -> bool:
        """Tell whether nothing raised."""
        return self._words == NO_WORDS * self._count

    def structure_bytes(self) -> int:
        """Return how much structure there is to decode; raises as `each` does."""
        return sum(len(answer.told[0]) + len(answer.words[0]) for answer in self.each())


def answers_in(
    packed: object, count: int, take: Callable[[int, int], None], known: Callable[[bytes], bool] = lambda digest: False
) -> Answers:
    """Return the answers to `count` requests; `take` is told what structure their decoding may make objects of.

    `known` tells whether the answers of a digest have been looked at before, whatever their words are.

    Raises:
        WireError: it is anything else.
    """
    match packed:
        case [np.ndarray(dtype=np.uint8) as told, np.ndarray(dtype=np.uint8) as words]:
            answers = Answers(told.tobytes(), words.tobytes(), count)
        case _:
            raise wire.WireError("a batch is answered by two heaps of bytes")
    if not (known(answers.digest) and answers.is_wordless()):
        take(answers.structure_bytes(), 0)
    return answers


def _parts(frames: bytes, count: int) -> list[Part]:
    parts = list(islice(wire.split(frames), count + 1))  # empty frames could be millions
    if len(parts) != count:
        raise wire.WireError(f"{count} requests are answered by {count} frames")
    return parts


def _digest(kind: bytes, structure: bytes, blob: bytes) -> bytes:
    digest = hashlib.blake2b(structure, digest_size=DIGEST_BYTES, person=kind, salt=_LENGTH.pack(len(blob)))
    digest.update(blob)
    return digest.digest()


def _put_back(reply: list[Any], words: Any) -> None:
    """Complete one problem of a reply."""
    match words:
        case [int(place), str(message), list(frames)]:
            pass
        case _:
            raise MalformedReply("an exception's words are malformed")
    raised = reply
    if place != WHOLE:
        several = reply[1] if len(reply) == 2 else None
        if type(several) is not list or not 0 <= place < len(several) or type(several[place]) is not list:
            raise MalformedReply("an exception's words belong nowhere")
        raised = several[place]
    if len(raised) != 2 or type(raised[1]) is not list or len(raised[1]) != 2:
        raise MalformedReply("an exception's words belong nowhere")
    raised[1] += [message, frames]
