"""Find which calls come out wrong: those with a list, with one row, with a zero, with large numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from autograder.diagnosis.cases import Case, numbers
from autograder.diagnosis.places import LARGE
from autograder.diagnosis.rules import Relation, Wording

# A condition is named when it holds for all wrong calls and for none of at least so many right ones.
MIN_RIGHT: Final = 3
# What many calls are by the way: one wrong call among them is no evidence.
MIN_LARGE: Final = 2
MIN_WRONG: Final = {"rows": 2, "columns": 2, "square": 2, "ndim": 2, "zeros": 2}
# A number's type may do no harm in some calls, such as a sum of halves in float32.
MAX_FITTING: Final = 0.05
MAX_LEFT_OUT: Final = 0.1


@dataclass(frozen=True, slots=True)
class _Property(Wording):
    """Something that an argument is or is not; of one `family` several may be true of a call for one reason."""

    family: str
    holds: Callable[[Any], bool]


@dataclass(frozen=True, slots=True)
class _Type(Wording):
    """A type of number that some argument of a call has."""

    fits: Callable[[Case], bool]


def relation_of_condition(task: str, wrong: Sequence[Case], right: Sequence[Case]) -> Relation | None:
    """Say what the calls that came out wrong have in common and no other has; None where more than one thing may be."""
    if not wrong or len(right) < MIN_RIGHT:
        return None
    for known in _TYPES if len(wrong) >= MIN_LARGE else ():
        fitting = sum(known.fits(case) for case in right)
        if all(known.fits(case) for case in wrong) and fitting <= MAX_FITTING * len(right):
            return known.relation(f"`{task}`")
    choice = _choice(task, wrong, right)
    if choice is not None:
        return choice
    found = list(_separating(task, wrong, right))
    families = {family for family, _ in found}
    if families == {"default"} and len(found) > 1:  # one of them is to blame
        left_out = _always_left_out(wrong, right)
        return _DEFAULTS.relation(f"`{task}`", " and ".join(f"`{name}`" for name in left_out)) if left_out else None
    if len(families) != 1:
        return None
    return found[0][1] if len({relation.id for _, relation in found}) == 1 else None


def _separating(task: str, wrong: Sequence[Case], right: Sequence[Case]) -> Iterator[tuple[str, Relation]]:
    names = dict.fromkeys(name for case in (*wrong, *right) for name in case.arguments)
    for name in names:
        for known in _PROPERTIES:
            enough = len(wrong) >= MIN_WRONG.get(known.family, 1)
            if known.family == "zero" and any(case.has_values for case in wrong) and _is_count(name, [*wrong, *right]):
                continue
            if enough and all(_has(known, c, name) for c in wrong) and not any(_has(known, c, name) for c in right):
                yield known.family, known.relation(f"`{task}`", f"`{name}`")
        if len(wrong) >= MIN_LARGE and _larger(name, wrong, right):
            yield "large", _LARGE.relation(f"`{task}`", f"`{name}`")
    yield from _left_out(task, names, wrong, right)


def _choice(task: str, wrong: Sequence[Case], right: Sequence[Case]) -> Relation | None:
    """Say which of the words that an argument may be is the one that goes wrong."""
    for name in wrong[0].arguments:
        words = {str(value) for case in wrong if isinstance(value := case.arguments.get(name), str)}
        others = {str(value) for case in right if isinstance(value := case.arguments.get(name), str)}
        if len(words) == 1 and len(wrong) > 1 and others and not words & others:
            return _CHOICE.relation(f"`{task}`", f"`{name}`")
    return None


def _has(known: _Property, case: Case, name: str) -> bool:
    return name in case.arguments and known.holds(case.arguments[name])


def _left_out(
    task: str, names: dict[str, None], wrong: Sequence[Case], right: Sequence[Case]
) -> Iterator[tuple[str, Relation]]:
    for name in names:
        given_wrong, given_right = ([name in c.arguments for c in cases] for cases in (wrong, right))
        if not any(given_wrong) and _nearly_all(given_right):
            yield "default", _DEFAULT.relation(f"`{task}`", f"`{name}`")
        if all(given_wrong) and not any(given_right):
            yield "default", _GIVEN.relation(f"`{task}`", f"`{name}`")


def _always_left_out(wrong: Sequence[Case], right: Sequence[Case]) -> list[str]:
    """Return the arguments that are given in nearly every right call and in no wrong one."""
    names = dict.fromkeys(name for case in right for name in case.arguments)
    given = [name for name in names if _nearly_all([name in case.arguments for case in right])]
    return [name for name in given if not any(name in case.arguments for case in wrong)]


def _nearly_all(given: Sequence[bool]) -> bool:
    """Tell whether hardly any call leaves an argument out; another default does no harm to all of those."""
    return sum(given) >= MIN_RIGHT and given.count(False) <= MAX_LEFT_OUT * len(given)


def _is_count(name: str, cases: Sequence[Case]) -> bool:
    """Tell whether an argument is a whole number in every call: no term of a formula has it as a factor then."""
    return all(np.asarray(case.arguments.get(name, 0)).dtype.kind in "iu" for case in cases)


def _larger(name: str, wrong: Sequence[Case], right: Sequence[Case]) -> bool:
    smallest = [_largest(case, name) for case in wrong]
    largest = [_largest(case, name) for case in right]
    if None in smallest or None in largest:
        return False
    return min(x for x in smallest if x is not None) > max(LARGE, *(x for x in largest if x is not None))


def _largest(case: Case, name: str) -> float | None:
    array = numbers(case.arguments.get(name))
    return None if array is None or not array.size else float(np.max(np.abs(array)))


def _array(test: Callable[[Any], bool]) -> Callable[[Any], bool]:
    """Test arguments that are arrays, or lists that make one."""

    def holds(value: Any) -> bool:
        array = numbers(value)
        return array is not None and array.ndim > 0 and test(np.asarray(value))

    return holds


def _scalar(test: Callable[[float], bool]) -> Callable[[Any], bool]:
    def holds(value: Any) -> bool:
        array = numbers(value)
        return array is not None and array.ndim == 0 and test(float(array))

    return holds


def _some(test: Callable[[Any], bool]) -> Callable[[Case], bool]:
    """Test whether one of a call's arguments is such an array or list of numbers."""
    return lambda case: any(numbers(v) is not None and test(v) for v in case.arguments.values())


