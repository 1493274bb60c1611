"""NumPy scalars, 0-d arrays, tuples and other dtypes wherever the contract leaves the choice."""

import functools
import operator

import numpy as np


def _check(kind, text):
    raise kind(text)


def _to_float(a):
    a = np.asarray(a)
    return (
        a.astype(float)
        if a.dtype.kind in {"b", "i", "u", "f"}
        else _check(TypeError, "numbers only")
    )


def _table(X):
    X = _to_float(X)
    return X if X.ndim == 2 else _check(ValueError, "2-D only")


def _line(w, n=None):
    w = _to_float(w)
    return w if w.ndim == 1 and n in (None, len(w)) else _check(ValueError, "1-D only")


def _signs(y, n):
    y = np.squeeze(_to_float(y), axis=1) if np.ndim(y) == 2 else _to_float(y)
    good = y.shape == (n,) and bool(np.all(y * y == 1))
    return y.astype(np.int8) if good else _check(ValueError, "labels")


def add_bias(X):
    X = _table(X)
    return np.hstack((X, np.full_like(X[:, :1], 1) if X.shape[1] else np.ones((len(X), 1))))


def two_gaussians(n, mean_gap, rng):
    both = np.hstack([rng.normal(0, 1, (n, 2)), rng.normal(mean_gap, 1, (n, 2))])
    return [add_bias(both.reshape(-1, 2)), np.array([1, -1] * int(n), dtype=np.int8)]


def predict(X, w):
    X = _table(X)
    signs = np.sign(np.dot(X, _line(w, X.shape[1])))
    return np.where(signs == 0, 1.0, signs)


def perceptron_step(w, x, y):
    w = _line(w)
    x = _line(x, len(w))
    right = np.sign(functools.reduce(operator.add, map(operator.mul, w, x), 0.0)) == np.sign(y)
    return [w.copy() if right else w + np.asarray(y) * x, np.asarray(int(not right))]


def perceptron_train(X, y, max_epochs=1000, w0=None):
    X = _table(X)
    y = _signs(y, len(X))
    if not len(X):
        raise ValueError("N = 0")
    w = np.array(_line(np.zeros(X.shape[1]) if w0 is None else w0, X.shape[1]))
    epochs = np.full(max_epochs, -1, dtype=np.int32)
    for k in range(max_epochs):
        epochs[k] = 0
        for i in range(len(X)):
            if y[i] * X[i].dot(w) <= 0:
                w += y[i] * X[i]
                epochs[k] += 1
        if not epochs[k]:
            break
    swept = epochs[epochs >= 0]
    return [w, tuple(np.asarray(e) for e in swept), np.asarray(not swept[-1])]


def margin(X, y, w):
    X = _table(X)
    w = _line(w, X.shape[1])
    scores = _signs(y, len(X)) * (X @ w)
    if not np.any(w):
        raise ValueError("w = 0")
    return np.asarray(np.partition(scores, 0)[0] / np.sqrt(np.sum(w**2)))


def mistake_bound(X, y, w_star):
    gap = margin(X, y, w_star)
    if not np.sign(gap) == 1:
        raise ValueError("gap")
    return np.float64(max(np.sum(_table(X) ** 2, axis=1))) / np.float64(gap) ** 2


def bayes_posterior(X):
    X = _table(X)
    if X.shape[1] != 2:
        raise ValueError("(N, 2) only")
    log_ratio = ((X - 3) ** 2 - X**2).sum(axis=1) / 2
    return np.exp(-np.logaddexp(0, -log_ratio))
