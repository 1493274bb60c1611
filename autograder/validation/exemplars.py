"""The hand-ins that an assignment is proven with: right ones, the empty one, and the wrong ones of its bank."""

from __future__ import annotations

import ast

from autograder.authoring import Misconception
from autograder.catalog import Assignment
from autograder.submission_source import Cells

_DECORATORS = "def misconception(*args, **kwargs):\n    return lambda variant: variant\n\nnormal_form = misconception\n"


def reference(assignment: Assignment) -> Cells:
    """Return the reference solution."""
    path = assignment.reference_path
    return [(path.name, path.read_text(encoding="utf-8"))]


def alternatives(assignment: Assignment) -> dict[str, Cells]:
    """Return the other correct solutions, by name."""
    return {path.stem: [(path.name, path.read_text(encoding="utf-8"))] for path in assignment.alternative_paths}


def misconceived(assignment: Assignment, misconception: Misconception) -> Cells:
    """Return the reference solution with one function replaced by a misconception."""
    # The bank runs in a namespace of its own: its helpers may be called like the reference's.
    binding = (
        "import types as _types\n"
        "_bank = _types.ModuleType('misconceptions')\n"
        f"exec(compile({_bank_source(assignment)!r}, 'misconceptions.py', 'exec'), _bank.__dict__)\n"
        f"{misconception.task} = _bank.{misconception.variant.__name__}\n"
    )
    return [*reference(assignment), ("misconceptions.py", binding)]


def _bank_source(assignment: Assignment) -> str:
    """Return the bank's text as it can run in a worker, where the framework is not."""
    text = (assignment.folder / "misconceptions.py").read_text(encoding="utf-8")
    tree = ast.parse(text)
    tree.body = [
        statement
        for statement in tree.body
        if not (isinstance(statement, ast.ImportFrom) and (statement.module or "").startswith("autograder"))
    ]
    future = [s for s in tree.body if isinstance(s, ast.ImportFrom) and s.module == "__future__"]
    rest = [s for s in tree.body if s not in future]
    tree.body = [*future, *ast.parse(_DECORATORS).body, *rest]
    return ast.unparse(ast.fix_missing_locations(tree))
