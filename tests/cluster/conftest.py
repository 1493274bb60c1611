"""A Dask cluster inside the test's own process, so that a test can see and change what its workers do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from classes import written
from machines import LIMIT_S, Machine

pytest.importorskip("distributed", reason="dask is not installed: pip install 'nn-autograder[cluster]'")

from distributed import LocalCluster

from autograder.cluster import task


@pytest.fixture(scope="session")
def local_run() -> Callable[[Path, Path, Path], dict[str, bytes]]:
    """What a run on this machine writes of the busy class; graded once for all tests that compare with it."""
    known: dict[str, bytes] = {}

    def outputs(course: Path, handed_in: Path, folder: Path) -> dict[str, bytes]:
        if not known:
            with Machine(folder / "local-host") as machine:
                run = machine.grade(handed_in, folder / "local", course)
                assert run.wait(LIMIT_S) == 0, machine.said("local.log")
            known.update(written(folder / "local"))
        return known

    return outputs


@pytest.fixture
def cluster() -> Iterator[LocalCluster]:
    """Two workers with one thread each, and real grader processes beside them."""
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=False, protocol="tcp://", dashboard_address=None
    ) as running:
        yield running
    for grader in task._free:
        grader.end()
    task._free.clear()


@pytest.fixture
def scheduler(cluster: LocalCluster) -> str:
    """The cluster's address."""
    return str(cluster.scheduler_address)
