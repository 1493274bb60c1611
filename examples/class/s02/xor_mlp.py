import math
import numbers
from itertools import product

import numpy as np


def check_number(v):
    if isinstance(v, np.ndarray) and v.ndim == 0:
        v = v.item()
    if isinstance(v, bool | np.bool_):
        return float(v)
    if not isinstance(v, numbers.Real):
        raise TypeError("a number is needed")
    return float(v)


def as_rows(X, width=None):
    if isinstance(X, np.ndarray):
        X = X.tolist()
    if not isinstance(X, list | tuple):
        raise ValueError("X must have rows")
    rows = []
    for row in X:
        if not isinstance(row, list | tuple | np.ndarray):
            raise ValueError("X must be two-dimensional")
        if any(isinstance(v, list | tuple | np.ndarray) for v in row):
            raise ValueError("X must be two-dimensional")
        rows.append([check_number(v) for v in row])
        if len(rows[-1]) != (len(rows[0]) if width is None else width):
            raise ValueError("a row has the wrong length")
    return rows


def as_list(v):
    if isinstance(v, np.ndarray):
        v = v.tolist()
    if not isinstance(v, list | tuple) or any(isinstance(a, list | tuple) for a in v):
        raise ValueError("one dimension is needed")
    return [check_number(a) for a in v]


def table_of(table):
    values = as_list(table)
    n = 0
    while 2**n < len(values):
        n += 1
    if 2**n != len(values):
        raise ValueError("size must be a power of two")
    return values, n


def fire(a):
    return 1.0 if a >= 0 else 0.0


def dot(a, b):
    if len(a) != len(b):
        raise ValueError("lengths differ")
    total = 0.0
    for p, q in zip(a, b, strict=True):
        total += p * q
    return total


def step(z):
    if isinstance(z, list | tuple):
        z = np.array(z)
    if not isinstance(z, np.ndarray):
        return fire(check_number(z))
    if z.dtype.kind in "OUSc":
        raise TypeError("not numeric")
    out = np.zeros(z.shape)
    for index in np.ndindex(*z.shape):
        out[index] = fire(z[index])
    return out


def xor_constraints(w0, w1, w2):
    holds = []
    for (x1, x2), wanted in zip(product((0, 1), repeat=2), (False, True, True, False), strict=True):
        score = w0 + x1 * w1 + x2 * w2
        holds.append(bool((score >= 0) == wanted))
    return holds


def xor_features(X):
    out = []
    for u, v in as_rows(X, 2):
        out.append([u, v, u * v])
    return np.array(out)


def minterm_layer(n):
    W, b = [], []
    for row in product((0, 1), repeat=n):
        W.append([1 if bit else -1 for bit in row])
        b.append(-sum(row))
    return np.array(W), np.array(b)


def boolean_mlp(table):
    values, n = table_of(table)
    W1, b1 = minterm_layer(n)
    w2 = np.array([1.0 if v else -1.0 for v in values])
    return W1, b1, w2, 0


def dnf_mlp(table):
    values, n = table_of(table)
    W1, b1 = minterm_layer(n)
    keep = [k for k in range(len(values)) if values[k] == 1]
    W = np.array([W1[k] for k in keep]).reshape(len(keep), n)
    return W, np.array([b1[k] for k in keep]), np.array([1 for _ in keep]), -1


def mlp_forward(X, W1, b1, w2, b2):
    rows, W, b, v, c = as_rows(X), as_rows(W1), as_list(b1), as_list(w2), check_number(b2)
    if not len(W) == len(b) == len(v):
        raise ValueError("numbers of hidden units differ")
    out = []
    for x in rows:
        h = [fire(dot(w, x) + bias) for w, bias in zip(W, b, strict=True)]
        out.append(int(fire(dot(v, h) + c)))
    return np.array(out)


def xor_unit():
    W1 = np.array([[1.0, -1.0], [-1.0, 1.0]])
    return W1, np.array([-1.0, -1.0]), np.array([1.0, 1.0]), -1.0


def parity_deep(X):
    rows = as_rows(X)
    n = len(rows[0])
    if n < 2 or 2 ** round(math.log2(n)) != n:
        raise ValueError("not a power of two")
    W1, b1, w2, b2 = (np.asarray(p).tolist() for p in xor_unit())
    out = []
    for row in rows:
        level, units, layers = row, 0, 0
        while len(level) > 1:
            above = []
            for i in range(0, len(level), 2):
                pair = level[i : i + 2]
                h = [fire(dot(w, pair) + bias) for w, bias in zip(W1, b1, strict=True)]
                above.append(fire(dot(w2, h) + b2))
                units += 3
            level, layers = above, layers + 2
        out.append(level[0])
    return [int(o) for o in out], units, layers


def units_shallow(n):
    true_rows = 1
    for _ in range(n - 1):
        true_rows *= 2
    return true_rows + 1


def units_deep(n):
    return sum(3 for _ in range(n - 1)) if n < 1000 else 3 * n - 3


def box_classifier(X, x0, x1, y0, y1):
    left, right, bottom, top = (check_number(v) for v in (x0, x1, y0, y1))
    out = []
    for x, y in as_rows(X, 2):
        out.append(1 if left <= x <= right and bottom <= y <= top else 0)
    return np.array(out)


def logistic(a):
    if a >= 0:
        return 1 / (1 + math.exp(-a))
    e = math.exp(a)
    return e / (1 + e)


def train_xor(n_hidden, eta, n_steps, rng):
    rows = [((0, 0), 0), ((0, 1), 1), ((1, 0), 1), ((1, 1), 0)]
    W1 = rng.normal(size=(n_hidden, 2)).tolist()
    w2 = rng.normal(size=n_hidden).tolist()
    b1, b2, losses = [0.0] * n_hidden, 0.0, []
    for _ in range(n_steps):
        gW1 = [[0.0, 0.0] for _ in range(n_hidden)]
        gb1, gw2, gb2, loss = [0.0] * n_hidden, [0.0] * n_hidden, 0.0, 0.0
        for (x1, x2), y in rows:
            h = [logistic(W1[j][0] * x1 + W1[j][1] * x2 + b1[j]) for j in range(n_hidden)]
            p = logistic(sum(w2[j] * h[j] for j in range(n_hidden)) + b2)
            loss -= math.log(p if y else 1 - p) / 4
            d = (p - y) / 4
            gb2 += d
            for j in range(n_hidden):
                dj = d * w2[j] * h[j] * (1 - h[j])
                gw2[j] += d * h[j]
                gb1[j] += dj
                gW1[j][0] += dj * x1
                gW1[j][1] += dj * x2
        losses.append(loss)
        for j in range(n_hidden):
            W1[j] = [W1[j][0] - eta * gW1[j][0], W1[j][1] - eta * gW1[j][1]]
            b1[j] -= eta * gb1[j]
            w2[j] -= eta * gw2[j]
        b2 -= eta * gb2
    return np.array(W1), np.array(b1), np.array(w2), b2, losses
