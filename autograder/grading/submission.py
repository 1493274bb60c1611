"""One hand-in, as it travels to whoever grades it."""

from __future__ import annotations

import hashlib

import msgspec


class Submission(msgspec.Struct, frozen=True):
    """One hand-in.

    `problem` says why the file could not be read; `data` is empty then.
    """

    student: str
    slug: str
    file: str
    data: bytes
    seed: int
    problem: str = ""
    notes: tuple[str, ...] = ()

    def sha256(self) -> str:
        """Return the digest of the file's bytes."""
        return hashlib.sha256(self.data).hexdigest()
