"""Bring the results of a task with several right answers into a form in which they can be compared.

An assignment declares the form beside its misconceptions: hidden units in the order of their steps, a threshold as the
first score that reaches it. Right answers come out alike in it, and so do equal mistakes in unlike answers.
"""

from __future__ import annotations

import functools
import warnings
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.authoring import Misconception
from autograder.diagnosis.called import plain
from autograder.student import Call

Function = Callable[..., Any]


class NormalForms:
    """The normal forms of an assignment's tasks; what has none stays as it is."""

    def __init__(self, forms: Mapping[str, Function]) -> None:
        self._forms = dict(forms)
        self._made: dict[Function, Function] = {}

    @property
    def tasks(self) -> frozenset[str]:
        """The tasks that have one."""
        return frozenset(self._forms)

    def of_function(self, task: str, function: Function) -> Function:
        """Return the function that gives the normal form of what `function` returns, the same one each time."""
        if task not in self._forms or isinstance(function, type):
            return function
        if function not in self._made:
            self._made[function] = self._formed(task, function)
        return self._made[function]

    def of_misconception(self, known: Misconception) -> Misconception:
        """Return a misconception that gives its results in their normal form."""
        variant = self.of_function(known.task, known.variant)
        return known if variant is known.variant else replace(known, variant=variant)

    def of_call(self, call: Call) -> Call:
        """Return a recorded call with its result in normal form; an error stays."""
        if call.target is not None or call.name not in self._forms or call.error is not None:
            return call
        if not call.many:
            return replace(call, result=self._of(call.name, call.result, *call.args, **call.kwargs))
        if not isinstance(call.result, list):
            return call
        pairs = zip(call.args, call.result, strict=False)
        return replace(call, result=[self._of(call.name, result, *args) for args, result in pairs])

    def _formed(self, task: str, function: Function) -> Function:
        @functools.wraps(function)
        def formed(*args: Any, **kwargs: Any) -> Any:
            return self._of(task, function(*args, **kwargs), *args, **kwargs)

        return formed

    def _of(self, task: str, result: Any, /, *args: Any, **kwargs: Any) -> Any:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            try:
                return plain(self._forms[task](result, *args, **kwargs))
            except Exception:  # built unlike any right answer: compared as it is
                return result
