"""Say what exceptions tell: arguments that are changed, and arguments that are refused where an answer is due."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from autograder.diagnosis.cases import Case
from autograder.diagnosis.rules import Relation, Wording
from autograder.student import StudentRaised

_READ_ONLY: Final = re.compile("read-only")
# What Python and NumPy say by themselves: no student's line has refused anything then.
_NOT_BY_HAND: Final = re.compile(
    "broadcast|align|mismatch|match|truth value|inhomogeneous|setting an array|convert|read-only|literal|zero-size|"
    "need at least|math domain|reshape|operand|axis|axes|scalar|length-1|multiply|argument|NoneType|subscriptable|"
    "iterable|values to unpack|object|real number|index|dimension|array|einsum|einstein|supported|cast"
)


def changes_arguments(wrong: Sequence[Case]) -> bool:
    """Tell whether all wrong calls ended because an argument, which is read-only, was written to."""
    return bool(wrong) and all(_is(case, "ValueError") and _READ_ONLY.search(_message(case)) for case in wrong)


def refused(task: str, wrong: Sequence[Case]) -> list[Relation]:
    """Say so where nothing is wrong but that arguments are refused, in words of the student's own."""
    by_hand = all(
        (_is(case, "ValueError") or _is(case, "TypeError")) and not _NOT_BY_HAND.search(_message(case))
        for case in wrong
    )
    return [_REFUSES.relation(f"`{task}`")] if wrong and by_hand else []


def _is(case: Case, name: str) -> bool:
    error = case.got_error
    return isinstance(error, StudentRaised) and case.want_error is None and error.problem.bases[:1] == (name,)


def _message(case: Case) -> str:
    return case.got_error.problem.message if isinstance(case.got_error, StudentRaised) else ""


CHANGES: Final = Wording(
    "changes-arguments",
    "{What} writes into one of its arguments, which belongs to whoever calls it. Where does `+=`, `-=`, `x[...] =` or "
    "`out=` stand in your code, and is the array it writes into your own copy? Does np.asarray copy an array?",
)
_REFUSES: Final = Wording(
    "refuses",
    "{What} refuses arguments that it should answer for. Which of your conditions do they meet, and is it one of those "
    "that the docstring names under Raises?",
)
