"""Run a task's visible checks inside a notebook's kernel, where an endless loop is interrupted, not killed."""

from __future__ import annotations

import _thread
import contextlib
import linecache
import os
import threading
import types
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Final

import msgspec

from autograder import catalog
from autograder.catalog import Assignment
from autograder.console import console
from autograder.declared import figures
from autograder.explain import Explanation, near_name
from autograder.figures import draw
from autograder.grading.attempt import Attempt, attempt
from autograder.grading.checks import Check, collect
from autograder.kit import KitError
from autograder.kit.cell_result import CellResult, Shown
from autograder.kit.names import unknown_task
from autograder.kit.pictures import last_task
from autograder.kit.protocol import Ran
from autograder.kit.released import released_text
from autograder.kit.signatures import signature_notes
from autograder.kit.telling import LOCAL_SEED, NO_REFERENCE, captured, raised_at, told
from autograder.local import LocalResponder
from autograder.replies import problem_from
from autograder.student import NameMissing, NotWritten, Student, StudentRaised, StudentStopped

INTERRUPT_EVERY_S: Final = 0.5
_NO_PLUGINS: Final = "PYTEST_DISABLE_PLUGIN_AUTOLOAD"


class KernelCells(frozenset[str]):
    """The file names that a kernel gives its cells."""

    def __contains__(self, name: object) -> bool:
        text = str(name)
        return text.startswith("<ipython-input") or Path(text).parent.name.startswith("ipykernel_")


class TimedResponder(LocalResponder):
    """Answers from the kernel's functions; a call that does not end in time is interrupted."""

    def __init__(self, namespace: dict[str, Any], seconds: float) -> None:
        """Answer from a copy of a kernel's namespace."""
        super().__init__()
        module = types.ModuleType("notebook")
        module.__dict__.update(namespace)
        self.dispatcher.adopt(module, KernelCells())
        self._seconds = seconds
        self._stopped: dict[str, str] = {}

    def request(self, name: str, op: str, *operands: object) -> object:
        """Carry out a request; see `autograder.student.Responder`.

        Raises:
            StudentStopped: the call took too long, or one before did.
        """
        if name in self._stopped:
            raise StudentStopped(name, "time", self._stopped[name])
        ended = threading.Event()
        late = threading.Event()
        guard = threading.Thread(target=_interrupt, args=(self._seconds, ended, late), daemon=True)
        guard.start()
        try:
            value = super().request(name, op, *operands)
        except StudentRaised as error:
            if late.is_set() and error.problem.type_name == "KeyboardInterrupt":
                raise self._stop(name, error.problem.frames) from None
            raise
        finally:
            ended.set()
            with contextlib.suppress(KeyboardInterrupt):
                guard.join()
        if late.is_set():
            raise self._stop(name, _interrupted_at(value))
        return value

    def _stop(self, name: str, frames: tuple[tuple[str, int, str], ...]) -> StudentStopped:
        self._stopped[name] = self._detail(frames)
        return StudentStopped(name, "time", self._stopped[name])

    def _detail(self, frames: tuple[tuple[str, int, str], ...]) -> str:
        where = f" (it was at line {frames[-1][1]} of its cell)" if frames else ""
        return f"it did not end within {self._seconds:g} s{where}. Which condition should end it, and does it change?"


def check_in_kernel(task: str, shell: Any) -> CellResult:
    """Run the checks and draw the pictures; what is wrong with the kit itself becomes the result's problem."""
    try:
        assignment = _assignment_of(task, Path.cwd())
        checks = [check for check in _checks_in(assignment.folder) if check.task == task]
        result = _run(assignment, task, checks, shell)
    except catalog.AssignmentError as error:
        return CellResult(task, (), problem=str(error))
    if not hasattr(shell, "kernel"):  # a terminal shows no HTML
        console().print(result.text(), markup=False)
    return result


def _run(assignment: Assignment, task: str, checks: list[Check], shell: Any) -> CellResult:
    responder = TimedResponder(shell.user_ns, assignment.manifest.limits.call_s)
    ran: list[Ran] = []
    for check in checks:
        with captured() as printed:
            found = _begun(attempt(check, Student(responder), NO_REFERENCE, LOCAL_SEED))
        said = told(assignment.slug, check, *_located(found, shell), printed.getvalue())
        ran.append(msgspec.structs.replace(said, explanation=_undefined(found) or said.explanation))
    written = any(r.outcome != "skipped" for r in ran)
    pictures = _pictures(assignment, task, Student(responder)) if written else ()
    failed = written and any(r.outcome != "passed" for r in ran)
    return CellResult(task, tuple(ran), pictures, notes=_notes(assignment, task, shell) if failed else ())


