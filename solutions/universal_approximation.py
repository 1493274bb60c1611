"""Universal approximation: steps, towers and pulses from sigmoids and ReLUs."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

Function = Callable[[NDArray[np.float64]], NDArray[np.float64]]


### BEGIN SOLUTION
def _array(value: ArrayLike) -> NDArray[np.float64]:
    found = np.asarray(value)
    if found.dtype.kind not in "biuf":
        raise TypeError(f"expected real numbers, got {found.dtype}")
    return found.astype(np.float64)


def _number(value: float) -> float:
    found = _array(value)
    if found.ndim != 0:
        raise ValueError(f"expected one number, got shape {found.shape}")
    return float(found)


def _interval(lo: float, hi: float) -> tuple[float, float]:
    lo, hi = _number(lo), _number(hi)
    if hi <= lo:
        raise ValueError(f"the interval [{lo}, {hi}] has no length")
    return lo, hi


def _cells(K: int) -> int:
    count = operator.index(K)
    if count < 1:
        raise ValueError(f"K must be at least 1, got {count}")
    return count


def _values(f: Function, x: NDArray[np.float64]) -> NDArray[np.float64]:
    values = _array(f(x))
    if values.shape != x.shape:
        raise ValueError(f"the function turned shape {x.shape} into {values.shape}")
    return values


def _relu(z: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.maximum(z, 0.0)


### END SOLUTION


def sigmoid(z: ArrayLike) -> NDArray[np.float64]:
    """Squash every entry of z into (0, 1): 1 / (1 + exp(-z)).

    Shapes: a number or an array of any shape, the same out. Finite and without warnings for any
    finite z.

    Raises:
        TypeError: z is not made of real numbers.

    Source: lecture notes S0, "Sigmoid neuron"; slides S2 (UW), "Logistic Regression"; handout,
    task sigmoid.
    """
    ### BEGIN SOLUTION
    z = _array(z)
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, small) / (1.0 + small)
    ### END SOLUTION


def step_position(w: float, b: float) -> float:
    """Return the x where sigmoid(w x + b) is one half.

    Raises:
        ValueError: w is 0, so there is no step.
        TypeError: w or b is not a real number.

    Source: lecture notes S0, "S = -b/w"; handout, task step_position.
    """
    ### BEGIN SOLUTION
    w, b = _number(w), _number(b)
    if w == 0:
        raise ValueError("a unit with w = 0 has no step")
    return -b / w
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    x, s1, s2, h, w = _array(x), _number(s1), _number(s2), _number(h), _number(w)
    return h * (sigmoid(w * (x - s1)) - sigmoid(w * (x - s2)))
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    K, (lo, hi), w = _cells(K), _interval(lo, hi), _number(w)
    edges = np.linspace(lo, hi, K + 1)
    heights = _values(f, (edges[:-1] + edges[1:]) / 2)
    edges[0] -= hi - lo
    starts = edges[:-1]
    stops = np.append(edges[1:-1], hi + (hi - lo))
    b = -w * np.concatenate([starts, stops])
    return np.full(2 * K, w), b, np.concatenate([heights, -heights])
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    x, W, b, v, c = _array(x), _array(W), _array(b), _array(v), _number(c)
    if x.ndim != 1 or W.ndim != 1 or not W.shape == b.shape == v.shape:
        raise ValueError(
            f"shapes {x.shape}, {W.shape}, {b.shape}, {v.shape} are not (M,), (H,), (H,), (H,)"
        )
    return c + sigmoid(np.multiply.outer(x, W) + b) @ v
    ### END SOLUTION


def towers_needed(lipschitz: float, eps: float, lo: float, hi: float) -> int:
    """Return how many towers keep the error within eps on [lo, hi], at least 1.

    lipschitz is the steepest slope of the function: |f(x) - f(y)| <= lipschitz |x - y|.

    Raises:
        ValueError: eps <= 0.
        TypeError: an argument is not a real number.

    Source: slides S2 (UW), "how many neurons would we need?"; handout, task towers_needed.
    """
    ### BEGIN SOLUTION
    lipschitz, eps, lo, hi = map(_number, (lipschitz, eps, lo, hi))
    if eps <= 0:
        raise ValueError(f"eps must be positive, got {eps}")
    return max(1, math.ceil(lipschitz * (hi - lo) / (2 * eps)))
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    x = _array(x)
    a, b, c, d, h = map(_number, (a, b, c, d, h))
    if not a < b <= c < d:
        raise ValueError(f"a < b <= c < d does not hold for {a}, {b}, {c}, {d}")
    up = (_relu(x - a) - _relu(x - b)) / (b - a)
    down = (_relu(x - c) - _relu(x - d)) / (d - c)
    return h * (up - down)
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    h = _number(h)
    return sigmoid(tower_1d(x, x0, x1, h, w) + tower_1d(y, y0, y1, h, w) - 1.5 * h)
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    K, (lo, hi) = _cells(K), _interval(lo, hi)
    grid = np.linspace(lo, hi, K + 1)
    values = _values(f, grid)
    slopes = np.diff(values) / np.diff(grid)
    return grid[:-1].copy(), np.diff(slopes, prepend=0.0), float(values[0])
    ### END SOLUTION


def sup_error(f: Function, g: Function, lo: float, hi: float, n: int = 10001) -> float:
    """Return the largest |f - g| on n equally spaced points of [lo, hi], both ends included.

    f and g take an array (M,) and return (M,).

    Raises:
        TypeError: lo or hi is not a real number.

    Source: slides S2 (UW), theorem 10, |F(x) - F^(x)| < eps for all x; handout, task sup_error.
    """
    ### BEGIN SOLUTION
    x = np.linspace(_number(lo), _number(hi), n)
    return float(np.max(np.abs(_values(f, x) - _values(g, x))))
    ### END SOLUTION
