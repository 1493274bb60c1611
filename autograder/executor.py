"""Spread batches of submissions over grader processes on this machine."""

from __future__ import annotations

import contextlib
import faulthandler
import itertools
import os
import resource
import signal
import sys
import warnings
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from typing import Final

import msgspec

from autograder import catalog
from autograder.grading import submission as grading
from autograder.grading.bench import Bench, set_up
from autograder.grading.report import GradeReport, SandboxReport
from autograder.grading.submission import Submission
from autograder.sandbox.zygote import Profile, SandboxError, Zygote

# Batches are large enough to hide their hand-over and small enough that two processes end together.
BATCH: Final = 16
MAX_DEATHS: Final = 3
MAX_ALIKE: Final = 256  # reports kept for the untouched stub and for what was copied
HANG_S: Final = 120.0  # for judging, beside what a submission and what is lent to it may compute
# A grader that takes more has met values it should not have: better a MemoryError here than the kernel's choice of
# a process to kill. Ten times what grading the seven assignments takes.
MEMORY_BYTES: Final = 3 * 1024**3


class Batch(msgspec.Struct, frozen=True):
    """Submissions of one assignment, with what it takes to grade them in another process."""

    root: str
    slug: str
    profile: Profile
    submissions: tuple[Submission, ...]
    deaths: int = 0


def batches(root: Path, profile: Profile, submissions: Iterable[Submission], size: int = BATCH) -> Iterator[Batch]:
    """Group submissions, which come in order of assignment, into batches of one assignment each."""
    for slug, group in itertools.groupby(submissions, key=lambda s: s.slug):
        for part in _batched(group, size):
            yield Batch(str(root), slug, profile, part)


class GraderProcess:
    """What one grader process keeps between batches: a zygote, and a bench for each assignment."""

    def __init__(self) -> None:
        self._zygotes: dict[Profile, Zygote] = {}
        self._benches: dict[tuple[str, str], Bench] = {}
        self._graded: dict[tuple[str, Profile, str, Submission], GradeReport] = {}

    def grade(self, batch: Batch) -> list[GradeReport]:
        """Grade a batch; what fails twice on one submission, by our own fault, marks it for a regrade."""
        bench = self._bench(batch)
        return [self._grade_once(bench, batch.profile, submission) for submission in batch.submissions]

    def prepare(self, batch: Batch) -> None:
        """Start what a batch needs.

        Raises:
            SandboxError, AssignmentError: this machine cannot grade it.
        """
        self._zygote(batch.profile)
        self._bench(batch)

    def close(self) -> None:
        """End the zygotes."""
        for zygote in self._zygotes.values():
            zygote.close()
        self._zygotes.clear()

    def _grade_once(self, bench: Bench, profile: Profile, submission: Submission) -> GradeReport:
        """Grade a submission, or give it the report of another student's that is the same to the byte."""
        rest = msgspec.structs.replace(submission, student="", data=b"")  # a file may be large; its digest will do
        key = (bench.version, profile, submission.sha256(), rest)
        if key not in self._graded:
            report = self._grade_one(bench, profile, submission)
            if report.status == "needs_regrade":
                return report
            if len(self._graded) >= MAX_ALIKE:
                self._graded.clear()
            self._graded[key] = report
        return msgspec.structs.replace(self._graded[key], student=submission.student)

    def _grade_one(self, bench: Bench, profile: Profile, submission: Submission) -> GradeReport:
        reason = ""
        for _ in range(2):
            try:
                with _watched(bench):
                    return grading.grade(bench, self._zygote(profile), profile, submission)
            except Exception as error:  # one submission must not cost the others theirs, whatever happens here
                known = isinstance(error, SandboxError)
                reason = f"The sandbox failed: {error}" if known else f"The grader failed: {error!r}"
                with contextlib.suppress(KeyError):
                    self._zygotes.pop(profile).close()
        return grading.ungraded(bench, submission, SandboxReport(profile, ()), reason)

    def _zygote(self, profile: Profile) -> Zygote:
        if profile not in self._zygotes:
            self._zygotes[profile] = Zygote(profile)
        return self._zygotes[profile]

    def _bench(self, batch: Batch) -> Bench:
        key = (batch.root, batch.slug)
        if key not in self._benches:
            root = Path(batch.root)
            folder = root / "assignments" / batch.slug
            self._benches[key] = set_up(catalog.load(folder, root / "solutions"))
        return self._benches[key]


