"""What one slip of hand or mind makes of a line: mutmut's operators, and those of numerical code."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

import libcst as cst
from mutmut.mutation.mutators import mutation_operators

Operator = Callable[[Any], Iterable[cst.CSTNode]]

# Names that are taken for each other. Arrays and numbers have most of them as methods, too.
_TAKEN_FOR: Final[dict[str, tuple[str, ...]]] = {
    "max": ("min",), "min": ("max",), "maximum": ("minimum",), "sum": ("mean", "prod"), "mean": ("sum",),
    "zeros": ("ones",), "ones": ("zeros",), "any": ("all",), "all": ("any",), "exp": ("log",), "log": ("log10",),
    "sin": ("cos",), "cos": ("sin",), "floor": ("ceil",), "ceil": ("floor",), "vstack": ("hstack",),
    "column_stack": ("vstack",), "logaddexp": ("logaddexp2",), "log1p": ("log",), "outer": ("inner",),
}  # fmt: skip
# Functions that are forgotten around their argument.
_FORGOTTEN: Final = frozenset({"abs", "exp", "log", "sqrt", "cumsum", "diff", "log1p", "norm", "reversed"})
_ORDERED: Final = (cst.Subtract, cst.Divide, cst.Power, cst.MatrixMultiply, cst.FloorDivide)


def changed(node: cst.CSTNode) -> list[cst.CSTNode]:
    """Return what `node` may become, one change each."""
    return [new for kind, operator in OPERATORS if isinstance(node, kind) for new in operator(node)]


def _one_less(node: cst.Integer) -> Iterable[cst.CSTNode]:
    if node.evaluated_value > 0:
        yield node.with_changes(value=str(node.evaluated_value - 1))


def _one_term(node: cst.BinaryOperation) -> Iterable[cst.CSTNode]:
    """Forget a term or a factor."""
    if isinstance(node.operator, cst.Add | cst.Subtract | cst.Multiply | cst.Divide | cst.Power):
        yield _bracketed(node.left)
    if isinstance(node.operator, cst.Add | cst.Subtract | cst.Multiply):
        yield _bracketed(node.right)


def _other_way_round(node: cst.BinaryOperation) -> Iterable[cst.CSTNode]:
    if isinstance(node.operator, _ORDERED):
        yield node.with_changes(left=_bracketed(node.right), right=_bracketed(node.left))


def _taken_for(node: cst.Call) -> Iterable[cst.CSTNode]:
    for other in _TAKEN_FOR.get(_called(node), ()):
        name = cst.Name(other)
        function = node.func
        yield node.with_changes(func=function.with_changes(attr=name) if isinstance(function, cst.Attribute) else name)


def _forgotten(node: cst.Call) -> Iterable[cst.CSTNode]:
    if _called(node) in _FORGOTTEN and node.args:
        yield _bracketed(node.args[0].value)
    if _called(node) == "copy" and isinstance(node.func, cst.Attribute):
        yield node.func.value


def _not_transposed(node: cst.Attribute) -> Iterable[cst.CSTNode]:
    if node.attr.value == "T":
        yield node.value


def _not_reversed(node: cst.Subscript) -> Iterable[cst.CSTNode]:
    slices = [element.slice for element in node.slice]
    if any(isinstance(item, cst.Slice) and item.step is not None for item in slices):
        yield node.value


def _never(node: cst.If) -> Iterable[cst.CSTNode]:
    """Leave a case out."""
    yield node.with_changes(test=cst.Name("False"))


def _left_out(node: cst.SimpleStatementLine) -> Iterable[cst.CSTNode]:
    """Leave a statement out; a name that is bound nowhere else would only make an error of it."""
    (statement, *others) = node.body
    if others:
        return
    rebinds = isinstance(statement, cst.Assign) and not isinstance(statement.targets[0].target, cst.Name | cst.Tuple)
    if isinstance(statement, cst.AugAssign) or rebinds or _is_bare_call(statement):
        yield node.with_changes(body=[cst.Pass()])


def _is_bare_call(statement: cst.BaseSmallStatement) -> bool:
    return isinstance(statement, cst.Expr) and isinstance(statement.value, cst.Call)


def _called(node: cst.Call) -> str:
    if isinstance(node.func, cst.Attribute):
        return node.func.attr.value
    return node.func.value if isinstance(node.func, cst.Name) else ""


def _bracketed(node: cst.BaseExpression) -> cst.BaseExpression:
    if isinstance(node, cst.BinaryOperation | cst.UnaryOperation | cst.Comparison | cst.IfExp) and not node.lpar:
        return node.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])
    return node


OPERATORS: Final[list[tuple[type, Operator]]] = [
    *mutation_operators,
    (cst.Integer, _one_less),
    (cst.BinaryOperation, _one_term),
    (cst.BinaryOperation, _other_way_round),
    (cst.Call, _taken_for),
    (cst.Call, _forgotten),
    (cst.Attribute, _not_transposed),
    (cst.Subscript, _not_reversed),
    (cst.If, _never),
    (cst.SimpleStatementLine, _left_out),
]
