"""The `student` that tests call: a student's functions as if they were local, every call recorded.

Who answers is a `Responder`: a sandboxed worker in the grader (`autograder.sandbox.client`), or a module in this
process (`autograder.local`) when students run the visible tests themselves. Both speak the same wire format,
so a verdict does not depend on which it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

import numpy as np

from autograder.no_value import (
    NameMissing,
    NotWritten,
    StudentError,
    StudentRaised,
    StudentStopped,
    ValueUnsendable,
)
from autograder.replies import MalformedReply, value_of
from autograder.worker.wire import Handle

__all__ = [
    "Call",
    "NameMissing",
    "NotWritten",
    "Outcome",
    "Responder",
    "Student",
    "StudentError",
    "StudentFunction",
    "StudentObject",
    "StudentRaised",
    "StudentStopped",
    "ValueUnsendable",
    "end_check",
    "handle_of",
    "recorded",
    "renew",
    "results_of",
    "settle",
    "substitute",
]


FORGED: Final = "it wrote to the grader's connection by itself."


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a student's function and how it ended.

    For a map, `args` is the list of argument tuples and `result` the list of results.
    """

    target: Handle | None
    name: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    many: bool = False
    quiet: bool = False
    result: object = None
    error: StudentError | None = None


class Responder(Protocol):
    """Whoever carries out a request on the student's module."""

    def request(self, name: str, op: str, *operands: object) -> object:
        """Return the value of "calls", "quiet" or "substitute", operands as the dispatcher takes them.

        `name` is what error messages call it.

        Raises:
            StudentError: there is no value.
        """

    def end_check(self) -> None:
        """Take back the functions that the check passed: no later one may find them in use."""

    def renew(self) -> None:
        """Let nothing that the student's code has seen so far be there at the next request."""


class Outcome(Protocol):
    """Judges how a deferred call ended: with a result, or with the error in its stead."""

    def __call__(self, result: object, error: StudentRaised | None) -> None:
        """Raise `CheckFailed` for an outcome that is not the one asked for."""


@dataclass(frozen=True, slots=True)
class _Deferred:
    """A call that nobody waits for: it is made with the next ones, in one request."""

    function: StudentFunction
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    judge: Outcome


@dataclass(slots=True, repr=False)
class Student:
    """A student's module: attributes are its functions and classes."""

    _responder: Responder
    _calls: list[Call] = field(default_factory=list)
    _deferred: list[_Deferred] = field(default_factory=list)

    def __getattr__(self, name: str) -> StudentFunction:
        if name.startswith("_"):
            raise AttributeError(name)
        return StudentFunction(self, None, name)


@dataclass(frozen=True, slots=True)
class StudentFunction:
    """A function, class or method of a student."""

    _student: Student
    _target: Handle | None
    __name__: str

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call it; return a plain value, or a `StudentObject` for anything else."""
        return self._recorded(lambda: self._results([(args, kwargs)])[0], args, kwargs)

    def quietly(self, *args: Any, **kwargs: Any) -> Any:
        """Call it with NumPy's numeric warnings (overflow, division, invalid) turned into exceptions."""
        request = (self.__name__, "quiet", self._target, self.__name__, list(args), kwargs)
        return self._recorded(lambda: self._student._responder.request(*request), args, kwargs, quiet=True)

    def map(self, items: Iterable[tuple[Any, ...]]) -> list[Any]:
        """Call it once for each tuple of arguments, all in one request."""
        calls = tuple(tuple(item) for item in items)
        results: list[Any] = self._recorded(lambda: self._results([(args, {}) for args in calls]), calls, {}, many=True)
        return results

    def defer(self, args: tuple[Any, ...], kwargs: dict[str, Any], judge: Outcome) -> None:
        """Have it called before the next call of this student or the end of the check, and judged then.

        The arguments are copied: a test may go on to change its arrays.
        """
        copies = tuple(map(_snapshot, args)), {name: _snapshot(value) for name, value in kwargs.items()}
        self._student._deferred.append(_Deferred(self, *copies, judge))

    def _recorded(
        self,
        answer: Callable[[], object],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        *,
        many: bool = False,
        quiet: bool = False,
    ) -> Any:
        name, target, student = self.__name__, self._target, self._student
        settle(student)
        try:
            value = answer()
        except StudentError as error:
            student._calls.append(Call(target, name, args, kwargs, many, quiet, error=error))
            raise
        result = _wrap(student, value)
        student._calls.append(Call(target, name, args, kwargs, many, quiet, result))
        return result

    def _results(self, calls: Iterable[tuple[tuple[Any, ...], dict[str, Any]]]) -> list[object]:
        return results_of(self._student._responder, self.__name__, calls, self._target)


