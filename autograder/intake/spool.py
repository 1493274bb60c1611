"""Keep what is taken out of archives: in one unnamed file, and within a budget."""

from __future__ import annotations

import io
import tempfile
from dataclasses import dataclass
from typing import IO, Final

from autograder.intake.model import IntakeError

MIB: Final = 1024 * 1024


class ArchiveError(Exception):
    """An archive that is not taken; the message says why and what to do."""


@dataclass(slots=True)
class Budget:
    """What may still be unpacked."""

    members: int
    data_bytes: int

    def take(self, *, members: int = 0, data_bytes: int = 0) -> None:
        """Count what was met.

        Raises:
            ArchiveError: it is more than is left.
        """
        self.members -= members
        self.data_bytes -= data_bytes
        if self.members < 0:
            raise ArchiveError("it holds too many files. Hand in only the assignment's.")
        if self.data_bytes < 0:
            raise ArchiveError("it unpacks to too much data. Hand in only the assignment's files.")


def budget_of_student() -> Budget:
    """Return what one student's archives may unpack to, all of them together."""
    return Budget(members=2000, data_bytes=128 * MIB)


def budget_of_platform() -> Budget:
    """Return what the archive of a whole class may unpack to."""
    return Budget(members=1_000_000, data_bytes=16 * 1024 * MIB)


class Spool:
    """One unnamed temporary file with the members that may be read later."""

    def __init__(self) -> None:
        self._file: IO[bytes] | None = None

    def __del__(self) -> None:
        if self._file is not None:
            self._file.close()

    def add(self, data: bytes) -> tuple[int, int]:
        """Keep these bytes; return where.

        Raises:
            IntakeError: the disk is full.
        """
        try:
            return self._append(data), len(data)
        except OSError as error:
            raise IntakeError(f"there is no room to unpack in {tempfile.gettempdir()}: {error.strerror}.") from None

    def read(self, at: int, size: int) -> bytes:
        """Return what was kept there."""
        assert self._file is not None
        self._file.seek(at)
        return self._file.read(size)

    def _append(self, data: bytes) -> int:
        if self._file is None:
            self._file = tempfile.TemporaryFile()  # noqa: SIM115  # lives as long as the items that read from it
        at = self._file.seek(0, io.SEEK_END)
        self._file.write(data)
        self._file.flush()
        return at
