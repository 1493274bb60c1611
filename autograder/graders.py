"""Where submissions are graded: processes on this machine, or a Dask cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from autograder.batch import Batch
from autograder.catalog import Assignment
from autograder.cluster.errors import ClusterError
from autograder.errors import MachineError
from autograder.executor import LocalGraders
from autograder.extras import missing_for_grading
from autograder.grading.report import GradeReport
from autograder.machine import provide_descriptors
from autograder.sandbox.zygote import Profile


class Graders(Protocol):
    """What grades batches."""

    def ready(self) -> None:
        """Wait until they can grade.

        Raises:
            SandboxError, AssignmentError, ClusterError: they cannot.
        """

    def grade(self, work: Iterator[Batch]) -> Iterator[list[GradeReport]]:
        """Grade batches; yield each batch's reports as it ends."""

    def close(self) -> None:
        """Give back what they take; nothing more is graded."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where submissions are graded, by so many graders.

    "dask" is the cluster of the scheduler at that address, or one on this machine when there is none.
    """

    executor: Literal["local", "dask"]
    workers: int
    scheduler: str = ""


@contextmanager
def graders_at(
    place: Place, root: Path, profile: Profile, assignments: Sequence[Assignment], tell: Callable[[str], None]
) -> Iterator[Graders]:
    """Start graders, and end them afterwards; the caller has time for something else before they are ready.

    `tell` is given a line for what the operator should know at once.

    Raises:
        MachineError, ClusterError: there is not enough for them here.
    """
    provide_descriptors()
    missing = missing_for_grading()  # before processes are started that would each tell of it
    if missing:
        raise MachineError(missing)
    if place.executor == "local":
        with LocalGraders(place.workers) as graders:
            graders.prepare(root, profile, [assignment.slug for assignment in assignments])
            yield graders
        return
    try:
        from autograder.cluster.executor import run_dask
    except ImportError as error:
        raise ClusterError(
            f"--executor dask needs {error.name}, which is not installed: pip install 'nn-autograder[cluster]'"
        ) from None
    yield _Cluster(assignments, lambda work: run_dask(work, place.scheduler, place.workers, tell))


@dataclass(frozen=True, slots=True)
class _Cluster:
    """The graders of a Dask cluster; `run` takes batches to it."""

    assignments: Sequence[Assignment]
    run: Callable[[Iterator[Batch]], Iterator[list[GradeReport]]]

    def ready(self) -> None:
        """Find out here whether the assignments are whole; see `Graders`."""
        from autograder.grading.bench import set_up

        for assignment in self.assignments:
            set_up(assignment)

    def grade(self, work: Iterator[Batch]) -> Iterator[list[GradeReport]]:
        """Grade batches; see `Graders`."""
        return self.run(work)

    def close(self) -> None:
        """Do nothing: each run has closed what it opened."""
