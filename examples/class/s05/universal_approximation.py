"""Universal approximation.

Each task says where it is not written yet. Try your code with: autograder check universal_approximation
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

Function = Callable[[NDArray[np.float64]], NDArray[np.float64]]


def sigmoid(z: ArrayLike) -> NDArray[np.float64]:
    """Squash every entry of z into (0, 1): 1 / (1 + exp(-z)).

    Shapes: a number or an array of any shape, the same out. Finite and without warnings for any
    finite z.

    Raises:
        TypeError: z is not made of real numbers.

    Source: lecture notes S0, "Sigmoid neuron"; slides S2 (UW), "Logistic Regression"; handout,
    task sigmoid.
    """
    raise NotImplementedError("Task sigmoid is not written yet.")


def step_position(w: float, b: float) -> float:
    """Return the x where sigmoid(w x + b) is one half.

    Raises:
        ValueError: w is 0, so there is no step.
        TypeError: w or b is not a real number.

    Source: lecture notes S0, "S = -b/w"; handout, task step_position.
    """
    raise NotImplementedError("Task step_position is not written yet.")


def tower_1d(
    x: ArrayLike, s1: float, s2: float, h: float, w: float = 1000.0
) -> NDArray[np.float64]:
    """Return a tower of height h that stands from s1 to s2: two sigmoids of steepness w.

    Shapes: x is a number or an array of any shape, the same out. h has the unit of the
    result; w is per unit of x.

    Raises:
        TypeError: an argument is not made of real numbers.

    Source: lecture notes S0, "T_1 - T_2"; handout, task tower_1d.
    """
    raise NotImplementedError("Task tower_1d is not written yet.")


def fit_towers(
    f: Function, K: int, lo: float, hi: float, w: float
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return the hidden layer (W, b, v) of K towers that follow f on [lo, hi].

    The towers stand on K cells of equal width, each as high as f at the middle of its cell;
    the first begins before lo and the last ends after hi. Every entry of W is w.
    f takes an array (M,) and returns (M,).

    Shapes: W, b and v are (2K,), in any order of the units (the same order in all three).

    Raises:
        ValueError: K < 1, or hi <= lo.
        TypeError: a number is not a real number.

    Source: lecture notes S0, "NN with one hidden layer can fit any continuous function"; handout,
    task fit_towers.
    """
    raise NotImplementedError("Task fit_towers is not written yet.")


def shallow_network(
    x: ArrayLike, W: ArrayLike, b: ArrayLike, v: ArrayLike, c: float = 0.0
) -> NDArray[np.float64]:
    """Return c plus the sum over k of v_k sigmoid(W_k x + b_k): one hidden layer, linear output.

    Shapes: x (M,), W, b and v (H,); the result is (M,).

    Raises:
        ValueError: x, W, b or v is not 1-D, or W, b and v differ in length.
        TypeError: an argument is not made of real numbers.

    Source: lecture notes S0, "weighted sum of hidden outputs"; handout, task shallow_network.
    """
    raise NotImplementedError("Task shallow_network is not written yet.")


def towers_needed(lipschitz: float, eps: float, lo: float, hi: float) -> int:
    """Return how many towers keep the error within eps on [lo, hi], at least 1.

    lipschitz is the steepest slope of the function: |f(x) - f(y)| <= lipschitz |x - y|.

    Raises:
        ValueError: eps <= 0.
        TypeError: an argument is not a real number.

    Source: slides S2 (UW), "how many neurons would we need?"; handout, task towers_needed.
    """
    raise NotImplementedError("Task towers_needed is not written yet.")


def pulse_relu(
    x: ArrayLike, a: float, b: float, c: float, d: float, h: float
) -> NDArray[np.float64]:
    """Return a pulse made of exactly four ReLUs.

    It is 0 until a, climbs to h at b, is flat until c and comes down to 0 at d.

    Shapes: x is a number or an array of any shape, the same out. h has the unit of the result.

    Raises:
        ValueError: unless a < b <= c < d.
        TypeError: an argument is not made of real numbers.

    Source: slides S2 (UW), "How to construct a pulse with 4 ReLUs"; handout, task pulse_relu.
    """
    raise NotImplementedError("Task pulse_relu is not written yet.")


def tower_2d(
    x: ArrayLike,
    y: ArrayLike,
    x0: float,
    x1: float,
    y0: float,
    y1: float,
    h: float = 10.0,
    w: float = 1000.0,
) -> NDArray[np.float64]:
    """Return sigmoid(tower in x + tower in y - 3h/2): near 1 over the rectangle, near 0 elsewhere.

    The tower in x stands from x0 to x1, that in y from y0 to y1, both of height h and steepness w.

    Shapes: x and y are numbers or arrays of one shape, the same out.

    Raises:
        ValueError: the shapes of x and y do not match.
        TypeError: an argument is not made of real numbers.

    Source: lecture notes S0, "Towers in 3D, only fire when above 15"; handout, task tower_2d.
    """
    raise NotImplementedError("Task tower_2d is not written yet.")


def relu_interpolant(
    f: Function, K: int, lo: float, hi: float
) -> tuple[NDArray[np.float64], NDArray[np.float64], float]:
    """Return (knots, coef, offset) of K ReLUs that join f's values on a grid by straight lines.

    offset + the sum over k of coef_k relu(x - knots_k) equals f at the K + 1 equally spaced points
    from lo to hi. f takes an array (M,) and returns (M,).

    Shapes: knots and coef are (K,); offset is a number.

    Raises:
        ValueError: K < 1, or hi <= lo.
        TypeError: a number is not a real number.

    Source: slides S2 (UW), ReLU; handout, task relu_interpolant.
    """
    raise NotImplementedError("Task relu_interpolant is not written yet.")


def sup_error(f: Function, g: Function, lo: float, hi: float, n: int = 10001) -> float:
    """Return the largest |f - g| on n equally spaced points of [lo, hi], both ends included.

    f and g take an array (M,) and return (M,).

    Raises:
        TypeError: lo or hi is not a real number.

    Source: slides S2 (UW), theorem 10, |F(x) - F^(x)| < eps for all x; handout, task sup_error.
    """
    raise NotImplementedError("Task sup_error is not written yet.")
