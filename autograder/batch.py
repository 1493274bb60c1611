"""Submissions in portions that a grader process takes at a time."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import msgspec

from autograder.grading.submission import Submission
from autograder.sandbox.zygote import Profile

# Batches are large enough to hide their hand-over and small enough that two processes end together.
BATCH: Final = 32


class Batch(msgspec.Struct, frozen=True):
    """Submissions of one assignment, with what it takes to grade them in another process."""

    root: str
    slug: str
    profile: Profile
    submissions: tuple[Submission, ...]
    deaths: int = 0


def batches(root: Path, profile: Profile, submissions: Iterable[Submission], size: int = BATCH) -> Iterator[Batch]:
    """Group submissions, which come in order of assignment and seed, into batches of one assignment and seed each.

    What a grader has judged under one seed it need not judge again, so those who share one go to one grader.
    """
    for (slug, _), group in itertools.groupby(submissions, key=lambda s: (s.slug, s.seed)):
        for part in _batched(group, size):
            yield Batch(str(root), slug, profile, part)


def _batched(items: Iterable[Submission], size: int) -> Iterator[tuple[Submission, ...]]:
    iterator = iter(items)
    while part := tuple(itertools.islice(iterator, size)):
        yield part
