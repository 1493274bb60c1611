"""Backpropagation with plain Python: lists, loops and the math module."""

import math
import numbers

import numpy as np


def check_list(values):
    if isinstance(values, np.ndarray):
        if values.dtype.kind in "biuf":
            return values.tolist()
        raise TypeError("numbers, please")
    if isinstance(values, (list, tuple)):
        return [check_list(v) for v in values]
    if isinstance(values, (bool, np.bool_)) or isinstance(values, numbers.Real):
        return float(values)
    raise TypeError("numbers, please")


def vector(values):
    items = check_list(values)
    if not isinstance(items, list) or any(isinstance(item, list) for item in items):
        raise ValueError("a vector is needed")
    return [float(item) for item in items]


def table(values):
    rows = check_list(values)
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise ValueError("a matrix is needed")
    rows = [vector(row) for row in rows]
    if any(len(row) != len(rows[0]) for row in rows):
        raise ValueError("rows of different lengths")
    return rows


def squash(s):
    if s < 0:
        return math.exp(s) / (1.0 + math.exp(s))
    return 1.0 / (1.0 + math.exp(-s))


def sigmoid_graph(theta, x):
    t, v = vector(theta), vector(x)
    if len(t) != len(v):
        raise ValueError("lengths differ")
    nodes = {}
    ys = []
    for i in range(len(t)):
        ys.append(t[i] * v[i])
    total = 0.0
    for item in ys:
        total += item
    nodes["z0"] = total
    nodes["z1"] = -total
    nodes["z2"] = math.exp(nodes["z1"])
    nodes["z3"] = 1 + nodes["z2"]
    nodes["z4"] = 1 / nodes["z3"]
    nodes["grad_z4"] = 1
    nodes["grad_z3"] = -nodes["z4"] * nodes["z4"]
    nodes["grad_z2"] = nodes["grad_z3"]
    nodes["grad_z1"] = nodes["grad_z2"] * nodes["z2"]
    nodes["grad_z0"] = -nodes["grad_z1"]
    nodes["y"] = np.array(ys)
    nodes["grad_y"] = np.array([nodes["grad_z0"]] * len(ys))
    nodes["grad_theta"] = np.array([nodes["grad_z0"] * b for b in v])
    nodes["grad_x"] = np.array([nodes["grad_z0"] * a for a in t])
    return nodes


class AddGate:
    def forward(self, x, y):
        self.done = True
        return x + y

    def backward(self, dz):
        if not hasattr(self, "done"):
            raise RuntimeError("run forward first")
        return [dz, dz]


class MultiplyGate:
    def forward(self, x, y):
        self.x = x
        self.y = y
        return x * y

    def backward(self, dz):
        try:
            return [self.y * dz, self.x * dz]
        except AttributeError:
            raise RuntimeError("run forward first") from None


def grad_exp_sin_sq(x):
    outer = math.exp(math.sin(x * x))
    return outer, outer * math.cos(x * x) * (x + x)


def product_sum(x, y, z):
    add, multiply = AddGate(), MultiplyGate()
    value = multiply.forward(add.forward(x, y), z)
    dq, dz = multiply.backward(1.0)
    dx, dy = add.backward(dq)
    return [value, [dx, dy, dz]]


def squared_residual(x, y, z, t):
    times, plus = MultiplyGate(), AddGate()
    f = plus.forward(times.forward(x, y), z)
    df = 2 * (f - t)
    dg, dz = plus.backward(df)
    dx, dy = times.backward(dg)
    return (f - t) ** 2, [dx, dy, dz]


def autodiff_trace(x1, x2):
    t = {"v1": math.log(x1), "v2": x1 * x2, "v3": math.sin(x2)}
    t["v4"] = t["v1"] + t["v2"]
    t["y"] = t["v5"] = t["v4"] - t["v3"]
    for name in ("x1_bar", "x2_bar", "v1_bar", "v2_bar", "v3_bar", "v4_bar"):
        t[name] = 0.0
    t["v5_bar"] = 1.0
    t["v4_bar"] += t["v5_bar"]
    t["v3_bar"] -= t["v5_bar"]
    t["v1_bar"] += t["v4_bar"]
    t["v2_bar"] += t["v4_bar"]
    t["x2_bar"] += t["v3_bar"] * math.cos(x2)
    t["x2_bar"] += t["v2_bar"] * x1
    t["x1_bar"] += t["v2_bar"] * x2
    t["x1_bar"] += t["v1_bar"] / x1
    return t


def shared_dag(x0, w1, w2):
    x3 = w1 * (w1 * x0) * (w2 * (x0 + w1 * x0))
    by_x0 = 2 * w1**2 * w2 * (1 + w1) * x0
    by_w1 = w2 * x0**2 * (2 * w1 + 3 * w1**2)
    by_w2 = w1**2 * x0**2 * (1 + w1)
    return [x3, by_x0, by_w1, by_w2]


