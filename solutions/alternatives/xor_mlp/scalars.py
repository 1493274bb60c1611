"""NumPy scalars, bool and int dtypes where only 0/1 or ±1 occur, lists and tuples."""

import numpy as np


def _num(a):
    a = np.asarray(a)
    if a.dtype.kind not in "fiub":
        raise TypeError("numbers only")
    return a.astype(np.float64)


def _two_d(X, cols=None):
    X = _num(X)
    if X.ndim != 2 or (cols and X.shape[1] != cols):
        raise ValueError("shape")
    return X


def _n_of(table):
    t = _num(table)
    if t.ndim != 1 or np.log2(t.size) % 1 != 0:
        raise ValueError("size")
    return t, round(np.log2(t.size))


def step(z):
    return np.greater_equal(_num(z), 0)


def xor_constraints(w0, w1, w2):
    return [float(w0 < 0), 1 * (w2 >= -w0), np.bool_(w1 >= -w0), w1 + w2 < -w0]


def xor_features(X):
    X = _two_d(X, 2)
    out = np.ones((len(X), 3))
    out[:, :2] = X
    out[:, 2] = X[:, 0] * X[:, 1]
    return out


def minterm_layer(n):
    bits = np.indices((2,) * n).reshape(n, -1).T
    W = np.where(bits, np.int8(1), np.int8(-1))
    return [W.tolist(), np.array([0.25 - r.sum() for r in bits])]


def boolean_mlp(table):
    t, n = _n_of(table)
    W, b = minterm_layer(n)
    return [np.array(W), b, (t > 0.5).astype(int) * 7 - 3, np.array(-2.0)]


def dnf_mlp(table):
    t, n = _n_of(table)
    true = t == 1
    W, b = minterm_layer(n)
    return [np.array(W)[true], np.array(b)[true], true[true], np.float32(-0.5)]


def mlp_forward(X, W1, b1, w2, b2):
    X, W1, b1, w2, b2 = _two_d(X), _two_d(W1), _num(b1), _num(w2), _num(b2)
    if b1.shape != w2.shape or b1.shape != W1.shape[:1]:
        raise ValueError("lengths")
    return step(step(X @ W1.T + b1).astype(float) @ w2 + b2)


def xor_unit():
    # x1 AND NOT x2 as the first hidden unit, x2 alone as the second
    return [np.array([[1, -1], [-1, 1]]), np.array([-0.5, -0.5]), [True, True], np.array(-0.5)]


def parity_deep(X):
    X = _two_d(X)
    n = X.shape[1]
    if n not in 2 ** np.arange(1, 12):
        raise ValueError("n")
    while X.shape[1] > 1:
        half = X.shape[1] // 2
        X = (X[:, :half] != X[:, half:]).astype(np.uint8)
    return [X[:, 0] == 1, np.int64(3 * (n - 1)), np.array(2 * round(np.log2(n)))]


def units_shallow(n):
    return np.int64(2) ** (n - 1) + 1


def units_deep(n):
    return np.array(3 * (n - 1))


def box_classifier(X, x0, x1, y0, y1):
    x, y = _two_d(X, 2).T
    sides = [x - _num(x0), _num(x1) - x, y - _num(y0), _num(y1) - y]
    return sum(step(s).astype(int) for s in sides) == 4


def train_xor(n_hidden, eta, n_steps, rng):
    theta = {"W1": rng.normal(0.0, 1.0, (n_hidden, 2)), "w2": rng.normal(0.0, 1.0, n_hidden)}
    theta |= {"b1": np.zeros(n_hidden), "b2": np.array(0.0)}
    u, v = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
    sign = 2 * (u ^ v) - 1
    losses = np.zeros(n_steps)
    for t in range(n_steps):
        s1 = np.outer(u, theta["W1"][:, 0]) + np.outer(v, theta["W1"][:, 1]) + theta["b1"]
        h = 1 / (1 + np.exp(-s1))
        margin = sign * (h.dot(theta["w2"]) + theta["b2"])
        losses[t] = np.log1p(np.exp(-margin)).mean()
        d = -sign / (1 + np.exp(margin)) / 4
        back = d[:, None] * theta["w2"] * h * (1 - h)
        grad = {
            "W1": np.stack([back[u == 1].sum(0), back[v == 1].sum(0)], axis=1),
            "b1": back.sum(0),
            "w2": h.T.dot(d),
            "b2": np.sum(d),
        }
        theta = {k: theta[k] - eta * grad[k] for k in theta}
    return [theta["W1"], theta["b1"], theta["w2"], theta["b2"], losses]
