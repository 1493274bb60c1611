"""Say which mistake lies behind each failed check of one submission: one of the bank's, or how the values are wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.diagnosis.bank import matching
from autograder.diagnosis.relations import Relations
from autograder.grading.attempt import Attempt
from autograder.grading.bench import Bench
from autograder.grading.report import Diagnosis
from autograder.student import NameMissing, NotWritten, StudentStopped

MOST = 2


@dataclass(frozen=True, slots=True)
class Tried:
    """A check's task, and the attempt that shows the function's own mistakes best."""

    task: str
    attempt: Attempt


class Diagnoser:
    """Diagnose the checks of one submission; what several of them need is worked out once."""

    def __init__(self, bench: Bench, tried: Sequence[Tried]) -> None:
        self._bench = bench
        self._tried = tried
        self._calls = [item.attempt.calls for item in tried]
        self._relations: dict[str, Relations] = {}

    def diagnose(self, index: int) -> tuple[Diagnosis, ...]:
        """Return what is known of one failed check; nothing where nothing is known."""
        tried = self._tried[index]
        if isinstance(tried.attempt.error, NotWritten | NameMissing | StudentStopped):
            return ()
        try:
            return self._known(index) or self._related(index)
        except Exception:  # values of a student's may be anything at all; a hint is not worth a mark
            return ()

    def _known(self, index: int) -> tuple[Diagnosis, ...]:
        """Name the misconceptions of the check's own function, then of others it called."""
        bench, own = self._bench, self._tried[index].task
        failing = self._calls[index]
        others = [calls for other, calls in enumerate(self._calls) if other != index]
        called = {own, *(call.name for call in failing if call.target is None)}
        tasks = [task.id for task in bench.assignment.manifest.tasks if task.id in called]
        found = [
            Diagnosis(m.id, m.hint)
            for task in sorted(tasks, key=lambda t: t != own)
            for m in matching(task, bench.right(task), bench.bank, failing, others)
        ]
        return tuple(found[:MOST])

    def _related(self, index: int) -> tuple[Diagnosis, ...]:
        """Say how what the check's own function returned relates to the reference's."""
        bench, task = self._bench, self._tried[index].task
        if task not in self._relations:
            bank = [m for m in bench.bank if m.task == task]
            self._relations[task] = Relations(task, bench.right(task), bench.alternatives(task), bank, self._calls)
        found = self._relations[task].of_check(index)
        return tuple(Diagnosis(relation.id, relation.hint) for relation in found[:MOST])
