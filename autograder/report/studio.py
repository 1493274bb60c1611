"""Draw the figures of submissions, in processes of their own, and write them for an album."""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from autograder import catalog
from autograder.declared import figures
from autograder.grading.bench import Bench, set_up
from autograder.grading.submission import Submission
from autograder.outputs import write_atomically
from autograder.processes import settle_in
from autograder.report.pictures import Shown
from autograder.sandbox.client import SandboxedSubmission
from autograder.sandbox.zygote import Profile, Zygote
from autograder.student import Student, StudentStopped
from autograder.submission_source import SourceError, cells_of_bytes

if TYPE_CHECKING:
    from autograder.figures import Drawing

AHEAD: Final = 4
LOST: Final = "A drawing process died; the pictures of one submission were left out."


class Job(msgspec.Struct, frozen=True):
    """One submission whose figures are to be drawn into `folder`."""

    root: str
    folder: str
    profile: Profile
    submission: Submission
    key: str


def drawn(jobs: Iterator[Job], workers: int) -> Iterator[list[str]]:
    """Do the jobs in processes, a few ahead of the results, so that memory does not grow with the class."""
    pending: deque[tuple[Job, Future[list[str]]]] = deque()
    pool = _pool(workers)
    try:
        while True:
            job = next(jobs, None) if len(pending) < AHEAD * workers else None
            if job is not None and (Path(job.folder) / job.key).exists():
                yield []
            elif job is not None:
                pending.append((job, pool.submit(_do, job)))
            elif pending:
                try:
                    yield pending.popleft()[1].result()
                except BrokenProcessPool:
                    lost = [job for job, _ in pending]
                    pending.clear()
                    pool.shutdown(wait=False)
                    pool = _pool(workers)
                    yield [LOST]
                    yield from (_alone(job) for job in lost)
            else:
                return
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _pool(workers: int) -> ProcessPoolExecutor:
    context = get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_start, initargs=(os.getpid(),))


def _alone(job: Job) -> list[str]:
    """Do a job in a process of its own: the one that killed the pool must not take another's pictures with it."""
    with _pool(1) as pool:
        try:
            return pool.submit(_do, job).result()
        except BrokenProcessPool:
            return [LOST]


class _Studio:
    """What a drawing process keeps: a zygote for each profile, a bench for each assignment."""

    def __init__(self) -> None:
        self._zygotes: dict[Profile, Zygote] = {}
        self._benches: dict[str, Bench] = {}

    def drawings(self, job: Job) -> list[Drawing]:
        from autograder.figures import draw  # Matplotlib takes half a second, which only pictures should cost

        submission = job.submission
        bench = self._bench(job)
        try:
            cells = cells_of_bytes(submission.file, submission.data)
        except SourceError:
            return []
        limits = bench.assignment.manifest.limits
        responder = SandboxedSubmission(self._zygote(job.profile), submission.slug, cells, limits)
        try:
            responder.load()
            return [draw(f, Student(responder), bench.reference) for f in figures(bench.assignment)]
        except StudentStopped:
            return []
        finally:
            responder.close()

    def _zygote(self, profile: Profile) -> Zygote:
        if profile not in self._zygotes:
            self._zygotes[profile] = Zygote(profile)
        return self._zygotes[profile]

    def _bench(self, job: Job) -> Bench:
        slug = job.submission.slug
        if slug not in self._benches:
            root = Path(job.root)
            self._benches[slug] = set_up(catalog.load(root / "assignments" / slug, root / "solutions"))
        return self._benches[slug]


_studio: _Studio | None = None


def _start(parent: int) -> None:
    settle_in(parent)
    global _studio
    _studio = _Studio()


def _do(job: Job) -> list[str]:
    """Draw one submission's figures and write them; return tracebacks of figures at fault."""
    assert _studio is not None
    folder = Path(job.folder)
    drawings = _studio.drawings(job)
    shown = tuple(_written(folder, drawing) for drawing in drawings)
    write_atomically(folder / job.key, msgspec.json.encode(shown))
    return [drawing.fault for drawing in drawings if drawing.fault]


def _written(folder: Path, drawing: Drawing) -> Shown:
    files = []
    for picture in drawing.pictures:
        data = picture.svg.encode()
        name = f"{hashlib.sha256(data).hexdigest()[:20]}.svg"
        if not (folder / name).exists():
            write_atomically(folder / name, data)
        files.append((name, picture.alt))
    return Shown(drawing.title, drawing.tasks, tuple(files), drawing.note)
