"""What one slip of mind makes of a call: another function, another axis, an argument left out."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Final

from autograder.diagnosis.slip import Slip

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


def slips_of_call(node: ast.Call) -> Iterator[Slip]:
    """Yield what a call may become, one slip each."""
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
        if isinstance(node.func, ast.Attribute) and not _is_module(node.func.value):
            length = _parsed("lambda z, **axis: np.sqrt((z * z).sum(**axis))")
            yield Slip("length-for-sum", ast.Call(length, [node.func.value], node.keywords), node)
    if name in ("maximum", "abs"):
        yield Slip("power", ast.BinOp(node, ast.Pow(), ast.Constant(2)), node)
    is_ramp = name == "maximum" and len(node.args) == 2
    if first is not None and (is_ramp or (name.strip("_") in _ACTIVATIONS and len(node.args) == 1)):
        for form in _ACTIVATIONS.values():
            yield Slip("activation", ast.Call(_parsed(f"lambda z: {form}"), [first], []), first)


def _parsed(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


_ACTIVATIONS: Final = {
    "sigmoid": "np.exp(-np.logaddexp(0.0, -z))", "tanh": "np.tanh(z)", "relu": "np.maximum(z, 0.0)",
    "step": "1.0 * (z >= 0)", "softplus": "np.logaddexp(0.0, z)", "leaky": "np.where(z > 0, z, 0.01 * z)",
    "clipped": "np.clip(z, 0.0, 1.0)", "relu6": "np.clip(z, 0.0, 6.0)",
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
