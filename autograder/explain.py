"""Turn what a check observed into a message: the call, what came back, the rule, what to try.

Messages of hidden checks quote neither inputs nor expected values, and nothing of an exception's text but words that
already stand in the student's own file, so a submission cannot carry its inputs out through them.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.expect import CheckFailed
from autograder.student import (
    Call,
    NameMissing,
    NotWritten,
    StudentError,
    StudentRaised,
    StudentStopped,
    ValueUnsendable,
)
from autograder.student_errors import advice_for, known_name, known_words, safe_words
from autograder.submission_source import Cells
from autograder.worker.load import Problem

MAX_VALUE_CHARS = 120


@dataclass(frozen=True, slots=True)
class Explanation:
    """A message in its parts: what happened, the values (visible checks only), the rule, a question."""

    happened: str
    values: str = ""
    rule: str = ""
    ask: str = ""

    def text(self) -> str:
        """Return the parts as one paragraph."""
        return " ".join(part for part in (self.happened, self.values, self.rule, self.ask) if part)


def explain(
    error: CheckFailed | StudentError, calls: Sequence[Call], *, visible: bool, cells: Cells | None = None
) -> Explanation:
    """Say what a failed check observed.

    `calls` are those the check made; `cells` is the student's text, which bounds what may be quoted of a sandboxed
    worker's replies (None when the student's code ran here).
    """
    if isinstance(error, CheckFailed):
        return _explain_failed(error, calls, visible)
    name = f"`{error.call_name}`"
    match error:
        case NotWritten():
            return Explanation(f"{name} is not written yet.")
        case StudentRaised(problem=problem):
            return _explain_raised(name, problem, visible, cells)
        case NameMissing():
            return _explain_missing(error, calls, cells)
        case StudentStopped(detail=detail):
            return Explanation(f"{name} was stopped: {detail}")
        case ValueUnsendable(reason=reason):
            return Explanation(f"{name} returned a value that cannot be judged: {reason}.")
    return Explanation(str(error))


def _explain_failed(error: CheckFailed, calls: Sequence[Call], visible: bool) -> Explanation:
    found = origin(error.subject, calls)
    if found is None:
        subject = f"`{calls[-1].name}`" if calls else "Your code"
    else:
        call, index = found
        subject = f"`{_call_text(call, index)}`" if visible else f"`{call.name}`"
    return Explanation(f"{subject} {error.observed}", error.values if visible else "", error.rule, error.ask)


def origin(subject: object, calls: Sequence[Call]) -> tuple[Call, int] | None:
    """Return the call, and which item of a map, whose result the judged value is or is part of, if it can be told."""
    if subject is None or type(subject) in (int, bool, str):  # such objects are shared: identity tells nothing
        return None
    for call in reversed(calls):
        results = call.result if call.many and isinstance(call.result, list) else [call.result]
        for index, result in enumerate(results):
            if _contains(result, subject):
                return call, index
    return None


def _contains(result: object, subject: object) -> bool:
    if result is subject or (isinstance(result, np.ndarray) and getattr(subject, "base", None) is result):
        return True
    if isinstance(result, list | tuple):
        return any(_contains(item, subject) for item in result)
    if isinstance(result, dict):
        return any(_contains(item, subject) for item in result.values())
    return False


def _call_text(call: Call, index: int) -> str:
    args = call.args[index] if call.many else call.args
    parts = [_short(a) for a in args] + [f"{k}={_short(v)}" for k, v in call.kwargs.items()]
    text = f"{call.name}({', '.join(parts)})"
    return text if len(text) <= MAX_VALUE_CHARS else f"{call.name}(…)"


def _short(value: object) -> str:
    if isinstance(value, np.ndarray):
        return f"array{value.shape}" if value.size > 12 else _rounded(value)
    if isinstance(value, np.random.Generator):
        return "rng"
    if callable(value):
        return getattr(value, "__name__", "f").replace("<lambda>", "f")
    return repr(value)


def _rounded(array: NDArray[Any]) -> str:
    return str((np.round(array, 6) if array.dtype.kind == "f" else array).tolist())


def _explain_missing(error: NameMissing, calls: Sequence[Call], cells: Cells | None) -> Explanation:
    name = f"`{error.call_name}`"
    near = near_name(error.call_name, _own(error.names, cells))
    ask = near or "Was it renamed or removed?"
    call = next((c for c in reversed(calls) if isinstance(c.error, NameMissing) and c.name == error.call_name), None)
    if call is None or call.target is None:
        return Explanation(f"There is no {name} in your file.", ask=ask)
    owner = next((f"Class `{kind}`" for kind in _own([call.target.type_name], cells)), "That object")
    return Explanation(f"{owner} has no method {name}.", ask=ask)


def _explain_raised(name: str, problem: Problem, visible: bool, cells: Cells | None) -> Explanation:
    where = _where(problem, cells)
    advice = advice_for(problem)
    if visible:
        happened = f"{name} raised {problem.type_name}{where}: {problem.message or 'no message'}"
        return Explanation(happened.rstrip(".") + ".", rule=advice)
    words = safe_words(problem, _raising_line(problem, cells) or "")
    quoted = f" about {words}" if words else ""
    return Explanation(f"{name} raised {known_name(problem)}{where}{quoted}.", rule=advice)


def _raising_line(problem: Problem, cells: Cells | None) -> str | None:
    """Return the line of the student's text where it was raised, if there is such a line."""
    if not problem.frames or cells is None:
        return None
    cell, line, _ = problem.frames[-1]
    text = dict(cells).get(cell)
    lines = [] if text is None else text.split("\n")
    return lines[line - 1] if 1 <= line <= len(lines) else None


def _where(problem: Problem, cells: Cells | None) -> str:
    if not problem.frames or (cells is not None and _raising_line(problem, cells) is None):
        return ""
    cell, line, _ = problem.frames[-1]
    return f" in {cell}, line {line}" if cell.startswith("cell ") else f" in line {line}"


def _own(names: Sequence[str], cells: Cells | None) -> list[str]:
    if cells is None:
        return list(names)
    words = known_words("\n".join(text for _, text in cells))
    return [name for name in names if name in words]


def near_name(name: str, names: Sequence[str]) -> str:
    """Return a question after the name that is most like it; empty if none is."""
    near = difflib.get_close_matches(name, names, n=1)
    return f"Did you mean it by `{near[0]}`? The name must match." if near else ""
