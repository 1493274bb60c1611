"""Carry out many requests in one: a frame for each comes in, and two for each go out, in two heaps.

On the first are the replies, from which verdicts follow. On the second are the words of the exceptions in them, which
only messages quote: the same mistake on another line is the same reply.

    reply       as in `autograder.worker.dispatch`, but a problem there is [type name, bases]
    words       [[place, message, frames], ...], `place` the index in a reply to "calls" and -1 elsewhere
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np

from autograder.worker import wire
from autograder.worker.wire import Handle

WHOLE: Final = -1

Perform = Callable[..., tuple[object, ...]]
Words = list[list[object]]

NO_WORDS: Final = wire.HEADER.pack(1, 0) + b"\x90"  # an empty list


def carry_out(packed: Any, perform: Perform, refer: Callable[[object], Handle]) -> tuple[object, ...]:
    """Return the reply to a batch: `packed` holds the frames of its requests as bytes (uint8).

    Each reply is encoded before the next request begins: a result may be an array that the next call writes to.

    Raises:
        WireError: a value cannot cross.
    """
    replies, words_of = [], []
    for structure, blob in wire.split(packed.tobytes()):
        request: Any = wire.decode(structure, blob)  # a list: it is the grader's
        reply, words = _apart(request[0], perform(*request))
        try:
            replies.append(wire.encode(reply, refer))
            words_of.append(wire.encode(words, refer) if words else NO_WORDS)
        except wire.WireError:
            raise
        except BaseException as error:  # a value whose own code fails while it is encoded
            raise wire.WireError(type(error).__name__) from None
    return ("return", [np.frombuffer(b"".join(frames), np.uint8) for frames in (replies, words_of)])


def _apart(op: str, reply: tuple[Any, ...]) -> tuple[list[Any], Words]:
    """Return a reply without the words of its exceptions, and these."""
    words: Words = []
    if op == "calls" and reply[0] == "return":
        return ["return", [_wordless(each, place, words) for place, each in enumerate(reply[1])]], words
    return _wordless(reply, WHOLE, words), words


def _wordless(reply: Any, place: int, words: Words) -> list[Any]:
    if reply[0] != "raise":
        return list(reply)
    _, (type_name, bases, message, frames) = reply
    words.append([place, message, frames])
    return ["raise", [type_name, bases]]
