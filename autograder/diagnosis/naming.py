"""Find what a number that changes from call to call equals: a size, a norm, a value among the arguments."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from autograder.diagnosis.cases import Floats, numbers
from autograder.diagnosis.wording import size_name

# Rounding only: a factor is found by one division.
RTOL: Final = 1e-8
_POWERS: Final = (1.0, -1.0, 2.0, -2.0, 0.5, -0.5)
_CONSTANTS: Final = {1.0: "", 2.0: "2", 0.5: "1/2", 4.0: "4", 0.25: "1/4"}
_WORDS: Final = {"2": "2", "1/2": "half", "4": "4", "1/4": "quarter"}
STEADY: Final = frozenset({*_WORDS.values(), "constant"})  # the words for what is the same in every call
SUMMARIES: Final[dict[str, Callable[..., Any]]] = {
    "the largest entry": np.max,
    "the smallest entry": np.min,
    "the sum": np.sum,
    "the mean": np.mean,
    "the Euclidean norm": np.linalg.norm,
    "the sum of the squares": lambda a, axis=None: np.sum(a * a, axis=axis),
}


@dataclass(frozen=True, slots=True)
class Named:
    """What a number is, in a word for an id and in words for a hint."""

    word: str
    words: str


@dataclass(frozen=True, slots=True)
class _Feature:
    word: str
    words: str
    values: Floats  # one for each call


def name_of(series: Sequence[float], arguments: Sequence[dict[str, Any]]) -> Named | None:
    """Name the positive numbers `series`, one for each call, by the arguments of the calls; None for no match.

    A number that never changes is named only where no size could be meant instead. One that changes is named by a
    size, an argument or a summary of one, to a power and times a small constant, or by a product of two of those.
    """
    values = np.asarray(series, dtype=np.float64)
    if not (np.isfinite(values).all() and (values > 0).all()):
        return None
    features = _features(arguments)
    if _steady(values):
        return _constant(float(values[0]), features)
    for count in (1, 2):
        for chosen in itertools.combinations(features, count):
            found = _product(values, chosen)
            if found is not None:
                return found
    return None


def _constant(value: float, features: Sequence[_Feature]) -> Named | None:
    confusable = any(f.word in ("rows", "columns", "entries") and _steady(f.values / value) for f in features)
    for known, words in _CONSTANTS.items():
        if words and abs(value / known - 1) <= RTOL and not confusable:
            return Named(_WORDS[words], words)
    return Named("constant", "a number that is the same in every call")


def _product(values: Floats, features: Sequence[_Feature]) -> Named | None:
    if any(_steady(feature.values) for feature in features):
        return None
    for powers in itertools.product(_POWERS if len(features) == 1 else _POWERS[:2], repeat=len(features)):
        with np.errstate(all="ignore"):
            expected = np.prod([f.values**p for f, p in zip(features, powers, strict=True)], axis=0)
            ratio = values / expected
        if not (np.isfinite(ratio).all() and _steady(ratio)):
            continue
        constant = next((text for number, text in _CONSTANTS.items() if abs(ratio[0] / number - 1) <= RTOL), None)
        if constant is not None:
            return _named(features, powers, constant)
    return None


def _named(features: Sequence[_Feature], powers: Sequence[float], constant: str) -> Named:
    over = [_powered(f, -p) for f, p in zip(features, powers, strict=True) if p < 0]
    times = [_powered(f, p) for f, p in zip(features, powers, strict=True) if p > 0]
    above = " times ".join([constant, *times] if constant else times) or "1"
    words = above if not over else f"{above} over {' times '.join(over)}"
    word = "-".join(f"{'over-' if p < 0 else ''}{f.word}" for f, p in zip(features, powers, strict=True))
    return Named(word, words)


def _powered(feature: _Feature, power: float) -> str:
    return {1.0: "{}", 2.0: "the square of {}", 0.5: "the root of {}"}[power].format(feature.words)


def _features(arguments: Sequence[dict[str, Any]]) -> list[_Feature]:
    """Return what the calls' arguments have in numbers, sizes first; of several that never differ the first."""
    rows = [_measured(given) for given in arguments]
    shared = [key for key in rows[0] if all(key in row for row in rows)] if rows else []
    found: list[_Feature] = []
    for word, words in shared:
        values = np.array([row[word, words] for row in rows])
        usable = np.isfinite(values).all() and (values > 0).all()
        if usable and not any(np.allclose(values, other.values, rtol=1e-12) for other in found):
            found.append(_Feature(word, words, values))
    return found


def _measured(arguments: dict[str, Any]) -> dict[tuple[str, str], float]:
    sizes: dict[tuple[str, str], float] = {}
    others: dict[tuple[str, str], float] = {}
    for name, value in arguments.items():
        array = numbers(value)
        if array is None:
            continue
        if array.ndim == 0:
            others[name, f"`{name}`"] = float(array)
            continue
        for axis, size in enumerate(array.shape):
            word = {(1, 0): "entries", (2, 0): "rows", (2, 1): "columns"}.get((array.ndim, axis), f"axis-{axis}")
            sizes[word, size_name(name, array.ndim, axis)] = float(size)
        if array.ndim > 1:
            sizes["size", f"the number of all entries of `{name}`"] = float(array.size)
        for words, summary in SUMMARIES.items() if array.size else ():
            others[words.split()[-1], f"{words} of `{name}`"] = float(summary(array))
    return sizes | others


def _steady(values: Floats) -> bool:
    return bool(np.allclose(values, values[0], rtol=RTOL, atol=0.0))