RULES = {
    "sigmoid": (squash, lambda s: squash(s) - squash(s) ** 2),
    "tanh": (math.tanh, lambda s: (1 - math.tanh(s)) * (1 + math.tanh(s))),
    "relu": (lambda s: s if s > 0 else 0.0, lambda s: 1.0 if s > 0 else 0.0),
    "softplus": (lambda s: max(s, 0.0) + math.log1p(math.exp(-abs(s))), squash),
}


def everywhere(rule, z):
    if isinstance(z, list):
        return [everywhere(rule, item) for item in z]
    return rule(float(z))


def activation(name, z):
    if name not in RULES:
        raise ValueError(name)
    return np.array(everywhere(RULES[name][0], check_list(z)))


def activation_grad(name, z):
    if name not in RULES:
        raise ValueError(name)
    return np.array(everywhere(RULES[name][1], check_list(z)))


def forward_lists(params, X):
    rows = table(X)
    levels = [rows]
    for W, b in params:
        weight, bias = table(W), vector(b)
        if len(bias) != len(weight) or len(weight[0]) != len(levels[-1][0]):
            raise ValueError("a layer does not fit")
        level = []
        for row in levels[-1]:
            outputs = []
            for j in range(len(weight)):
                s = bias[j]
                for k in range(len(row)):
                    s += weight[j][k] * row[k]
                outputs.append(squash(s))
            level.append(outputs)
        levels.append(level)
    return levels


def mlp_forward(params, X):
    return [np.array(level) for level in forward_lists(params, X)]


def mlp_backward(params, a, Y):
    levels, truth = [table(level) for level in a], table(Y)
    n, L = len(levels[0]), len(params)
    if len(truth) != n or len(truth[0]) != len(levels[-1][0]):
        raise ValueError("Y does not fit")
    grads = []
    for W, b in params:
        grads.append([np.zeros((len(table(W)), len(table(W)[0]))), np.zeros(len(vector(b)))])
    for i in range(n):
        delta = [levels[L][i][k] - truth[i][k] for k in range(len(truth[i]))]
        for layer in range(L - 1, -1, -1):
            weight, before = table(params[layer][0]), levels[layer][i]
            for j, d in enumerate(delta):
                grads[layer][1][j] += d / n
                for k, value in enumerate(before):
                    grads[layer][0][j, k] += d * value / n
            delta = [
                sum(delta[j] * weight[j][k] for j in range(len(delta))) * value * (1 - value)
                for k, value in enumerate(before)
            ]
    return grads


def mlp_train_step(params, X, Y, eta):
    grads = mlp_backward(params, forward_lists(params, X), Y)
    new = []
    for (W, b), (dW, db) in zip(params, grads):
        new.append([np.array(table(W)) - eta * dW, np.array(vector(b)) - eta * db])
    return new


def regularized_gradients(Thetas, X, Y, lam):
    thetas, rows, truth = [table(T) for T in Thetas], table(X), table(Y)
    if len(rows) != len(truth):
        raise ValueError("X and Y differ in length")
    D = [np.zeros((len(T), len(T[0]))) for T in thetas]
    for x, y in zip(rows, truth):
        a = [[1.0] + x]
        for T in thetas:
            if len(T[0]) != len(a[-1]):
                raise ValueError("a layer does not fit")
            a.append([1.0] + [squash(sum(w * v for w, v in zip(row, a[-1]))) for row in T])
        if len(y) != len(a[-1]) - 1:
            raise ValueError("Y does not fit")
        delta = [out - want for out, want in zip(a[-1][1:], y)]
        for index in reversed(range(len(thetas))):
            for i in range(len(delta)):
                for j in range(len(a[index])):
                    D[index][i, j] += delta[i] * a[index][j] / len(rows)
            delta = [
                a[index][j]
                * (1 - a[index][j])
                * sum(delta[i] * thetas[index][i][j] for i in range(len(delta)))
                for j in range(1, len(a[index]))
            ]
    for index, T in enumerate(thetas):
        for i in range(len(T)):
            for j in range(1, len(T[0])):
                D[index][i, j] += lam * T[i][j]
    return D


def numerical_jacobian(f, x, h=1e-5):
    point = vector(x)
    columns = []
    for j in range(len(point)):
        up, down = list(point), list(point)
        up[j] += h
        down[j] -= h
        high, low = list(f(np.array(up))), list(f(np.array(down)))
        columns.append([(high[i] - low[i]) / (2 * h) for i in range(len(high))])
    rows = [[column[i] for column in columns] for i in range(len(columns[0]))]
    return np.array(rows)


def jacobian_chain(Js):
    result = None
    for J in Js:
        matrix = table(J)
        if result is None:
            result = matrix
            continue
        if len(matrix[0]) != len(result):
            raise ValueError("neighbours do not fit")
        result = [
            [sum(row[k] * result[k][c] for k in range(len(result))) for c in range(len(result[0]))]
            for row in matrix
        ]
    return np.array(result)


def relu_jacobian_diag(h):
    return np.array([1 if value > 0 else 0 for value in vector(h)])


def jacobian_entries(n, batch=1):
    side = 0
    for _ in range(int(batch)):
        side += n
    return side * side
