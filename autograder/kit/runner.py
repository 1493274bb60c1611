"""Run the visible checks of a kit's assignments in child processes, starting a new one after each that died."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import msgspec

from autograder.catalog import Assignment
from autograder.explain import Explanation
from autograder.kit import KitError
from autograder.kit.choice import Choice
from autograder.kit.protocol import (
    Event,
    Job,
    Listed,
    ListedCheck,
    Loaded,
    LoadProblem,
    Ran,
    Started,
    Unusable,
    Work,
)

_DECODER: Final = msgspec.json.Decoder(Event)
_FRAME: Final = re.compile(r'^  File "(.+)", line (\d+) in (.+)$', re.MULTILINE)
# pytest need not load other packages' plugins to collect, and no plot may open a window.
_ENVIRONMENT: Final = {
    "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    "MPLBACKEND": "Agg",
    "PYTHONIOENCODING": "utf-8",
    "PYTHONDONTWRITEBYTECODE": "1",
}


@dataclass(frozen=True, slots=True)
class Target:
    """What to run: an assignment and the student's file; `only` one task, if it is given."""

    assignment: Assignment
    choice: Choice
    only: str = ""


@dataclass(slots=True)
class Run:
    """How one assignment's run goes: grows while it runs; `unusable` says why nothing ran."""

    target: Target
    listed: tuple[ListedCheck, ...] = ()
    checks: list[Ran] = field(default_factory=list)
    problems: tuple[LoadProblem, ...] | None = None
    unusable: str = ""
    stopped: dict[str, str] = field(default_factory=dict)

    @property
    def ended(self) -> bool:
        """Whether every check has ended, or none can run."""
        return bool(self.unusable) or (self.problems is not None and len(self.checks) == len(self.listed))


def run_visible(targets: list[Target], heard: Callable[[], None] = lambda: None) -> list[Run]:
    """Run the visible checks of each target, whatever a student's code does.

    `heard` is called whenever one more check has ended.

    Raises:
        KitError: the child process does not even start.
    """
    runs = {target.assignment.slug: Run(target, unusable=_missing(target)) for target in targets}
    while waiting := [run for run in runs.values() if not run.ended]:
        with tempfile.TemporaryDirectory() as scratch:
            begun = None
            for event in _events([_job(run) for run in waiting], Path(scratch)):
                begun = event if isinstance(event, Started) else None
                _take(runs[event.slug], event)
                heard()
            if all(run.ended for run in waiting):
                break
            if begun is None:
                raise KitError(f"The process that runs your code did not start. {_read(Path(scratch) / 'errors')}")
            _take_death(runs[begun.slug], begun, _read(Path(scratch) / "trace"))
            heard()
    return list(runs.values())


def _missing(target: Target) -> str:
    path = target.choice.path
    return "" if path.exists() else f"{path} is missing. `autograder reset {path.name}` brings the stub back."


def _job(run: Run) -> Job:
    return Job(
        slug=run.target.assignment.slug,
        folder=str(run.target.assignment.folder),
        file=str(run.target.choice.path),
        done=tuple(ran.check for ran in run.checks),
        stopped=run.stopped,
        only=run.target.only,
    )


def _events(jobs: list[Job], scratch: Path) -> Iterator[Event]:
    """Start a process and yield what it tells until it ends."""
    work = msgspec.json.encode(Work(tuple(jobs), str(scratch / "trace")))
    with (scratch / "errors").open("wb") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "autograder.kit.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            env={**os.environ, **_ENVIRONMENT},
        )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(work)
        process.stdin.close()
        for line in process.stdout:
            yield _DECODER.decode(line)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def _take(run: Run, event: Event) -> None:
    match event:
        case Listed(checks=checks):
            run.listed = checks
        case Loaded(problems=problems):
            run.problems = problems
        case Unusable(message=message):
            run.unusable = message
        case Ran():
            run.checks.append(event)


def _take_death(run: Run, begun: Started, trace: str) -> None:
    """Note what a process that died was doing: the check is over, and its function is not called again."""
    name = run.target.choice.path.name
    where = _place(trace)
    seconds = run.target.assignment.manifest.limits.call_s
    what = f"it did not end within {seconds:g} s" if trace else "it ended the whole Python process"
    if not begun.check:
        run.unusable = (
            f"{name} cannot be loaded: {what}{where}. Is a loop at its top level without an end, or does training run "
            'there? Put such code under `if __name__ == "__main__":`.'
        )
        return
    ask = "Which condition should end it, and does it change?" if trace else "Is there an `exit()` in it?"
    detail = f"{what}{where}. {ask}"
    run.stopped[begun.function] = detail
    check, task, title, points = next(listed for listed in run.listed if listed[0] == begun.check)
    explanation = Explanation(f"`{begun.function}` was stopped: {detail}")
    run.checks.append(Ran(run.target.assignment.slug, check, task, title, points, "stopped", explanation))


def _place(trace: str) -> str:
    """Return where in the student's file a traceback ends: the innermost frame that is not a file on disk of ours."""
    for file, line, function in _FRAME.findall(trace):
        if "/" not in file and "\\" not in file and not file.startswith("<"):
            place = f"{file}, line {line}" if file.startswith("cell ") else f"line {line}"
            return f" (it was at {place}, in `{function}`)" if function != "<module>" else f" (it was at {place})"
    return ""


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""
