"""Turn one attempt at a check into what a student is told of it."""

from __future__ import annotations

import contextlib
import io
import types
import warnings
from collections.abc import Iterator
from typing import Final

import numpy as np

from autograder.explain import Explanation, explain
from autograder.grading.attempt import Attempt
from autograder.grading.checks import Check
from autograder.kit.calls import typed_call
from autograder.kit.protocol import Ran
from autograder.reference import Reference
from autograder.student import NotWritten, StudentRaised

LOCAL_SEED: Final = 0
NO_REFERENCE: Final = Reference(types.ModuleType("no_reference"))  # visible checks ask for none
MAX_PRINTED_CHARS: Final = 600


def told(slug: str, check: Check, found: Attempt, place: str, printed: str) -> Ran:
    """Return what to tell; `place` is the line that raised, `printed` what was printed meanwhile."""
    return Ran(
        slug=slug,
        check=check.id,
        task=check.task,
        title=check.title,
        points=check.points,
        outcome=found.outcome,
        explanation=_explanation(found),
        place=place,
        call=typed_call(found.error, found.calls),
        printed=printed[:MAX_PRINTED_CHARS].rstrip(),
        duration_s=found.duration_s,
    )


def raised_at(found: Attempt) -> tuple[str, int]:
    """Return the cell and line of the student's that raised; ("", 0) if none did."""
    if not isinstance(found.error, StudentRaised) or isinstance(found.error, NotWritten):
        return "", 0
    frames = found.error.problem.frames
    return frames[-1][:2] if frames else ("", 0)


@contextlib.contextmanager
def captured() -> Iterator[io.StringIO]:
    """Collect what is printed and warned of."""
    printed = io.StringIO()

    def show(message: Warning | str, category: type[Warning], *_: object, **__: object) -> None:
        printed.write(f"{category.__name__}: {message}\n")

    with (
        contextlib.redirect_stdout(printed),
        contextlib.redirect_stderr(printed),
        warnings.catch_warnings(),
        np.errstate(all="warn", under="ignore"),
    ):
        warnings.simplefilter("always")
        warnings.showwarning = show
        yield printed


def _explanation(found: Attempt) -> Explanation:
    if found.error is not None:
        return explain(found.error, found.calls, visible=True)
    if found.outcome == "broken":
        last = found.trace.strip().splitlines()[-1]
        return Explanation("The check could not go on with what came back.", f"It ended with {last}")
    return Explanation("")
