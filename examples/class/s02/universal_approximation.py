"""Plain loops over Python floats; only the results are arrays."""

import math

import numpy as np


def numbers(value):
    a = np.array(value)
    if a.dtype.kind not in "biuf":
        raise TypeError("numbers only")
    return a.astype(float)


def one(value):
    if isinstance(value, (str, complex)) or value is None:
        raise TypeError("a number, please")
    return float(value)


def each(fn, x):
    x = numbers(x)
    if x.ndim == 0:
        return fn(float(x))
    out = np.empty(x.shape)
    for index in np.ndindex(*x.shape):
        out[index] = fn(float(x[index]))
    return out


def squash(t):
    if t >= 0:
        return 1.0 / (1.0 + math.exp(-t))
    return math.exp(t) / (1.0 + math.exp(t))


def ramp(t):
    return t if t > 0 else 0.0


def sigmoid(z):
    return each(squash, z)


def step_position(w, b):
    w, b = one(w), one(b)
    if w == 0:
        raise ValueError("no step")
    return -(b / w)


def tower_1d(x, s1, s2, h, w=1000.0):
    s1, s2, h, w = one(s1), one(s2), one(h), one(w)
    return each(lambda t: h * squash(w * t - w * s1) - h * squash(w * t - w * s2), x)


def fit_towers(f, K, lo, hi, w):
    lo, hi, w = one(lo), one(hi), one(w)
    if K < 1 or hi <= lo:
        raise ValueError("nothing to fit")
    width = (hi - lo) / K
    W, b, v = [], [], []
    for k in range(K):
        begin, end = lo + k * width, lo + (k + 1) * width
        height = float(f(np.array([begin + width / 2]))[0])
        if k == 0:
            begin -= width / 2
        if k == K - 1:
            end += width / 2
        W += [w, w]
        b += [-w * begin, -w * end]
        v += [height, -height]
    return np.array(W), np.array(b), np.array(v)


def shallow_network(x, W, b, v, c=0.0):
    x, W, b, v = numbers(x), numbers(W), numbers(b), numbers(v)
    if x.ndim != 1 or W.ndim != 1 or b.ndim != 1 or v.ndim != 1:
        raise ValueError("vectors only")
    if len(W) != len(b) or len(b) != len(v):
        raise ValueError("as many biases and output weights as units")
    out = []
    for t in x:
        total = one(c)
        for k in range(len(W)):
            total += v[k] * squash(W[k] * t + b[k])
        out.append(total)
    return np.array(out)


def towers_needed(lipschitz, eps, lo, hi):
    lipschitz, eps, lo, hi = one(lipschitz), one(eps), one(lo), one(hi)
    if eps <= 0:
        raise ValueError("eps must be positive")
    if lipschitz * (hi - lo) / 2 <= eps:
        return 1
    return math.ceil(lipschitz * (hi - lo) / 2 / eps)


def pulse_relu(x, a, b, c, d, h):
    a, b, c, d, h = one(a), one(b), one(c), one(d), one(h)
    if a >= b or b > c or c >= d:
        raise ValueError("knots out of order")

    def pulse(t):
        total = 0.0
        for slope, knot in (
            (h / (b - a), a),
            (-h / (b - a), b),
            (-h / (d - c), c),
            (h / (d - c), d),
        ):
            total += slope * ramp(t - knot)
        return total

    return each(pulse, x)


def tower_2d(x, y, x0, x1, y0, y1, h=10.0, w=1000.0):
    tx, ty = numbers(tower_1d(x, x0, x1, h, w)), numbers(tower_1d(y, y0, y1, h, w))
    if tx.shape != ty.shape:
        raise ValueError("x and y must have one shape")
    return each(squash, tx + ty - 3 * h / 2)


def relu_interpolant(f, K, lo, hi):
    lo, hi = one(lo), one(hi)
    if K < 1 or hi <= lo:
        raise ValueError("nothing to join")
    step = (hi - lo) / K
    heights = [float(f(np.array([lo + k * step]))[0]) for k in range(K + 1)]
    knots, coef, slope = [], [], 0.0
    for k in range(K):
        new = (heights[k + 1] - heights[k]) / step
        knots.append(lo + k * step)
        coef.append(new - slope)
        slope = new
    return np.array(knots), np.array(coef), heights[0]


def sup_error(f, g, lo, hi, n=10001):
    lo, hi = one(lo), one(hi)
    grid = np.array([lo + (hi - lo) * k / (n - 1) for k in range(n)])
    worst = 0.0
    for left, right in zip(f(grid).tolist(), g(grid).tolist(), strict=True):
        worst = max(worst, abs(left - right))
    return worst
