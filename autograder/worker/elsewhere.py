"""Have something made in a fork of this process, so that what it takes stays there."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable


def begin(make: Callable[[], bytes]) -> Callable[[], bytes]:
    """Start making something beside this process; the result waits for it, and raises what making it did."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        made: bytes | Exception
        try:
            made = make()
        except Exception as error:
            made = error
        with os.fdopen(writer, "wb") as stream:
            pickle.dump(made, stream)
        os._exit(0)
    os.close(writer)

    def wait() -> bytes:
        with os.fdopen(reader, "rb") as stream:
            made = pickle.load(stream)  # of our own, before there is a submission
        os.waitpid(child, 0)
        if isinstance(made, Exception):
            raise made
        return bytes(made)

    return wait
