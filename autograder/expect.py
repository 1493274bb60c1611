"""What checks judge with: type, shape, dtype kind and finiteness first, values last.

Every function takes whatever a student's function returned, raises `CheckFailed` with what was observed, and
returns a clean value to go on with. Only plain values arrive here, so no method of a student's object is ever called.
"""

from __future__ import annotations

import builtins
import math
from collections.abc import Callable, Sequence
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from autograder.student import StudentFunction, StudentObject, StudentRaised
from autograder.student_errors import known_name

Kind = Literal["float", "int", "any"]

# A sequence of more items is no answer: turned into a list, 64 MiB of bytes would take two gigabytes.
MAX_ITEMS: Final = 100_000
# What a message tells of a shape: enough for a mistake, too little to carry inputs out of a hidden check.
MAX_TOLD_DIMENSIONS: Final = 4
MAX_TOLD_SIZE: Final = 999
# Classes whose names are no secret; a class of the student's could be named after an input.
_TYPE_NAMES: Final = frozenset(
    {name for name, value in vars(builtins).items() if isinstance(value, type)}
    | {"generator", "function", "method", "module", "builtin_function_or_method", "coroutine", "ellipsis", "ndarray",
       "matrix", "MaskedArray", "MaskedConstant", "Generator", "ufunc", "dict_keys", "dict_values", "dict_items",
       "deque", "defaultdict", "Counter", "Fraction", "Decimal", "poly1d"}
)  # fmt: skip

_FLOAT: Final = "f"
_WHOLE: Final = "iu"
_REAL: Final = "biuf"
_FLOAT64: Final = np.dtype(np.float64)
_INT64: Final = np.dtype(np.int64)
INFINITE: Final = "the expected value is infinite, so any value would do"
_KIND_NAMES: Final = {
    "b": "truth values",
    "i": "integers",
    "u": "integers",
    "f": "floats",
    "c": "complex numbers",
}


class CheckFailed(AssertionError):
    """A check's claim does not hold.

    `observed` says what came back without quoting values; `values` quotes the first difference (shown for visible
    checks only); `subject` is the value judged, by which the call it came from is found.
    """

    def __init__(
        self, observed: str, *, values: str = "", rule: str = "", ask: str = "", subject: object = None
    ) -> None:
        super().__init__(" ".join(part for part in (observed, values, rule, ask) if part))
        self.observed = observed
        self.values = values
        self.rule = rule
        self.ask = ask
        self.subject = subject


def close(
    got: object,
    want: ArrayLike,
    rtol: float = 1e-10,
    atol: float = 1e-12,
    *,
    rule: str = "",
    ask: str = "",
) -> NDArray[np.float64]:
    """Require an array of floats equal to `want` within `atol + rtol * |want|`."""
    wanted = np.asarray(want, dtype=np.float64)
    if wanted.ndim == 0:
        return np.float64(number(got, float(wanted), rtol, atol, rule=rule, ask=ask))  # type: ignore[return-value]
    if type(got) is np.ndarray and _plainly_close(got, wanted, rtol, atol):
        return got
    _refuse_infinite(wanted)
    found = array(got, wanted.shape, rule=rule, ask=ask)
    wrong = ~(np.abs(found - wanted) <= atol + rtol * np.abs(wanted))
    _refuse_differences(got, found, wanted, wrong, rule, ask)
    return found


def exact(got: object, want: ArrayLike, *, rule: str = "", ask: str = "") -> NDArray[np.int64]:
    """Require an array of whole numbers equal to `want`.

    Where `want` holds only 0/1 or ±1, any of bool, int and float dtype will do.
    """
    wanted = np.asarray(want)
    if type(got) is np.ndarray and _plainly_equal(got, wanted):
        return got
    if wanted.ndim == 0:
        return np.int64(_exact_number(got, wanted, rule, ask))  # type: ignore[return-value]
    found = array(got, wanted.shape, "any", rule=rule, ask=ask)
    if not _signs_or_bits(wanted) and found.dtype.kind not in _WHOLE:
        raise CheckFailed(
            f"returned an array of {_KIND_NAMES[found.dtype.kind]}, where integers are asked.",
            rule=rule,
            ask=ask,
            subject=got,
        )
    _refuse_differences(got, found, wanted, found != wanted, rule, ask)
    return found.astype(np.int64)