@dataclass(frozen=True, slots=True)
class StudentObject:
    """An object that stays in the worker; its methods are calls."""

    _student: Student
    _handle: Handle

    def __getattr__(self, name: str) -> StudentFunction:
        if name.startswith("_"):
            raise AttributeError(name)
        return StudentFunction(self._student, self._handle, name)


def in_turn(*calls: tuple[StudentFunction, tuple[Any, ...]]) -> list[Any]:
    """Make calls of one function or of several, one after the other and all in one request; return their results.

    What `map` is to one function: `in_turn((gate.forward, (2.0, 3.0)), (gate.backward, (1.0,)))`.

    Raises:
        StudentError: one of them has no result.
    """
    results: list[Any] = []

    def keep(result: object, error: StudentRaised | None) -> None:
        if error is not None:
            raise error
        results.append(result)

    for function, args in calls:
        function.defer(args, {}, keep)
    if calls:
        settle(calls[0][0]._student)
    return results


def handle_of(item: object) -> Handle | None:
    """Return the handle behind a `StudentObject`, or None."""
    return item._handle if isinstance(item, StudentObject) else None


def recorded(student: Student) -> list[Call]:
    """Return the calls made so far, oldest first."""
    return student._calls


def settle(student: Student) -> None:
    """Make the deferred calls, in one request, and judge them in order.

    Raises:
        CheckFailed, StudentError: one of them ended as it should not.
    """
    deferred, student._deferred[:] = list(student._deferred), []
    if not deferred:
        return
    calls = [[d.function._target, d.function.__name__, list(d.args), d.kwargs] for d in deferred]
    replies = _replies(student._responder, deferred[0].function.__name__, calls)
    for call, reply in zip(deferred, replies, strict=True):
        _judge(student, call, reply)


def results_of(
    responder: Responder,
    name: str,
    calls: Iterable[tuple[tuple[Any, ...], dict[str, Any]]],
    target: Handle | None = None,
) -> list[object]:
    """Make calls of one function in one request; return their results.

    Raises:
        StudentError: one of them has none; the first is told of.
    """
    results = []
    requests = [[target, name, list(args), kwargs] for args, kwargs in calls]
    for index, reply in enumerate(_replies(responder, name, requests)):
        try:
            results.append(_value(name, reply))
        except StudentRaised as error:
            error.index = index
            raise
    return results


def _replies(responder: Responder, name: str, calls: Sequence[list[Any]]) -> list[object]:
    """Make calls, which all look alike: what is asked of them is nothing that the student's code may know."""
    replies = responder.request(name, "calls", calls)
    if not isinstance(replies, list) or len(replies) != len(calls):  # forged: a check might judge too few
        raise StudentStopped(name, "protocol", FORGED)
    return replies


def _value(name: str, reply: object) -> object:
    try:
        return value_of(name, reply if isinstance(reply, list) else [])
    except MalformedReply:
        raise StudentStopped(name, "protocol", FORGED) from None


def end_check(student: Student) -> None:
    """Drop deferred calls and passed functions: their check has ended already."""
    student._deferred.clear()
    student._responder.end_check()


def substitute(student: Student, functions: dict[str, Callable[..., object]]) -> None:
    """Let names in the student's module be answered by functions of ours, until `renew`."""
    student._responder.request("substitute", "substitute", functions)


def renew(student: Student) -> None:
    """Go on with nothing left of what the student's code was lent or has kept."""
    student._responder.renew()


def _wrap(student: Student, value: object) -> Any:
    kind = type(value)
    if kind is Handle:
        return StudentObject(student, value)  # type: ignore[arg-type]  # exact type tested above
    if kind is list and any(type(item) in _NESTING for item in value):  # type: ignore[attr-defined]
        return [_wrap(student, item) for item in value]  # type: ignore[attr-defined]
    if kind is tuple:
        return tuple(_wrap(student, item) for item in value)  # type: ignore[attr-defined]
    if kind is dict:
        return {key: _wrap(student, item) for key, item in value.items()}  # type: ignore[attr-defined]
    return value


def _judge(student: Student, deferred: _Deferred, reply: object) -> None:
    name, target = deferred.function.__name__, deferred.function._target
    try:
        value = _wrap(student, _value(name, reply))
    except StudentStopped:
        raise
    except StudentError as error:
        student._calls.append(Call(target, name, deferred.args, deferred.kwargs, error=error))
        if not isinstance(error, StudentRaised) or isinstance(error, NotWritten):
            raise
        deferred.judge(None, error)
    else:
        student._calls.append(Call(target, name, deferred.args, deferred.kwargs, result=value))
        deferred.judge(value, None)


def _snapshot(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return value.copy()
    if type(value) is list or type(value) is tuple:
        return type(value)(_snapshot(item) for item in value)
    if type(value) is dict:
        return {key: _snapshot(item) for key, item in value.items()}
    return value


_NESTING = frozenset({Handle, list, tuple, dict})
