"""What one slip of mind makes of a node of a right solution: another sign, a factor forgotten, the other axis."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Slip:
    """What a node becomes, the kind of slip it is, and the part of the formula it is about, if there is one."""

    kind: str
    node: ast.AST
    about: ast.AST | None = None


Operator = Callable[[ast.AST], Iterator[Slip]]

# Names that are taken for each other, in families; arrays have some of them as methods, too.
_FAMILIES: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
    "summary": (("sum", "mean", "max", "min", "median", "prod"), ("maximum", "minimum"), ("argmax", "argmin")),
    "logarithm": (("log", "log2", "log10", "log1p"), ("exp", "exp2", "expm1"), ("logaddexp", "logaddexp2")),
    "trigonometry": (("sin", "cos", "tan"), ("sinh", "cosh", "tanh")),
    "rounding": (("floor", "ceil"),),
    "any-all": (("any", "all"),),
    "filling": (("zeros", "ones"), ("zeros_like", "ones_like")),
    "power": (("sqrt", "square", "abs"),),
}
_TAKEN_FOR: Final = {
    name: (family, [other for other in names if other != name])
    for family, groups in _FAMILIES.items()
    for names in groups
    for name in names
}
# Conversions: leaving one out changes no value.
_CONVERSIONS: Final = frozenset({"float", "int", "bool", "asarray", "array", "astype", "copy", "tuple", "list", "len"})
# Adding the numbers up once more, or a 0 or 1 in their stead, is no slip that is made with these.
_COUNTING: Final = frozenset({"range", "arange", "linspace", "eye", "enumerate"})


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
    yield Slip("term-missing", left, right)
    yield Slip("term-missing", right if isinstance(node.op, ast.Add) else ast.UnaryOp(ast.USub(), right), left)
    yield Slip("product-for-sum", ast.BinOp(left, ast.Mult(), right), node)
    if isinstance(right, ast.Constant):
        return  # a number: another one stands for twice as much
    yield Slip("term-twice", ast.BinOp(node, node.op, right), right)
    yield Slip("term-halved", ast.BinOp(left, node.op, ast.BinOp(right, ast.Div(), ast.Constant(2.0))), right)


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
    for other in _TURNED.get(type(op), ()):
        yield Slip("comparison-turned", ast.Compare(node.left, [other()], node.comparators), node)


def _numbers(node: ast.Constant) -> Iterator[Slip]:
    value = node.value
    if isinstance(value, bool):
        yield Slip("truth", ast.Constant(not value))
    elif isinstance(value, int | float):
        for other in dict.fromkeys((value + 1, value - 1, 2 * value, value / 2, -value, 0, 1, value**2)):
            if other != value:
                yield Slip("number", ast.Constant(type(value)(other) if other == int(other) else other))


def _calls(node: ast.Call) -> Iterator[Slip]:
    name = called(node)
    if name in _TAKEN_FOR:
        family, others = _TAKEN_FOR[name]
        for other in others:
            yield Slip(family, _renamed(node, other), node)
    yield from _other_functions(node, name)
    inner = node.func.value if isinstance(node.func, ast.Attribute) and not _is_module(node.func.value) else None
    first = inner if inner is not None else node.args[0] if node.args else None
    if first is None or name in _CONVERSIONS:
        return
    if len(node.args) == (0 if inner is not None else 1) and name not in _COUNTING:
        yield Slip("function-missing", first, first)
        if inner is None and not node.keywords:
            yield Slip("function-twice", ast.Call(node.func, [node], []), first)
    yield from _other_arguments(node)


def _other_functions(node: ast.Call, name: str) -> Iterator[Slip]:
    """Yield what is taken for the function as a whole: another activation, norm, rounding or power."""
    first = node.args[0] if node.args else None
    if name == "norm" and len(node.args) == 1 and first is not None:
        for summary in ("sum", "max"):
            function = _parsed(f"lambda z, **axis: np.{summary}(np.abs(z), **axis)")
            yield Slip("norm", ast.Call(function, [first], node.keywords), node)
        yield Slip("norm", ast.BinOp(node, ast.Pow(), ast.Constant(2)), node)
    if name in ("floor", "ceil") and first is not None:
        yield Slip("rounding", ast.Call(ast.Name("round", ast.Load()), [first], []), node)
    if name == "exp" and first is not None and not isinstance(first, ast.UnaryOp):
        yield Slip("sign-inside", ast.Call(node.func, [ast.UnaryOp(ast.USub(), first)], []), first)
    if name == "sum":
        yield Slip("power", ast.BinOp(node, ast.Pow(), ast.Constant(0.5)), node)
    if name in ("maximum", "abs"):
        yield Slip("power", ast.BinOp(node, ast.Pow(), ast.Constant(2)), node)
    is_ramp = name == "maximum" and len(node.args) == 2
    if first is not None and (is_ramp or (name.strip("_") in _ACTIVATIONS and len(node.args) == 1)):
        for form in _ACTIVATIONS.values():
            yield Slip("activation", ast.Call(_parsed(f"lambda z: {form}"), [first], []), first)


def _parsed(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


_ACTIVATIONS: Final = {
    "sigmoid": "1 / (1 + np.exp(-z))", "tanh": "np.tanh(z)", "relu": "np.maximum(z, 0.0)", "step": "1.0 * (z >= 0)",
    "softplus": "np.logaddexp(0.0, z)",
}  # fmt: skip


def _other_arguments(node: ast.Call) -> Iterator[Slip]:
    """Yield calls along another axis, with arguments exchanged, or with one of two choices only."""
    for keyword in node.keywords:
        if keyword.arg == "axis" and isinstance(keyword.value, ast.Constant | ast.UnaryOp):
            others = [k for k in node.keywords if k is not keyword]
            for axis in (0, 1, -1):
                yield Slip("axis", ast.Call(node.func, node.args, [*others, ast.keyword("axis", ast.Constant(axis))]))
            yield Slip("axis", ast.Call(node.func, node.args, others))
    name, args = called(node), node.args
    if name == "where" and len(args) == 3:
        yield Slip("cases-exchanged", ast.Call(node.func, [args[0], args[2], args[1]], []), args[0])
        yield Slip("case-missing", args[1], args[0])
        yield Slip("case-missing", args[2], args[0])
    if name in ("maximum", "minimum") and len(args) == 2:
        yield Slip("bound-missing", args[0], args[0])
        yield Slip("absolute-value", ast.Call(ast.Name("abs", ast.Load()), [args[0]], []), args[0])
        yield Slip("step-for-ramp", ast.Compare(args[0], [ast.Gt()], [args[1]]), args[0])
    if name == "max" and isinstance(node.func, ast.Name) and len(args) == 2:
        yield from (Slip("bound-missing", arg, arg) for arg in args)
    for left in range(len(args) - 1 if not node.keywords else 0):
        exchanged = [*args[:left], args[left + 1], args[left], *args[left + 2 :]]
        yield Slip("arguments-exchanged", ast.Call(node.func, exchanged, []), node)
    if len(args) > 1 and isinstance(node.func, ast.Name):
        yield Slip("argument-missing", ast.Call(node.func, args[:-1], node.keywords), args[-1])
    if name in ("range", "arange") and len(args) == 1:
        for low, high in ((1, 0), (0, -1), (0, 1), (1, 1)):
            end = ast.BinOp(args[0], ast.Add(), ast.Constant(high))
            yield Slip("range", ast.Call(node.func, [ast.Constant(low), end], node.keywords), args[0])


def _subscripts(node: ast.Subscript) -> Iterator[Slip]:
    index = node.slice
    is_read = isinstance(node.ctx, ast.Load)
    if isinstance(index, ast.Slice) and is_read:
        for other in _other_slices(index):
            yield Slip("slice", ast.Subscript(node.value, other, ast.Load()), node.value)
        yield Slip("slice", node.value, node.value)
    elif isinstance(index, ast.Tuple) and len(index.elts) == 2:
        everything = ast.Slice(None, None, None)
        for elements in ([everything, index.elts[1]], [index.elts[0], everything]):
            paired = ast.Subscript(node.value, ast.Tuple(elements, ast.Load()), node.ctx)
            yield Slip("pairing", paired, node.value)
    elif not isinstance(index, ast.Constant) and is_read:
        yield Slip("selection-missing", node.value, node.value)


def _other_slices(index: ast.Slice) -> Iterator[ast.expr]:
    if index.lower is None and index.upper is not None:
        yield ast.Slice(ast.Constant(1), None, None)
    if index.upper is None and index.lower is not None:
        yield ast.Slice(None, ast.Constant(-1), None)


def _turned(node: ast.Attribute) -> Iterator[Slip]:
    if node.attr == "T":
        yield Slip("transposed-factor", node.value, node.value)


def _choices(node: ast.IfExp) -> Iterator[Slip]:
    yield Slip("case-missing", node.body, node.test)
    yield Slip("case-missing", node.orelse, node.test)
    yield Slip("cases-exchanged", ast.IfExp(node.test, node.orelse, node.body), node.test)


def _returned(node: ast.Return) -> Iterator[Slip]:
    if isinstance(node.value, ast.Tuple) and len(node.value.elts) == 2:
        yield Slip("results-exchanged", ast.Return(ast.Tuple(node.value.elts[::-1], ast.Load())))


def called(node: ast.Call) -> str:
    """Return the last name of what is called."""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _is_module(node: ast.expr) -> bool:
    while isinstance(node, ast.Attribute):
        node = node.value
    return isinstance(node, ast.Name) and node.id in ("np", "math", "numpy")


def _renamed(node: ast.Call, name: str) -> ast.Call:
    function = node.func
    if isinstance(function, ast.Attribute):
        holder = function.value
        if name in ("median",) and not _is_module(holder):  # arrays have no such method
            holder = ast.Name("np", ast.Load())
            return ast.Call(ast.Attribute(holder, name, ast.Load()), [function.value, *node.args], node.keywords)
        return ast.Call(ast.Attribute(holder, name, ast.Load()), node.args, node.keywords)
    return ast.Call(ast.Name(name, ast.Load()), node.args, node.keywords)


_OPERATORS: Final[tuple[tuple[type[ast.AST], Callable[..., Iterator[Slip]]], ...]] = (
    (ast.BinOp, _sums),
    (ast.BinOp, _products),
    (ast.BinOp, _logic),
    (ast.BoolOp, _words),
    (ast.UnaryOp, _signs),
    (ast.Compare, _comparisons),
    (ast.Constant, _numbers),
    (ast.Call, _calls),
    (ast.Subscript, _subscripts),
    (ast.Attribute, _turned),
    (ast.IfExp, _choices),
    (ast.Return, _returned),
)