def _notes(assignment: Assignment, task: str, shell: Any) -> tuple[str, ...]:
    """Compare a task's arguments, in the cells that were run, with the released ones."""
    try:
        released = released_text(assignment.folder / f"{assignment.slug}.py")
    except KitError:
        return ()  # not a kit
    return tuple(signature_notes([task], released, shell.user_ns.get("In", [])))


def _begun(found: Attempt) -> Attempt:
    """Take only what a stub raises for a stub: a kernel refuses `input()` with an error made of the same."""
    error = found.error
    if not isinstance(error, NotWritten) or error.problem.type_name == NotImplementedError.__name__:
        return found
    return replace(found, outcome="raised", error=StudentRaised(error.call_name, error.problem, error.index))


def _undefined(found: Attempt) -> Explanation | None:
    """Say that a name is not in the kernel, which has it when its cell has run."""
    error = found.error
    if not isinstance(error, NameMissing) or found.calls[-1].target is not None:
        return None
    ask = "run its cell first, and look whether it raised an error."
    return Explanation(
        f"`{error.call_name}` is not defined in this kernel: {ask}", ask=near_name(error.call_name, error.names)
    )


def _pictures(assignment: Assignment, task: str, student: Student) -> tuple[Shown, ...]:
    shown = []
    for figure in figures(assignment):
        if last_task(assignment, figure.tasks) != task:
            continue
        with captured():
            drawing = draw(figure, student, None)
        last = drawing.pictures[-1] if drawing.pictures else None
        more = f"All {figure.steps} steps: autograder show {assignment.slug}" if figure.steps > 1 else ""
        shown.append(Shown(figure.title, last.svg if last else "", last.alt if last else "", drawing.note, more))
    return tuple(shown)


def _located(found: Attempt, shell: Any) -> tuple[Attempt, str]:
    """Name a problem's cells as the notebook shows them, and return the line that raised."""
    file, line = raised_at(found)
    if not file or not isinstance(found.error, StudentRaised):
        return found, ""
    text = linecache.getline(file, line).strip()
    problem = found.error.problem
    named = tuple((_cell_name(shell, cell), number, function) for cell, number, function in problem.frames)
    found.error.problem = replace(problem, frames=named)
    return found, f"{named[-1][0]}, line {line}: {text}" if text else ""


def _cell_name(shell: Any, file: str) -> str:
    """Return "cell In[5]" for the file name that the kernel gave that cell."""
    named = shell.compile.format_code_name(file)
    return f"cell {named[1]}" if named else "this notebook"


def _assignment_of(task: str, here: Path) -> Assignment:
    """Return the assignment a notebook belongs to: of the folder it is in, or the only one with such a task.

    Raises:
        AssignmentError: there is none, or more than one.
    """
    known = catalog.load_all(catalog.find_root(here))
    around = [a for a in known if here.resolve().is_relative_to(a.folder.resolve())]
    found = [a for a in around or known if any(t.id == task for t in a.manifest.tasks)]
    if not found:
        raise catalog.AssignmentError(unknown_task(around or known, task, task))
    if len(found) > 1:
        names = ", ".join(a.slug for a in found)
        raise catalog.AssignmentError(f"The task {task!r} is in {names}. Start Jupyter where the notebook lies.")
    return found[0]


@cache
def _checks_in(folder: Path) -> tuple[Check, ...]:
    assignment = catalog.load(folder, folder.parent.parent / "solutions")
    before = os.environ.get(_NO_PLUGINS)
    os.environ[_NO_PLUGINS] = "1"
    try:
        return tuple(check for check in collect(assignment) if check.visibility == "visible")
    finally:
        if before is None:
            del os.environ[_NO_PLUGINS]


def _interrupted_at(replies: object) -> tuple[tuple[str, int, str], ...]:
    """Return the frames of the first call that was interrupted; none if none of the replies says so."""
    for reply in replies if isinstance(replies, list) else []:
        match reply:
            case ["raise", [str("KeyboardInterrupt"), *_] as plain]:
                return problem_from(plain).frames
    return ()


def _interrupt(seconds: float, ended: threading.Event, late: threading.Event) -> None:
    """Interrupt the main thread when time is up, again and again if a bare `except` swallows it."""
    if ended.wait(seconds):
        return
    late.set()
    while not ended.is_set():
        _thread.interrupt_main()
        ended.wait(INTERRUPT_EVERY_S)
