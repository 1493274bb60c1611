"""Plain Python loops over nested lists."""

import math

import numpy as np


def number_type_only(a):
    arr = np.asarray(a)
    if arr.dtype.kind in "biuf":
        return arr
    raise TypeError("numbers please, got " + str(arr.dtype))


def nested(a):
    return number_type_only(a).astype(float).tolist()


def flat(a):
    return number_type_only(a).astype(float).ravel().tolist()


def need(ok, why):
    if not ok:
        raise ValueError(why)


def pairs(a, b):
    a, b = number_type_only(a), number_type_only(b)
    need(a.shape == b.shape or a.ndim == 0 or b.ndim == 0, "shapes")
    big = a.shape if a.ndim else b.shape
    count = int(np.prod(big))
    left = flat(a) if a.ndim else flat(a) * count
    right = flat(b) if b.ndim else flat(b) * count
    return zip(left, right), big


def squared_loss(pred, target):
    both, shape = pairs(pred, target)
    return np.array([(p - t) * (p - t) for p, t in both]).reshape(shape)


def zero_one_loss(pred, target):
    both, shape = pairs(pred, target)
    return np.array([1 if p != t else 0 for p, t in both]).reshape(shape)


def nll_density(q):
    out = []
    for value in flat(q):
        need(value > 0, "q must be > 0")
        out.append(-math.log(value))
    return np.array(out).reshape(np.shape(q))


def empirical_risk(losses):
    values = flat(losses)
    need(len(values) > 0, "no losses")
    return math.fsum(values) / len(values)


def numerical_gradient(f, x, h=1e-5, method="central"):
    need(method in ["forward", "central"], "method")
    shape = np.shape(x)
    values = flat(x)

    def at(i, delta):
        moved = list(values)
        moved[i] += delta
        return f(np.array(moved).reshape(shape))

    slopes = []
    for i in reversed(range(len(values))):
        if method == "forward":
            slopes.append((at(i, h) - at(i, 0.0)) / h)
        else:
            slopes.append((at(i, h) - at(i, -h)) / (2.0 * h))
    return np.array(slopes[::-1]).reshape(shape)


def poly_features(x, degree):
    need(np.ndim(x) == 1, "x is 1-D")
    rows = []
    for value in nested(x):
        row = [1.0]
        for _ in range(degree):
            row.append(row[-1] * value)
        rows.append(row)
    return np.array(rows)


def least_squares(Phi, t, lam=0.0):
    A = number_type_only(Phi).astype(float)
    need(A.ndim == 2, "Phi is 2-D")
    b = flat(t)
    need(len(A) == len(b), "t has one entry per row")
    n, d = A.shape
    if lam == 0:
        return np.linalg.pinv(A) @ np.array(b)
    gram = np.zeros((d, d))
    right = np.zeros(d)
    for row, value in zip(A, b):
        for j in range(d):
            right[j] += row[j] * value
            for k in range(d):
                gram[j, k] += row[j] * row[k]
    for j in range(d):
        gram[j, j] += n * lam
    return np.linalg.solve(gram, right)


def taylor_estimate(f0, grad, u, hess=None):
    g, step = flat(grad), flat(u)
    need(len(g) == len(step), "grad and u")
    total = float(f0)
    for a, b in zip(g, step):
        total += a * b
    if hess is not None:
        H = nested(hess)
        need(len(H) == len(step) and all(len(r) == len(step) for r in H), "hess")
        for i in range(len(step)):
            for j in range(len(step)):
                total += H[i][j] * step[i] * step[j] / 2
    return total


def random_search(f, w0, step_size, n_probes, rng):
    raise NotImplementedError  # to do


def get_batches(N, batch_size, rng=None):
    raise NotImplementedError  # to do


def minibatch_gd(grad, w0, X, y, eta, n_epochs, batch_size, rng):
    raise NotImplementedError  # to do


def mse_grad(w, X, y):
    raise NotImplementedError  # to do


def hinge_loss(W, X, y, lam):
    raise NotImplementedError  # to do


def momentum_step(w, v, g, eta, beta):
    raise NotImplementedError  # to do


def adam_step(w, m, v, g, t, eta=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    raise NotImplementedError  # to do


def clip_by_norm(g, max_norm):
    raise NotImplementedError  # to do


def step_decay(eta0, epoch, every, factor):
    raise NotImplementedError  # to do
