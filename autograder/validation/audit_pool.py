"""Do the parts of an audit, in this process or in several."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from autograder.errors import MachineError
from autograder.processes import settle_in
from autograder.validation.audit_parts import Found, Part, Place, examine

Done = tuple[Part, Found]
Watch = Callable[[Iterable[Done], int], Iterable[Done]]


def done(place: Place, work: Sequence[Part], workers: int) -> Iterator[Done]:
    """Do parts of an audit; yield each with what it found, as it ends.

    Raises:
        AssignmentError: a part of an assignment is malformed.
        MachineError: a process died.
    """
    if workers == 1:
        yield from ((part, examine(place, part)) for part in work)
        return
    with ProcessPoolExecutor(workers, get_context("spawn"), initializer=settle_in, initargs=(os.getpid(),)) as pool:
        pending = {pool.submit(examine, place, part): part for part in work}
        try:
            for future in as_completed(pending):
                yield pending.pop(future), future.result()
        except BrokenProcessPool:
            raise MachineError(
                "A process of the audit died: try it with fewer --workers, for each needs memory."
            ) from None
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
