"""What one slip of mind makes of a node of a right solution: another sign, a factor forgotten, the other axis."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from autograder.diagnosis.slip import Slip
from autograder.diagnosis.slip_calls import slips_of_call


def slips_of(node: ast.AST) -> Iterator[Slip]:
    """Yield what `node` may become, one slip each."""
    for kind, operator in _OPERATORS:
        if isinstance(node, kind):
            yield from operator(node)


def _sums(node: ast.BinOp) -> Iterator[Slip]:
    if not isinstance(node.op, ast.Add | ast.Sub):
        return
    left, right = node.left, node.right
    other = ast.Sub() if isinstance(node.op, ast.Add) else ast.Add()
    yield Slip("sign-of-a-term", ast.BinOp(left, other, right), right)
    if isinstance(node.op, ast.Sub):
        yield Slip("difference-turned", ast.BinOp(right, ast.Sub(), left), node)
    else:
        yield Slip("sign-of-a-term", ast.BinOp(right, ast.Sub(), left), left)
    yield Slip("off-by-one" if _is_one(right) else "term-missing", left, right)
    yield Slip("term-missing", right if isinstance(node.op, ast.Add) else ast.UnaryOp(ast.USub(), right), left)
    if isinstance(left, ast.Constant) or isinstance(right, ast.Constant):
        return  # a number: another one stands for twice as much
    yield Slip("product-for-sum", ast.BinOp(left, ast.Mult(), right), node)
    yield Slip("term-twice", ast.BinOp(node, node.op, right), right)
    yield Slip("term-halved", ast.BinOp(left, node.op, ast.BinOp(right, ast.Div(), ast.Constant(2.0))), right)


def _is_one(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value == 1 and type(node.value) is int


def _products(node: ast.BinOp) -> Iterator[Slip]:
    left, right = node.left, node.right
    match node.op:
        case ast.Mult():
            yield Slip("factor-missing", left, right)
            yield Slip("factor-missing", right, left)
            yield Slip("divided-for-multiplied", ast.BinOp(left, ast.Div(), right), right)
            factors = [factor for factor in (left, right) if not isinstance(factor, ast.Constant)]
            yield from (Slip("factor-twice", ast.BinOp(node, ast.Mult(), factor), factor) for factor in factors)
            yield Slip("sum-for-product", ast.BinOp(left, ast.Add(), right), node)
        case ast.Div():
            yield Slip("division-missing", left, right)
            yield Slip("factor-missing", ast.BinOp(ast.Constant(1.0), ast.Div(), right), left)
            yield Slip("multiplied-for-divided", ast.BinOp(left, ast.Mult(), right), right)
            yield Slip("quotient-turned", ast.BinOp(right, ast.Div(), left), node)
            yield Slip("divided-twice", ast.BinOp(node, ast.Div(), right), right)
            yield Slip("whole-division", ast.BinOp(left, ast.FloorDiv(), right), node)
        case ast.FloorDiv():
            up = ast.UnaryOp(ast.USub(), ast.BinOp(ast.UnaryOp(ast.USub(), left), ast.FloorDiv(), right))
            yield Slip("rounding", up, node)
            yield Slip("rounding", ast.BinOp(left, ast.Div(), right), node)
            yield Slip("division-missing", left, right)
        case ast.Pow():
            yield Slip("power-missing", left, node)
            yield Slip("power", ast.Call(ast.Name("abs", ast.Load()), [left], []), node)
            yield Slip("product-for-power", ast.BinOp(left, ast.Mult(), right), node)
            yield Slip("power-turned", ast.BinOp(right, ast.Pow(), left), node)
            yield Slip("quotient-for-power", ast.BinOp(left, ast.Pow(), ast.UnaryOp(ast.USub(), right)), node)
        case ast.MatMult():
            yield Slip("order-of-factors", ast.BinOp(right, ast.MatMult(), left), node)
            yield Slip("elementwise", ast.BinOp(left, ast.Mult(), right), node)
            yield Slip("factor-missing", left, right)
            yield Slip("factor-missing", right, left)


def _logic(node: ast.BinOp) -> Iterator[Slip]:
    if isinstance(node.op, ast.BitAnd | ast.BitOr):
        other = ast.BitOr() if isinstance(node.op, ast.BitAnd) else ast.BitAnd()
        yield Slip("and-or", ast.BinOp(node.left, other, node.right), node)
        yield Slip("condition-missing", node.left, node.right)
        yield Slip("condition-missing", node.right, node.left)


def _words(node: ast.BoolOp) -> Iterator[Slip]:
    other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    yield Slip("and-or", ast.BoolOp(other, node.values), node)
    for value in node.values:
        rest = [v for v in node.values if v is not value]
        yield Slip("condition-missing", rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest), value)


def _signs(node: ast.UnaryOp) -> Iterator[Slip]:
    if isinstance(node.operand, ast.Constant):
        return  # a number of its own
    kind = "sign-inside" if isinstance(node.op, ast.USub) else "not-missing"
    yield Slip(kind, node.operand, node.operand)


_EQUAL: Final[dict[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Lt: ast.LtE, ast.LtE: ast.Lt,
}  # fmt: skip
_TURNED: Final[dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]]] = {
    ast.Gt: (ast.Lt, ast.LtE), ast.GtE: (ast.LtE, ast.Lt), ast.Lt: (ast.Gt, ast.GtE), ast.LtE: (ast.GtE, ast.Gt),
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,),
}  # fmt: skip


def _comparisons(node: ast.Compare) -> Iterator[Slip]:
    (op, *others) = node.ops
    if others:
        return
    if type(op) in _EQUAL:
        yield Slip("equality", ast.Compare(node.left, [_EQUAL[type(op)]()], node.comparators), node)
        yield Slip("only-equal", ast.Compare(node.left, [ast.Eq()], node.comparators), node)
        yield from _halves(node)
    for other in _TURNED.get(type(op), ()):
        yield Slip("comparison-turned", ast.Compare(node.left, [other()], node.comparators), node)


SHARES: Final = frozenset({"half-at-equality", "leaky"})  # a condition that is neither true nor false


def _halves(node: ast.Compare) -> Iterator[Slip]:
    """Yield what a condition that is reckoned with as 0 and 1 is taken for: a half at equality, a slope."""
    (right,) = node.comparators
    if not isinstance(right, ast.Constant) or not isinstance(node.ops[0], ast.Gt | ast.GtE):
        return
    for kind, form in (("half-at-equality", "np.heaviside(z - c, 0.5)"), ("leaky", "np.where(z > c, 1.0, 0.01)")):
        yield Slip(kind, ast.Call(ast.parse(f"lambda z, c: {form}", mode="eval").body, [node.left, right], []), node)


def _numbers(node: ast.Constant) -> Iterator[Slip]:
    value = node.value
    if isinstance(value, bool):
        yield Slip("truth", ast.Constant(not value))
    elif isinstance(value, int | float):
        for other in dict.fromkeys((value + 1, value - 1, 2 * value, value / 2, -value, 0, 1, value**2)):
            if other != value:
                yield Slip("number", ast.Constant(type(value)(other) if other == int(other) else other))


def _subscripts(node: ast.Subscript) -> Iterator[Slip]:
    index = node.slice
    is_read = isinstance(node.ctx, ast.Load)
    if isinstance(index, ast.Slice) and is_read:
        for other in _other_slices(index):
            yield Slip("slice", ast.Subscript(node.value, other, ast.Load()), node.value)
        yield Slip("slice", node.value, node.value)
    elif isinstance(index, ast.Constant):
        yield from _other_index(node, index, lambda new: new)
    elif isinstance(index, ast.Tuple) and len(index.elts) == 2:
        for place, element in enumerate(index.elts):
            if isinstance(element, ast.Constant):
                yield from _other_index(node, element, partial(_in_place, index, place))
            if isinstance(element, ast.Slice) and is_read:
                for other in _other_slices(element):
                    yield Slip(
                        "slice", ast.Subscript(node.value, _in_place(index, place, other), ast.Load()), node.value
                    )
        everything = ast.Slice(None, None, None)
        for elements in ([everything, index.elts[1]], [index.elts[0], everything]):
            paired = ast.Subscript(node.value, ast.Tuple(elements, ast.Load()), node.ctx)
            yield Slip("pairing", paired, node.value)
    elif is_read:
        yield Slip("selection-missing", node.value, node.value)


def _other_index(node: ast.Subscript, index: ast.Constant, whole: Callable[[ast.expr], ast.expr]) -> Iterator[Slip]:
    if type(index.value) is int:
        for other in (index.value - 1, index.value + 1):
            yield Slip("index", ast.Subscript(node.value, whole(ast.Constant(other)), node.ctx), node.value)


def _in_place(index: ast.Tuple, place: int, element: ast.expr) -> ast.expr:
    return ast.Tuple([*index.elts[:place], element, *index.elts[place + 1 :]], ast.Load())


def _other_slices(index: ast.Slice) -> Iterator[ast.expr]:
    if index.lower is None and index.upper is not None:
        yield ast.Slice(ast.Constant(1), None, None)
    if index.upper is None and index.lower is not None:
        yield ast.Slice(None, ast.Constant(-1), None)


def _turned(node: ast.Attribute) -> Iterator[Slip]:
    if node.attr == "T":
        yield Slip("transposed-factor", node.value, node.value)


def _rounds(node: ast.comprehension) -> Iterator[Slip]:
    """Yield a comprehension that leaves out the first or the last of what it runs over."""
    for index in (ast.Slice(ast.Constant(1), None, None), ast.Slice(None, ast.Constant(-1), None)):
        items = ast.Call(ast.Name("list", ast.Load()), [node.iter], [])
        part = ast.Subscript(items, index, ast.Load())
        yield Slip("loop-range", ast.comprehension(node.target, part, node.ifs, 0), node.iter)


def _choices(node: ast.IfExp) -> Iterator[Slip]:
    yield Slip("case-missing", node.body, node.test)
    yield Slip("case-missing", node.orelse, node.test)
    yield Slip("cases-exchanged", ast.IfExp(node.test, node.orelse, node.body), node.test)


def _returned(node: ast.Return) -> Iterator[Slip]:
    if isinstance(node.value, ast.Tuple) and len(node.value.elts) == 2:
        yield Slip("results-exchanged", ast.Return(ast.Tuple(node.value.elts[::-1], ast.Load())))


_OPERATORS: Final[tuple[tuple[type[ast.AST], Callable[..., Iterator[Slip]]], ...]] = (
    (ast.BinOp, _sums),
    (ast.BinOp, _products),
    (ast.BinOp, _logic),
    (ast.BoolOp, _words),
    (ast.UnaryOp, _signs),
    (ast.Compare, _comparisons),
    (ast.Constant, _numbers),
    (ast.Call, slips_of_call),
    (ast.Subscript, _subscripts),
    (ast.Attribute, _turned),
    (ast.IfExp, _choices),
    (ast.Return, _returned),
    (ast.comprehension, _rounds),
)
