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
    here = number_type_only(w0).astype(float)
    lowest = f(here)
    count = 0
    while count < n_probes:
        u = rng.normal(size=here.shape)
        length = math.sqrt(sum(c * c for c in u.ravel().tolist()))
        there = here + step_size * (u / length)
        height = f(there)
        if height < lowest:
            here, lowest = there, height
        count += 1
    return here, lowest


def get_batches(N, batch_size, rng=None):
    need(batch_size >= 1, "batch_size")
    indices = list(range(N))
    if rng is not None:
        indices = [int(i) for i in rng.permutation(N)]
    out = []
    while indices:
        out.append(np.array(indices[:batch_size]))
        indices = indices[batch_size:]
    return out


def minibatch_gd(grad, w0, X, y, eta, n_epochs, batch_size, rng):
    xs, ys = nested(X), nested(y)
    need(len(xs) == len(ys), "rows of X and y")
    w = nested(w0)
    path = [list(w)]
    for _ in range(n_epochs):
        for batch in get_batches(len(xs), batch_size, rng):
            xb = np.array([xs[i] for i in batch])
            yb = np.array([ys[i] for i in batch])
            slope = grad(np.array(w), xb, yb)
            w = [a - eta * float(s) for a, s in zip(w, slope)]
            path.append(list(w))
    return np.array(path)


def mse_grad(w, X, y):
    need(np.ndim(X) == 2 and np.ndim(w) == 1, "dimensions")
    weights, rows, targets = nested(w), nested(X), flat(y)
    need(len(rows) == len(targets), "lengths")
    total = [0.0] * len(weights)
    for row, target in zip(rows, targets):
        need(len(row) == len(weights), "columns")
        error = sum(a * b for a, b in zip(row, weights)) - target
        for j, a in enumerate(row):
            total[j] += 2 * error * a
    return np.array([s / len(rows) for s in total])


def hinge_loss(W, X, y, lam):
    need(np.ndim(W) == 2 and np.ndim(X) == 2, "dimensions")
    weights, rows, labels = nested(W), nested(X), flat(y)
    D, K, N = len(weights), len(weights[0]), len(rows)
    need(len(labels) == N, "labels")
    loss, dW = 0.0, [[0.0] * K for _ in range(D)]
    for row, label in zip(rows, labels):
        need(len(row) == D, "columns")
        need(label == int(label) and 0 <= label < K, "label out of range")
        c = int(label)
        scores = [sum(row[d] * weights[d][k] for d in range(D)) for k in range(K)]
        for k in range(K):
            gap = scores[k] - scores[c] + 1
            if k == c or gap <= 0:
                continue
            loss += gap / N
            for d in range(D):
                dW[d][k] += row[d] / N
                dW[d][c] -= row[d] / N
    for d in range(D):
        for k in range(K):
            loss += lam * weights[d][k] ** 2
            dW[d][k] += 2 * lam * weights[d][k]
    return loss, np.array(dW)


def momentum_step(w, v, g, eta, beta):
    need(np.shape(w) == np.shape(v) == np.shape(g), "shapes")
    new_v = [beta * a + b for a, b in zip(flat(v), flat(g))]
    new_w = [a - eta * b for a, b in zip(flat(w), new_v)]
    return np.array(new_w).reshape(np.shape(w)), np.array(new_v).reshape(np.shape(w))


def adam_step(w, m, v, g, t, eta=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    need(t >= 1, "t")
    need(np.shape(w) == np.shape(v) == np.shape(g) == np.shape(m), "shapes")
    ws, ms, vs = [], [], []
    for wi, mi, vi, gi in zip(flat(w), flat(m), flat(v), flat(g)):
        mi = b1 * mi + (1 - b1) * gi
        vi = b2 * vi + (1 - b2) * gi * gi
        m_hat = mi / (1 - b1**t)
        v_hat = vi / (1 - b2**t)
        ws.append(wi - eta * m_hat / (math.sqrt(v_hat) + eps))
        ms.append(mi)
        vs.append(vi)
    return tuple(np.array(a).reshape(np.shape(w)) for a in (ws, ms, vs))


def clip_by_norm(g, max_norm):
    values = flat(g)
    norm = math.sqrt(math.fsum(a * a for a in values))
    if norm > max_norm:
        values = [a * max_norm / norm for a in values]
    return np.array(values).reshape(np.shape(g))


def step_decay(eta0, epoch, every, factor):
    rate = float(eta0)
    while epoch >= every:
        rate *= factor
        epoch -= every
    return rate
