"""What one slip makes of the steps of a right solution: one left out, two in the other order, a loop cut short."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

Block = list[ast.stmt]
_STEPS: Final = (ast.Assign, ast.AugAssign, ast.Expr)


@dataclass(frozen=True, slots=True)
class StepSlip:
    """The statements that a block becomes, the kind of slip it is, and the part it is about, if there is one."""

    kind: str
    block: Block
    about: ast.AST | None = None


def slips_of_block(block: Block, bound: frozenset[str]) -> Iterator[StepSlip]:
    """Yield what a block of statements may become; `bound` are the names that have a value without it."""
    known = set(bound)
    for index, statement in enumerate(block):
        before, after = block[:index], block[index + 1 :]
        if _may_be_left_out(statement, known):
            yield StepSlip("step-missing", [*before, ast.Pass(), *after], _changed(statement))
        if isinstance(statement, ast.AugAssign):
            yield from (StepSlip(kind, [*before, new, *after], statement.value) for kind, new in _sums(statement))
        if after and isinstance(statement, _STEPS) and isinstance(after[0], _STEPS):
            yield StepSlip("order-of-steps", [*before, after[0], statement, *after[1:]])
        if isinstance(statement, ast.If):
            yield from (StepSlip(kind, [*before, new, *after], statement.test) for kind, new in _cases(statement))
        if isinstance(statement, ast.For | ast.While):
            yield from (StepSlip("place-in-loop", [*before, *new, *after]) for new in _moved(statement))
        if isinstance(statement, ast.For):
            yield from (StepSlip(kind, [*before, new, *after], statement.iter) for kind, new in _loops(statement))
        known |= {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}


def is_guard(statement: ast.AST) -> bool:
    """Tell whether a statement only refuses arguments."""
    return isinstance(statement, ast.If) and all(isinstance(s, ast.Raise) for s in statement.body)


def _may_be_left_out(statement: ast.stmt, known: set[str]) -> bool:
    match statement:
        case ast.AugAssign() | ast.Expr(value=ast.Call()):
            return True
        case ast.Assign(targets=[ast.Subscript()]):
            return True
        case ast.Assign(targets=[ast.Name(id=name)]):
            return name in known
    return False


def _changed(statement: ast.stmt) -> ast.AST | None:
    match statement:
        case ast.Assign(value=value) | ast.AugAssign(value=value) | ast.Expr(value=value):
            return value
    return None


def _sums(statement: ast.AugAssign) -> Iterator[tuple[str, ast.stmt]]:
    if isinstance(statement.op, ast.Add | ast.Sub):
        other = ast.Sub() if isinstance(statement.op, ast.Add) else ast.Add()
        yield "sign-of-a-term", ast.AugAssign(statement.target, other, statement.value)
        yield "overwritten", ast.Assign([statement.target], statement.value)


def _cases(statement: ast.If) -> Iterator[tuple[str, ast.stmt]]:
    if is_guard(statement):
        return
    yield "case-missing", ast.If(ast.Constant(True), statement.body, [])
    yield "case-missing", ast.If(ast.Constant(False), statement.body, statement.orelse)
    yield "comparison-turned", ast.If(ast.UnaryOp(ast.Not(), statement.test), statement.body, statement.orelse)


def _moved(loop: ast.For | ast.While) -> Iterator[Block]:
    """Yield the loop with its last step after it, or its first step before it."""
    first, *rest = loop.body
    if rest and isinstance(loop.body[-1], _STEPS):
        yield [_with_body(loop, loop.body[:-1]), loop.body[-1]]
    steps = [s for s in (first, *rest[:1]) if isinstance(s, ast.Assign)]
    for step in steps:
        others = [s for s in loop.body if s is not step]
        if others:
            yield [step, _with_body(loop, others)]


def _with_body(loop: ast.For | ast.While, body: Block) -> ast.stmt:
    if isinstance(loop, ast.For):
        return ast.For(loop.target, loop.iter, body, [])
    return ast.While(loop.test, body, [])


def _loops(loop: ast.For) -> Iterator[tuple[str, ast.stmt]]:
    items = ast.Call(ast.Name("list", ast.Load()), [loop.iter], [])
    for part in ("1:", ":-1", "::-1"):
        index = ast.parse(f"x[{part}]", mode="eval").body
        assert isinstance(index, ast.Subscript)
        kind = "loop-order" if part == "::-1" else "loop-range"
        chosen = ast.Subscript(items, index.slice, ast.Load())
        yield kind, ast.For(loop.target, chosen, loop.body, [])
    yield "loop-range", ast.For(loop.target, loop.iter, [*loop.body, ast.Break()], [])
