"""Say which mistake lies behind each failed check of one submission: one of the bank's, or how the values are wrong."""

from __future__ import annotations

import inspect
import time
import types
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from autograder.diagnosis.bank import matching
from autograder.diagnosis.extent import too_large
from autograder.diagnosis.relations import REFUSALS, Relations
from autograder.grading.attempt import Attempt, attempt
from autograder.grading.bench import Bench
from autograder.grading.checks import Check
from autograder.grading.report import Diagnosis
from autograder.local import student_of_module
from autograder.student import Call, NameMissing, NotWritten, StudentStopped

MOST = 2
SLIP: Final = "slip:"
# Of computing, for all checks of one submission; real ones take a tenth of a second. Values that a student's code
# returned are arguments here, and large ones would keep the grader for minutes.
BUDGET_S: Final = 20.0


@dataclass(frozen=True, slots=True)
class Tried:
    """A check, and the attempt that shows the function's own mistakes best; `lent` if it had functions of ours."""

    check: Check
    attempt: Attempt
    lent: bool = False

    @property
    def task(self) -> str:
        """The check's task."""
        return self.check.task


class Diagnoser:
    """Diagnose the checks of one submission; what several of them need is worked out once."""

    def __init__(self, bench: Bench, tried: Sequence[Tried], seed: int) -> None:
        self._bench = bench
        self._seed = seed
        self._tried = tried
        self._recalled: dict[int, list[Call]] = {}
        self._relations: dict[str, Relations] = {}
        self._used_s = 0.0

    def diagnose(self, index: int) -> tuple[Diagnosis, ...]:
        """Return what is known of one failed check; nothing where nothing is known."""
        tried = self._tried[index]
        if not self._bench.diagnoses or isinstance(tried.attempt.error, NotWritten | NameMissing | StudentStopped):
            return ()
        if self._used_s > BUDGET_S:
            return ()
        started = time.process_time()
        try:
            return self._known(index) or self._related(index)
        except Exception:  # values of a student's may be anything at all; a hint is not worth a mark
            return ()
        finally:
            self._used_s += time.process_time() - started

    def _known(self, index: int) -> tuple[Diagnosis, ...]:
        """Name the misconceptions of the check's own function, then of others it called."""
        bench, own = self._bench, self._tried[index].task
        failing = self._calls(index)
        called = {own, *(call.name for call in failing if call.target is None)}
        tasks = [task.id for task in bench.assignment.manifest.tasks if task.id in called]
        found = [
            Diagnosis(m.id, m.hint)
            for task in sorted(tasks, key=lambda t: t != own)
            for m in matching(task, bench.compared(task), bench.known(task), failing, self._others(task, index))
        ]
        return tuple(found[:MOST])

    def _related(self, index: int) -> tuple[Diagnosis, ...]:
        """Say how what the check's own function returned relates to the reference's."""
        bench, task = self._bench, self._tried[index].task
        if task not in self._relations:
            right, others, bank = bench.compared(task), bench.alternatives(task), bench.known(task)
            slips = partial(bench.rewritten, task)
            calls = [self._calls_of(task, each) for each in range(len(self._tried))]
            self._relations[task] = Relations(task, right, others, bank, calls, slips)
        found = self._relations[task].of_check(index, partial(self._fails, self._tried[index].check))
        # A function that is lent cannot draw from the caller's generator, and what it refuses may arrive as another
        # exception: neither is a slip of the caller's.
        if self._tried[index].lent:
            found = [r for r in found if r.id not in REFUSALS and not r.id.startswith(SLIP)]
        return tuple(Diagnosis(relation.id, relation.hint) for relation in found[:MOST])

    def _others(self, task: str, index: int) -> list[list[Call]]:
        return [self._calls_of(task, other) for other in range(len(self._tried)) if other != index]

    def _calls_of(self, task: str, index: int) -> list[Call]:
        """Return the calls of a check that calls the task's function or makes its objects, and none of any other."""
        return self._calls(index) if task in self._tried[index].attempt.gist.names else []

    def _calls(self, index: int) -> list[Call]:
        """Return the calls of a check; none if they hold more than can be looked at."""
        if index not in self._recalled:
            calls = self._tried[index].attempt.calls
            self._recalled[index] = [] if too_large(calls) else list(map(self._bench.forms.of_call, calls))
        return self._recalled[index]

    def _fails(self, check: Check, function: Callable[..., object]) -> bool:
        """Tell whether a check fails for the reference with one function replaced."""
        module = types.ModuleType(self._bench.module.__name__)
        module.__dict__.update({**self._bench.module.__dict__, check.task: inspect.unwrap(function)})
        tried = attempt(check, student_of_module(module), self._bench.reference, self._seed)
        return tried.outcome in ("failed", "raised")
