"""The ways in which a call of a student's function gives no value."""

from __future__ import annotations

from autograder.worker.load import Problem


class StudentError(Exception):
    """A call of a student's function gave no value."""

    call_name: str = ""


class StudentRaised(StudentError):
    """The student's code raised."""

    def __init__(self, call_name: str, problem: Problem, index: int = 0) -> None:
        super().__init__(f"`{call_name}` raised {problem.type_name}: {problem.message}")
        self.call_name = call_name
        self.problem = problem
        self.index = index


class NotWritten(StudentRaised):
    """The student's code raised NotImplementedError: the stub is still there."""


class NameMissing(StudentError):
    """The student's file has no function or class of that name."""

    def __init__(self, call_name: str, names: tuple[str, ...]) -> None:
        super().__init__(f"there is no `{call_name}`")
        self.call_name = call_name
        self.names = names


class StudentStopped(StudentError):
    """The student's process was stopped, died, or broke the rules of the wire.

    `reason` is "time", "budget", "died", "size", "protocol" or "loading"; `detail` says more.
    """

    def __init__(self, call_name: str, reason: str, detail: str) -> None:
        super().__init__(f"`{call_name}` was stopped: {detail}")
        self.call_name = call_name
        self.reason = reason
        self.detail = detail


class ValueUnsendable(StudentError):
    """The student's function returned a value too large or too deep to judge."""

    def __init__(self, call_name: str, reason: str) -> None:
        super().__init__(f"`{call_name}` returned a value that cannot be judged: {reason}")
        self.call_name = call_name
        self.reason = reason
