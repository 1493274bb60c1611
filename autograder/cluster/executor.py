"""Grade batches on a Dask cluster, and submit again what is lost on the way."""

from __future__ import annotations

import hashlib
import itertools
import math
import time
from asyncio import CancelledError
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError as FutureCancelled
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Final

import dask
import msgspec
from distributed import Future, KilledWorker

from autograder import catalog
from autograder.batch import Batch
from autograder.cluster import task
from autograder.cluster.blobs import small, taken_out
from autograder.cluster.connection import Link, Tell
from autograder.cluster.course_files import CourseFiles, pack
from autograder.cluster.errors import ClusterError
from autograder.cluster.messages import FilesMissing, Graded, Reply, Unfit, Work, encode, reply_of
from autograder.executor import after_death, given_up
from autograder.grader_process import HANG_S
from autograder.grading.report import GradeReport

PATIENCE_S: Final = 600.0  # for a scheduler to come back
TICK_S: Final = 1.0  # how often the connection and the workers are looked at
LARGEST_BYTES: Final = 64 * 1024**2  # more than the largest file that is graded: nothing to warn of
RESULT_S: Final = 30.0  # for the bytes of a finished batch to arrive
MISSES: Final = 2  # after so many that did not, the worker they lie on is left aside
LONELY_S: Final = 15.0  # without a worker, before it is said

_Future = Future[task.Answer]


@dataclass(frozen=True, slots=True)
class _Sent:
    """A batch under way, with its files or without, and the workers it may go to (all, when empty)."""

    batch: Batch
    with_files: bool
    workers: frozenset[str]


@dataclass(slots=True)
class _Queue:
    """What is to be sent: first what was sent before and lost, then what is new."""

    fresh: Iterator[Batch]
    again: deque[tuple[Batch, bool]] = field(default_factory=deque)

    def empty(self) -> bool:
        """Tell whether nothing is left to send."""
        if not self.again and (batch := next(self.fresh, None)):
            self.again.append((batch, False))
        return not self.again

    def take(self) -> tuple[Batch, bool] | None:
        """Return the next batch, and whether its files go with it."""
        if self.again:
            return self.again.popleft()
        batch = next(self.fresh, None)
        return None if batch is None else (batch, False)


def run_dask(
    work: Iterable[Batch], scheduler: str, workers: int, tell: Tell, patience_s: float = PATIENCE_S
) -> Iterator[list[GradeReport]]:
    """Grade batches on the cluster of this scheduler; yield each batch's reports as they come.

    Without an address a cluster of `workers` processes is started here. At most two batches for each of the cluster's
    threads are under way. `tell` is given one line for what the operator should know.

    Raises:
        ClusterError: the scheduler cannot be reached for `patience_s`, or none of its workers can grade.
    """
    queue = _Queue(small(work))
    if queue.empty():
        return
    with Link(scheduler, workers, patience_s, tell) as link:
        yield from _Run(link, tell).reports(queue)