def number(
    got: object, want: float, rtol: float = 1e-10, atol: float = 1e-12, *, rule: str = "", ask: str = ""
) -> float:
    """Require one real number equal to `want` within `atol + rtol * |want|`."""
    want = float(want)
    if math.isinf(want):
        raise ValueError(INFINITE)
    found = real(got, rule=rule, ask=ask)
    if not abs(found - want) <= atol + rtol * abs(want):
        raise CheckFailed(
            "returned another number than expected.",
            values=f"Got {found!r}, expected {want!r}.",
            rule=rule,
            ask=ask,
            subject=got,
        )
    return found


def integer(got: object, want: int, *, rule: str = "", ask: str = "") -> int:
    """Require one whole number of an integer type equal to `want`."""
    found = _scalar(got, _WHOLE, "an integer", rule, ask)
    if int(found) != want:
        raise CheckFailed(
            "returned another number than expected.",
            values=f"Got {int(found)}, expected {want}.",
            rule=rule,
            ask=ask,
            subject=got,
        )
    return int(found)


def boolean(got: object, want: bool, *, rule: str = "", ask: str = "") -> bool:
    """Require one truth value equal to `want`: a bool, or the number 0 or 1."""
    found = _scalar(got, _REAL, "True or False", rule, ask)
    if found not in (0, 1) or bool(found) is not bool(want):
        raise CheckFailed(
            "returned the other truth value." if found in (0, 1) else "returned no truth value.",
            values=f"Got {found!r}, expected {bool(want)}.",
            rule=rule,
            ask=ask,
            subject=got,
        )
    return bool(found)


def real(got: object, *, rule: str = "", ask: str = "") -> float:
    """Require one finite real number: a Python number, NumPy scalar or 0-d array."""
    raw = _scalar(got, _REAL, "one number", rule, ask)
    try:
        found = float(raw)
    except OverflowError:
        found = float("inf")  # what float64 makes of it
    if not math.isfinite(found):
        raise CheckFailed(f"returned {found}.", rule=rule or "The result should be finite.", ask=ask, subject=got)
    return found


def array(
    got: object,
    shape: Sequence[int | None] | None = None,
    kind: Kind = "float",
    *,
    rule: str = "",
    ask: str = "",
) -> NDArray[Any]:
    """Require a finite array of that shape and kind.

    `None` in `shape` matches any size. Kind "float" returns float64, "int" integers, "any" whatever real numbers or
    truth values there are; a list or tuple of numbers counts as an array only for "any".
    """
    found = _as_array(got, kind, rule, ask)
    if shape is not None and not _shape_matches(found.shape, shape):
        wanted = "(" + ", ".join("any" if n is None else str(n) for n in shape) + ("," if len(shape) == 1 else "") + ")"
        raise CheckFailed(f"returned {describe(got)}, where shape {wanted} is asked.", rule=rule, ask=ask, subject=got)
    allowed = {"float": _FLOAT, "int": _WHOLE, "any": _REAL}[kind]
    if found.dtype.kind not in allowed:
        raise CheckFailed(
            f"returned an array of {_KIND_NAMES.get(found.dtype.kind, 'objects')} ({found.dtype}), "
            f"where {'real numbers' if kind == 'any' else kind + 's'} are asked.",
            rule=rule,
            ask=ask,
            subject=got,
        )
    _refuse_nonfinite(got, found, rule, ask)
    return found.astype(np.float64, copy=False) if kind == "float" else found


