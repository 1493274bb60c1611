"""What an assignment's files must say: points, checks, a handout, and mistakes with the signature of what is right."""

from __future__ import annotations

import ast
import inspect
from collections import Counter
from collections.abc import Callable, Iterator

from autograder.authoring import Misconception
from autograder.catalog import Assignment, AssignmentError
from autograder.grading.bench import Bench
from autograder.grading.checks import Check
from autograder.kit.handouts import read_handout
from autograder.kit.stubs import stale

MIN_ALTERNATIVES = 3
MIN_VISIBLE, MIN_HIDDEN = 1, 2
_NAMED = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)
_IN_ORDER = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)


def problems_of_declarations(bench: Bench) -> Iterator[str]:
    """Yield a sentence for everything that an assignment's files say wrongly or leave out."""
    assignment = bench.assignment
    yield from _problems_of_points(assignment, bench.checks)
    if len(assignment.alternative_paths) < MIN_ALTERNATIVES:
        yield f"{len(assignment.alternative_paths)} alternative solutions; {MIN_ALTERNATIVES} are needed"
    if stale(assignment):
        yield "stub.py is stale: run `autograder generate`"
    yield from _problems_of_the_handout(assignment)
    yield from _problems_of_names(assignment)
    yield from _problems_of_visible_tests(assignment, bench.checks)
    for misconception in bench.bank:
        yield from _problems_of_a_signature(bench.right(misconception.task), misconception)


def _problems_of_points(assignment: Assignment, all_checks: tuple[Check, ...]) -> Iterator[str]:
    total = sum(task.points for task in assignment.manifest.tasks)
    if abs(total - 100) > 1e-9:
        yield f"the tasks' points sum to {total:g}; they must sum to 100"
    for task in assignment.manifest.tasks:
        checks = [check for check in all_checks if check.task == task.id]
        points = sum(check.points for check in checks)
        if abs(points - task.points) > 1e-9:
            yield f"task {task.id} is worth {task.points:g}, but its checks sum to {points:g}"
        seen = Counter(check.visibility for check in checks)
        if seen["visible"] < MIN_VISIBLE or seen["hidden"] < MIN_HIDDEN:
            yield (
                f"task {task.id} has {seen['visible']} visible and {seen['hidden']} hidden checks; "
                f"it needs {MIN_VISIBLE} and {MIN_HIDDEN}"
            )


def _problems_of_the_handout(assignment: Assignment) -> Iterator[str]:
    try:
        read_handout(assignment)
    except AssignmentError as error:
        yield str(error)


def _problems_of_names(assignment: Assignment) -> Iterator[str]:
    for path in [*assignment.tests("visible"), *assignment.tests("hidden")]:
        body = ast.parse(path.read_bytes()).body
        names = Counter(s.name for s in body if isinstance(s, ast.FunctionDef) and s.name.startswith("test_"))
        for name, count in names.items():
            if count > 1:
                file = f"{path.parent.name}/{path.name}"
                yield f"{file} has {count} tests called {name}: the last one hides the others, so rename them"


def _problems_of_visible_tests(assignment: Assignment, checks: tuple[Check, ...]) -> Iterator[str]:
    for check in checks:
        if check.visibility == "visible" and "reference" in check.fixtures:
            file = inspect.getsourcefile(inspect.unwrap(check.function)) or ""
            where = f"visible/{file.rpartition('/')[2]}, {check.function.__name__}"
            yield (
                f"{where}: it asks for `reference`, which students do not have. "
                "Write the expected numbers down, or move the test to hidden/"
            )


def _problems_of_a_signature(right: Callable[..., object], misconception: Misconception) -> Iterator[str]:
    name, wrong = right.__name__, misconception.variant
    pairs = [(name, right, wrong)]
    if isinstance(right, type):
        methods = [n for n, f in vars(right).items() if inspect.isfunction(f) and not n.startswith("_")]
        pairs += [(f"{name}.{n}", getattr(right, n), getattr(wrong, n)) for n in methods if hasattr(wrong, n)]
    for called, function, variant in pairs:
        try:
            wanted, offered = _signature(function), _signature(variant)
        except ValueError:  # it comes from a built-in class, and some of those tell none
            continue
        if not _takes_all_of(offered, wanted):
            yield (
                f"the misconception {misconception.id} cannot be called like {called}: "
                f"it takes {offered}, and {called} takes {wanted}"
            )


def _signature(function: Callable[..., object]) -> inspect.Signature:
    """Return what a function takes, without annotations: they decide nothing, and are long to read."""
    parameters = inspect.signature(function).parameters.values()
    return inspect.Signature([parameter.replace(annotation=parameter.empty) for parameter in parameters])


def _takes_all_of(offered: inspect.Signature, wanted: inspect.Signature) -> bool:
    """Tell whether whatever one signature allows, by position and by name, is allowed by the other."""
    parameters = list(wanted.parameters.values())
    needed = [p for p in parameters if p.default is p.empty]
    return all(
        _takes(offered, [p for p in chosen if p.kind in in_order], [p for p in chosen if p.kind in named])
        for chosen in (parameters, needed)
        for in_order, named in (
            (_IN_ORDER, (inspect.Parameter.KEYWORD_ONLY,)),
            ((inspect.Parameter.POSITIONAL_ONLY,), _NAMED),
        )
    )


def _takes(offered: inspect.Signature, in_order: list[inspect.Parameter], named: list[inspect.Parameter]) -> bool:
    try:
        offered.bind(*in_order, **{parameter.name: parameter for parameter in named})
    except TypeError:
        return False
    return True
