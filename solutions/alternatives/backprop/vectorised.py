"""Backpropagation with einsum, broadcasting and the bias folded into the matrix."""

from functools import reduce

import numpy as np


def _real(values):
    a = np.array(values)
    if not (np.issubdtype(a.dtype, np.number) or a.dtype == bool) or np.iscomplexobj(a):
        raise TypeError(f"cannot compute with {a.dtype}")
    return a.astype(float)


def _check(ok, why):
    if not ok:
        raise ValueError(why)


def _logistic(s):
    return 0.5 * (1.0 + np.tanh(0.5 * s))


def _fold(W, b):
    W, b = _real(W), _real(b)
    _check(W.ndim == 2 and b.ndim == 1 and W.shape[0] == b.shape[0], "layer")
    return np.concatenate([W, b[:, None]], axis=1)


def _lift(a):
    return np.concatenate([a, np.ones((a.shape[0], 1))], axis=1)


def _deltas(folded, a, Y):
    _check(Y.shape == a[-1].shape, "targets")
    delta = (a[-1] - Y) / Y.shape[0]
    out = []
    for M, before in list(zip(folded, a[:-1]))[::-1]:
        out.insert(0, np.einsum("nj,nk->jk", delta, _lift(before)))
        delta = np.einsum("nj,jk,nk->nk", delta, M[:, :-1], before * (1 - before))
    return out


def sigmoid_graph(theta, x):
    theta, x = _real(theta), _real(x)
    _check(theta.ndim == 1 and theta.shape == x.shape, "theta and x")
    y = np.einsum("i,i->i", theta, x)
    z = np.empty(5)
    z[0] = y.sum()
    z[1] = -z[0]
    z[2] = np.exp(z[1])
    z[3] = 1 + z[2]
    z[4] = 1 / z[3]
    local = np.array([-1.0, z[2], 1.0, -1 / z[3] ** 2, 1.0])
    grad = np.cumprod(local[::-1])[::-1]
    nodes = {f"z{k}": z[k] for k in range(5)}
    nodes |= {f"grad_z{k}": grad[k] for k in range(5)}
    gy = np.full_like(y, grad[0])
    return nodes | {"y": y, "grad_y": gy, "grad_theta": gy * x, "grad_x": gy * theta}


class _Linear:
    """A bilinear or linear gate whose local gradients are saved as a vector."""

    local = None

    def backward(self, dz):
        if self.local is None:
            raise RuntimeError("backward before forward")
        return tuple(dz * self.local)


class AddGate(_Linear):
    def forward(self, x, y):
        self.local = np.ones(2)
        return np.sum([x, y])


class MultiplyGate(_Linear):
    def forward(self, x, y):
        self.local = np.array([y, x], dtype=float)
        return np.prod([x, y])


def grad_exp_sin_sq(x):
    value = np.exp(np.sin(np.square(x)))
    return value, np.prod([2.0, x, np.cos(np.square(x)), value])


def product_sum(x, y, z):
    return (x + y) * z, (z, z, x + y)


def squared_residual(x, y, z, t):
    r = np.dot([x, 1.0], [y, z]) - t
    return np.square(r), tuple(2 * r * np.array([y, x, 1.0]))


def autodiff_trace(x1, x2):
    # d(v1, v2, v3)/d(x1, x2), then the seed (1, 1, -1) from the left
    local = np.array([[1 / x1, 0.0], [x2, x1], [0.0, np.cos(x2)]])
    seed = np.array([1.0, 1.0, -1.0])
    v = np.array([np.log(x1), x1 * x2, np.sin(x2)])
    x_bar = seed @ local
    trace = {f"v{k + 1}": v[k] for k in range(3)}
    trace |= {f"v{k + 1}_bar": seed[k] for k in range(3)}
    trace |= {"v4": v[:2].sum(), "v5": seed @ v, "y": seed @ v, "v4_bar": 1.0, "v5_bar": 1.0}
    return trace | {"x1_bar": x_bar[0], "x2_bar": x_bar[1]}


def shared_dag(x0, w1, w2):
    x1 = w1 * x0
    x2 = w2 * (x0 + x1)
    d1 = np.array([w1, x0, 0.0])
    d2 = w2 * (np.array([1.0, 0.0, 0.0]) + d1) + np.array([0.0, 0.0, x0 + x1])
    d3 = np.array([0.0, x1 * x2, 0.0]) + w1 * x2 * d1 + w1 * x1 * d2
    return np.concatenate([[w1 * x1 * x2], d3])


def activation(name, z):
    z = _real(z)
    match name:
        case "sigmoid":
            return _logistic(z)
        case "tanh":
            return np.tanh(z)
        case "relu":
            return z * (z > 0)
        case "softplus":
            return np.logaddexp(z, 0)
    raise ValueError(f"no activation called {name}")


def activation_grad(name, z):
    z = _real(z)
    match name:
        case "sigmoid":
            return 0.25 / np.cosh(z / 2) ** 2
        case "tanh":
            return 1 / np.cosh(z) ** 2
        case "relu":
            return np.heaviside(z, 0.0)
        case "softplus":
            return _logistic(z)
    raise ValueError(f"no activation called {name}")


def _run(folded, X):
    a = [_real(X)]
    _check(a[0].ndim == 2, "X")
    for M in folded:
        a.append(_logistic(_lift(a[-1]) @ M.T))
    return a


def mlp_forward(params, X):
    return _run([_fold(W, b) for W, b in params], X)


def mlp_backward(params, a, Y):
    folded = [_fold(W, b) for W, b in params]
    return [(G[:, :-1], G[:, -1]) for G in _deltas(folded, [_real(v) for v in a], _real(Y))]


def mlp_train_step(params, X, Y, eta):
    folded = [_fold(W, b) for W, b in params]
    new = [M - eta * G for M, G in zip(folded, _deltas(folded, _run(folded, X), _real(Y)))]
    return [(M[:, :-1], M[:, -1]) for M in new]


def regularized_gradients(Thetas, X, Y, lam):
    folded = [np.roll(_real(T), -1, axis=1) for T in Thetas]
    D = _deltas(folded, _run(folded, X), _real(Y))
    free = [np.ones_like(M) for M in folded]
    for mask in free:
        mask[:, -1] = 0.0
    return [np.roll(G + lam * M * mask, 1, axis=1) for G, M, mask in zip(D, folded, free)]


def numerical_jacobian(f, x, h=1e-5):
    x = _real(x)
    _check(x.ndim == 1, "x")
    grid = x + h * np.concatenate([np.eye(x.size), -np.eye(x.size)])
    values = np.array([f(point) for point in grid])
    return ((values[: x.size] - values[x.size :]) / (2 * h)).T


def jacobian_chain(Js):
    mats = [_real(J) for J in Js]
    _check(all(M.ndim == 2 for M in mats), "matrices")
    return reduce(np.matmul, reversed(mats))


def relu_jacobian_diag(h):
    return np.diag(np.diag(_real(h) > 0)) * 1


def jacobian_entries(n, batch=1):
    return np.prod([n, n, batch, batch], dtype=np.int64)
