"""Make recorded calls again, on another function of the same contract."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from autograder.diagnosis.called import takes_only_values
from autograder.diagnosis.remembered import Memory
from autograder.local import student_of_module
from autograder.student import Call, Student, StudentError, StudentObject, recorded
from autograder.worker.wire import WireError

_memory: Final = Memory()


def calls_of(task: str, calls: Sequence[Call]) -> list[Call]:
    """Return the calls of one function, or of one class and the objects made by it, in order."""
    kept: list[Call] = []
    owned: set[int] = set()
    for call in calls:
        if call.target is None and call.name == task:
            owned.update(_handles(call.result))
        elif call.target is None or call.target.number not in owned:
            continue
        kept.append(call)
    return kept


def replay(task: str, variant: Callable[..., object], calls: Sequence[Call]) -> list[Call]:
    """Make `calls`, as `calls_of` returns them, on `variant` instead."""
    return list(replays(task, variant, calls))


def replays(task: str, variant: Callable[..., object], calls: Sequence[Call]) -> Iterator[Call]:
    """Make one call after the other, so that whoever has seen enough may stop."""
    if isinstance(variant, type) or not all(map(takes_only_values, calls)):
        yield from _through_the_wire(task, variant, calls)
        return
    for number, call in enumerate(calls):
        try:
            yield _memory.called(variant, call)
        except (TypeError, WireError):  # it returned an object
            yield from _through_the_wire(task, variant, calls[number:])
            return


def _through_the_wire(task: str, variant: Callable[..., object], calls: Sequence[Call]) -> Iterator[Call]:
    """Make calls as a student's are made: with objects that stay there, and functions that stay here."""
    module = types.ModuleType("variant")
    setattr(module, task, variant)
    student = student_of_module(module)
    objects: dict[int, StudentObject] = {}
    for call in calls:
        owner: Student | StudentObject = student
        if call.target is not None:
            if call.target.number not in objects:
                return
            owner = objects[call.target.number]
        function = getattr(owner, call.name)
        try:
            if call.many:
                result = function.map(call.args)
            else:
                result = (function.quietly if call.quiet else function)(*call.args, **call.kwargs)
            objects.update(zip(_handles(call.result), _objects(result), strict=False))
        except StudentError:
            pass  # recorded, as a result is
        except Exception:  # a value of ours that the variant cannot be given, e.g. a foreign handle
            return
        yield recorded(student)[-1]


def _handles(result: object) -> list[int]:
    return [item._handle.number for item in _objects(result)]


def _objects(result: object) -> list[StudentObject]:
    items = result if isinstance(result, list | tuple) else [result]
    return [item for item in items if isinstance(item, StudentObject)]
