"""Broadcasting and einsum throughout."""

import numpy as np


def f64(a, dims=None):
    if np.asarray(a).dtype.kind not in "biuf":
        raise TypeError("not numeric")
    a = np.array(a, dtype=np.float64)
    if dims is not None and a.ndim != dims:
        raise ValueError("wrong number of dimensions")
    return a


def match(*arrays):
    try:
        return np.broadcast_arrays(*arrays)
    except ValueError:
        raise ValueError("shapes do not match") from None


def squared_loss(pred, target):
    a, b = match(f64(pred), f64(target))
    return np.square(np.subtract(a, b))


def zero_one_loss(pred, target):
    a, b = match(f64(pred), f64(target))
    return np.where(a == b, 0.0, 1.0)


def nll_density(q):
    q = f64(q)
    if not (q > 0).all():
        raise ValueError("density must be positive")
    return np.log(1 / q)


def empirical_risk(losses):
    losses = f64(losses)
    if not losses.size:
        raise ValueError("empty")
    return losses.sum() / losses.size


def numerical_gradient(f, x, h=1e-5, method="central"):
    x = f64(x)
    eye = np.eye(x.size).reshape((x.size, *x.shape)) * h
    up = np.array([f(p) for p in x + eye])
    if method == "central":
        slopes = (up - np.array([f(p) for p in x - eye])) / (2 * h)
    elif method == "forward":
        slopes = (up - f(x)) / h
    else:
        raise ValueError("unknown method")
    return slopes.reshape(x.shape)


def poly_features(x, degree):
    return np.vander(f64(x, 1), degree + 1, increasing=True)


def least_squares(Phi, t, lam=0.0):
    Phi, t = f64(Phi, 2), f64(t).reshape(-1)
    if len(Phi) != len(t):
        raise ValueError("rows")
    U, s, Vt = np.linalg.svd(Phi, full_matrices=False)
    keep = s > s[0] * max(Phi.shape) * np.finfo(float).eps
    s = np.where(keep, s, 1.0)
    shrink = np.where(keep, s / (s**2 + len(t) * lam), 0.0)
    return np.einsum("kd,k,nk,n->d", Vt, shrink, U, t)


def taylor_estimate(f0, grad, u, hess=None):
    grad, u = f64(grad, 1), f64(u, 1)
    H = np.zeros((u.size, u.size)) if hess is None else f64(hess, 2)
    return f0 + np.einsum("i,i->", grad, u) + np.einsum("i,ij,j->", u, H, u) / 2


def random_search(f, w0, step_size, n_probes, rng):
    w = f64(w0)
    best = f(w)
    draws = rng.normal(size=(n_probes, *w.shape))
    for u in draws:
        u = u / np.sqrt(np.sum(u**2))
        value = f(w + step_size * u)
        if best > value:
            w, best = w + step_size * u, value
    return w, best


def get_batches(N, batch_size, rng=None):
    if batch_size < 1:
        raise ValueError("batch_size")
    order = np.arange(N) if rng is None else rng.permutation(np.arange(N))
    return np.split(order, np.arange(batch_size, N, batch_size))


def minibatch_gd(grad, w0, X, y, eta, n_epochs, batch_size, rng):
    w0, X, y = f64(w0, 1), np.asarray(X), np.asarray(y)
    if X.shape[0] != y.shape[0]:
        raise ValueError("X and y")
    if batch_size < 1:
        raise ValueError("batch_size")
    N = X.shape[0]
    per_epoch = -(-N // batch_size)
    path = np.empty((n_epochs * per_epoch + 1, w0.size))
    path[0] = w0
    t = 0
    for _ in range(n_epochs):
        for idx in get_batches(N, batch_size, rng):
            path[t + 1] = path[t] - eta * grad(path[t], X[idx], y[idx])
            t += 1
    return path


def mse_grad(w, X, y):
    w, X, y = f64(w, 1), f64(X, 2), f64(y)
    if y.ndim == 2:
        y = y.squeeze(1)
    if X.shape[0] != y.shape[0]:
        raise ValueError("rows")
    augmented = np.hstack([X, y[:, None]])
    residual = np.einsum("nd,d->n", augmented, np.append(w, -1.0))
    return 2 * np.einsum("nd,n->d", X, residual) / X.shape[0]


def hinge_loss(W, X, y, lam):
    W, X = f64(W, 2), f64(X, 2)
    y = f64(y).reshape(-1).astype(int)
    N, K = X.shape[0], W.shape[1]
    if y.shape[0] != N or (y < 0).any() or (y > K - 1).any():
        raise ValueError("labels")
    right = np.eye(K)[y]
    S = np.einsum("nd,dk->nk", X, W)
    M = (S - np.sum(S * right, axis=1, keepdims=True) + 1) * (1 - right)
    A = np.where(M > 0, 1.0, 0.0)
    loss = np.einsum("nk,nk->", A, M) / N + lam * np.einsum("dk,dk->", W, W)
    G = A - right * A.sum(1, keepdims=True)
    return loss, np.einsum("nd,nk->dk", X, G) / N + lam * 2 * W


def momentum_step(w, v, g, eta, beta):
    w, v, g = match(f64(w), f64(v), f64(g))
    return w - eta * beta * v - eta * g, beta * v + g


def adam_step(w, m, v, g, t, eta=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    if t <= 0:
        raise ValueError("steps are counted from 1")
    w, m, v, g = match(f64(w), f64(m), f64(v), f64(g))
    m = m + (1 - b1) * (g - m)
    v = v + (1 - b2) * (g * g - v)
    c1, c2 = 1 - b1**t, np.sqrt(1 - b2**t)
    return w - (eta * c2 / c1) * m / (np.sqrt(v) + eps * c2), m, v


def clip_by_norm(g, max_norm):
    g = f64(g)
    norm = np.sqrt(np.sum(np.square(g)))
    return g / max(1.0, norm / max_norm)


def step_decay(eta0, epoch, every, factor):
    return eta0 * np.power(float(factor), np.floor_divide(epoch, every))
