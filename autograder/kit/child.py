"""Run a student's code and the visible checks in a process of their own, under a deadline for each call.

Started as `python -m autograder.kit.child` with `Work` on standard input; `Event`s go to standard output. When a call
does not end, `faulthandler` writes where it is, without needing the interpreter, and ends the process: that works on
every platform, and in the middle of a NumPy operation too. This is a student's own code on their own machine: a
deadline, not a sandbox.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import msgspec

from autograder import catalog
from autograder.grading.attempt import attempt
from autograder.grading.checks import Check, collect
from autograder.kit.protocol import Event, Job, Listed, Loaded, LoadProblem, Ran, Started, Unusable, Work
from autograder.kit.telling import LOCAL_SEED, NO_REFERENCE, captured, raised_at, told
from autograder.local import LocalResponder
from autograder.student import Student, StudentStopped
from autograder.student_errors import advice_for
from autograder.submission_source import Cells, SourceError, read_cells
from autograder.worker.load import Problem


class Emit:
    """Writes events to the stream that was standard output before a student's code could print there."""

    def __init__(self, stream: TextIO) -> None:
        """Write to `stream`."""
        self._stream = stream

    def __call__(self, event: Event) -> None:
        """Write one event."""
        self._stream.write(msgspec.json.encode(event).decode() + "\n")
        self._stream.flush()


class Deadline:
    """Ends this process when what was begun has not ended in time, and notes what it was."""

    def __init__(self, trace: TextIO, emit: Emit, seconds: float) -> None:
        """`seconds` is what one call may take."""
        self._trace = trace
        self._emit = emit
        self._seconds = seconds

    @contextlib.contextmanager
    def around(self, started: Started) -> Iterator[None]:
        """Allow what happens inside so many seconds."""
        self._emit(started)
        faulthandler.dump_traceback_later(self._seconds, exit=True, file=self._trace)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()


class TimedResponder(LocalResponder):
    """Carries out requests under a deadline; functions that were stopped before are not called again."""

    def __init__(self, deadline: Deadline, job: Job) -> None:
        """Answer for one job's file."""
        super().__init__()
        self._deadline = deadline
        self._job = job
        self.check = ""

    def request(self, name: str, op: str, *operands: object) -> object:
        """Carry out a request; see `autograder.student.Responder`.

        Raises:
            StudentStopped: the function did not end when it was called before.
        """
        if name in self._job.stopped:
            raise StudentStopped(name, "time", self._job.stopped[name])
        with self._deadline.around(Started(self._job.slug, self.check, name)):
            return super().request(name, op, *operands)


def main() -> None:
    """Do the work that standard input describes."""
    work = msgspec.json.decode(sys.stdin.buffer.read(), type=Work)
    emit = Emit(os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n"))
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere, Path(work.trace_file).open("w") as trace:
        os.dup2(nowhere.fileno(), 1)
        for job in work.jobs:
            try:
                _run_job(job, emit, trace)
            except (catalog.AssignmentError, SourceError) as error:
                emit(Unusable(job.slug, str(error)))


def _run_job(job: Job, emit: Emit, trace: TextIO) -> None:
    folder = Path(job.folder)
    assignment = catalog.load(folder, folder.parent.parent / "solutions")
    checks = [c for c in collect(assignment) if c.visibility == "visible" and job.only in ("", c.task)]
    emit(Listed(job.slug, tuple((c.id, c.task, c.title, c.points) for c in checks)))
    cells = read_cells(Path(job.file))
    deadline = Deadline(trace, emit, assignment.manifest.limits.call_s)
    responder = TimedResponder(deadline, job)
    with captured(), deadline.around(Started(job.slug)):
        problems = responder.dispatcher.load(job.slug, cells)
    emit(Loaded(job.slug, tuple(_load_problem(p, cells) for p in problems)))
    for check in checks:
        if check.id not in job.done:
            responder.check = check.id
            emit(_run_check(job, check, Student(responder), cells))


def _run_check(job: Job, check: Check, student: Student, cells: Cells) -> Ran:
    with captured() as printed:
        found = attempt(check, student, NO_REFERENCE, LOCAL_SEED)
    cell, line = raised_at(found)
    text = _line(cells, cell, line).strip()
    return told(job.slug, check, found, f"{cell}, line {line}: {text}" if text else "", printed.getvalue())


def _load_problem(problem: Problem, cells: Cells) -> LoadProblem:
    cell, line, _ = problem.frames[-1] if problem.frames else ("", 0, "")
    text = _line(cells, cell, line)
    return LoadProblem(problem.type_name, cell, line, text, problem.message, advice_for(problem))


def _line(cells: Cells, cell: str, line: int) -> str:
    lines = dict(cells).get(cell, "").splitlines()
    return lines[line - 1] if 0 < line <= len(lines) else ""


if __name__ == "__main__":
    main()
