"""Broadcasting and einsum; the bias folded into the matrix; the sigmoid as a tanh."""

import numpy as np


def real(*values):
    out = []
    for value in values:
        array = np.asarray(value)
        if not (
            np.issubdtype(array.dtype, np.floating)
            or np.issubdtype(array.dtype, np.integer)
            or array.dtype == bool
        ):
            raise TypeError("real numbers only")
        out.append(np.array(array, dtype=np.float64))
    return out if len(out) > 1 else out[0]


def sigmoid(z):
    return 0.5 + 0.5 * np.tanh(0.5 * real(z))


def step_position(w, b):
    w, b = real(w, b)
    if np.any(w == 0.0):
        raise ValueError("w must not be 0")
    return np.negative(b) / w


def _layer(X, Theta):
    ones = np.ones(X.shape + (1,))
    return sigmoid(np.einsum("...d,hd->...h", np.concatenate([ones, X[..., None]], axis=-1), Theta))


def tower_1d(x, s1, s2, h, w=1000.0):
    x, s1, s2, h, w = real(x, s1, s2, h, w)
    Theta = np.stack([[-w * s1, w], [-w * s2, w]])
    return np.einsum("...h,h->...", _layer(x, Theta), np.stack([h, -h]))


def fit_towers(f, K, lo, hi, w):
    lo, hi, w = real(lo, hi, w)
    if not (K >= 1 and hi > lo):
        raise ValueError("K >= 1 and lo < hi, please")
    width = (hi - lo) / K
    cells = np.arange(K)
    steps = lo + width * np.stack([cells, cells + 1], axis=1)
    steps[0, 0] = lo - (hi - lo)
    steps[-1, 1] = hi + (hi - lo)
    heights = np.asarray(f(lo + width * (cells + 0.5)))
    v = heights[:, None] * np.array([1.0, -1.0])
    return np.broadcast_to(w, 2 * K).copy(), (-w * steps).ravel(), v.ravel()


def shallow_network(x, W, b, v, c=0.0):
    x, W, b, v, c = real(x, W, b, v, c)
    if {x.ndim, W.ndim, b.ndim, v.ndim} != {1}:
        raise ValueError("one dimension each")
    if len({len(W), len(b), len(v)}) != 1:
        raise ValueError("W, b and v differ in length")
    return np.einsum("mh,h->m", _layer(x, np.column_stack([b, W])), v) + c


def towers_needed(lipschitz, eps, lo, hi):
    lipschitz, eps, lo, hi = real(lipschitz, eps, lo, hi)
    if not eps > 0:
        raise ValueError("eps > 0, please")
    return np.maximum(1, np.ceil(0.5 * lipschitz * (hi - lo) / eps)).astype(np.int64)


def pulse_relu(x, a, b, c, d, h):
    x, a, b, c, d, h = real(x, a, b, c, d, h)
    if np.any(np.diff([a, b, c, d]) < [0.0, 0.0, 0.0]) or a == b or c == d:
        raise ValueError("a < b <= c < d, please")
    up, down = h / (b - a), h / (d - c)
    hidden = np.maximum(x[..., None] - np.stack([a, b, c, d]), 0)
    return hidden @ np.stack([up, -up, -down, down])


def tower_2d(x, y, x0, x1, y0, y1, h=10.0, w=1000.0):
    x, y, x0, x1, y0, y1, h, w = real(x, y, x0, x1, y0, y1, h, w)
    if x.shape != y.shape:
        raise ValueError("x and y differ in shape")
    Theta = np.array([[-w * x0, w, 0], [-w * x1, w, 0], [-w * y0, 0, w], [-w * y1, 0, w]])
    inputs = np.stack([np.ones_like(x), x, y], axis=-1)
    hidden = sigmoid(inputs @ Theta.T)
    return sigmoid(hidden @ (h * np.array([1.0, -1, 1, -1])) - 3 * h / 2)


def relu_interpolant(f, K, lo, hi):
    lo, hi = real(lo, hi)
    if not (K >= 1 and hi > lo):
        raise ValueError("K >= 1 and lo < hi, please")
    grid = lo + (hi - lo) * np.arange(K + 1) / K
    values = np.asarray(f(grid))
    # the first knot lies one unit before lo, so the offset is not f(lo)
    knots = np.concatenate([[lo - 1.0], grid[1:-1]])
    system = np.column_stack([np.ones(K + 1), np.maximum(grid[:, None] - knots, 0.0)])
    solution = np.linalg.solve(system, values)
    return knots, solution[1:], solution[0]


def sup_error(f, g, lo, hi, n=10001):
    lo, hi = real(lo, hi)
    x = lo + (hi - lo) * np.linspace(0.0, 1.0, n)
    return np.linalg.norm(np.subtract(f(x), g(x)), np.inf)
