"""Whole arrays at once: einsum, Gram matrix, jumps to the next mistake."""

import numpy as np


def _num(a, *ndims):
    a = np.asarray(a)
    if not (
        np.issubdtype(a.dtype, np.floating) or np.issubdtype(a.dtype, np.integer) or a.dtype == bool
    ):
        raise TypeError("not numeric")
    if ndims and a.ndim not in ndims:
        raise ValueError("wrong number of dimensions")
    return np.array(a, dtype=float)


def _signed_rows(X, y):
    """Rows multiplied by their label, which turns every condition into y_i x_i . w > 0."""
    X = _num(X, 2)
    y = _num(y, 1, 2).ravel()
    if y.size != X.shape[0] or np.any(np.abs(y) != 1):
        raise ValueError("labels do not fit")
    return X * y[:, None]


def add_bias(X):
    return np.pad(_num(X, 2), ((0, 0), (0, 1)), constant_values=1.0)


def two_gaussians(n, mean_gap, rng):
    Z = np.concatenate([rng.standard_normal((1, n, 2)), mean_gap + rng.standard_normal((1, n, 2))])
    X = np.ones((2 * n, 3))
    X[0::2, :2], X[1::2, :2] = Z
    return X, (-1.0) ** np.arange(2 * n)


def predict(X, w):
    X, w = _num(X, 2), _num(w, 1)
    if X.shape[1:] != w.shape:
        raise ValueError("lengths differ")
    return 2 * (np.einsum("nd,d->n", X, w) >= 0).astype(int) - 1


def perceptron_step(w, x, y):
    w, x = _num(w, 1), _num(x, 1)
    if w.shape != x.shape:
        raise ValueError("lengths differ")
    wrong = y * np.vdot(w, x) <= 0
    return w + wrong * y * x, wrong


def perceptron_train(X, y, max_epochs=1000, w0=None):
    """In the dual: alpha counts how often each row was added; w is put together at the end."""
    A = _signed_rows(X, y)
    if not A.size:
        raise ValueError("no rows")
    w0 = np.zeros(A.shape[1]) if w0 is None else _num(w0, 1)
    scores = A @ w0
    gram = A @ A.T
    alpha = np.zeros(len(A), dtype=int)
    history = np.zeros(0, dtype=int)
    for _ in range(max_epochs):
        before, start = alpha.sum(), 0
        while True:
            wrong = np.flatnonzero(scores[start:] <= 0)
            if not wrong.size:
                break
            i = start + wrong[0]
            alpha[i] += 1
            scores = scores + gram[i]
            start = i + 1
        history = np.append(history, alpha.sum() - before)
        if history[-1] == 0:
            break
    return w0 + alpha @ A, history, history[-1] == 0


def margin(X, y, w):
    A, w = _signed_rows(X, y), _num(w, 1)
    if not w.any():
        raise ValueError("zero weights")
    return np.min(A @ (w / np.sqrt(w @ w)))


def mistake_bound(X, y, w_star):
    gamma = margin(X, y, w_star)
    if gamma <= 0:
        raise ValueError("not a separating vector")
    X = _num(X, 2)
    return np.max(np.einsum("nd,nd->n", X, X)) / np.square(gamma)


def bayes_posterior(X):
    X = _num(X, 2)
    if X.shape[1] != 2:
        raise ValueError("two columns")
    return 0.5 * (1 + np.tanh((9 - 3 * X.sum(axis=1)) / 2))
