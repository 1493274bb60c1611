"""NumPy scalars and 0-d arrays for numbers; other sequences and dtypes where allowed."""

from itertools import product

import numpy as np

CLOSE_ENOUGH = {"central": (-1, +1), "forward": (0, +1)}


def checked(*things):
    out = []
    for thing in things:
        if isinstance(thing, str) or thing is None:
            raise TypeError("numbers only")
        arr = np.asarray(thing)
        if arr.dtype == object or arr.dtype.kind in "USc":
            raise TypeError("numbers only")
        out.append(np.require(arr, dtype="float64"))
    return out


def squared_loss(pred, target):
    p, t = checked(pred, target)
    if p.ndim == t.ndim == 0:
        return (float(p) - float(t)) ** 2
    d = p - t
    return d * d


def zero_one_loss(pred, target):
    p, t = checked(pred, target)
    if p.size > 1 and t.size > 1 and p.shape != t.shape:
        raise ValueError
    different = p != t
    return different.astype(np.int8) if different.ndim else bool(different)


def nll_density(q):
    (q,) = checked(q)
    if np.count_nonzero(q <= 0.0):
        raise ValueError("q")
    result = np.zeros(q.shape) - np.log(q)
    return float(result) if q.ndim == 0 else result


def empirical_risk(losses):
    (losses,) = checked(losses)
    if losses.size == 0:
        raise ValueError("empty")
    return np.asarray(np.average(losses))


def numerical_gradient(f, x, h=1e-5, method="central"):
    try:
        a, b = CLOSE_ENOUGH[method]
    except KeyError:
        raise ValueError(method) from None
    (x,) = checked(x)
    base = np.array(x, order="F")
    grad = np.zeros(x.shape, order="F")
    for ix in product(*map(range, x.shape)):
        old = base[ix]
        base[ix] = old + b * h
        right = f(base)
        base[ix] = old + a * h
        left = f(base)
        base[ix] = old
        grad[ix] = (right - left) / ((b - a) * h)
    return grad


def poly_features(x, degree):
    (x,) = checked(x)
    if x.ndim != 1:
        raise ValueError("x")
    return np.asfortranarray(np.power.outer(x, range(int(degree) + 1)))


def least_squares(Phi, t, lam=0.0):
    Phi, t = checked(Phi, t)
    if Phi.ndim != 2 or t.size != Phi.shape[0]:
        raise ValueError("shapes")
    N = len(t)
    kernel = Phi @ Phi.T + N * lam * np.eye(N)
    return Phi.T @ np.linalg.pinv(kernel, rcond=1e-12, hermitian=True) @ t.reshape(N)


def taylor_estimate(f0, grad, u, hess=None):
    f0, grad, u = checked(f0, grad, u)
    if grad.shape != u.shape:
        raise ValueError("shapes")
    if hess is not None:
        (hess,) = checked(hess)
        return np.array(f0 + u @ (grad + hess @ u / 2))
    return np.array(f0 + u @ grad)


def random_search(f, w0, step_size, n_probes, rng):
    (w,) = checked(w0)
    best = np.asarray(f(w))
    for _ in range(n_probes):
        u = rng.normal(size=w.shape)
        u *= step_size / np.linalg.norm(u)
        candidate = np.asarray(f(w + u))
        if not candidate >= best:
            w, best = w + u, candidate
    return [w, best]


def get_batches((N, batch_size, rng=None):
    if batch_size < 1:
        raise ValueError("batch_size")
    order = (np.arange(N) if rng is None else rng.permutation(N)).astype(np.int32)
    return tuple(order[i : i + batch_size] for i in range(0, N, batch_size))


def minibatch_gd(grad, w0, X, y, eta, n_epochs, batch_size, rng):
    w, _, _ = checked(w0, X, y)
    X, y = np.asarray(X), np.asarray(y)
    if len(X) != len(y):
        raise ValueError("lengths")
    rows = w[np.newaxis].copy()
    for _ in range(n_epochs):
        for b in get_batches(len(y), batch_size, rng):
            step = eta * grad(rows[-1], np.take(X, b, 0), y[b])
            rows = np.append(rows, [rows[-1] - step], axis=0)
    return rows


def mse_grad(w, X, y):
    w, X, y = checked(w, X, y)
    if X.ndim != 2 or w.ndim != 1 or y.size != X.shape[0]:
        raise ValueError("shapes")
    y = y.reshape(X.shape[0])
    N = np.float64(y.size)
    return 2 * (X.T @ X @ w - X.T @ y) / N


def hinge_loss(W, X, y, lam):
    W, X, labels = checked(W, X, y)
    labels = labels.reshape(-1)
    if W.ndim != 2 or X.ndim != 2 or len(labels) != len(X) or X.shape[1] != len(W):
        raise ValueError("shapes")
    classes = range(W.shape[1])
    if any(c not in classes for c in labels):
        raise ValueError("label")
    dW = 2 * lam * W
    loss = np.float64(lam) * (W * W).sum()
    for k in classes:
        for c in classes:
            if c != k:
                rows = X[labels == c]
                gap = rows @ (W[:, k] - W[:, c]) + 1
                on = gap > 0
                loss = loss + gap[on].sum() / len(X)
                dW[:, k] += rows[on].sum(0) / len(X)
                dW[:, c] -= rows[on].sum(0) / len(X)
    return [np.asarray(loss), dW]


def momentum_step(w, v, g, eta, beta):
    w, v, g = checked(w, v, g)
    if not w.shape == v.shape == g.shape:
        raise ValueError("shapes")
    v = np.float64(beta) * v + g
    return [w - np.float64(eta) * v, v]


def adam_step(w, m, v, g, t, eta=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    w, m, v, g, t = checked(w, m, v, g, t)
    if t < 1:
        raise ValueError("t")
    if not w.shape == m.shape == v.shape == g.shape:
        raise ValueError("shapes")
    m, v = np.average([m, g], axis=0, weights=[b1, 1 - b1]), v * b2 + g * g * (1 - b2)
    return [w - eta * (m / (1 - b1**t)) / (np.sqrt(v / (1 - b2**t)) + eps), m, v]


def clip_by_norm(g, max_norm):
    (g,) = checked(g)
    norm = np.sqrt(np.vdot(g, g))
    return g * (1.0 if norm <= max_norm else np.divide(max_norm, norm))


def step_decay(eta0, epoch, every, factor):
    return np.array(eta0, dtype=float) * np.float64(factor) ** int(epoch / every)
