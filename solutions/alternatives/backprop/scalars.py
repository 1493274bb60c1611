"""Backpropagation returning NumPy scalars, 0-d arrays, tuples and whatever dtype says the same."""

import numpy as np


def as64(v, nd=None):
    v = np.asarray(v)
    if v.dtype.kind in "OUSc":
        raise TypeError("real numbers only")
    v = np.asarray(v, np.float64)
    if nd is not None and v.ndim != nd:
        raise ValueError("dimensions")
    return v


def point(v):
    return np.float64(v) if np.isscalar(v) else np.asarray(v, np.float64)


def sig(z):
    pos = np.exp(-np.clip(z, 0, None))
    neg = np.exp(np.clip(z, None, 0))
    return neg / (neg + pos)


def sigmoid_graph(theta, x):
    theta, x = as64(theta, 1), as64(x, 1)
    if theta.size != x.size:
        raise ValueError("sizes")
    y = theta * x
    z0 = y.sum(keepdims=True).reshape(())
    z1 = np.negative(z0)
    z2 = np.exp(z1)
    z3 = np.add(1, z2)
    z4 = np.reciprocal(z3)
    g4 = np.int64(1)
    g3 = np.array(-(z4**2))
    g1 = np.array(-z4 * (1 - z4))
    g0 = np.array(z4 * (1 - z4))
    gy = np.repeat(g0, y.size)
    return {
        "grad_theta": gy * x,
        "grad_x": gy * theta,
        "grad_y": gy,
        "grad_z0": g0,
        "grad_z1": g1,
        "grad_z2": g3,
        "grad_z3": g3,
        "grad_z4": g4,
        "y": y,
        "z0": z0,
        "z1": np.array(z1),
        "z2": z2,
        "z3": z3,
        "z4": z4,
    }


class AddGate:
    seen = False

    def forward(self, x, y):
        self.seen = True
        return np.array(x + y)

    def backward(self, dz):
        if not self.seen:
            raise RuntimeError
        return np.array([dz, dz])


class MultiplyGate:
    def __init__(self):
        self.saved = []

    def forward(self, x, y):
        self.saved.append((np.float64(x), np.float64(y)))
        return np.multiply(x, y)

    def backward(self, dz):
        if len(self.saved) == 0:
            raise RuntimeError("forward!")
        x, y = self.saved.pop()
        return np.array([dz * y, dz * x])


def grad_exp_sin_sq(x):
    x = point(x)
    v = np.exp(np.sin(x**2))
    return np.array([v, 2 * x * np.cos(x**2) * v])


def product_sum(x, y, z):
    return np.float64((x + y) * z), np.array([z, z, x + y], dtype=float)


def squared_residual(x, y, z, t):
    f = point(x) * y + z
    return [np.array((f - t) ** 2), np.array([2 * (f - t) * y, 2 * (f - t) * x, 2 * (f - t)])]


def autodiff_trace(x1, x2):
    x1, x2 = point(x1), point(x2)
    y = np.log(x1) + x1 * x2 - np.sin(x2)
    return {
        "v1": np.log(x1),
        "v2": x1 * x2,
        "v3": np.sin(x2),
        "v4": np.log(x1) + x1 * x2,
        "v5": y,
        "y": np.array(y),
        "v5_bar": 1,
        "v4_bar": True,
        "v3_bar": -1,
        "v2_bar": np.int8(1),
        "v1_bar": np.float32(1),
        "x2_bar": x1 - np.cos(x2),
        "x1_bar": np.array(x2 + 1 / x1),
    }


def shared_dag(x0, w1, w2):
    x0, w1, w2 = point(x0), point(w1), point(w2)
    x1 = w1 * x0
    x2 = w2 * (x0 + x1)
    g1 = w1 * x2 + w1 * x1 * w2
    return np.array([w1 * x1 * x2, w1 * x1 * w2 + w1 * g1, x1 * x2 + x0 * g1, w1 * x1 * (x0 + x1)])


def activation(name, z):
    known = ["sigmoid", "tanh", "relu", "softplus"]
    if name not in known:
        raise ValueError(known)
    z = as64(z)
    e = np.exp(-np.abs(z))
    soft = np.log1p(e) + np.where(z > 0, z, 0)
    return np.choose(known.index(name), [sig(z), np.tanh(z), np.where(z > 0, z, 0.0), soft])


def activation_grad(name, z):
    slopes = {
        "sigmoid": lambda z: sig(z) * (1 - sig(z)),
        "tanh": lambda z: 1 - np.square(np.tanh(z)),
        "relu": lambda z: z > 0,
        "softplus": sig,
    }
    if name not in slopes:
        raise ValueError("name")
    return np.array(slopes[name](as64(z)))


def mlp_forward(params, X):
    a = (as64(X, 2),)
    for W, b in params:
        W, b = as64(W, 2), as64(b, 1)
        if W.shape != (b.size, a[-1].shape[1]):
            raise ValueError("shapes")
        a = (*a, sig(np.tensordot(a[-1], W, axes=(1, 1)) + b))
    return a


def mlp_backward(params, a, Y):
    a, Y = [as64(v, 2) for v in a], as64(Y, 2)
    if a[-1].shape != Y.shape:
        raise ValueError("Y")
    g, out = a[-1] - Y, ()
    for l in range(len(params), 0, -1):
        dW = np.mean(g[:, :, None] * a[l - 1][:, None, :], axis=0)
        out = ([dW, np.mean(g, axis=0)], *out)
        g = (a[l - 1] - a[l - 1] ** 2) * g.dot(as64(params[l - 1][0]))
    return out


def mlp_train_step(params, X, Y, eta):
    grads = mlp_backward(params, mlp_forward(params, X), Y)
    return tuple(
        tuple(as64(old) - np.float64(eta) * g for old, g in zip(pair, pair_grads))
        for pair, pair_grads in zip(params, grads)
    )


def regularized_gradients(Thetas, X, Y, lam):
    params = [(as64(T, 2)[:, 1:], as64(T, 2)[:, 0]) for T in Thetas]
    grads = mlp_backward(params, mlp_forward(params, X), Y)
    return tuple(
        np.hstack([np.reshape(db, (-1, 1)), dW + np.float64(lam) * W])
        for (W, b), (dW, db) in zip(params, grads)
    )


def numerical_jacobian(f, x, h=1e-5):
    x = as64(x, 1)
    rows = [
        (as64(f(tuple(x + h * e))) - as64(f(tuple(x - h * e)))) / (2 * h)
        for e in np.identity(len(x))
    ]
    return np.array(rows).T


def jacobian_chain(Js):
    product = as64(Js[-1], 2)
    for J in Js[-2::-1]:
        product = product @ as64(J, 2)
    return product


def relu_jacobian_diag(h):
    return as64(h) > 0


def jacobian_entries(n, batch=1):
    return np.array(n, np.int64) ** 2 * np.array(batch, np.int64) ** 2
