"""Backpropagation with a small tape: nodes that know their parents and local slopes."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np


class BadShape(ValueError):
    pass


class NotNumbers(TypeError):
    pass


class ForwardMissing(RuntimeError):
    pass


@dataclass(frozen=True)
class Matrix:
    """A validated array."""

    data: np.ndarray

    @classmethod
    def of(cls, values, *ndims):
        raw = np.asarray(values)
        if raw.dtype.kind not in ("b", "i", "u", "f"):
            raise NotNumbers(str(raw.dtype))
        if ndims and raw.ndim not in ndims:
            raise BadShape(f"{raw.ndim} dimensions")
        return cls(np.array(raw, dtype=np.float64))


@dataclass(eq=False)
class Node:
    """A value on the tape."""

    value: float
    parents: list[tuple[Node, float]] = field(default_factory=list)
    bar: float = 0.0

    def __add__(self, other):
        return Node(self.value + other.value, [(self, 1.0), (other, 1.0)])

    def __sub__(self, other):
        return Node(self.value - other.value, [(self, 1.0), (other, -1.0)])

    def __mul__(self, other):
        return Node(self.value * other.value, [(self, other.value), (other, self.value)])

    def apply(self, value, slope):
        return Node(value, [(self, slope)])

    def backward(self, seed=1.0):
        order, seen = [], set()

        def visit(node):
            if id(node) not in seen:
                seen.add(id(node))
                for parent, _ in node.parents:
                    visit(parent)
                order.append(node)

        visit(self)
        self.bar = seed
        for node in reversed(order):
            for parent, slope in node.parents:
                parent.bar += node.bar * slope
        return self


def nodes(*values):
    return [Node(float(v)) for v in values]


def sigmoid_graph(theta, x):
    t, v = Matrix.of(theta, 1).data, Matrix.of(x, 1).data
    if len(t) != len(v):
        raise BadShape("lengths differ")
    theta_nodes, x_nodes = nodes(*t), nodes(*v)
    y = [a * b for a, b in zip(theta_nodes, x_nodes)]
    z0 = Node(sum(n.value for n in y), [(n, 1.0) for n in y])
    z1 = z0.apply(-z0.value, -1.0)
    z2 = z1.apply(math.exp(z1.value), math.exp(z1.value))
    z3 = z2.apply(1.0 + z2.value, 1.0)
    z4 = z3.apply(1.0 / z3.value, -1.0 / (z3.value * z3.value)).backward()
    scalars = dict(z0=z0, z1=z1, z2=z2, z3=z3, z4=z4)
    found = {name: n.value for name, n in scalars.items()}
    found.update({f"grad_{name}": n.bar for name, n in scalars.items()})
    vectors = {"y": [n.value for n in y], "grad_y": [n.bar for n in y]}
    vectors["grad_theta"] = [n.bar for n in theta_nodes]
    vectors["grad_x"] = [n.bar for n in x_nodes]
    found.update({name: np.array(items, dtype=float) for name, items in vectors.items()})
    found["theta"], found["x"] = t, v
    return found


class Gate:
    def __init__(self):
        self.tape = None

    def forward(self, x, y):
        x, y = nodes(x, y)
        self.tape = (x, y, self.combine(x, y))
        return self.tape[2].value

    def backward(self, dz):
        if self.tape is None:
            raise ForwardMissing("nothing to go back through")
        x, y, out = self.tape
        x.bar = y.bar = 0.0
        out.backward(float(dz))
        return x.bar, y.bar


class AddGate(Gate):
    combine = staticmethod(lambda x, y: x + y)


class MultiplyGate(Gate):
    combine = staticmethod(lambda x, y: x * y)


def grad_exp_sin_sq(x):
    (start,) = nodes(x)
    square = start * start
    sine = square.apply(math.sin(square.value), math.cos(square.value))
    end = sine.apply(math.exp(sine.value), math.exp(sine.value)).backward()
    return end.value, start.bar


class Result(NamedTuple):
    value: float
    gradient: tuple


def product_sum(x, y, z):
    x, y, z = nodes(x, y, z)
    out = ((x + y) * z).backward()
    return Result(out.value, (x.bar, y.bar, z.bar))


def squared_residual(x, y, z, t):
    x, y, z, t = nodes(x, y, z, t)
    difference = x * y + z - t
    out = (difference * difference).backward()
    return Result(out.value, (x.bar, y.bar, z.bar))


def autodiff_trace(x1, x2):
    a, b = nodes(x1, x2)
    v1 = a.apply(math.log(a.value), 1.0 / a.value)
    v2 = a * b
    v3 = b.apply(math.sin(b.value), math.cos(b.value))
    v4 = v1 + v2
    v5 = (v4 - v3).backward()
    named = dict(v1=v1, v2=v2, v3=v3, v4=v4, v5=v5)
    trace = {name: n.value for name, n in named.items()}
    trace.update({f"{name}_bar": n.bar for name, n in named.items()})
    trace.update(y=v5.value, x1_bar=a.bar, x2_bar=b.bar, y_bar=1.0, x1=a.value, x2=b.value)
    return trace


def shared_dag(x0, w1, w2):
    x0, w1, w2 = nodes(x0, w1, w2)
    x1 = w1 * x0
    x2 = w2 * (x0 + x1)
    x3 = (w1 * x1 * x2).backward()
    return x3.value, x0.bar, w1.bar, w2.bar


class Activation:
    registry: dict[str, type] = {}

    def __init_subclass__(cls):
        Activation.registry[cls.__name__.lower()] = cls

    @staticmethod
    def find(name):
        try:
            return Activation.registry[name]
        except KeyError:
            raise ValueError(f"unknown: {name}") from None


class Sigmoid(Activation):
    @staticmethod
    def value(z):
        return np.exp(-np.logaddexp(0.0, -z))

    @staticmethod
    def slope(z):
        s = Sigmoid.value(z)
        return s * (1 - s)


class Tanh(Activation):
    @staticmethod
    def value(z):
        return 2 * Sigmoid.value(2 * z) - 1

    @staticmethod
    def slope(z):
        return 4 * Sigmoid.slope(2 * z)


class Relu(Activation):
    @staticmethod
    def value(z):
        return np.clip(z, 0, None)

    @staticmethod
    def slope(z):
        return (np.sign(z) + np.abs(np.sign(z))) / 2


class Softplus(Activation):
    @staticmethod
    def value(z):
        return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))

    @staticmethod
    def slope(z):
        return Sigmoid.value(z)


def activation(name, z):
    return Activation.find(name).value(Matrix.of(z).data)


def activation_grad(name, z):
    return Activation.find(name).slope(Matrix.of(z).data)


@dataclass
class Layer:
    """One layer; keeps its input between the passes."""

    W: np.ndarray
    b: np.ndarray

    @classmethod
    def of(cls, W, b):
        layer = cls(Matrix.of(W, 2).data, Matrix.of(b, 1).data)
        if layer.W.shape[0] != layer.b.size:
            raise BadShape("bias")
        return layer

    def forward(self, X):
        if X.shape[1] != self.W.shape[1]:
            raise BadShape("width")
        return Sigmoid.value(X @ self.W.T + self.b[None, :])

    def backward(self, X, delta):
        return (X.T @ delta).T, delta.sum(0), (delta @ self.W) * (X - X**2)


@dataclass
class Network:
    layers: list[Layer]

    @classmethod
    def of(cls, params):
        return cls([Layer.of(*pair) for pair in params])

    def forward(self, X):
        steps = itertools.accumulate(
            self.layers, lambda x, layer: layer.forward(x), initial=Matrix.of(X, 2).data
        )
        return list(steps)

    def backward(self, a, Y):
        Y = Matrix.of(Y, 2).data
        if Y.shape != a[-1].shape:
            raise BadShape("Y")
        delta, found = (a[-1] - Y) / Y.shape[0], []
        for layer, before in zip(self.layers[::-1], a[-2::-1]):
            dW, db, delta = layer.backward(before, delta)
            found.append((dW, db))
        return found[::-1]


def mlp_forward(params, X):
    return Network.of(params).forward(X)


def mlp_backward(params, a, Y):
    return Network.of(params).backward([Matrix.of(v, 2).data for v in a], Y)


def mlp_train_step(params, X, Y, eta):
    net = Network.of(params)
    grads = net.backward(net.forward(X), Y)
    for layer, (dW, db) in zip(net.layers, grads):
        layer.W -= eta * dW
        layer.b -= eta * db
    return [[layer.W, layer.b] for layer in net.layers]


def regularized_gradients(Thetas, X, Y, lam):
    mats = [Matrix.of(T, 2).data for T in Thetas]
    net = Network([Layer(T[:, 1:], T[:, 0]) for T in mats])
    found = []
    for T, (dW, db) in zip(mats, net.backward(net.forward(X), Y)):
        D = lam * T
        D[:, 0] = db
        D[:, 1:] += dW
        found.append(D)
    return tuple(found)


def numerical_jacobian(f, x, h=1e-5):
    x = Matrix.of(x, 1).data
    scratch = x.copy()
    m = len(np.asarray(f(x)))
    J = np.zeros((m, x.size))
    for j in range(x.size):
        scratch[j] = x[j] + h
        above = np.array(f(scratch), dtype=float)
        scratch[j] = x[j] - h
        below = np.array(f(scratch), dtype=float)
        scratch[j] = x[j]
        J[:, j] = (above - below) / (2 * h)
    return J


def jacobian_chain(Js):
    product = None
    for J in reversed([Matrix.of(J, 2).data for J in Js]):
        if product is not None and product.shape[1] != J.shape[0]:
            raise BadShape("neighbours")
        product = J if product is None else product.dot(J)
    return product


def relu_jacobian_diag(h):
    return Relu.slope(Matrix.of(h, 1).data)


def jacobian_entries(n, batch=1):
    return int(n * batch) ** 2
