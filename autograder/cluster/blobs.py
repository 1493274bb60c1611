"""Take the files out of a batch, to travel under the digests of their contents, and put them back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from autograder.batch import Batch
from autograder.grading.submission import Submission

# What one task carries, unless one file alone is larger. Dask's scheduler holds every task that is under way.
TASK_BYTES: Final = 4 * 1024**2


class Damaged(Exception):
    """A file did not arrive as it was sent."""


class Blobs(msgspec.Struct, frozen=True):
    """The digest of each submission's file, in the batch's order, and every file once."""

    digests: tuple[str, ...]
    files: tuple[bytes, ...]


def taken_out(batch: Batch) -> tuple[Batch, Blobs]:
    """Return a batch without its files, and the files."""
    files = {submission.sha256(): submission.data for submission in batch.submissions}
    digests = tuple(submission.sha256() for submission in batch.submissions)
    return _with(batch, [b""] * len(digests)), Blobs(digests, tuple(files.values()))


def put_back(batch: Batch, blobs: Blobs) -> Batch:
    """Return the batch with its files.

    Raises:
        Damaged: a file is not the one that its digest names.
    """
    files = {hashlib.sha256(data).hexdigest(): data for data in blobs.files}
    if len(blobs.digests) != len(batch.submissions) or not files.keys() >= set(blobs.digests):
        raise Damaged("a file arrived altered")
    return _with(batch, [files[digest] for digest in blobs.digests])


def small(batches: Iterable[Batch], limit_bytes: int = TASK_BYTES) -> Iterator[Batch]:
    """Split batches whose files are too large to travel together."""
    for batch in batches:
        part: list[Submission] = []
        size = 0
        for submission in batch.submissions:
            if part and size + len(submission.data) > limit_bytes:
                yield msgspec.structs.replace(batch, submissions=tuple(part))
                part, size = [], 0
            part.append(submission)
            size += len(submission.data)
        if part:
            yield msgspec.structs.replace(batch, submissions=tuple(part))


def _with(batch: Batch, data: Iterable[bytes]) -> Batch:
    pairs = zip(batch.submissions, data, strict=True)
    return msgspec.structs.replace(
        batch, submissions=tuple(msgspec.structs.replace(one, data=its) for one, its in pairs)
    )
