"""Grade a folder of submissions into an output folder; resume what an earlier run left."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from autograder import intake
from autograder.batch import batches
from autograder.catalog import Assignment, load_all
from autograder.course import NO_COURSE, Course
from autograder.database import remember_url, url_of
from autograder.gradebook.files import write_gradebook
from autograder.gradebook.ledger import HandIn, Ledger
from autograder.gradebook.recording import Graded, keep
from autograder.graders import Graders
from autograder.grading.report import GradeReport
from autograder.grading.submission import Submission
from autograder.intake.course import keep_apart, scan_for
from autograder.intake.left_out import keep_left_out
from autograder.outputs import remove_half_written, report_path, write_report
from autograder.roster import read_hand_in_times
from autograder.sandbox.zygote import Profile
from autograder.seeds import submission_seed
from autograder.store import Store, fingerprint


class RunError(Exception):
    """The output folder cannot be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What to grade, with what, and where to; `store` is a database's URL, when it is not the output folder's own."""

    root: Path
    submissions: Path
    out: Path
    assignments: list[Assignment]
    graders: Graders
    profile: Profile = "strict"
    seed: int | None = None
    course_key: str = ""
    fresh: bool = False
    course: Course = NO_COURSE
    store: str = ""


@dataclass(slots=True)
class Summary:
    """What a run did: a hand-in that has a mark was graded now, kept from an earlier run, or is not gradable."""

    students: list[str]
    graded: int = 0
    kept: int = 0
    not_gradable: int = 0
    needs_regrade: int = 0
    warnings: list[str] = field(default_factory=list)

    def count(self, report: GradeReport) -> None:
        """Count what was graded just now."""
        self.graded += report.status == "graded"
        self.not_gradable += report.status == "not_gradable"


Progress = Callable[[int, GradeReport | None], None]


def grade_folder(options: Options, progress: Progress) -> Summary:
    """Grade what is not graded yet, keep the rest, and write every output.

    `progress(total, report)` is called for each submission; the report is None when an earlier one is kept.

    Raises:
        IntakeError, RunError, CourseError, AssignmentError, SandboxError, ClusterError: nothing can be graded at all.
        StoreError, OutputError: the output folder does not take any more; what is graded stays.
    """
    _refuse_what_would_fail_later(options)
    found = scan_for(options.course, options.submissions, options.assignments)
    summary = Summary(found.students, warnings=found.warnings)
    options.graders.ready()
    with _locked(options.out), _opened(options) as (store, ledger):
        ledger.enrol(found.students)
        keep_left_out(options.out, found)
        pending = _Pending(options, found, store, summary, progress)
        for reports in options.graders.grade(batches(options.root, options.profile, pending.submissions())):
            for report in reports:  # before the database knows them: what it has is on disk, whenever we are killed
                write_report(options.out, report)
            keep(store, [pending.graded(report) for report in reports])
            for report in reports:
                summary.count(report)
                progress(len(found.found), report)
        options.graders.close()
        summary.needs_regrade = sum(status == "needs_regrade" for _, _, status, _ in store.scores())
        write_gradebook(options.out, ledger, options.course, in_gradebook(options.root, ledger, options.assignments))
    return summary


def in_gradebook(root: Path, ledger: Ledger, graded: list[Assignment]) -> list[Assignment]:
    """Return the assignments just graded and those that earlier runs graded, in the course's order."""
    known = {*ledger.assignments(), *(assignment.slug for assignment in graded)}
    return [assignment for assignment in load_all(root) if assignment.slug in known]


def _refuse_what_would_fail_later(options: Options) -> None:
    """Tell of what would spoil this run at its end, or the next one."""
    keep_apart(options.submissions, options.out)
    if options.course.handed_in:
        read_hand_in_times(options.course.handed_in, options.course.timezone)


@contextmanager
def _opened(options: Options) -> Iterator[tuple[Store, Ledger]]:
    """Open the database, and remember for other commands which one it is."""
    url = options.store or url_of(options.out)
    with Store(url) as store, Ledger(url) as ledger:
        remember_url(options.out, url)
        yield store, ledger


class _Pending:
    """The submissions that need grading, read one at a time, and the fingerprints of those under way."""

    def __init__(
        self, options: Options, found: intake.Intake, store: Store, summary: Summary, progress: Progress
    ) -> None:
        self._options = options
        self._found = found
        self._store = store
        self._summary = summary
        self._progress = progress
        self._unreadable = {(student, slug) for student, slug, status, _ in store.scores() if status == "not_gradable"}
        self.fingerprints: dict[tuple[str, str], str] = {}
        self.hand_ins: dict[tuple[str, str], HandIn] = {}

    def submissions(self) -> Iterator[Submission]:
        options = self._options
        for assignment in options.assignments:
            done = {} if options.fresh else self._store.fingerprints(assignment.slug)
            version = assignment.version()
            for found in sorted(self._of(assignment.slug), key=self._form):
                submission = intake.read(found, options.course_key, options.seed)
                mark = fingerprint(submission, version, options.profile)
                if done.get(submission.student) == mark:
                    self._keep(submission)
                else:
                    self.fingerprints[assignment.slug, submission.student] = mark
                    self.hand_ins[assignment.slug, submission.student] = _hand_in(found)
                    yield submission

    def _of(self, slug: str) -> list[intake.Found]:
        return [found for found in self._found.found if found.slug == slug]

    def _form(self, found: intake.Found) -> int:
        """Return what brings those who share a form together, who cost less one after the other."""
        return submission_seed(self._options.course_key, found.slug, found.student)

    def graded(self, report: GradeReport) -> Graded:
        """Return what is to be kept of a submission that was under way."""
        key = (report.assignment, report.student)
        return Graded(report, self.fingerprints.pop(key), self.hand_ins.pop(key))

    def _keep(self, submission: Submission) -> None:
        if not report_path(self._options.out, submission.student, submission.slug).exists():
            write_report(self._options.out, self._store.report(submission.student, submission.slug))
        if (submission.student, submission.slug) in self._unreadable:
            self._summary.not_gradable += 1
        else:
            self._summary.kept += 1
        self._progress(len(self._found.found), None)


def _hand_in(found: intake.Found) -> HandIn:
    return HandIn(found.modified, found.handed_in)


@contextmanager
def _locked(out: Path) -> Iterator[None]:
    """Make the output folder and keep a second run out of it."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        lock = (out / ".lock").open("a+")
    except OSError as error:
        raise RunError(f"{out} cannot be written: {error.strerror}. Choose another --out.") from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise RunError(f"another run is writing to {out}. Wait for it, or choose another --out.") from None
        lock.seek(0)
        if lock.read():
            remove_half_written(out)
        with contextlib.suppress(OSError):  # a full disk is told of by whoever has more to write
            os.write(lock.fileno(), b".")  # stays when we are killed
        yield
        lock.truncate(0)
