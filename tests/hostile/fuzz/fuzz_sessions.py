"""Let a hostile child speak the protocol out of turn, thousands of times, in real sandboxed workers.

    python tests/hostile/fuzz/fuzz_sessions.py [SESSIONS]

Ends with 0 when each session ended in a value or in one of the errors that a submission may cause, in time, with the
next call of the same submission answered right, and with no descriptor, process or memory left over.
"""

from __future__ import annotations

import contextlib
import resource
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from child import SOURCE

from autograder.catalog import Limits
from autograder.expect import CheckFailed
from autograder.replies import MalformedReply
from autograder.sandbox.answers import Question
from autograder.sandbox.client import SandboxedSubmission
from autograder.sandbox.connection import SUBMISSION_BYTES
from autograder.sandbox.zygote import Zygote
from autograder.student import Student, StudentError, end_check

SESSIONS = 20_000
CALL_S = 0.3
SUBMISSION_S = 10_000.0
SLACK_S = 10.0  # for a busy machine: a hang has no end at all
RENEW = 50  # sessions of one submission
REPORT = 2_000
WARM_UP = 200
GROWTH_KIB = 32 * 1024


@dataclass(frozen=True)
class Played:
    """What a number of sessions came to."""

    ends: dict[str, int]
    slowest_s: float
    growth_kib: int
    left_descriptors: int


def play(zygote: Zygote, sessions: int, first_seed: int = 0) -> Played:
    """Play sessions, and check after each that its neighbour in the same file still answers."""
    ends: dict[str, int] = {}
    slowest_s, peak = 0.0, 0
    descriptors = _descriptors()
    for start in range(0, sessions, RENEW):
        submission = SandboxedSubmission(zygote, "work", [("work.py", SOURCE)], Limits(CALL_S, SUBMISSION_S))
        student = Student(submission)
        for seed in range(start, min(start + RENEW, sessions)):
            began = time.monotonic()
            end = _session(student, first_seed + seed)
            ends[end] = ends.get(end, 0) + 1
            slowest_s = max(slowest_s, time.monotonic() - began)
            submission._late.clear()  # each session has the full time, and the full allowance
            submission._allowance.left_bytes = SUBMISSION_BYTES
        submission.close()
        if start <= WARM_UP:
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        if start and start % REPORT == 0:
            _say(f"{start} sessions, slowest {slowest_s:.2f} s")
    growth = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - peak
    return Played(ends, slowest_s, growth, _descriptors() - descriptors)


def _session(student: Student, seed: int) -> str:
    """Let the child play once in each way that a check calls, and return how the first ended."""
    try:
        end = type(_call(student, seed)).__name__
    except StudentError as error:
        end = f"{type(error).__name__} {getattr(error, 'reason', '')}".strip()
    except CheckFailed:
        end = "CheckFailed"
    end_check(student)
    _check_neighbour(student)
    return end


def _call(student: Student, seed: int) -> Any:
    if seed % 5 == 0:
        return student.play.map([(seed, abs), (seed + 1, abs)])
    if seed % 7 == 2:
        return _batch(student, ["calls", [[None, "play", [seed, abs], {}]]], ["calls", [[None, "honest", [1], {}]]])
    if seed % 5 == 1:
        return student.play.quietly(seed, abs)
    return student.play(seed, abs, lambda x: student.honest(x))


class _Deaf:
    """A `Hearing` that knows nothing."""

    def expects(self, digest: bytes) -> bool:
        return False

    def known(self, question: Question) -> bytes | None:
        return None

    def answered(self, question: Question, answer: bytes) -> None:
        pass


def _batch(student: Student, *requests: list[object]) -> list[object]:
    """Let several calls travel in one frame, and read every answer as far as it can be read."""
    responder = student._responder
    answers = responder.batch([responder.encoded(request, 0)[0] for request in requests], _Deaf())
    with contextlib.suppress(MalformedReply):
        return [answer.reply() for answer in (answers.each() if answers else ())]
    return []


def _check_neighbour(student: Student) -> None:
    """A session may leave the connection out of step: the request after it is stopped, the one after that is fresh."""
    try:
        answer = student.honest(41)
    except StudentError:
        answer = student.honest(41)
    assert answer == 42, answer


def _descriptors() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main(sessions: int) -> int:
    """Play, and say what came of it."""
    with Zygote("strict") as zygote:
        played = play(zygote, sessions)
    _say(f"{sessions} sessions: {dict(sorted(played.ends.items()))}; slowest {played.slowest_s:.2f} s; memory grew by "
         f"{played.growth_kib} KiB; {played.left_descriptors} descriptors left over")  # fmt: skip
    return int(
        played.slowest_s > 2 * CALL_S + SLACK_S or played.growth_kib > GROWTH_KIB or played.left_descriptors != 0
    )


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else SESSIONS))