class _Run:
    """One run's batches on their way through a cluster."""

    def __init__(self, link: Link, tell: Tell) -> None:
        self._link = link
        self._tell = tell
        self._sent: dict[str, tuple[_Future, _Sent]] = {}
        self._done: SimpleQueue[str] = SimpleQueue()
        self._packed: dict[str, CourseFiles] = {}
        self._unfit: dict[str, str] = {}
        self._missed: Counter[str] = Counter()
        self._numbers = itertools.count()
        self._threads: dict[str, int] = {}
        self._looked_s = 0.0
        self._lonely_since_s = time.monotonic()

    def reports(self, queue: _Queue) -> Iterator[list[GradeReport]]:
        while self._sent or not queue.empty():
            self._look(queue)
            while len(self._sent) < 2 * sum(self._threads.values()) and (taken := queue.take()):
                self._send(*taken)
            try:
                key = self._done.get(timeout=TICK_S)
            except Empty:
                continue
            if key in self._sent:
                yield from self._settled(*self._sent.pop(key), queue)

    def _look(self, queue: _Queue) -> None:
        """See whether the connection stands and which workers there are; take back what cannot arrive."""
        if not self._link.up:
            queue.again.extend((sent.batch, sent.with_files) for _, sent in self._sent.values())
            self._sent.clear()
            self._link.reconnect()
            self._looked_s = 0.0
        now = time.monotonic()
        if now < self._looked_s + TICK_S:
            return
        self._looked_s = now
        present = self._link.threads()
        self._threads = {worker: n for worker, n in present.items() if worker not in self._unfit}
        for key, (future, sent) in list(self._sent.items()):
            if sent.workers and not sent.workers & set(present):
                self._sent.pop(key)
                future.release()
                queue.again.append((sent.batch, sent.with_files))
        self._mind_absence(present, now)

    def _mind_absence(self, present: dict[str, int], now: float) -> None:
        if self._threads:
            self._lonely_since_s = now
            return
        if now < self._lonely_since_s + LONELY_S:
            return
        if present:
            worker = next(iter(present))
            raise ClusterError(f"no worker of {self._link.name} can grade. {worker}: {self._unfit[worker]}.")
        self._tell(f"{self._link.name} has no workers; waiting for some.")
        self._lonely_since_s = math.inf  # it is said once

    def _send(self, batch: Batch, with_files: bool) -> None:
        packed = self._pack(batch)
        traveller, blobs = taken_out(msgspec.structs.replace(batch, root=""))
        work = encode(Work(packed.digest, traveller, blobs, packed.files if with_files else None))
        limit_s = task.START_S + 2 * len(batch.submissions) * (HANG_S + 2 * packed.submission_s)  # each is tried twice
        # Content and a number: nothing that an earlier run left on the scheduler answers to this key.
        key = f"grade-{hashlib.sha256(work).hexdigest()[:16]}-{id(self):x}-{next(self._numbers)}"
        workers = frozenset(self._threads) if self._unfit else frozenset()
        with dask.config.set({"distributed.admin.large-graph-warning-threshold": LARGEST_BYTES}):
            future = self._link.client.submit(
                task.grade, task.versions(), work, limit_s, key=key, pure=False, workers=sorted(workers) or None
            )
        self._sent[key] = (future, _Sent(batch, with_files, workers))
        future.add_done_callback(lambda done: self._done.put(done.key))

    def _settled(self, future: _Future, sent: _Sent, queue: _Queue) -> Iterator[list[GradeReport]]:
        answer = None if self._missed and self._out_of_reach(future) else self._answer(future)
        if answer is None:
            queue.again.append((sent.batch, sent.with_files))
            return
        match _reply(answer, sent.batch):
            case Graded(reports):
                yield list(reports)
            case FilesMissing():
                queue.again.append((sent.batch, True))
            case Unfit(reason):
                self._leave_aside(answer.worker, reason)
                queue.again.append((sent.batch, sent.with_files))
            case None:
                hopeless, singles = after_death([sent.batch])
                queue.again.extend((batch, sent.with_files) for batch in singles)
                yield from map(given_up, hopeless)

    def _answer(self, future: _Future) -> task.Answer | None:
        """Return a task's answer; None when it was lost through nobody's fault.

        Raises:
            ClusterError: the task cannot run there.
        """
        try:
            failed = future.status == "error"
            return future.result(timeout=RESULT_S)
        except KilledWorker as killed:  # Dask gives up on a task after some of its workers died
            return task.Answer(str(killed.last_worker))
        except (CancelledError, FutureCancelled, TimeoutError, OSError) as error:
            if failed:
                raise self._refused(error) from None
            if isinstance(error, TimeoutError):
                self._missing(future)
            return None
        except Exception as error:
            raise self._refused(error) from None
        finally:
            future.release()

    def _out_of_reach(self, future: _Future) -> bool:
        """Tell whether a result lies only where it cannot be had from."""
        holders = self._link.holders(future)
        return bool(holders) and holders <= self._unfit.keys()

    def _missing(self, future: _Future) -> None:
        """Note which workers a finished batch did not arrive from."""
        self._missed.update(self._link.holders(future))
        for worker, misses in self._missed.items():
            if misses >= MISSES:
                self._leave_aside(worker, "its results do not arrive, the scheduler cannot reach it at that address")

    def _refused(self, error: BaseException) -> ClusterError:
        return ClusterError(
            f"a task failed on {self._link.name}: {type(error).__name__}: {error}. "
            "Is nn-autograder installed for its workers?"
        )

    def _leave_aside(self, worker: str, reason: str) -> None:
        if worker not in self._unfit:
            self._tell(f"{worker} is left aside: {reason}.")
        self._unfit[worker] = reason
        self._looked_s = 0.0

    def _pack(self, batch: Batch) -> CourseFiles:
        if batch.slug not in self._packed:
            root = Path(batch.root)
            self._packed[batch.slug] = pack(catalog.load(root / "assignments" / batch.slug, root / "solutions"))
        return self._packed[batch.slug]


def _reply(answer: task.Answer, batch: Batch) -> Reply | None:
    """Return what a worker answered to a batch; None when its grader died.

    Reports that are not those of the batch are no reports: nobody gets a mark for what someone else handed in.
    """
    if answer.unfit:
        return Unfit(answer.unfit)
    if not answer.reply:
        return None
    try:
        reply = reply_of(answer.reply)
    except (msgspec.DecodeError, msgspec.ValidationError):
        return Unfit("its answer cannot be read")
    if isinstance(reply, Graded):
        asked = [(one.student, one.slug, one.sha256(), one.seed) for one in batch.submissions]
        given = [(one.student, one.assignment, one.submission_sha256, one.seed) for one in reply.reports]
        if given != asked:
            return Unfit("it answered with the reports of other submissions")
    return reply
