"""NumPy scalars and 0-d arrays for numbers, bool one-hot rows, lists, transposed views."""

import numpy as np
import numpy.typing as npt


def check(x: npt.ArrayLike, *dims):
    if isinstance(x, (list, tuple)) and any(isinstance(v, str) or v is None for v in x):
        raise TypeError("numbers, please")
    try:
        x = np.asarray(x)
        if x.dtype.kind == "c" or x.dtype == object:
            raise TypeError("numbers, please")
        x = x.astype(np.double)
    except ValueError as error:
        raise TypeError("numbers, please") from error
    if len(x.shape) not in dims:
        raise ValueError("dimensions")
    return x


def classes(y, K, N):
    y = check(y, 1, 2)
    if y.ndim == 2:
        if y.shape[1] != 1:
            raise ValueError("y")
        y = np.squeeze(y, axis=1)
    if y.shape[0] != N:
        raise ValueError("y")
    whole = y.astype(np.int32)
    if not ((whole == y) & (whole >= 0) & (whole < K)).all():
        raise ValueError("y")
    return whole


def softmax(z):
    z = check(z, 1, 2).T
    z = z - z.max(axis=0)
    np.exp(z, out=z)
    z /= z.sum(axis=0)
    return z.T


def logsumexp(z):
    z = check(z, 1, 2)
    m = np.max(z, -1)
    return np.asarray(m + np.log(np.sum(np.exp(z.T - m), 0)))


def log_softmax(z):
    z = check(z, 1, 2)
    return (z.T - logsumexp(z)).T


def one_hot(y, K):
    n = np.shape(y)[0]
    out = np.zeros((K, n), dtype=bool)
    out[classes(y, K, n), range(n)] = True
    return out.T


def cross_entropy(z, y):
    z = check(z, 2)
    N, K = z.shape
    y = classes(y, K, N)
    own = np.array([z[i, y[i]] for i in range(N)])
    return np.asarray(-np.mean(own - logsumexp(z)))


def cross_entropy_grad(z, y):
    z = check(z, 2)
    N, K = z.shape
    y = classes(y, K, N)
    g = np.asfortranarray(softmax(z))
    np.subtract.at(g, (np.arange(N), y), 1)
    g /= N
    return g


def softmax_jacobian(z):
    p = softmax(check(z, 1))
    J = -np.outer(p, p)
    J[np.diag_indices(len(p))] += p
    return J.T


def softmax_regression(W, b, X, y, lam):
    W, b, X = check(W, 2), check(b, 1), check(X, 2)
    if W.shape != b.shape + X.shape[1:]:
        raise ValueError("shapes")
    z = (W @ X.T).T + b
    g = cross_entropy_grad(z, y)
    loss = cross_entropy(z, y)[()] + lam * np.trace(W @ W.T)
    return [np.array(loss), (X.T @ g).T + W * (lam + lam), np.ones(len(X)) @ g]


def two_layer(W1, b1, W2, b2, X, y):
    W1, b1, W2, b2, X = check(W1, 2), check(b1, 1), check(W2, 2), check(b2, 1), check(X, 2)
    if W1.shape != b1.shape + X.shape[1:] or W2.shape != b2.shape + b1.shape:
        raise ValueError("shapes")
    h = W1 @ X.T + b1[:, None]
    a = h * (h > 0)
    g = cross_entropy_grad((W2 @ a).T + b2, y).T
    d = W2.T @ g * np.sign(a)
    return [d @ X, d.sum(axis=1), g @ a.T, g.sum(axis=1)]


def bce_with_logits(z, y):
    z = check(z, 1)
    y = classes(y, 2, len(z))
    e = np.exp(-abs(z))
    stable = np.where(z >= 0, np.log1p(e), np.log1p(e) - z)
    return np.mean(stable + (1 - y) * z)
