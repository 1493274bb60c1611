"""Have something made in a fork of this process, so that what it takes stays there."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable


def begin(make: Callable[[], bytes]) -> Callable[[], bytes]:
    """Start making something beside this process.

    The result waits for it, and raises what making it did, or RuntimeError if nothing came of it.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            with os.fdopen(writer, "wb") as stream:
                pickle.dump(_outcome(make), stream)
        finally:
            os._exit(0)  # whatever happens: there must not be two of this process
    os.close(writer)

    def wait() -> bytes:
        with os.fdopen(reader, "rb") as stream:
            data = stream.read()
        os.waitpid(child, 0)
        made = pickle.loads(data) if data else RuntimeError("what should have made it has ended")  # of our own
        if isinstance(made, Exception):
            raise made
        return bytes(made)

    return wait


def _outcome(make: Callable[[], bytes]) -> bytes | Exception:
    try:
        return make()
    except Exception as error:
        return error
