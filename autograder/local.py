"""Answer for a module in this process, through the same wire format as a sandboxed worker.

For students running the visible tests at home, and for code we trust: references, alternatives, misconceptions.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

from autograder.references import References, Refused
from autograder.replies import known_reason, value_of
from autograder.student import Student, ValueUnsendable
from autograder.worker import wire
from autograder.worker.dispatch import Dispatcher, refusal
from autograder.worker.load import Problem


class LocalResponder:
    """A `Responder` over a `Dispatcher` in the same process."""

    def __init__(self) -> None:
        self._references = References()
        self.dispatcher = Dispatcher(self._answer)

    def request(self, name: str, op: str, *operands: object) -> object:
        """Carry out a request; see `autograder.student.Responder`."""
        received = _across(list(operands), self._references.refer)
        assert isinstance(received, list)
        reply = self.dispatcher.perform(op, *received)
        self._references.raise_verdict()
        try:
            crossed = _across(list(reply), self.dispatcher.refer)
        except wire.WireError as error:
            raise ValueUnsendable(name, known_reason(str(error))) from None
        assert isinstance(crossed, list)
        return value_of(name, crossed)

    def end_check(self) -> None:
        """Forget the check's functions; see `autograder.student.Responder`."""
        self._references.forget()

    def renew(self) -> None:
        """Give the module its own functions back; see `autograder.student.Responder`."""
        self.dispatcher.perform("substitute", {})

    def _answer(self, number: int, args: list[object], kwargs: dict[str, object]) -> object:
        arguments = _across([args, kwargs], self.dispatcher.refer)
        assert isinstance(arguments, list)
        try:
            value = self._references.call(number, *arguments)
        except Refused as refused:
            raise refusal(refused.kind, str(refused)) from None
        return _across(value, self._references.refer)


def student_of_module(module: types.ModuleType, cells: frozenset[str] = frozenset()) -> Student:
    """Return the `student` interface to a module that is already imported."""
    responder = LocalResponder()
    responder.dispatcher.adopt(module, cells)
    return Student(responder)


def student_of_source(name: str, cells: list[tuple[str, str]]) -> tuple[Student, list[Problem]]:
    """Run source text here and return the `student` interface to it, with what went wrong."""
    responder = LocalResponder()
    problems = responder.dispatcher.load(name, cells)
    return Student(responder), problems


def student_of_file(path: Path) -> tuple[Student, list[Problem]]:
    """Run a script here; see `student_of_source`."""
    return student_of_source(path.stem, [(str(path), path.read_text(encoding="utf-8"))])


def _across(value: object, refer: Callable[[object], Any]) -> object:
    frame = wire.encode(value, refer)
    size = wire.HEADER.size
    structure, _ = wire.header(frame[:size])
    return wire.decode(frame[size : size + structure], frame[size + structure :])
