"""NumPy scalars, 0-d arrays and stacked results; towers that reach very far past the ends."""

import numbers
from functools import reduce

import numpy as np

FAR = 1000.0


def array_of(value):
    array = np.array(value)
    if array.dtype == object or not np.isrealobj(array) or array.dtype.kind in "US":
        raise TypeError("not real")
    return array * np.float64(1)


def scalar_of(value):
    if isinstance(value, np.ndarray) and value.ndim == 0:
        value = value[()]
    if not isinstance(value, (numbers.Real, np.bool_)):
        raise TypeError("not a real number")
    return np.float64(value)


def sigmoid(z):
    z = array_of(z)
    return np.asarray(np.reciprocal(1 + np.exp(np.clip(-z, -700, 700))))


def step_position(w, b):
    w, b = scalar_of(w), scalar_of(b)
    if w == 0:
        raise ValueError("w is 0")
    return np.asarray(-b / w)


def tower_1d(x, s1, s2, h, w=1000.0):
    x = array_of(x)
    s1, s2, h, w = map(scalar_of, (s1, s2, h, w))
    return np.asarray(h * sigmoid(w * x - w * s1) + (-h) * sigmoid(w * x - w * s2))


def fit_towers(f, K, lo, hi, w):
    if K < 1:
        raise ValueError("K")
    lo, hi, w = map(scalar_of, (lo, hi, w))
    if not lo < hi:
        raise ValueError("lo, hi")
    inner = np.linspace(lo, hi, 2 * K + 1)
    heights = np.asarray(f(inner[1::2]))
    rises = np.r_[lo - FAR, inner[2:-1:2]]
    falls = np.r_[inner[2:-1:2], hi + FAR]
    b = w * np.r_[-falls, -rises]
    return np.array([np.repeat(w, 2 * K), b, np.r_[-heights, heights]])


def shallow_network(x, W, b, v, c=0.0):
    x, W, b, v = map(array_of, (x, W, b, v))
    if any(a.ndim != 1 for a in (x, W, b, v)) or not W.size == b.size == v.size:
        raise ValueError("shapes")
    hidden = sigmoid(np.outer(W, x) + b[:, np.newaxis])
    return np.dot(v, hidden) + scalar_of(c)


def towers_needed(lipschitz, eps, lo, hi):
    lipschitz, eps, lo, hi = map(scalar_of, (lipschitz, eps, lo, hi))
    if eps <= 0:
        raise ValueError("eps")
    count = np.ceil(lipschitz * (hi - lo) / (eps + eps)).astype(np.int32)
    return np.asarray(np.clip(count, 1, None))


def pulse_relu(x, a, b, c, d, h):
    x = array_of(x)
    a, b, c, d, h = map(scalar_of, (a, b, c, d, h))
    if not (a < b and b <= c and c < d):
        raise ValueError("order")
    knots = (a, b, c, d)
    weights = (h / (b - a), h / (a - b), h / (c - d), h / (d - c))
    terms = (m * ((x - k) * (x > k)) for m, k in zip(weights, knots, strict=True))
    return np.asarray(reduce(np.add, terms))


def tower_2d(x, y, x0, x1, y0, y1, h=10.0, w=1000.0):
    tx, ty = tower_1d(x, x0, x1, h, w), tower_1d(y, y0, y1, h, w)
    return sigmoid(tx + ty - scalar_of(1.5) * h)


def relu_interpolant(f, K, lo, hi):
    if K < 1:
        raise ValueError("K")
    lo, hi = scalar_of(lo), scalar_of(hi)
    if not lo < hi:
        raise ValueError("lo, hi")
    grid = np.linspace(lo, hi, K + 1)
    values = np.asarray(f(grid))
    second = np.diff(np.diff(values), prepend=0.0)
    second[0] = values[1] - values[0]
    return [grid[:K], second * K / (hi - lo), np.asarray(values[0])]


def sup_error(f, g, lo, hi, n=10001):
    x = np.linspace(scalar_of(lo), scalar_of(hi), n)
    return np.abs(g(x) - f(x)).max()
