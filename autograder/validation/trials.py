"""Grade many hand-ins of one assignment in several processes, and say which checks each of them fails."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Final, Protocol

from autograder.catalog import Limits
from autograder.processes import contain, settle_in
from autograder.sandbox.zygote import Profile, SandboxError
from autograder.submission_source import Cells
from autograder.validation.handins import SEED, HandIns, hand_ins

# Chunks large enough to hide their hand-over, small enough that a bar moves.
_CHUNK: Final = 4


@dataclass(frozen=True, slots=True)
class Trial:
    """A hand-in to grade: its name, its text and the seed of its inputs."""

    name: str
    cells: Cells
    seed: int = SEED


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a trial: the checks that it fails, with their messages, and why it is not graded if it is not."""

    name: str
    seed: int
    failed: dict[str, str]
    ungraded: str = ""

    @property
    def perfect(self) -> bool:
        """Tell whether everything passed."""
        return not (self.failed or self.ungraded)


class Watch(Protocol):
    """Lets verdicts through, and may show how many of them have come."""

    def __call__(self, verdicts: Iterable[Verdict], total: int) -> Iterable[Verdict]:
        """Return the same verdicts."""


def unwatched(verdicts: Iterable[Verdict], total: int) -> Iterable[Verdict]:
    """Watch nothing."""
    return verdicts


def try_all(
    root: Path, slug: str, profile: Profile, trials: Iterable[Trial], limits: Limits | None, workers: int
) -> Iterator[Verdict]:
    """Grade trials as hand-ins are, only without a diagnosis; yield each one's verdict, in order.

    One worker is this process, more are processes of their own.

    Raises:
        AssignmentError, SandboxError: nothing can be graded.
    """
    if workers == 1:
        with hand_ins(root, slug, profile, limits, diagnoses=False) as graded:
            yield from (_verdict(graded, trial) for trial in trials)
        return
    setting = (os.getpid(), root, slug, profile, limits)
    with ProcessPoolExecutor(workers, get_context("spawn"), initializer=_start, initargs=setting) as pool:
        try:
            yield from pool.map(_verdict_in_process, trials, chunksize=_CHUNK)
        except BrokenProcessPool:
            raise SandboxError(
                f"{slug}: a process that tried hand-ins of it died. `autograder doctor` says what works here."
            ) from None


_graded: HandIns
_open: Final = ExitStack()


def _start(parent: int, root: Path, slug: str, profile: Profile, limits: Limits | None) -> None:
    settle_in(parent)
    contain()
    global _graded
    _graded = _open.enter_context(hand_ins(root, slug, profile, limits, diagnoses=False))


def _verdict_in_process(trial: Trial) -> Verdict:
    return _verdict(_graded, trial)


def _verdict(graded: HandIns, trial: Trial) -> Verdict:
    report = graded.grade(trial.name, trial.cells, trial.seed)
    failed = {check.id: check.message for check in report.checks if check.outcome != "passed"}
    return Verdict(trial.name, trial.seed, failed, "" if report.status == "graded" else report.message)
