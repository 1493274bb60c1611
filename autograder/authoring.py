"""What an assignment's misconceptions, oracle and figures are declared with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeVar

_F = TypeVar("_F", bound=Callable[..., Any])

# Okabe and Ito's palette, told apart by colour-blind readers; style and width differ as well.
STUDENT: Final = {"color": "#D55E00", "linewidth": 2.0, "label": "yours"}
REFERENCE: Final = {"color": "#0072B2", "linewidth": 1.2, "linestyle": "--", "label": "reference"}
WRONG: Final = {"color": "#CC79A7", "marker": "x", "markersize": 8, "linestyle": "none", "label": "differs"}


@dataclass(frozen=True, slots=True)
class Misconception:
    """A wrong variant of one task that students really write."""

    task: str
    id: str
    idea: str
    hint: str
    variant: Callable[..., Any]


@dataclass(frozen=True, slots=True)
class NormalForm:
    """What makes the right answers to a task alike that has several."""

    task: str
    of: Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Oracle:
    """An independent computation of one task's values in PyTorch."""

    task: str
    rtol: float
    atol: float
    compare: Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Sweep:
    """A comparison of one task's values with PyTorch's at every number of a kind."""

    task: str
    rtol: float
    atol: float
    compare: Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture drawn from a student's values beside the reference's."""

    title: str
    tasks: tuple[str, ...]
    panels: int
    size: tuple[float, float]
    steps: int
    draw: Callable[..., str]


def misconception(task: str, *, id: str, idea: str, hint: str) -> Callable[[_F], _F]:
    """Declare the decorated function or class as a wrong variant of `task`."""

    def declare(variant: _F) -> _F:
        variant.__misconception__ = Misconception(task, id, idea, hint, variant)  # type: ignore[attr-defined]
        return variant

    return declare


def normal_form(task: str) -> Callable[[_F], _F]:
    """Declare the form in which results of `task`, a function with several right answers, are compared.

    The decorated function is called with a result and the arguments it comes from, students' wrong results too. What
    it returns must be equal for all right answers. Where it raises, the result is compared as it is.
    """

    def declare(form: _F) -> _F:
        form.__normal_form__ = NormalForm(task, form)  # type: ignore[attr-defined]
        return form

    return declare


def oracle(task: str, *, rtol: float = 1e-7, atol: float = 1e-11) -> Callable[[_F], _F]:
    """Declare a generator of (got, want, number of cases) for `task`.

    It is called as `f(torch, device, rng, reference, cases)`.
    """

    def declare(compare: _F) -> _F:
        compare.__oracle__ = Oracle(task, rtol, atol, compare)  # type: ignore[attr-defined]
        return compare

    return declare


def sweep(task: str, *, rtol: float = 1e-12, atol: float = 1e-300) -> Callable[[_F], _F]:
    """Declare a comparison of `task`, a function of one real number, at float32 numbers: many, or all there are.

    It is called as `f(torch, device, reference, x)` with x (M,) of float64 and returns (got, want), both (M,).
    """

    def declare(compare: _F) -> _F:
        compare.__sweep__ = Sweep(task, rtol, atol, compare)  # type: ignore[attr-defined]
        return compare

    return declare


def figure(
    title: str,
    *,
    tasks: tuple[str, ...],
    panels: int = 1,
    size: tuple[float, float] = (6.0, 3.5),
    steps: int = 1,
) -> Callable[[_F], _F]:
    """Declare a picture; the decorated function draws on `axes` and returns the alt text.

    `size` is in inches. With `steps` over 1 the function takes `step` and is called for each.
    """

    def declare(draw: _F) -> _F:
        draw.__figure__ = Figure(title, tasks, panels, size, steps, draw)  # type: ignore[attr-defined]
        return draw

    return declare
