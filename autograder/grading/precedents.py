"""Remember which answers passed a check, so that whoever gives the same ones passes it without running it again.

Theory of operation
-------------------
A check is a function of its seed and of what it hears from the worker, which is answers to its requests and questions
to the functions it passes: what it says first follows from the seed, each further word from what it has heard, and so
does the verdict. So what was heard by a check that passed, kept under seed and check as a tree of digests with what was
said between them, judges every later submission from which the same is heard. Students share seeds
(`autograder.seeds.FORMS`), and right answers are mostly the same to the last bit: most checks of a class are decided
here. Whatever is not known, or did not pass, is judged by running the check.

What holds for one check holds for all that are run together: where all answers are those that all passed with, they
need not even be told apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar

# Right answers that differ in their last bits, or a wrong one that a check does not see: more are not worth their room.
MAX_WAYS: Final = 32
# Of words said, in one process for one assignment. One right solution on sixteen seeds takes 1 to 4 MiB.
MAX_BYTES: Final = 32 * 1024 * 1024
STEP_BYTES: Final = 400  # what a step takes beside its word, and an ending in all


Word = TypeVar("Word", bytes, tuple[bytes, ...])  # of one check, or of each of several that are run together
End = TypeVar("End")


@dataclass(slots=True)
class Step(Generic[Word, End]):
    """What is said to the worker, and what follows from each thing that is heard then: a step, or how it passed."""

    said: Word
    ways: dict[bytes, Step[Word, End] | End] = field(default_factory=dict)


class Precedents(Generic[Word, End]):
    """The precedents of the checks of one assignment, or of the groups of checks that are run together."""

    def __init__(self) -> None:
        self._first: dict[tuple[int, str], Step[Word, End]] = {}
        self._bytes = 0

    def first(self, seed: int, name: str) -> Step[Word, End] | None:
        """Return the first step of a check or group, if it is known under that seed."""
        return self._first.get((seed, name))

    def record(self, seed: int, name: str, said: Sequence[Word], heard: Sequence[bytes], end: End) -> None:
        """Remember what passed: what it said, and the digest of what it heard after each."""
        if self._bytes > MAX_BYTES:  # of a run with a seed for everyone, which has no use for them
            self._first.clear()
            self._bytes = 0
        if not said:
            return
        step = self._first.get((seed, name))
        if step is None:
            step = self._first[seed, name] = self._step(said[0])
        for digest, word in zip(heard[:-1], said[1:], strict=True):
            if digest not in step.ways:
                if len(step.ways) >= MAX_WAYS:
                    return
                step.ways[digest] = self._step(word)
            following = step.ways[digest]
            assert isinstance(following, Step)
            step = following
        if len(step.ways) < MAX_WAYS and heard[-1] not in step.ways:
            step.ways[heard[-1]] = end
            self._bytes += STEP_BYTES

    def _step(self, said: Word) -> Step[Word, End]:
        self._bytes += sum(map(len, said)) if isinstance(said, tuple) else len(said)
        self._bytes += STEP_BYTES
        return Step(said)
