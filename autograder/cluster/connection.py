"""Connect to a Dask scheduler, and again when it was lost."""

from __future__ import annotations

import contextlib
import logging
import time
from asyncio import CancelledError
from collections.abc import Callable
from typing import Any, Final

from distributed import Client, Future, LocalCluster, Security
from distributed.client import FuturesCancelledError
from distributed.comm.addressing import get_address_host_port

from autograder.cluster.errors import ClusterError

TRY_S: Final = 10.0  # one attempt
PAUSE_S: Final = 1.0  # between two

_TLS: Final = "Name one in distributed.comm.tls: docs/clusters.md shows how."

Tell = Callable[[str], None]


class Link:
    """A client of a scheduler, replaced whenever its connection breaks; use as a context manager."""

    def __init__(self, scheduler: str, workers: int, patience_s: float, tell: Tell) -> None:
        """Connect; without an address start a cluster of `workers` processes on this machine.

        Raises:
            ClusterError: there is no scheduler at that address.
        """
        if scheduler:
            _check_address(scheduler)
        self._patience_s = patience_s
        self._tell = tell
        self._cluster = None if scheduler else _local_cluster(workers)
        self.name = scheduler or "the local cluster"
        self._target = self._cluster or scheduler
        try:
            self.client = self._connected()
        except OSError as error:
            raise ClusterError(
                f"no Dask scheduler answers at {scheduler}: {error}. "
                "Start one with `dask scheduler`, or give the address that it printed."
            ) from None

    def __enter__(self) -> Link:
        return self

    def __exit__(self, *exc: object) -> None:
        self._close_client()
        if self._cluster is not None:
            self._cluster.close()

    @property
    def up(self) -> bool:
        """Tell whether the connection stands."""
        return self.client.status == "running"

    def reconnect(self) -> None:
        """Replace the client; its futures are lost.

        Raises:
            ClusterError: the scheduler does not come back in time.
        """
        self._tell(f"the connection to {self.name} is lost; trying again for {self._patience_s:g} s.")
        deadline = time.monotonic() + self._patience_s
        self._close_client()
        while True:
            try:
                self.client = self._connected()
            except OSError as error:
                if time.monotonic() > deadline:
                    raise ClusterError(
                        f"{self.name} did not come back in {self._patience_s:g} s: {error}. "
                        "What is graded is stored: run the same command again when it is up."
                    ) from None
                time.sleep(PAUSE_S)
            else:
                return

    def threads(self) -> dict[str, int]:
        """Return how many tasks each worker takes at a time, by address; nothing when the connection is down."""
        try:
            return dict(self.client.nthreads())
        except (OSError, RuntimeError, ValueError):
            return {}

    def holders(self, future: Future[Any]) -> set[str]:
        """Return the addresses of the workers that a result lies on; none when it is lost, or not there yet."""
        try:
            return set(self.client.who_has([future]).get(future.key, ()))
        except (OSError, RuntimeError, ValueError, CancelledError, FuturesCancelledError):
            return set()

    def _connected(self) -> Client:
        return Client(self._target, timeout=TRY_S, set_as_default=False, name="nn-autograder")

    def _close_client(self) -> None:
        with contextlib.suppress(OSError, TimeoutError, RuntimeError):
            self.client.close(timeout=PAUSE_S)


def _check_address(scheduler: str) -> None:
    try:
        get_address_host_port(scheduler)
    except ValueError as error:
        raise ClusterError(f"--scheduler {scheduler}: {error}. An address looks like tls://host:8786.") from None
    encrypted = scheduler.startswith("tls://")
    try:
        security = Security()
        context = security.get_connection_args("client")["ssl_context"] if encrypted else None
    except OSError as error:
        raise ClusterError(f"the certificate in Dask's configuration cannot be used: {error}. {_TLS}") from None
    if encrypted and context is None:
        raise ClusterError(f"--scheduler {scheduler}: there is no certificate to show it. {_TLS}")
    if security.require_encryption and not encrypted:
        raise ClusterError(f"--scheduler {scheduler}: Dask's configuration wants encryption. Is it tls://?")


def _local_cluster(workers: int) -> LocalCluster:
    """Start one that only this process can talk to: a scheduler runs whatever it is sent."""
    return LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        security=Security.temporary(),
        dashboard_address=None,
        silence_logs=logging.CRITICAL,
    )
