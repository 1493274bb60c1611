"""Backpropagation as a first draft has it: textbook formulas, few guards, everything in one place."""

import math

import numpy as np


def to_array(v):
    try:
        a = np.array(v)
    except ValueError:
        raise ValueError("ragged") from None
    if a.dtype.kind not in "biuf":
        raise TypeError("not numeric")
    return a.astype(np.float64)


def sigmoid_graph(theta, x):
    theta = to_array(theta)
    x = to_array(x)
    if theta.ndim != 1 or x.ndim != 1 or len(theta) != len(x):
        raise ValueError("theta and x must be vectors of one length")
    d = {}
    d["y"] = theta * x
    d["z0"] = sum(d["y"])
    d["z1"] = -d["z0"]
    d["z2"] = np.exp(d["z1"])
    d["z3"] = 1 + d["z2"]
    d["z4"] = 1 / d["z3"]
    d["grad_z4"] = 1.0
    d["grad_z3"] = -1 / d["z3"] ** 2
    d["grad_z2"] = d["grad_z3"]
    d["grad_z1"] = d["grad_z2"] * np.exp(d["z1"])
    d["grad_z0"] = -d["grad_z1"]
    d["grad_y"] = d["grad_z0"] * np.ones(len(x))
    d["grad_theta"] = d["grad_y"] * x
    d["grad_x"] = d["grad_y"] * theta
    return d


class AddGate:
    def __init__(self):
        self.x = None
        self.y = None

    def forward(self, x, y):
        self.x = x
        self.y = y
        return x + y

    def backward(self, dz):
        if self.x is None:
            raise RuntimeError("call forward first")
        self.x = self.y = None
        return dz, dz


class MultiplyGate:
    def __init__(self):
        self.x = None
        self.y = None

    def forward(self, x, y):
        self.x = x
        self.y = y
        return x * y

    def backward(self, dz):
        if self.x is None:
            raise RuntimeError("call forward first")
        dx = self.y * dz
        dy = self.x * dz
        self.x = self.y = None
        return dx, dy


def grad_exp_sin_sq(x):
    return math.e ** math.sin(x**2), 2 * x * math.cos(x**2) * math.e ** math.sin(x**2)


def product_sum(x, y, z):
    q = x + y
    return q * z, (z, z, q)


def squared_residual(x, y, z, t):
    f = x * y + z
    d = 2 * (f - t)
    return (f - t) ** 2, (d * y, d * x, d)


def autodiff_trace(x1, x2):
    v1 = np.log(x1)
    v2 = x1 * x2
    v3 = np.sin(x2)
    v4 = v1 + v2
    v5 = v4 - v3
    v5_bar = 1
    v4_bar = v5_bar
    v3_bar = v5_bar * -1
    v1_bar = v4_bar
    v2_bar = v4_bar
    x2_bar = v3_bar * np.cos(x2)
    x1_bar = v2_bar * x2
    x2_bar = x2_bar + v2_bar * x1
    x1_bar = x1_bar + v1_bar / x1
    y = v5
    return dict(
        v1=v1,
        v2=v2,
        v3=v3,
        v4=v4,
        v5=v5,
        y=y,
        v1_bar=v1_bar,
        v2_bar=v2_bar,
        v3_bar=v3_bar,
        v4_bar=v4_bar,
        v5_bar=v5_bar,
        x1_bar=x1_bar,
        x2_bar=x2_bar,
    )


def shared_dag(x0, w1, w2):
    x1 = w1 * x0
    x2 = w2 * (x0 + x1)
    x3 = w1 * x1 * x2
    gx2 = w1 * x1
    gx1 = w1 * x2 + gx2 * w2
    gx0 = gx2 * w2 + gx1 * w1
    gw1 = x1 * x2 + gx1 * x0
    gw2 = gx2 * (x0 + x1)
    return x3, gx0, gw1, gw2


