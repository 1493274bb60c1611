"""What the process that runs a student's code is told, and what it tells: one JSON object to a line."""

from __future__ import annotations

import msgspec

from autograder.explain import Explanation
from autograder.grading.report import Outcome

ListedCheck = tuple[str, str, str, float]


class Job(msgspec.Struct, frozen=True):
    """One assignment's folder and the student's file; `done` are the checks that need not run again.

    `stopped` says of functions that did not end before why they are not called again; `only` limits the run to one
    task's checks.
    """

    slug: str
    folder: str
    file: str
    done: tuple[str, ...] = ()
    stopped: dict[str, str] = {}
    only: str = ""


class Work(msgspec.Struct, frozen=True):
    """All there is to do, and the file that a traceback goes to when time runs out."""

    jobs: tuple[Job, ...]
    trace_file: str


class Started(msgspec.Struct, frozen=True, tag=True):
    """A file is being loaded (`check` and `function` are empty), or a function is being called."""

    slug: str
    check: str = ""
    function: str = ""


class LoadProblem(msgspec.Struct, frozen=True):
    """One exception while a file was loaded; `cell` is the file's name or "cell 7", `text` the line it is in."""

    type_name: str
    cell: str
    line: int
    text: str
    message: str
    advice: str


class Loaded(msgspec.Struct, frozen=True, tag=True):
    """A file has been loaded, and what went wrong on the way."""

    slug: str
    problems: tuple[LoadProblem, ...]


class Ran(msgspec.Struct, frozen=True, tag=True):
    """How one check ended.

    `place` is the line of the student's that raised; `call` the call that the check failed for, as a student could type
    it; `printed` what the student's code printed and what NumPy warned of.
    """

    slug: str
    check: str
    task: str
    title: str
    points: float
    outcome: Outcome
    explanation: Explanation = Explanation("")
    place: str = ""
    call: str = ""
    printed: str = ""
    duration_s: float = 0.0


class Listed(msgspec.Struct, frozen=True, tag=True):
    """An assignment's checks that will run, in order: (check, task, title, points)."""

    slug: str
    checks: tuple[ListedCheck, ...]


class Unusable(msgspec.Struct, frozen=True, tag=True):
    """An assignment's files cannot be used at all."""

    slug: str
    message: str


Event = Started | Loaded | Listed | Ran | Unusable