def _is_list(value: Any) -> bool:
    return isinstance(value, list | tuple)


def _is_narrow(value: Any) -> bool:
    return isinstance(value, np.ndarray) and value.dtype.kind in "iuf" and value.dtype.itemsize < 8


def _is_whole(value: Any) -> bool:
    return isinstance(value, list | tuple | np.ndarray) and np.asarray(value).dtype.kind in "iu"


_WHEN: Final = "{{What}} goes wrong only when {{term}} {condition}. {question}"


def _when(condition: str, question: str) -> str:
    return _WHEN.format(condition=condition, question=question)


_KIND: Final = "Which type does your first line turn it into, and in which type is the rest computed?"
_TYPES: Final = (
    _Type("only-narrow-types", "{What} goes wrong only when an argument is float32 or a small integer type. " + _KIND,
          _some(_is_narrow)),
    _Type("only-integers", "{What} goes wrong only when an argument holds whole numbers. " + _KIND, _some(_is_whole)),
    _Type("only-lists", "{What} goes wrong only when an argument is a list. What does your first operation do with "
          "one?", _some(_is_list)),
    _Type("only-other-types", "{What} goes wrong only when it is not given float64 arrays but lists, whole numbers or "
          "float32. " + _KIND, _some(lambda v: _is_list(v) or _is_whole(v) or _is_narrow(v))),
)  # fmt: skip
_PROPERTIES: Final = (
    _Property("only-column-labels", _when("is a column, of shape (N, 1)", "What does (N,) minus (N, 1) give?"),
              "column", _array(lambda a: a.ndim == 2 and a.shape[1] == 1 < a.shape[0])),
    _Property("only-one-row", _when("has one row", "Which axis disappears, or is taken for the other, when N is 1?"),
              "rows", _array(lambda a: a.ndim == 2 and a.shape[0] == 1)),
    _Property("only-several-rows", _when("has more than one row", "Try one row, then the same row twice. What should "
              "stay the same?"), "rows", _array(lambda a: a.ndim == 2 and a.shape[0] > 1)),
    _Property("only-one-column", _when("has one column", "Which axis disappears when there is one column?"), "columns",
              _array(lambda a: a.ndim == 2 and a.shape[1] == 1)),
    _Property("only-vectors", _when("is a vector", "Which axis do you sum over or index? Does a vector have it?"),
              "ndim", _array(lambda a: a.ndim == 1)),
    _Property("only-matrices", _when("has more than one axis", "Which axis do you sum over or index?"), "ndim",
              _array(lambda a: a.ndim > 1)),
    _Property("only-non-square", _when("is not square", "Try sizes that all differ. Which two axes are exchanged?"),
              "square", _array(lambda a: a.ndim == 2 and 1 < a.shape[0] != a.shape[1] > 1)),
    _Property("only-square", _when("is square", "Which of its two axes do you take, and would you notice?"), "square",
              _array(lambda a: a.ndim == 2 and a.shape[0] == a.shape[1] > 1)),
    _Property("only-at-zero", _when("is 0", "What does the formula say for 0, and what does your code do?"), "zero",
              _scalar(lambda x: x == 0)),
    _Property("only-not-zero", _when("is not 0", "Which term contains it? Write that term down once more, with its "
              "factor and its sign."), "zero", _scalar(lambda x: x != 0)),
    _Property("only-negative", _when("is negative", "Which line treats negative numbers apart, or should?"), "sign",
              _scalar(lambda x: x < 0)),
    _Property("only-with-zeros", _when("contains an exact 0", "What is the rule at 0, and does your comparison "
              "include it?"), "zeros", _array(lambda a: bool((a == 0).any()) and not bool((a == 0).all()))),
)  # fmt: skip
_LARGE: Final = Wording(
    "only-large-inputs",
    "{What} goes wrong only when {term} holds large numbers. Print what lies in between: which number overflows, is "
    "lost beside another, or is cut off?",
)
_CHOICE: Final = Wording(
    "only-one-choice",
    "{What} goes wrong for one of the choices of {term} only. Which one is it, and what does its formula say for the "
    "smallest example you can work out by hand?",
)
_DEFAULT: Final = Wording("only-by-default", "{What} goes wrong only when {term} is left out. What is its default?")
_DEFAULTS: Final = Wording(
    "only-by-default",
    "{What} goes wrong only when {term} are left out. Which default does the docstring give each, and which yours?",
)
_GIVEN: Final = Wording("only-when-given", "{What} goes wrong only when {term} is given. Where do you use it?")
