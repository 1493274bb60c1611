"""The `student` that tests call: a student's functions as if they were local, every call recorded.

Who answers is a `Responder`: a sandboxed worker in the grader (`autograder.sandbox.client`), or a module in this
process (`autograder.local`) when students run the visible tests themselves. Both speak the same wire format,
so a verdict does not depend on which it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from autograder.worker.load import Problem
from autograder.worker.wire import Handle


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


class StudentError(Exception):
    """A call of a student's function gave no value."""

    call_name: str = ""


class StudentRaised(StudentError):
    """The student's code raised."""

    def __init__(self, call_name: str, problem: Problem, index: int = 0) -> None:
        super().__init__(f"`{call_name}` raised {problem.type_name}: {problem.message}")
        self.call_name = call_name
        self.problem = problem
        self.index = index


class NotWritten(StudentRaised):
    """The student's code raised NotImplementedError: the stub is still there."""


class NameMissing(StudentError):
    """The student's file has no function or class of that name."""

    def __init__(self, call_name: str, names: tuple[str, ...]) -> None:
        super().__init__(f"there is no `{call_name}`")
        self.call_name = call_name
        self.names = names


class StudentStopped(StudentError):
    """The student's process was stopped, died, or broke the rules of the wire.

    `reason` is "time", "budget", "died", "protocol" or "loading"; `detail` says more.
    """

    def __init__(self, call_name: str, reason: str, detail: str) -> None:
        super().__init__(f"`{call_name}` was stopped: {detail}")
        self.call_name = call_name
        self.reason = reason
        self.detail = detail


class ValueUnsendable(StudentError):
    """The student's function returned a value too large or too deep to judge."""

    def __init__(self, call_name: str, reason: str) -> None:
        super().__init__(f"`{call_name}` returned a value that cannot be judged: {reason}")
        self.call_name = call_name
        self.reason = reason


class Responder(Protocol):
    """Whoever carries out a request on the student's module."""

    def request(self, name: str, op: str, *operands: object) -> object:
        """Return the value of a "call", "map" or "substitute", operands as the dispatcher takes them.

        `name` is what error messages call it.

        Raises:
            StudentError: there is no value.
        """


@dataclass(slots=True, repr=False)
class Student:
    """A student's module: attributes are its functions and classes."""

    _responder: Responder
    _calls: list[Call] = field(default_factory=list)

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
        return self._request("call", args, kwargs)

    def quietly(self, *args: Any, **kwargs: Any) -> Any:
        """Call it with NumPy's numeric warnings (overflow, division, invalid) turned into exceptions."""
        return self._request("quiet", args, kwargs)

    def map(self, items: Iterable[tuple[Any, ...]]) -> list[Any]:
        """Call it once for each tuple of arguments, all in one request."""
        return list(self._request("map", tuple(tuple(item) for item in items), {}))

    def _request(self, op: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        name, target, student = self.__name__, self._target, self._student
        many, quiet = op == "map", op == "quiet"
        operands = (op, target, name, list(args)) if many else (op, target, name, list(args), kwargs)
        try:
            value = student._responder.request(name, *operands)
        except StudentError as error:
            student._calls.append(Call(target, name, args, kwargs, many, quiet, error=error))
            raise
        result = _wrap(student, value)
        student._calls.append(Call(target, name, args, kwargs, many, quiet, result))
        return result


@dataclass(frozen=True, slots=True)
class StudentObject:
    """An object that stays in the worker; its methods are calls."""

    _student: Student
    _handle: Handle

    def __getattr__(self, name: str) -> StudentFunction:
        if name.startswith("_"):
            raise AttributeError(name)
        return StudentFunction(self._student, self._handle, name)


def handle_of(item: object) -> Handle | None:
    """Return the handle behind a `StudentObject`, or None."""
    return item._handle if isinstance(item, StudentObject) else None


def recorded(student: Student) -> list[Call]:
    """Return the calls made so far, oldest first."""
    return student._calls


def substitute(student: Student, functions: dict[str, Callable[..., object]]) -> None:
    """Let names in the student's module be answered by functions of ours."""
    student._responder.request("substitute", "substitute", functions)


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


_NESTING = frozenset({Handle, list, tuple, dict})
