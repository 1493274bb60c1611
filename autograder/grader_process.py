"""What grades: a process with a zygote and a bench for each assignment, which grades one batch after the other."""

from __future__ import annotations

import contextlib
import faulthandler
import os
import resource
import signal
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec

from autograder import catalog
from autograder.grading import submission as grading
from autograder.grading.bench import Bench, set_up
from autograder.grading.report import GradeReport, SandboxReport
from autograder.grading.submission import Submission
from autograder.sandbox.zygote import Profile, SandboxError, Zygote

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
        """Start what a batch needs, submissions or none.

        Raises:
            SandboxError, AssignmentError: this machine cannot grade it.
        """
        self._zygote(batch.profile)
        self._bench(batch)

    def give_up(self, batch: Batch, reason: str) -> list[GradeReport]:
        """Return reports that ask for a regrade."""
        bench, sandbox = self._bench(batch), SandboxReport(batch.profile, ())
        return [grading.ungraded(bench, one, sandbox, reason) for one in batch.submissions]

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


def stay_on_one_core(number: int) -> None:
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
