"""Spread batches of submissions over grader processes on this machine."""

from __future__ import annotations

import contextlib
import itertools
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import active_children, current_process, get_context
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, TypeVar

import msgspec

from autograder.batch import Batch
from autograder.collector import made_for_good
from autograder.grading.report import GradeReport
from autograder.processes import (
    contain,
    deaf_to_interrupts,
    leave_at_once,
    settle_in,
    stay_on_one_core,
)
from autograder.sandbox.zygote import Profile, SandboxError

if TYPE_CHECKING:  # NumPy, pytest and the tests' machinery are loaded where grading happens, not where it is waited for
    from autograder.grader_process import GraderProcess

MAX_DEATHS: Final = 3
Result = TypeVar("Result")


class LocalGraders:
    """Grader processes on this machine; a context manager, which ends them."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._pool = _pool(workers)
        self._wanted: list[Batch] = []
        self._preparing: list[Future[None]] = []

    def __enter__(self) -> LocalGraders:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if isinstance(error, KeyboardInterrupt):  # nobody wants to wait for the batches under way
            for process in active_children():
                process.kill()
        self.close()

    def prepare(self, root: Path, profile: Profile, slugs: Sequence[str]) -> None:
        """Start every process, and let them set the assignments up; `ready` waits for it."""
        self._wanted = [Batch(str(root), slug, profile, ()) for slug in slugs]
        self._begin()

    def ready(self) -> None:
        """Wait until each assignment is set up by some process; see `autograder.graders.Graders`."""
        for _ in range(1 + MAX_DEATHS):
            try:
                for future in self._preparing[: len(self._wanted)]:
                    future.result()
            except BrokenProcessPool:
                self._replace_pool()
                self._begin()
            else:
                return
        raise SandboxError("The grader processes die as they start. `autograder doctor` says what works here.")

    def close(self) -> None:
        """End the processes; see `autograder.graders.Graders`."""
        # Waited for: a pool that is still ending when the interpreter does may meet a pipe that is closed already.
        self._pool.shutdown(cancel_futures=True)

    def grade(self, work: Iterable[Batch]) -> Iterator[list[GradeReport]]:
        """Grade batches; yield each batch's reports as it ends.

        At most two batches a process are under way, so memory does not grow with the class. A grader process that
        dies takes its batch with it: the batch is graded again, one submission at a time, and a submission that kills
        four processes is left for a regrade.
        """
        pending: dict[Future[list[GradeReport]], Batch] = {}
        source = iter(work)
        again: list[Batch] = []
        while True:
            alive = self._send(source, again, pending)
            if alive and not pending:
                return
            done, _ = wait(pending, return_when=FIRST_COMPLETED)
            lost = []
            for future in done:
                batch = pending.pop(future)
                try:
                    yield future.result()
                except BrokenProcessPool:
                    lost.append(batch)
            if lost or not alive:
                lost.extend(pending.values())
                pending.clear()
                self._replace_pool()
                finished, singles = after_death(lost)
                again.extend(singles)
                yield from map(given_up, finished)

    def _begin(self) -> None:
        """Give every process something to set up: a pool starts one for each thing to do, as long as all are busy."""
        some = itertools.islice(itertools.cycle(self._wanted), max(len(self._wanted), self._workers))
        self._preparing = []
        with contextlib.suppress(BrokenProcessPool):  # which those that are under way tell of
            for batch in some:
                self._preparing.append(self._submit(_prepare_in_process, batch))

    def _send(
        self, source: Iterator[Batch], again: list[Batch], pending: dict[Future[list[GradeReport]], Batch]
    ) -> bool:
        """Send batches until enough are under way; tell whether the pool still takes any.

        What was lost with a process goes before the rest and alone, so that the culprit takes no one else with it.
        """
        room = 1 if again else 2 * self._workers
        while len(pending) < room and (batch := again.pop() if again else next(source, None)):
            try:
                pending[self._submit(_grade_in_process, batch)] = batch
            except BrokenProcessPool:  # a process died that had nothing to do, or nothing of this batch
                again.append(batch)
                return False
        return True

    def _submit(self, work: Callable[[Batch], Result], batch: Batch) -> Future[Result]:
        with deaf_to_interrupts():  # a process that this starts
            return self._pool.submit(work, batch)

    def _replace_pool(self) -> None:
        self._pool.shutdown(cancel_futures=True)
        self._pool = _pool(self._workers)


def _pool(workers: int) -> ProcessPoolExecutor:
    context = get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_start_process, initargs=(os.getpid(),))


_process: GraderProcess | None = None


def _start_process(parent: int) -> None:
    settle_in(parent)
    contain()
    number = current_process().name.rpartition("-")[2]  # as multiprocessing counts the processes that it starts
    stay_on_one_core(parent + int(number))
    leave_at_once()
    with made_for_good():
        from autograder.grader_process import GraderProcess

    global _process
    _process = GraderProcess()


def _prepare_in_process(batch: Batch) -> None:
    assert _process is not None
    _process.prepare(batch)


def _grade_in_process(batch: Batch) -> list[GradeReport]:
    assert _process is not None
    return _process.grade(batch)


def after_death(lost: list[Batch]) -> tuple[list[Batch], list[Batch]]:
    """Split lost batches into single submissions; give up on those that were lost too often."""
    singles = [
        msgspec.structs.replace(batch, submissions=(one,), deaths=batch.deaths + 1)
        for batch in lost
        for one in batch.submissions
    ]
    hopeless = [batch for batch in singles if batch.deaths > MAX_DEATHS]
    return hopeless, [batch for batch in singles if batch.deaths <= MAX_DEATHS]


def given_up(batch: Batch) -> list[GradeReport]:
    """Return reports that ask for a regrade."""
    from autograder.grader_process import GraderProcess

    return GraderProcess().give_up(batch, "The grader process died each time it was tried.")
