"""Bias folded into the matrix, einsum, bit tricks; the mirror-image networks."""

import numpy as np


def real_array(a, *ndims):
    a = np.asarray(a)
    if not (
        np.issubdtype(a.dtype, np.floating) or np.issubdtype(a.dtype, np.integer) or a.dtype == bool
    ):
        raise TypeError(f"dtype {a.dtype}")
    if ndims and a.ndim not in ndims:
        raise ValueError(f"{a.ndim} dimensions")
    return np.array(a, dtype=float)


def with_one(X):
    return np.concatenate([np.ones((len(X), 1)), X], axis=1)


def step(z):
    return np.heaviside(real_array(z), 1.0)


def xor_constraints(w0, w1, w2):
    A = np.array([[1, 0, 0], [1, 0, 1], [1, 1, 0], [1, 1, 1]], dtype=float)
    fires = A @ np.array([w0, w1, w2], dtype=float) >= 0
    return fires == np.array([False, True, True, False])


def xor_features(X):
    X = real_array(X, 2)
    if X.shape[1] != 2:
        raise ValueError("two columns")
    return np.hstack([X, np.prod(X, axis=1, keepdims=True)])


def minterm_layer(n):
    signs = np.stack(np.meshgrid(*[[-1.0, 1.0]] * n, indexing="ij"), axis=-1).reshape(-1, n)
    return signs, -(signs.sum(axis=1) + n) / 2 + 0.999


def boolean_mlp(table):
    t = real_array(table, 1)
    n = int(np.log2(len(t)))
    if 1 << n != len(t):
        raise ValueError("size")
    W, b = minterm_layer(n)
    # every unit is on except at its own row: AND of those that guard a false row
    return -W[::-1], 0.499 - b[::-1], np.where(t[::-1] == 0, 3.0, 0.0), 0.7 - 3.0 * (t == 0).sum()


def dnf_mlp(table):
    t = real_array(table, 1)
    n = int(np.log2(len(t)))
    if 1 << n != len(t):
        raise ValueError("size")
    W, b = minterm_layer(n)
    mask = t.astype(bool)[::-1]
    return 10 * W[::-1][mask], 10 * b[::-1][mask], np.full(mask.sum(), 2.5), np.float64(-2.5)


def mlp_forward(X, W1, b1, w2, b2):
    X, W1, b1, w2 = real_array(X, 2), real_array(W1, 2), real_array(b1, 1), real_array(w2, 1)
    if W1.shape != (b1.size, X.shape[1]) or w2.size != b1.size:
        raise ValueError("shapes do not fit")
    Theta1 = np.column_stack([b1, W1])
    Theta2 = np.concatenate([[float(b2)], w2])
    H = np.einsum("nd,hd->nh", with_one(X), Theta1) >= 0
    return (np.einsum("nh,h->n", with_one(H), Theta2) >= 0).astype(int)


def xor_unit():
    # NAND and OR, then AND
    return np.array([[-2.0, -2.0], [2.0, 2.0]]), np.array([3.0, -1.0]), np.ones(2), np.float64(-2)


def parity_deep(X):
    X = real_array(X, 2)
    n = X.shape[1]
    depth = n.bit_length() - 1
    if n < 2 or 1 << depth != n:
        raise ValueError("n")
    out = X
    for _ in range(depth):
        left, right = out[:, 0::2], out[:, 1::2]
        both, any_ = left + right >= 1.5, left + right >= 0.5
        out = (any_ * 1.0 - both >= 0.5).astype(float)
    return out[:, 0].astype(np.int64), sum(3 * 2**k for k in range(depth)), 2 * depth


def units_shallow(n):
    return (1 << (n - 1)) + 1


def units_deep(n):
    return 3 * n - 3


def box_classifier(X, x0, x1, y0, y1):
    X = real_array(X, 2)
    if X.shape[1] != 2:
        raise ValueError("two columns")
    lo, hi = real_array([x0, y0]), real_array([x1, y1])
    return ((lo <= X) & (hi >= X)).all(axis=1).astype(np.int64)


def train_xor(n_hidden, eta, n_steps, rng):
    W1 = rng.standard_normal((n_hidden, 2))
    w2 = rng.standard_normal(n_hidden)
    Theta1 = np.column_stack([np.zeros(n_hidden), W1])
    Theta2 = np.concatenate([[0.0], w2])
    X = np.array([[1, 0, 0], [1, 0, 1], [1, 1, 0], [1, 1, 1]], dtype=float)
    y = np.array([0, 1, 1, 0])
    losses = []
    for _ in range(n_steps):
        H = 1 / (1 + np.exp(-(X @ Theta1.T)))
        A = with_one(H)
        p = 1 / (1 + np.exp(-(A @ Theta2)))
        losses.append(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))
        d2 = (p - y)[:, None]
        d1 = d2 * Theta2[None, 1:] * H * (1 - H)
        Theta2 = Theta2 - eta * (d2 * A).mean(axis=0)
        Theta1 = Theta1 - eta * np.einsum("nh,nd->hd", d1, X) / 4
    return Theta1[:, 1:], Theta1[:, 0], Theta2[1:], Theta2[0], np.array(losses)
