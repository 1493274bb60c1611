"""Helper classes and dataclasses: units, networks, intervals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np


def checked(value):
    array = np.asarray(value)
    if array.dtype.kind not in "bifu":
        raise TypeError(f"{value!r} is not numeric")
    return array.astype(float)


@dataclass(frozen=True)
class Interval:
    lo: float
    hi: float

    def __post_init__(self):
        if checked(self.hi) <= checked(self.lo):
            raise ValueError("an interval needs lo < hi")

    @property
    def length(self):
        return float(checked(self.hi) - checked(self.lo))

    def split(self, K):
        if K < 1:
            raise ValueError("at least one cell")
        return np.linspace(self.lo, self.hi, int(K) + 1, dtype=float)


@dataclass(frozen=True)
class Step:
    """A steep sigmoid at a position."""

    at: float
    steepness: float

    @property
    def bias(self):
        return -self.steepness * self.at

    def __call__(self, x):
        return sigmoid(self.steepness * (x - self.at))


class Tower:
    def __init__(self, begin, end, height, steepness):
        begin, end, height, steepness = map(checked, (begin, end, height, steepness))
        self.rise, self.fall = Step(begin, steepness), Step(end, steepness)
        self.height = height

    def __call__(self, x):
        return self.height * (self.rise(x) - self.fall(x))


class Layer(NamedTuple):
    W: np.ndarray
    b: np.ndarray
    v: np.ndarray


class Interpolant(NamedTuple):
    knots: np.ndarray
    coef: np.ndarray
    offset: float


def sigmoid(z):
    z = checked(z)
    return np.exp(-np.logaddexp(0.0, -z))


def step_position(w, b):
    w, b = checked(w), checked(b)
    if not w:
        raise ValueError("flat unit")
    return float(b / -w)


def tower_1d(x, s1, s2, h, w=1000.0):
    return Tower(s1, s2, h, w)(checked(x))


def fit_towers(f, K, lo, hi, w):
    edges = Interval(lo, hi).split(K)
    heights = f(edges[:-1] + np.diff(edges) / 2)
    edges[0] -= 40.0 / w
    edges[-1] += 40.0 / w
    towers = [Tower(*edges[k : k + 2], heights[k], w) for k in range(len(edges) - 1)]
    falls = [(t.fall.steepness, t.fall.bias, -t.height) for t in reversed(towers)]
    rises = [(t.rise.steepness, t.rise.bias, t.height) for t in towers]
    return Layer(*(np.array(column, dtype=float) for column in zip(*falls, *rises, strict=True)))


def shallow_network(x, W, b, v, c=0.0):
    x, layer, c = checked(x), Layer(checked(W), checked(b), checked(v)), checked(c)
    if x.ndim != 1 or any(part.ndim != 1 or len(part) != len(layer.W) for part in layer):
        raise ValueError("shapes do not fit")
    total = np.full(len(x), float(c))
    for W_k, b_k, v_k in zip(*layer, strict=True):
        total += v_k * sigmoid(W_k * x + b_k)
    return total


def towers_needed(lipschitz, eps, lo, hi):
    lipschitz, eps, lo, hi = (float(checked(value)) for value in (lipschitz, eps, lo, hi))
    if eps <= 0:
        raise ValueError("no error at all cannot be asked")
    # the ceiling is the negative of the floor of the negative
    return max(int(-(-lipschitz * (hi - lo) // (2 * eps))), 1)


class Ramp:
    """Two ReLUs: 0 before start, 1 after stop."""

    def __init__(self, start, stop):
        if start >= stop:
            raise ValueError("a ramp needs start < stop")
        self.start, self.stop = start, stop

    def __call__(self, x):
        up = np.where(x > self.start, x - self.start, 0.0)
        back = np.where(x > self.stop, x - self.stop, 0.0)
        return (up - back) / (self.stop - self.start)


def pulse_relu(x, a, b, c, d, h):
    a, b, c, d, h = (float(checked(value)) for value in (a, b, c, d, h))
    rise, fall = Ramp(a, b), Ramp(c, d)
    if b > c:
        raise ValueError("the pulse falls before it has risen")
    return h * rise(checked(x)) - h * fall(checked(x))


def tower_2d(x, y, x0, x1, y0, y1, h=10.0, w=1000.0):
    across, along = Tower(x0, x1, h, w)(checked(x)), Tower(y0, y1, h, w)(checked(y))
    if np.shape(across) != np.shape(along):
        raise ValueError("x and y must agree")
    return sigmoid(across + along - h - h / 2)


def relu_interpolant(f, K, lo, hi):
    grid = Interval(lo, hi).split(K)
    values = f(grid)
    slopes = np.diff(values) / (Interval(lo, hi).length / K)
    coef = slopes.copy()
    coef[1:] -= slopes[:-1]
    # units in the opposite order
    return Interpolant(grid[-2::-1].copy(), coef[::-1].copy(), float(values[0]))


def sup_error(f, g, lo, hi, n=10001):
    grid = np.linspace(float(checked(lo)), float(checked(hi)), int(n))
    gaps = np.asarray(f(grid)) - np.asarray(g(grid))
    return max(float(gaps.max()), float(-gaps.min()))


_network = shallow_network


def shallow_network(x, W, b, v, c=0.0):
    return _network(x, W, b, v, c)[:, None]  # a column


_sigmoid = sigmoid


def sigmoid(z):
    return _sigmoid(z).tolist()
