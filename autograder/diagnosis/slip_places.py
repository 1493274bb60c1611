"""Go through a right solution and make one slip after the other in it, wherever one may be made."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Final

from autograder.diagnosis.slip import Slip
from autograder.diagnosis.slip_calls import called
from autograder.diagnosis.slip_names import Names
from autograder.diagnosis.slip_steps import Block, is_guard, slips_of_block
from autograder.diagnosis.slips import SHARES, slips_of

FUEL: Final = "_fuel"  # what every round of a loop calls
_SKIPPED: Final = (ast.Raise, ast.Import, ast.ImportFrom, ast.arguments, ast.Pass)
_BLOCKS: Final = ("body", "orelse", "finalbody")


def each_slip(root: ast.stmt, names: Names) -> Iterator[tuple[str, ast.AST | None]]:
    """Make one slip after the other in place; each is undone before the next."""
    for node in _visited(root):
        for name in _BLOCKS:
            block: Block = getattr(node, name, None) or []
            if isinstance(block, list) and block:
                for step in slips_of_block(block, names.bound):
                    setattr(node, name, step.block)
                    yield step.kind, step.about
                    setattr(node, name, block)
        for name, value in ast.iter_fields(node):
            if name in ("annotation", "returns", "args", "decorator_list") and not isinstance(node, ast.Call):
                continue
            children = value if isinstance(value, list) else [value]
            for index, child in enumerate(children):
                if not isinstance(child, ast.AST) or _is_left_alone(child):
                    continue
                for slip in (*slips_of(child), *_other_names(child, names)):
                    if slip.kind in SHARES and _is_condition(node, name, index):
                        continue
                    new = ast.copy_location(slip.node, child)
                    if isinstance(value, list):
                        value[index] = new
                        yield slip.kind, slip.about
                        value[index] = child
                    else:
                        setattr(node, name, new)
                        yield slip.kind, slip.about
                        setattr(node, name, child)


def _is_condition(parent: ast.AST, field_name: str, index: int) -> bool:
    """Tell whether a part only decides: it is asked whether it is true, and no value of it goes on."""
    if isinstance(parent, ast.Call):
        return called(parent) == "where" and field_name == "args" and index == 0
    return field_name == "test" or isinstance(parent, ast.BoolOp)


def _other_names(node: ast.AST, names: Names) -> Iterator[Slip]:
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in names.values:
        if node.id in names.parameters:
            for operator in (ast.Add(), ast.Sub()):
                yield Slip("off-by-one", ast.BinOp(node, operator, ast.Constant(1)), node)
        for other in names.values:
            if other != node.id:
                yield Slip("argument-for-another", ast.Name(other, ast.Load()), node)


def _visited(root: ast.AST) -> Iterator[ast.AST]:
    """Walk over what may be changed."""
    yield root
    for name, value in ast.iter_fields(root):
        if name in ("annotation", "returns", "decorator_list"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not _is_left_alone(child):
                yield from _visited(child)


def _is_left_alone(node: ast.AST) -> bool:
    """Tell whether a node is no part of the formula: a guard, an error, a check of an argument."""
    if isinstance(node, _SKIPPED) or is_guard(node):
        return True
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True
    if not isinstance(node, ast.Call):
        return False
    named = isinstance(node.func, ast.Name)
    checks = named and any(isinstance(arg, ast.Constant) and isinstance(arg.value, str) for arg in node.args)
    return checks or (isinstance(node.func, ast.Name) and node.func.id == FUEL)
