"""How much feedback says: what should hold, a question, an experiment to make, or where the handout explains it.

An instructor chooses with `feedback = "..."` in `course.toml`. Each depth says what the ones before it say. Reports
keep everything; what students are shown is cut to the depth, so another choice needs no new grading.
"""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from autograder.grading.report import CheckReport, Diagnosis, GradeReport

Depth = Literal["property", "question", "experiment", "section"]
DEPTHS: Final[tuple[Depth, ...]] = ("property", "question", "experiment", "section")
DEFAULT: Final[Depth] = "question"

# What to try for a kind of mistake; the first words of a diagnosis' id tell the kind.
_EXPERIMENTS: Final[tuple[tuple[tuple[str, ...], str], ...]] = (
    (("at-ties", "equality", "only-equal", "only-with-zeros", "only-at-zero"),
     "call `{task}` where two things are exactly equal, then with one of them 1e-9 larger and 1e-9 smaller. Print the "
     "three results side by side."),
    (("sign", "difference", "comparison", "not-missing", "absolute", "complement", "cases", "case"),
     "take the smallest example of the handout, raise one argument by 0.001, and print `{task}` before and after. Does "
     "it move the way the formula says?"),
    (("factor", "division", "divided", "multiplied", "quotient", "averaged", "summed", "not-summed", "not-averaged",
      "proportional", "summary", "only-several-rows", "only-one-row"),
     "call `{task}` once, then with every sample given twice, then with one argument doubled. Print the three results: "
     "which should stay, which double, and which halve?"),
    (("axis", "transposed", "shape", "order-of-factors", "elementwise", "pairing", "only-non-square", "only-square",
      "only-vectors", "only-matrices", "permuted", "reversed", "slice", "selection"),
     "call `{task}` with sizes that all differ, such as 2, 3 and 4, and print the shape after every line."),
    (("large", "only-large", "not-finite", "approximate", "bound", "function", "activation", "logarithm", "power"),
     "call `{task}` with the same small argument times 1, 50 and 1000, and print what lies in between."),
    (("loop", "range", "step", "order-of-steps", "place-in-loop", "after-the-first-step", "overwritten", "running",
      "off-by-one", "first", "last", "one-too-many"),
     "let `{task}` make one round or have one row, then two, and print all values after each of them."),
    (("only-lists", "only-integers", "only-narrow", "only-other-types"),
     "call `{task}` with a list, with whole numbers and with float64 of the same values. Print the dtype after every "
     "line."),
    (("accepts", "refuses"),
     "call `{task}` with each kind of argument that its docstring names under Raises, and print what comes back."),
)  # fmt: skip
_ANY: Final = (
    "take the first example of the handout's section on `{task}`, work out every value in between by hand, and print "
    "yours beside them. Which is the first that differs?"
)


def at_depth(report: GradeReport, depth: Depth) -> GradeReport:
    """Return a report as students are to see it."""
    return msgspec.structs.replace(report, checks=tuple(_at_depth(check, depth) for check in report.checks))


def experiment(task: str, ids: tuple[str, ...]) -> str:
    """Return an experiment that shows a mistake of one of these kinds."""
    for name in ids:
        kind = name.partition(":")[2]
        for starts, text in _EXPERIMENTS:
            if kind.startswith(starts):
                return text.format(task=task)
    return _ANY.format(task=task)


def _at_depth(check: CheckReport, depth: Depth) -> CheckReport:
    if depth == "property":
        return msgspec.structs.replace(check, message=_without_question(check), diagnosis=())
    if depth == "question" or not check.message or check.outcome not in ("failed", "raised"):
        return check
    tried = experiment(check.task, tuple(d.id for d in check.diagnosis))
    said = f"An experiment: {tried}"
    if depth == "section":
        said += f" It is explained in the handout, section “Task: {check.task}”."
    if not check.diagnosis:
        return msgspec.structs.replace(check, message=f"{check.message} {said}")
    *others, last = check.diagnosis
    return msgspec.structs.replace(check, diagnosis=(*others, Diagnosis(last.id, f"{last.hint} {said}")))


def _without_question(check: CheckReport) -> str:
    return check.message.removesuffix(check.question).rstrip() if check.question else check.message