def sequence(got: object, length: int | None = None, *, rule: str = "", ask: str = "") -> list[Any]:
    """Require a list, tuple or array of that length; return its items."""
    if not ((isinstance(got, np.ndarray) and got.ndim > 0) or type(got) in (list, tuple)):
        raise CheckFailed(f"returned {describe(got)}, where a list or tuple is asked.", rule=rule, ask=ask, subject=got)
    items: Any = got
    count = len(items)
    if count > MAX_ITEMS or (length is not None and count != length):
        wanted = "fewer" if length is None else str(length)
        raise CheckFailed(f"returned {describe(got)}, where {wanted} items are asked.", rule=rule, ask=ask, subject=got)
    return list(items)


def mapping(got: object, keys: Sequence[str], *, rule: str = "", ask: str = "") -> dict[str, Any]:
    """Require a dict that has at least these keys."""
    if type(got) is not dict:
        raise CheckFailed(f"returned {describe(got)}, where a dict is asked.", rule=rule, ask=ask, subject=got)
    missing = [key for key in keys if key not in got]
    if missing:
        raise CheckFailed(f"returned a dict without the key {missing[0]!r}.", rule=rule, ask=ask, subject=got)
    return {key: got[key] for key in keys}


def holds(condition: object, *, rule: str = "", ask: str = "", subject: object = None) -> None:
    """Require a condition that the check worked out itself."""
    if not bool(condition):
        raise CheckFailed("returned a value that breaks the rule.", rule=rule, ask=ask, subject=subject)


def raises(
    kind: type[Exception],
    function: Callable[..., object],
    *args: object,
    rule: str = "",
    ask: str = "",
    **kwargs: object,
) -> None:
    """Require that the call raises that built-in exception or a subclass of it.

    A student's function is called later, together with what comes next, and judged then: nothing is
    returned to go on with.
    """

    def judge(result: object, error: StudentRaised | None) -> None:
        if error is None:
            observed = f"returned {describe(result)}, where {kind.__name__} is asked."
            raise CheckFailed(observed, rule=rule, ask=ask, subject=result)
        if kind.__name__ not in error.problem.bases:
            observed = f"raised {known_name(error.problem)}, where {kind.__name__} is asked."
            raise CheckFailed(observed, rule=rule, ask=ask)

    if isinstance(function, StudentFunction):
        function.defer(args, kwargs, judge)
        return
    try:
        got = function(*args, **kwargs)
    except kind:
        return
    judge(got, None)


def describe(got: object) -> str:
    """Say in a few words what a value is, without quoting numbers in it."""
    if got is None:
        return "None (is a `return` missing?)"
    if isinstance(got, np.ndarray):
        return f"an array of {_shape(got.shape)}" if got.ndim else "a single number"
    if isinstance(got, StudentObject):
        name = got._handle.type_name
        return f"an object of type {name!r}" if name in _TYPE_NAMES else "an object of a class of its own"
    if isinstance(got, list | tuple | dict):
        noun = type(got).__name__
        return f"a {noun} of {_size(len(got))} item{'' if len(got) == 1 else 's'}"
    if isinstance(got, bool):
        return "a truth value"
    if isinstance(got, int | float):
        return "a single number"
    return "a string" if isinstance(got, str) else f"a {type(got).__name__}"


def _shape(shape: tuple[int, ...]) -> str:
    if len(shape) > MAX_TOLD_DIMENSIONS:
        return f"{len(shape)} dimensions"
    return "shape (" + ", ".join(map(_size, shape)) + ("," if len(shape) == 1 else "") + ")"


def _size(count: int) -> str:
    return str(count) if count <= MAX_TOLD_SIZE else "many"


def _as_array(got: object, kind: Kind, rule: str, ask: str) -> NDArray[Any]:
    if isinstance(got, np.ndarray | np.generic):
        return np.asarray(got)
    if kind == "any" and type(got) in (list, tuple):
        try:
            found = np.asarray(got)
        except (ValueError, TypeError):
            found = np.empty((), dtype=object)
        if found.dtype.kind in _REAL:
            return found
    remedy = " np.array(...) makes one." if type(got) in (list, tuple) else ""
    raise CheckFailed(
        f"returned {describe(got)}, where a NumPy array is asked.{remedy}", rule=rule, ask=ask, subject=got
    )


