"""What of ours a worker may refer to: functions and random generators passed as arguments."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from autograder.expect import CheckFailed
from autograder.reference import ReferenceFunction
from autograder.student import StudentFunction, StudentRaised, handle_of
from autograder.worker.wire import Callback, Handle, RngState


class Refused(Exception):
    """A function of ours has no value for the arguments that the student's code gave it.

    `kind` names the built-in exception that the student's code meets in its place.
    """

    def __init__(self, message: str, kind: str = "RuntimeError") -> None:
        super().__init__(message)
        self.kind = kind


class References:
    """The functions passed to one student in this check, and before them those lent for longer."""

    def __init__(self) -> None:
        self._functions: dict[int, Callable[..., object]] = {}
        self._next = 0
        self._lent = 0
        self._verdict: CheckFailed | None = None

    @property
    def next_number(self) -> int:
        """The number that the next function gets."""
        return self._next

    def number_from(self, first: int) -> None:
        """Give the functions that are passed from now on the numbers from `first` on."""
        self._next = first

    def refer(self, item: object) -> Handle | Callback | RngState:
        """Return the reference that stands for an argument which is not a plain value.

        Raises:
            TypeError: neither an object of the student's, a generator nor a function.
        """
        handle = handle_of(item)
        if handle is not None:
            return handle
        if isinstance(item, np.random.Generator):
            return _rng_state(item)
        if callable(item) and not isinstance(item, StudentFunction | ReferenceFunction):
            number, self._next = self._next, self._next + 1
            self._functions[number] = item
            return Callback(number)
        raise TypeError(f"{item!r} cannot be passed to a student's function")

    def call(self, number: int, args: list[object], kwargs: dict[str, object]) -> object:
        """Call the function a worker asked for.

        Raises:
            Refused: it raised, or there is none. A `CheckFailed` is kept for `raise_verdict` too, since the
                student's code may swallow what it is told.
        """
        if number not in self._functions:
            raise Refused("there is no such function")
        try:
            return self._functions[number](*args, **kwargs)
        except CheckFailed as verdict:
            self._verdict = self._verdict or verdict
            raise Refused("the function refuses these arguments") from None
        except Exception as error:
            # A function that is lent runs in a worker of its own; what it raised is told by that worker.
            name = error.problem.type_name if isinstance(error, StudentRaised) else type(error).__name__
            raise Refused(f"the function given as an argument raised {name}", name) from None

    def lend(self) -> None:
        """Keep the functions passed so far beyond the check."""
        self._lent = self._next

    def forget(self) -> None:
        """Take back the functions of a check that has ended; their numbers lead nowhere then."""
        for number in [number for number in self._functions if number >= self._lent]:
            del self._functions[number]
        self._next = self._lent

    def raise_verdict(self) -> None:
        """Raise what a function of ours found wrong with its arguments, if any did.

        Raises:
            CheckFailed: the first verdict since the last call of this method.
        """
        verdict, self._verdict = self._verdict, None
        if verdict is not None:
            raise verdict


def _rng_state(generator: np.random.Generator) -> RngState:
    state = generator.bit_generator.state
    if state["bit_generator"] != "PCG64":
        raise TypeError("only a PCG64 generator (numpy.random.default_rng) can be passed")
    numbers = state["state"]
    return RngState(numbers["state"], numbers["inc"], state["has_uint32"], state["uinteger"])