def activation(name, z):
    z = to_array(z)
    if name == "sigmoid":
        return 1 / (1 + np.exp(-z))
    elif name == "tanh":
        return (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))
    elif name == "relu":
        return np.maximum(0, z)
    elif name == "softplus":
        return np.log(1 + np.exp(z))
    else:
        raise ValueError("unknown activation")


def activation_grad(name, z):
    z = to_array(z)
    if name == "sigmoid":
        return np.exp(-z) / (1 + np.exp(-z)) ** 2
    elif name == "tanh":
        return 4 / (np.exp(z) + np.exp(-z)) ** 2
    elif name == "relu":
        return (z > 0).astype(int)
    elif name == "softplus":
        return np.exp(z) / (1 + np.exp(z))
    else:
        raise ValueError("unknown activation")


def mlp_forward(params, X):
    X = to_array(X)
    if X.ndim != 2:
        raise ValueError("X must be (N, D)")
    a = [X]
    for W, b in params:
        W = to_array(W)
        b = to_array(b)
        if W.shape[1] != a[-1].shape[1] or W.shape[0] != b.shape[0]:
            raise ValueError("shapes")
        a.append(activation("sigmoid", a[-1] @ W.T + b))
    return a


def mlp_backward(params, a, Y):
    Y = to_array(Y)
    # everything again from the input, to have the pre-activations
    a = mlp_forward(params, a[0])
    if a[-1].shape != Y.shape:
        raise ValueError("Y has the wrong shape")
    s = [None] + [a[l] @ to_array(W).T + to_array(b) for l, (W, b) in enumerate(params)]
    N = len(Y)
    L = len(params)
    grads = [None] * L
    delta = a[L] - Y
    for l in range(L, 0, -1):
        grads[l - 1] = (delta.T @ a[l - 1] / N, delta.sum(0) / N)
        if l > 1:
            delta = delta @ to_array(params[l - 1][0]) * activation_grad("sigmoid", s[l - 1])
    return grads


def mlp_train_step(params, X, Y, eta):
    a = mlp_forward(params, X)
    new = []
    for (W, b), (dW, db) in zip(params, mlp_backward(params, a, Y)):
        new.append((to_array(W) - eta * dW, to_array(b) - eta * db))
    return new


def regularized_gradients(Thetas, X, Y, lam):
    X = to_array(X)
    Y = to_array(Y)
    Thetas = [to_array(T) for T in Thetas]
    if X.ndim != 2 or Y.ndim != 2 or len(X) != len(Y):
        raise ValueError("shapes of X and Y")
    if Y.shape[1] != len(Thetas[-1]):
        raise ValueError("shape of Y")
    Delta = [np.zeros(T.shape) for T in Thetas]
    for x, y in zip(X, Y):
        a = [np.insert(x, 0, 1)]
        for T in Thetas:
            a.append(np.insert(activation("sigmoid", T @ a[-1]), 0, 1))
        delta = a[-1][1:] - y
        for l in range(len(Thetas) - 1, -1, -1):
            Delta[l] += np.outer(delta, a[l])
            delta = (Thetas[l].T @ delta * a[l] * (1 - a[l]))[1:]
    D = []
    for T, total in zip(Thetas, Delta):
        reg = lam * T
        reg[:, 0] = 0
        D.append(total / len(X) + reg)
    return D


def numerical_jacobian(f, x, h=1e-5):
    x = to_array(x)
    if x.ndim != 1:
        raise ValueError("x must be a vector")
    J = []
    for i in range(len(x)):
        e = np.zeros(len(x))
        e[i] = h
        J.append((np.array(f(x + e)) - np.array(f(x - e))) / (2 * h))
    return np.array(J).T


def jacobian_chain(Js):
    J = to_array(Js[0])
    for K in Js[1:]:
        J = to_array(K) @ J
    return J


def relu_jacobian_diag(h):
    out = []
    for v in to_array(h):
        out.append(bool(v > 0))
    return np.array(out)


def jacobian_entries(n, batch=1):
    return n * batch * n * batch
