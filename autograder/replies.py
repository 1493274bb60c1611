"""Read a dispatcher's reply: the value it carries, or the error it stands for."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.student import NameMissing, NotWritten, StudentRaised, ValueUnsendable
from autograder.worker.load import Problem


class MalformedReply(Exception):
    """Not a reply that `autograder.worker.dispatch` describes."""


def value_of(name: str, reply: Sequence[object]) -> object:
    """Return the value of a reply about `name`.

    Raises:
        StudentError: the reply says that there is no value.
        MalformedReply: it is no reply at all.
    """
    match list(reply):
        case ["return", value]:
            return value
        case ["raise", plain, int(index)]:
            problem = problem_from(plain)
            kind = NotWritten if "NotImplementedError" in problem.bases else StudentRaised
            raise kind(name, problem, index)
        case ["missing", list(names)] if all(type(n) is str for n in names):
            raise NameMissing(name, tuple(str(n)[:80] for n in names[:200]))
        case ["unsendable", str(reason)]:
            raise ValueUnsendable(name, reason[:200])
    raise MalformedReply(f"an unknown reply about {name}")


def problem_from(plain: object) -> Problem:
    """Read an exception's description.

    Raises:
        MalformedReply: it is not one.
    """
    match plain:
        case [str(type_name), list(bases), str(message), list(frames)] if all(
            type(base) is str for base in bases
        ):
            return Problem(
                type_name[:80], tuple(bases[:20]), message[:500], tuple(map(_frame, frames[:20]))
            )
    raise MalformedReply("an exception's description is malformed")


def _frame(plain: object) -> tuple[str, int, str]:
    match plain:
        case [str(cell), int(line), str(function)]:
            return cell[:200], line, function[:200]
    raise MalformedReply("a frame's description is malformed")
