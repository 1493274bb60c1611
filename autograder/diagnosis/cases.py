"""Pair what a student's function returned with what the reference returns: call by call, number by number."""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from autograder.diagnosis.compare import same, same_error
from autograder.diagnosis.replay import calls_of, replay
from autograder.student import Call, StudentError, StudentRaised

Floats = NDArray[np.float64]
Path = tuple[int | str, ...]
ANY: Final = "*"  # stands in a path for any item of a list whose length the arguments decide
_REAL: Final = "biuf"


@dataclass(frozen=True, eq=False)
class Case:
    """One call: its arguments by name, and what came back of the student and of the reference.

    `quiet` calls are those in which a numeric warning is an exception.
    """

    arguments: dict[str, Any]
    got: object
    want: object
    got_error: StudentError | None = None
    want_error: StudentError | None = None
    quiet: bool = False

    @cached_property
    def right(self) -> bool:
        """Whether both ended alike, be it as a list or an array."""
        if not same_error(self.got_error, self.want_error):
            return False
        if not self.has_values or same(self.got, self.want):
            return True
        return bool(self.leaves) and all(leaf.right for leaf in self.leaves or ())

    @property
    def has_values(self) -> bool:
        """Whether both returned something."""
        return self.got_error is None and self.want_error is None

    @cached_property
    def leaves(self) -> list[Leaf] | None:
        """Every number and array of the result; None where there are none, or the two are not built alike."""
        if not self.has_values:
            return None
        try:
            pairs = list(_walk((), self.got, self.want))
        except _Unlike:
            return None
        return [Leaf(path, got, want, self.arguments) for path, got, want in pairs]


@dataclass(frozen=True, eq=False)
class Leaf:
    """One number or array of a result, of the student and of the reference, and the arguments it comes from."""

    path: Path
    got: Floats
    want: Floats
    arguments: dict[str, Any]

    @cached_property
    def right(self) -> bool:
        """Whether they are equal."""
        return same(self.got, self.want)


def cases_of(task: str, reference: Callable[..., object], calls: Sequence[Call]) -> list[Case]:
    """Return the calls of `task` among `calls`, one case for each item of a map."""
    observed = calls_of(task, calls)
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        right = replay(task, reference, observed)
    return [
        case
        for mine, theirs in zip(observed, right, strict=False)
        for case in _cases(_signature(task, reference, mine), mine, theirs)
    ]


class _Unlike(Exception):
    """The two results are not built alike."""


def _cases(signature: inspect.Signature | None, mine: Call, theirs: Call) -> Iterator[Case]:
    if not mine.many:
        given = _named(signature, mine.args, mine.kwargs)
        yield Case(given, mine.result, theirs.result, mine.error, theirs.error, mine.quiet)
        return
    if isinstance(mine.result, list) and isinstance(theirs.result, list):
        for args, got, want in zip(mine.args, mine.result, theirs.result, strict=False):
            yield Case(_named(signature, args, {}), got, want)
    elif isinstance(mine.error, StudentRaised) and theirs.error is None and mine.error.index < len(mine.args):
        yield Case(_named(signature, mine.args[mine.error.index], {}), None, None, mine.error)


def _signature(task: str, reference: Callable[..., object], call: Call) -> inspect.Signature | None:
    """Return what names a call's arguments: the function's, the class's, or the method's without `self`."""
    function = reference if call.target is None else getattr(reference, call.name, None)
    if function is None:
        return None
    signature = inspect.signature(function)
    parameters = list(signature.parameters.values())
    return signature.replace(parameters=parameters[1:]) if call.target is not None else signature


def _named(signature: inspect.Signature | None, args: Sequence[Any], kwargs: dict[str, Any]) -> dict[str, Any]:
    try:
        if signature is not None:
            return dict(signature.bind(*args, **kwargs).arguments)
    except TypeError:
        pass
    return {**{f"argument {n + 1}": value for n, value in enumerate(args)}, **kwargs}


def _walk(path: Path, got: object, want: object) -> Iterator[tuple[Path, Floats, Floats]]:
    if isinstance(want, dict):
        if not isinstance(got, dict) or not want.keys() <= got.keys():
            raise _Unlike
        for key in want:
            yield from _walk((*path, key), got[key], want[key])
        return
    right, found = numbers(want), numbers(got)
    if right is not None and not isinstance(want, tuple):
        if found is None:
            raise _Unlike
        yield path, found, right
    elif isinstance(want, list | tuple) and isinstance(got, list | tuple) and len(got) == len(want):
        for index, (mine, theirs) in enumerate(zip(got, want, strict=True)):
            yield from _walk((*path, index if isinstance(want, tuple) else ANY), mine, theirs)
    elif right is not None and found is not None:
        yield path, found, right
    elif not (got is None and want is None):
        raise _Unlike


def numbers(value: object) -> Floats | None:
    """Return a number, an array or a sequence of numbers as an array; None for anything else."""
    if isinstance(value, bool | int | float | np.ndarray | list | tuple):
        try:
            array = np.asarray(value)
        except ValueError:  # rows of different lengths
            return None
        if array.dtype.kind in _REAL:
            return array.astype(np.float64)
    return None
