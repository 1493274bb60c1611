"""Read a dispatcher's reply: the value it carries, or the error it stands for."""

from __future__ import annotations

import builtins
import re
from collections.abc import Sequence
from typing import Final

from autograder.no_value import NameMissing, NotWritten, StudentRaised, ValueUnsendable
from autograder.worker.load import Problem

# A worker may say that it raised or refused whatever it likes, and a hidden check's message must not carry it out:
# exceptions are known by their built-in names, and refusals by this table.
_EXCEPTIONS: Final = frozenset(
    name for name, value in vars(builtins).items() if isinstance(value, type) and issubclass(value, BaseException)
)
_REASONS: Final = (
    (r"nested more than", "it is nested too deep"),
    (r"dimensions; \d+ are allowed", "it holds an array of too many dimensions"),
    (r"bytes; \d+ are allowed", "it is too large"),
    (r"an empty array", "it holds an empty array of huge dimensions"),
    (r"more than \d+ objects", "it is made of too many objects"),
    (r"a dict has a key", "it holds a dict with a key that is neither text nor a number"),
    (r"can't encode", "it holds text that is not Unicode"),
)
_NO_REASON: Final = "it cannot be turned into numbers, text, lists, dicts and arrays"


class MalformedReply(Exception):
    """Not a reply that `autograder.worker.dispatch` describes."""


def value_of(name: str, reply: Sequence[object]) -> object:
    """Return the value of a reply about `name`.

    Raises:
        StudentError: the reply says that there is no value.
        MalformedReply: it is no reply at all.
    """
    if not reply or type(reply[0]) is not str:  # an array equals a text item by item, which is neither true nor false
        raise MalformedReply(f"an unknown reply about {name}")
    match list(reply):
        case ["return", value]:
            return value
        case ["raise", plain]:
            problem = problem_from(plain)
            kind = NotWritten if "NotImplementedError" in problem.bases else StudentRaised
            raise kind(name, problem)
        case ["missing", list(names)] if all(type(n) is str for n in names):
            raise NameMissing(name, tuple(str(n)[:80] for n in names[:200]))
        case ["unsendable", str(reason)]:
            raise ValueUnsendable(name, known_reason(reason[:200]))
    raise MalformedReply(f"an unknown reply about {name}")


def problem_from(plain: object) -> Problem:
    """Read an exception's description.

    Raises:
        MalformedReply: it is not one.
    """
    match plain:
        case [str(type_name), list(bases), str(message), list(frames)] if all(type(base) is str for base in bases):
            known = tuple(base for base in bases[:50] if base in _EXCEPTIONS)
            return Problem(type_name[:80], known, message[:500], tuple(map(_frame, frames[:20])))
    raise MalformedReply("an exception's description is malformed")


def _frame(plain: object) -> tuple[str, int, str]:
    match plain:
        case [str(cell), int(line), str(function)]:
            return cell[:200], line, function[:200]
    raise MalformedReply("a frame's description is malformed")


def known_reason(reason: str) -> str:
    """Return why a value cannot cross, in words of ours."""
    return next((text for pattern, text in _REASONS if re.search(pattern, reason)), _NO_REASON)
