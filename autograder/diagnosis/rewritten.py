"""Make every function that differs from a right solution's by one slip.

Only what the function itself says is changed, and the private helpers that it uses: neither another task's function,
nor what refuses arguments. A slip may let a loop run for ever: every round of a loop costs a bit of the fuel that a
call is given, and a call that has none left raises.
"""

from __future__ import annotations

import ast
import types
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import numpy as np

from autograder.authoring import Misconception
from autograder.diagnosis.slip_calls import called
from autograder.diagnosis.slip_names import names_of
from autograder.diagnosis.slip_places import FUEL, each_slip

_FINITE: Final = "_finite"
# LAPACK prints to the terminal when it meets a number that is not finite.
_DECOMPOSITIONS: Final = frozenset({"lstsq", "pinv", "svd", "solve", "inv", "eigh", "eigvalsh", "matrix_rank"})
# What the reference does not show already, a solution in another style does not show by these.
VAGUE: Final = frozenset(
    {"number", "truth", "argument-for-another", "arguments-exchanged", "order-of-steps", "off-by-one"}
)
BORROWED: Final = "borrowed"


class OutOfFuel(Exception):
    """A call took more rounds of loops than it was given."""


@dataclass(slots=True)
class Fuel:
    """How many rounds of loops may still be made."""

    left: int = 0

    def burn(self) -> None:
        """Use one.

        Raises:
            OutOfFuel: there is none.
        """
        self.left -= 1
        if self.left < 0:
            raise OutOfFuel


@dataclass(frozen=True, slots=True)
class Slipped:
    """A task's function with one slip in it: the kind of slip, and which arguments the changed part is about."""

    kind: str
    about: tuple[str, ...]
    function: Callable[..., Any]
    of: Misconception | None = None  # where the slip is a known mistake in another task's function


@dataclass(frozen=True, slots=True)
class Rewritten:
    """One task of a solution: the function as it is, and every one with a slip, all on one supply of fuel."""

    right: Callable[..., Any]
    slipped: tuple[Slipped, ...]
    fuel: Fuel = field(default_factory=Fuel)

    def through(self, form: Callable[[Callable[..., Any]], Callable[..., Any]]) -> Rewritten:
        """Return the same with every function replaced by what `form` makes of it."""
        slipped = tuple(replace(slip, function=form(slip.function)) for slip in self.slipped)
        return Rewritten(form(self.right), slipped, self.fuel)


def rewritten(
    path: Path,
    task: str,
    tasks: Sequence[str],
    left_out: frozenset[str] = frozenset(),
    bank: Sequence[Misconception] = (),
) -> Rewritten:
    """Return a task's function of a solution's file with every slip in turn.

    `tasks` are the names of all tasks, `left_out` kinds of slips that are not made. Of the known mistakes in `bank`
    those of the functions that this one calls are made, too: whoever writes such a part out makes them there.
    """
    fuel = Fuel()
    module = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef):
            node.returns = None
        if isinstance(node, ast.arg):
            node.annotation = None  # which would be worked out anew for each slip
        if isinstance(node, ast.For | ast.While):
            node.body.insert(0, ast.Expr(ast.Call(ast.Name(FUEL, ast.Load()), [], [])))
        if isinstance(node, ast.Call) and called(node) in _DECOMPOSITIONS:
            node.func = ast.Call(ast.Name(_FINITE, ast.Load()), [node.func], [])
    ast.fix_missing_locations(module)
    built = _Built(module, task, fuel)
    slipped = []
    for index in built.changeable(set(tasks) - {task}):
        names = names_of(module.body[index])
        for kind, about in each_slip(module.body[index], names):
            function = built.function(index) if kind not in left_out else None
            if function is not None:
                slipped.append(Slipped(kind, names.words(about) if index == built.own else (), function))
    for known in bank:
        function = built.calling(known)
        if function is not None:
            slipped.append(Slipped(BORROWED, (), function, known))
    right = built.function(built.own)
    assert right is not None
    return Rewritten(right, tuple(slipped), fuel)


class _Built:
    """A module's statements, compiled once each, of which one at a time is compiled anew."""

    def __init__(self, module: ast.Module, task: str, fuel: Fuel) -> None:
        self._statements = module.body
        self._task = task
        self._fuel = fuel
        self._codes = [_compiled(statement) for statement in module.body]
        self.own = next(i for i, s in enumerate(module.body) if _defined(s) == {task})
        self._used = [{n.id for n in ast.walk(s) if isinstance(n, ast.Name)} for s in module.body]
        self._known_affected: dict[int, list[int]] = {}
        self._common: dict[str, Any] = {"__name__": __name__, FUEL: fuel.burn, _FINITE: _finite}
        fuel.left = 10_000
        for code in self._codes:
            exec(code, self._common)

    def changeable(self, others: set[str]) -> list[int]:
        """Return the task's own statement, and those of the private helpers it uses that refuse nothing."""
        found = [self.own]
        for index in found:
            used = self._used[index] - others
            defined = (other for other, statement in enumerate(self._statements) if _defined(statement) & used)
            found += [other for other in defined if other not in found]
        return [index for index in found if index == self.own or not _refuses(self._statements[index])]

    def _affected(self, changed: int) -> list[int]:
        """Return what has to be run anew, in order, for the task's function to find a changed statement."""
        if changed not in self._known_affected:
            found = {changed}
            while True:
                names = {name for index in found for name in _defined(self._statements[index])}
                users = {i for i, used in enumerate(self._used) if used & names}
                if users <= found:
                    break
                found |= users
            self._known_affected[changed] = sorted(found)
        return self._known_affected[changed]

    def calling(self, known: Misconception) -> Callable[..., Any] | None:
        """Return the task's function calling another task's with a known mistake; None where it does not call it."""
        index = next((i for i, s in enumerate(self._statements) if _defined(s) == {known.task}), self.own)
        affected = self._affected(index)
        if index == self.own or self.own not in affected or isinstance(known.variant, type):
            return None
        namespace = {**self._common, known.task: known.variant}
        for other in affected:
            if other != index:
                exec(self._codes[other], namespace)
        function: Callable[..., Any] = namespace[self._task]
        return function

    def function(self, changed: int) -> Callable[..., Any] | None:
        """Run the module with one statement as it is now, and return the task's function."""
        try:
            code = _compiled(self._statements[changed])
            self._fuel.left = 10_000
            namespace = dict(self._common)
            for index in self._affected(changed):
                exec(code if index == changed else self._codes[index], namespace)
        except Exception:  # no Python, or a constant that cannot be made: nobody's function
            return None
        function: Callable[..., Any] = namespace[self._task]
        return function


def _finite(function: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if not all(np.isfinite(arg).all() for arg in args):
            raise np.linalg.LinAlgError("a number is not finite")
        return function(*args, **kwargs)

    return guarded


def _refuses(statement: ast.stmt) -> bool:
    return any(isinstance(node, ast.Raise) for node in ast.walk(statement))


def _compiled(statement: ast.stmt) -> types.CodeType:
    return compile(ast.Module([ast.fix_missing_locations(statement)], []), "<slip>", "exec")


def _defined(statement: ast.stmt) -> set[str]:
    match statement:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return {name}
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            return {name}
    return set()