def _scalar(got: object, kinds: str, wanted: str, rule: str, ask: str) -> Any:
    if isinstance(got, np.ndarray | np.generic) and got.ndim == 0 and got.dtype.kind in kinds:
        return got.item()
    if type(got) in (bool, int, float):
        kind = np.asarray(got).dtype.kind if not isinstance(got, int) or isinstance(got, bool) else "i"
        if kind in kinds:
            return got
    raise CheckFailed(f"returned {describe(got)}, where {wanted} is asked.", rule=rule, ask=ask, subject=got)


def _exact_number(got: object, want: NDArray[Any], rule: str, ask: str) -> int:
    if not _signs_or_bits(want):
        return integer(got, int(want), rule=rule, ask=ask)
    found = _scalar(got, _REAL, "one number", rule, ask)
    if found != want:
        raise CheckFailed(
            "returned another number than expected.",
            values=f"Got {found!r}, expected {int(want)}.",
            rule=rule,
            ask=ask,
            subject=got,
        )
    return int(found)


def _plainly_close(got: NDArray[Any], wanted: NDArray[np.float64], rtol: float, atol: float) -> bool:
    """Tell in a few operations whether a result is right; what is not plainly so is looked at in full.

    An infinity on either side makes the excess nan or infinite, and so is not plain.
    """
    if got.dtype is not _FLOAT64 or got.shape != wanted.shape or not wanted.size:
        return False
    excess = np.abs(got - wanted) - rtol * np.abs(wanted)
    return bool(np.maximum.reduce(excess, axis=None) <= atol)


def _plainly_equal(got: NDArray[Any], wanted: NDArray[Any]) -> bool:
    """Tell in one operation whether a result in int64 is right."""
    if got.dtype is not _INT64 or wanted.dtype.kind not in _WHOLE or got.shape != wanted.shape or not got.ndim:
        return False
    return bool(np.logical_and.reduce(got == wanted, axis=None))


def _refuse_infinite(wanted: NDArray[np.float64]) -> None:
    """Refuse a test's own mistake: any number lies within a relative tolerance of infinity."""
    if np.isinf(wanted).any():
        raise ValueError(INFINITE)


def _signs_or_bits(want: NDArray[Any]) -> bool:
    if want.dtype.kind == "b":
        return True
    return bool(((want == 0) | (want == 1) | (want == -1)).all())


def _shape_matches(shape: tuple[int, ...], wanted: Sequence[int | None]) -> bool:
    return shape == wanted or (
        len(shape) == len(wanted) and all(w is None or n == w for n, w in zip(shape, wanted, strict=True))
    )


def _refuse_nonfinite(got: object, found: NDArray[Any], rule: str, ask: str) -> None:
    if found.dtype.kind != "f":
        return
    finite = np.isfinite(found)
    if not np.logical_and.reduce(finite, axis=None):
        where = tuple(int(i) for i in np.argwhere(~finite)[0])
        raise CheckFailed(
            f"returned {found[where]} at {_place(where)}.",
            rule=rule or "Every entry should be finite.",
            ask=ask,
            subject=got,
        )


def _refuse_differences(
    got: object, found: NDArray[Any], wanted: NDArray[Any], wrong: NDArray[Any], rule: str, ask: str
) -> None:
    if not wrong.any():
        return
    where = tuple(int(i) for i in np.argwhere(wrong)[0])
    count = int(wrong.sum())
    raise CheckFailed(
        f"returned {count} of {wrong.size} entries that differ from what is expected.",
        values=f"First at {_place(where)}: got {found[where].item()!r}, expected {wanted[where].item()!r}.",
        rule=rule,
        ask=ask,
        subject=got,
    )


def _place(where: tuple[int, ...]) -> str:
    return "[" + ", ".join(map(str, where)) + "]"
