"""A Dask cluster inside the test's own process, so that a test can see and change what its workers do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

pytest.importorskip("distributed", reason="dask is not installed: pip install 'nn-autograder[cluster]'")

from distributed import LocalCluster

from autograder.cluster import task


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
