"""Prove that a check is a function of its seed: run twice on the reference, it asks for the same and ends the same."""

from __future__ import annotations

import dataclasses
import importlib.util
import sys
from collections.abc import Iterator
from itertools import zip_longest
from types import ModuleType

import numpy as np

from autograder.grading.attempt import Attempt, attempt
from autograder.grading.bench import Bench
from autograder.grading.checks import Check
from autograder.local import student_of_module
from autograder.references import References
from autograder.student import Call
from autograder.validation.handins import SEED
from autograder.worker import wire

_MOST_CHARS = 100
_DOES_IT = "does it use the clock, a generator other than `rng`, or what an earlier run left behind?"


def problems_of_repeats(bench: Bench) -> Iterator[str]:
    """Yield a sentence for each check that asks or ends otherwise when it is run again with the same seed."""
    modules: dict[str, ModuleType] = {}
    for check in bench.checks:
        first, second = (_attempted(bench, one) for one in (check, _anew(check, modules)))
        changed = _first_change(first.calls, second.calls)
        if changed:
            yield f"the check {check.id} asks for {changed[0]} the first time and {changed[1]} the second: {_DOES_IT}"
        elif first.outcome != second.outcome:
            ends = f"ends as {first.outcome} the first time and as {second.outcome} the second"
            yield f"the check {check.id} {ends}, though it asks for the same: {_DOES_IT}"


def _attempted(bench: Bench, check: Check) -> Attempt:
    with np.errstate(all="ignore"):
        return attempt(check, student_of_module(bench.module), bench.reference, SEED)


def _anew(check: Check, modules: dict[str, ModuleType]) -> Check:
    """Return the check with its function from its file run again: what the file draws when it is run is drawn again."""
    module = sys.modules[check.function.__module__]
    name = next((name for name, value in vars(module).items() if value is check.function), None)
    if name is None or module.__spec__ is None or module.__spec__.loader is None:  # a function made elsewhere
        return check
    if module.__name__ not in modules:
        modules[module.__name__] = importlib.util.module_from_spec(module.__spec__)
        module.__spec__.loader.exec_module(modules[module.__name__])
    return dataclasses.replace(check, function=getattr(modules[module.__name__], name))


def _first_change(first: list[Call], second: list[Call]) -> tuple[str, str] | None:
    """Return the first call that differs, as it was in both runs, or None where all are the same to the bit."""
    ours, theirs = References(), References()
    for one, other in zip_longest(first, second):
        if _asked(one, ours) != _asked(other, theirs):
            texts = _text(one), _text(other)
            return texts if texts[0] != texts[1] else (texts[0], "something that looks the same, and is not,")
    return None


def _asked(call: Call | None, references: References) -> bytes:
    if call is None:
        return b""
    return wire.encode([call.target, call.name, call.many, call.quiet, call.args, call.kwargs], references.refer)


def _text(call: Call | None) -> str:
    if call is None:
        return "nothing more"
    given = [repr(value) for value in call.args] + [f"{name}={value!r}" for name, value in call.kwargs.items()]
    text = " ".join(", ".join(given).split())
    return f"`{call.name}({text if len(text) <= _MOST_CHARS else f'{text[:_MOST_CHARS]}…'})`"
