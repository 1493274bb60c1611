"""Answer the grader's requests against one student's module.

Requests and replies are lists; the first item of both is the request's serial number.

    [n, "load", module, [[cell, source], ...]]     -> [n, "loaded", [problem, ...]]
    [n, "calls", [[target, name, args, kwargs]]]   -> [n, "return", [reply, ...]], a reply to each call:
                                                      ["return", value] or one of the below
    [n, "quiet", target, name, args, kwargs]       -> [n, "return", value] or one of the below; a numeric
                                                      warning is an exception
    [n, "substitute", {name: callback}]            -> [n, "return", None]; ends an earlier substitution
    [n, "batch", frames]                           -> [n, "return", heaps], as `autograder.worker.batch` says

`target` is None for the module or a handle. A call may also be answered by

    [n, "raise", problem]                          the student's code raised
    [n, "missing", names]                          no such name; what there is instead
    [n, "unsendable", reason]                      the value cannot cross

and, in its course, by [n, "callback", number, args, kwargs], to which the grader answers
[n, "answer", value] or [n, "refuse", message, name of an exception].
"""

from __future__ import annotations

import inspect
import types
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.worker.batch import carry_out
from autograder.worker.load import Loaded, Problem, load, problem_of
from autograder.worker.wire import Callback, Handle, RngState, WireError

MAX_HANDLES = 10_000
MAX_NAMES = 200
# What a function of ours may refuse its arguments with: a lent one raises what the student's own should.
_REFUSALS = {kind.__name__: kind for kind in (ValueError, TypeError, RuntimeError, ZeroDivisionError, IndexError)}

_PLAIN = frozenset({type(None), bool, int, float, str})

Ask = Callable[[int, list[object], dict[str, object]], object]
Reply = tuple[object, ...]


class Dispatcher:
    """One student's module and the objects of it that the grader holds handles to."""

    def __init__(self, ask: Ask) -> None:
        """`ask(number, args, kwargs)` calls a function that stayed in the grader."""
        self._ask = ask
        self._loaded = Loaded(types.ModuleType("empty"))
        self._objects: dict[int, object] = {}
        self._originals: dict[str, object] = {}

    def load(self, module_name: str, cells: list[tuple[str, str]]) -> list[Problem]:
        """Run a student's source; return what went wrong on the way."""
        self._loaded = load(module_name, cells)
        return self._loaded.problems

    def adopt(self, module: types.ModuleType, cells: frozenset[str]) -> None:
        """Answer for a module that is already imported (a student's own run, a reference)."""
        self._loaded = Loaded(module, cells=cells)

    def perform(self, op: str, *operands: Any) -> Reply:
        """Carry out a request and return the reply without its serial."""
        try:
            match op:
                case "calls":
                    return ("return", [list(self._call(*each)) for each in operands[0]])
                case "quiet":
                    with warnings.catch_warnings(), np.errstate(over="warn", divide="warn", invalid="warn"):
                        warnings.simplefilter("error", RuntimeWarning)
                        return self._call(*operands)
                case "batch":
                    return carry_out(operands[0], self.perform, self.refer)
                case "substitute":
                    return self._substitute(operands[0])
        except WireError as error:
            return ("unsendable", str(error))
        return ("unsendable", f"unknown request {op!r}")

    def refer(self, item: object) -> Handle:
        """Keep an object here and return the handle that stands for it."""
        if len(self._objects) >= MAX_HANDLES:
            raise WireError(f"more than {MAX_HANDLES} objects")
        number = len(self._objects)
        self._objects[number] = item
        return Handle(number, str(type(item).__name__))

    def _call(self, target: Handle | None, name: str, args: list[object], kwargs: dict[str, object]) -> Reply:
        owner = self._loaded.module if target is None else self._objects.get(target.number)
        try:
            function = getattr(owner, name)
        except AttributeError:
            return ("missing", _names(owner))
        except BaseException as error:  # of a property of the student's
            return self._raised(error)
        try:
            return ("return", function(*self._revived(args), **{k: self.revive(v) for k, v in kwargs.items()}))
        except BaseException as error:
            return self._raised(error)

    def _raised(self, error: BaseException) -> Reply:
        return ("raise", problem_of(error, self._loaded.cells).plain())

    def _substitute(self, functions: dict[str, Callback]) -> Reply:
        namespace = self._loaded.module.__dict__
        namespace.update(self._originals)
        self._originals = {name: namespace[name] for name in functions if name in namespace}
        namespace.update({name: self.revive(callback) for name, callback in functions.items()})
        return ("return", None)

    def revive(self, value: object) -> object:
        """Turn references in an argument back into what they stand for, and arrays of no dimension into numbers.

        A number of NumPy's crosses as such an array, which can neither be hashed nor counted with.
        """
        if type(value) in _PLAIN:
            return value
        if isinstance(value, np.ndarray):
            return value if value.ndim else value[()]
        match value:
            case list():
                return self._revived(value)
            case tuple():
                return tuple(self._revived(list(value)))
            case dict():
                return {key: self.revive(item) for key, item in value.items()}
            case Handle(number, _):
                return self._objects.get(number)
            case Callback(number):
                return self._function(number)
            case RngState():
                return _generator(value)
        return value

    def _revived(self, values: list[object]) -> list[object]:
        if _PLAIN.issuperset(map(type, values)):
            return values
        return [value if type(value) in _PLAIN else self.revive(value) for value in values]

    def _function(self, number: int) -> Callable[..., object]:
        def function(*args: object, **kwargs: object) -> object:
            return _own(self.revive(self._ask(number, list(args), dict(kwargs))))

        return function


def refusal(kind: str, message: str) -> Exception:
    """Return the exception that a student's code meets where a function of ours has no value."""
    return _REFUSALS.get(kind, RuntimeError)(message)


def _names(owner: object) -> list[str]:
    """Return what functions or methods there are; properties are not asked, which may do anything."""
    try:
        names = [name for name in dir(owner) if not name.startswith("_")]
        return [name for name in names if callable(inspect.getattr_static(owner, name, None))][:MAX_NAMES]
    except BaseException:  # a student's own `__dir__`
        return []


def _own(value: object) -> object:
    """Return what a function of ours answered so that the student may write to it, as to any result."""
    return value.copy() if isinstance(value, np.ndarray) else value


def _generator(state: RngState) -> np.random.Generator:
    bits = np.random.PCG64(0)
    bits.state = {
        "bit_generator": "PCG64",
        "state": {"state": state.state, "inc": state.inc},
        "has_uint32": state.has_uint32,
        "uinteger": state.uinteger,
    }
    return np.random.Generator(bits)