@contextmanager
def _watched(bench: Bench) -> Iterator[None]:
    """End this process if one submission keeps it beyond every limit: then it hangs, and the run would with it."""
    faulthandler.dump_traceback_later(HANG_S + 2 * bench.assignment.manifest.limits.submission_s, exit=True)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()


def run_local(work: Iterable[Batch], workers: int) -> Iterator[list[GradeReport]]:
    """Grade batches in `workers` processes; yield each batch's reports as it ends.

    At most two batches a process are under way, so memory does not grow with the class. A grader process that dies
    takes its batch with it: the batch is graded again, one submission at a time, and a submission that kills three
    processes is left for a regrade.
    """
    pending: dict[Future[list[GradeReport]], Batch] = {}
    source = iter(work)
    again: list[Batch] = []
    pool = _pool(workers)
    try:
        while True:
            # What was lost with a process goes alone, so that the culprit takes no one else with it.
            room = 1 if again else 2 * workers
            while len(pending) < room and (batch := again.pop() if again else next(source, None)):
                pending[pool.submit(_grade_in_process, batch)] = batch
            if not pending:
                return
            done, _ = wait(pending, return_when=FIRST_COMPLETED)
            died = False
            for future in done:
                batch = pending.pop(future)
                try:
                    yield future.result()
                except BrokenProcessPool:
                    died = True
                    again.append(batch)
            if died:
                again.extend(pending.values())
                pending.clear()
                pool.shutdown(wait=False, cancel_futures=True)
                pool = _pool(workers)
                finished, again = after_death(again)
                for batch in finished:
                    yield given_up(batch)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _pool(workers: int) -> ProcessPoolExecutor:
    context = get_context("spawn")
    initargs = (os.getpid(), context.Value("i", 0))
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_start_process, initargs=initargs)


_process: GraderProcess | None = None


def _start_process(parent: int, started: Synchronized[int]) -> None:
    settle_in(parent)
    contain()
    with started.get_lock():
        number, started.value = started.value, started.value + 1
    _stay_on_one_core(parent + number)
    global _process
    _process = GraderProcess()


def _stay_on_one_core(number: int) -> None:
    """Keep this process, and its workers after it, on one core; successive numbers get successive cores.

    Grader and worker take turns, hundreds of times a submission. On one core a turn takes some 12 us; from one core to
    another 150 us were measured on a virtual machine, where it takes an interrupt to wake the other.
    """
    if sys.platform == "linux":
        cores = sorted(os.sched_getaffinity(0))
        with contextlib.suppress(OSError):  # a container may forbid it
            os.sched_setaffinity(0, {cores[number % len(cores)]})


def contain() -> None:
    """Bound what judging takes, and keep the tests' lines and LAPACK's out of the log."""
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES if most == -1 else min(MEMORY_BYTES, most), most))
    warnings.simplefilter("ignore")  # they would quote lines of hidden tests to the log
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123  # values of a student's make LAPACK complain by the thousand
        os.dup2(nowhere.fileno(), 1)


def settle_in(parent: int | None) -> None:
    """Set a process of a pool up: it ends with its parent, and uses one thread for linear algebra.

    `parent` is None when the thread that started this process may end before it: the kernel goes by that thread.
    """
    if sys.platform == "linux" and parent is not None:
        import pyprctl

        pyprctl.set_pdeathsig(signal.SIGKILL)
        if os.getppid() != parent:  # it went before we could ask to go with it
            os._exit(1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"


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
    process = GraderProcess()
    bench = process._bench(batch)
    sandbox = SandboxReport(batch.profile, ())
    reason = "The grader process died each time it was tried."
    return [grading.ungraded(bench, one, sandbox, reason) for one in batch.submissions]


def _batched(items: Iterable[Submission], size: int) -> Iterator[tuple[Submission, ...]]:
    iterator = iter(items)
    while part := tuple(itertools.islice(iterator, size)):
        yield part
