"""What grades: a zygote and a bench for each assignment, kept from one batch to the next."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Final

import msgspec

from autograder import catalog
from autograder.batch import Batch
from autograder.collector import made_for_good
from autograder.grading import grade as grading
from autograder.grading.bench import Bench, set_up
from autograder.grading.report import GradeReport, SandboxReport
from autograder.grading.submission import Submission
from autograder.sandbox.modules import Modules, needed
from autograder.sandbox.zygote import Profile, SandboxError, Zygote
from autograder.watchdog import Watchdog

MAX_ALIKE: Final = 256  # reports kept for the untouched stub and for what was copied
HANG_S: Final = 120.0  # for judging, beside what a submission and what is lent to it may compute


class GraderProcess:
    """What one grader process keeps between batches: a zygote, and a bench for each assignment."""

    def __init__(self) -> None:
        self._zygotes: dict[tuple[Profile, Modules], Zygote] = {}
        self._benches: dict[tuple[str, str], Bench] = {}
        self._of_reference: dict[str, Modules] = {}
        self._graded: dict[tuple[str, Profile, str, Submission], GradeReport] = {}
        self._watchdog = Watchdog()

    def grade(self, batch: Batch) -> list[GradeReport]:
        """Grade a batch; what fails twice on one submission, by our own fault, marks it for a regrade."""
        bench = self._bench(batch)
        with self._watchdog:
            return [self._grade_once(bench, batch.profile, submission) for submission in batch.submissions]

    def prepare(self, batch: Batch) -> None:
        """Start what a batch needs, submissions or none.

        Raises:
            SandboxError, AssignmentError: this machine cannot grade it.
        """
        self._zygote(batch.profile, "common")
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
        reason, modules = "", self._modules(bench, submission)
        for _ in range(2):
            self._watchdog.allow(HANG_S + 2 * bench.assignment.manifest.limits.submission_s)
            try:
                return grading.grade(bench, self._zygote(profile, modules), profile, submission)
            except BaseException as error:  # one submission must not cost the others theirs, whatever happens here
                known = isinstance(error, SandboxError)
                reason = f"The sandbox failed: {error}" if known else f"The grader failed: {error!r}"
                with contextlib.suppress(KeyError):
                    self._zygotes.pop((profile, modules)).close()
        return grading.ungraded(bench, submission, SandboxReport(profile, ()), reason)

    def _zygote(self, profile: Profile, modules: Modules) -> Zygote:
        if (profile, modules) not in self._zygotes:
            self._zygotes[profile, modules] = Zygote(profile, modules=modules)
        return self._zygotes[profile, modules]

    def _modules(self, bench: Bench, submission: Submission) -> Modules:
        """Return what the submission's worker needs; functions of the reference may be lent to it, in one like it."""
        if bench.version not in self._of_reference:
            self._of_reference[bench.version] = needed(bench.assignment.reference_path.read_bytes())
        return "all" if "all" in (needed(submission.data), self._of_reference[bench.version]) else "common"

    def _bench(self, batch: Batch) -> Bench:
        key = (batch.root, batch.slug)
        if key not in self._benches:
            root = Path(batch.root)
            folder = root / "assignments" / batch.slug
            with made_for_good():
                self._benches[key] = set_up(catalog.load(folder, root / "solutions"))
        return self._benches[key]
