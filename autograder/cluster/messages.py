"""What a run and its graders say to each other: bytes that a Dask worker passes on unread."""

from __future__ import annotations

from typing import Final

import msgspec

from autograder.batch import Batch
from autograder.cluster.blobs import Blobs
from autograder.cluster.course_files import CourseFile
from autograder.grading.report import GradeReport


class Work(msgspec.Struct, frozen=True):
    """A batch, and the digest of the files to grade it with; the files themselves only when they were asked for.

    The batch's `root` is empty: each grader unpacks the files where it likes. Its submissions are empty too, and
    their files beside it.
    """

    digest: str
    batch: Batch
    blobs: Blobs
    files: tuple[CourseFile, ...] | None = None


class Graded(msgspec.Struct, frozen=True, tag=True):
    """The reports of all submissions of a batch."""

    reports: tuple[GradeReport, ...]


class FilesMissing(msgspec.Struct, frozen=True, tag=True):
    """This grader has never seen the files of that digest."""


class Unfit(msgspec.Struct, frozen=True, tag=True):
    """This machine cannot grade, and why."""

    reason: str


Reply = Graded | FilesMissing | Unfit

_work: Final = msgspec.msgpack.Decoder(Work)
_reply: Final[msgspec.msgpack.Decoder[Reply]] = msgspec.msgpack.Decoder(Reply)


def encode(message: Work | Reply) -> bytes:
    """Return a message's bytes."""
    return msgspec.msgpack.encode(message)


def work_of(data: bytes) -> Work:
    """Read a run's message."""
    return _work.decode(data)


def reply_of(data: bytes) -> Reply:
    """Read a grader's message.

    Raises:
        msgspec.DecodeError: it is not one.
    """
    return _reply.decode(data)
