"""End this process when what it does takes longer than anything there should."""

from __future__ import annotations

import faulthandler
import time
from types import TracebackType
from typing import Final

SLACK_S: Final = 10.0


class Watchdog:
    """Watches one thing after the other; a context manager, which stops watching.

    What hangs in compiled code cannot be interrupted, only ended: by a thread that Python knows nothing of. To start it
    for each of a thousand short things costs more than to watch it, so it is started again every few seconds.
    """

    def __init__(self) -> None:
        self._ends = 0.0

    def __enter__(self) -> Watchdog:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        faulthandler.cancel_dump_traceback_later()
        self._ends = 0.0

    def allow(self, seconds: float) -> None:
        """Let what begins now take so long; the process ends, with a traceback on stderr, `SLACK_S` later at most."""
        now = time.monotonic()
        if not now + seconds <= self._ends <= now + seconds + SLACK_S:
            faulthandler.dump_traceback_later(seconds + SLACK_S, exit=True)
            self._ends = now + seconds + SLACK_S
