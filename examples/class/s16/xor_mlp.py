"""Units, layers and networks as objects."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np


def numeric(value, name="value"):
    a = np.asarray(value)
    if a.dtype == object or a.dtype.kind in "USc":
        raise TypeError(name)
    return a.astype(float)


@dataclass
class Points:
    """Rows of inputs, checked once."""

    X: np.ndarray

    @classmethod
    def of(cls, X, columns=None):
        X = numeric(X, "X")
        if X.ndim != 2:
            raise ValueError("X must be a matrix")
        if columns is not None and X.shape[1] != columns:
            raise ValueError("wrong number of columns")
        return cls(X)


@dataclass
class Layer:
    W: np.ndarray
    b: np.ndarray

    def __post_init__(self):
        self.W, self.b = numeric(self.W), numeric(self.b)
        if self.W.ndim != 2 or self.b.ndim != 1 or len(self.W) != len(self.b):
            raise ValueError("W and b do not fit")

    def __call__(self, X):
        if X.shape[1] != self.W.shape[1]:
            raise ValueError("X and W do not fit")
        return (self.W @ X.T).T + self.b


class Threshold(Layer):
    def __call__(self, X):
        return step(super().__call__(X))


@dataclass
class Net:
    hidden: Threshold
    out: Threshold

    @classmethod
    def build(cls, W1, b1, w2, b2):
        w2 = numeric(w2)
        if w2.ndim != 1:
            raise ValueError("w2 must be a vector")
        return cls(Threshold(W1, b1), Threshold(w2[np.newaxis], np.atleast_1d(numeric(b2))))

    def __call__(self, X):
        return self.out(self.hidden(X))[:, 0]

    def parts(self):
        return self.hidden.W, self.hidden.b, self.out.W[0], float(self.out.b[0])


class TruthTable:
    def __init__(self, values):
        values = numeric(values)
        if values.ndim != 1:
            raise ValueError("a table is one-dimensional")
        size = len(values)
        if size == 0 or size & (size - 1):
            raise ValueError("a table has 2**n rows")
        self.values, self.n = values, size.bit_length() - 1

    def rows(self):
        return [[int(c) for c in format(k, f"0{self.n}b")] for k in range(2**self.n)]

    def minterms(self, only_true):
        return [r for r, v in zip(self.rows(), self.values, strict=True) if v or not only_true]


def unit_for(row):
    signs = [1.0 if bit else -1.0 for bit in row]
    return signs, -float(sum(row))


def step(z):
    return (numeric(z, "z") >= 0).astype(float)


def xor_constraints(w0, w1, w2):
    return (w0 < 0, w0 + w2 >= 0, w0 + w1 >= 0, w0 + w1 + w2 < 0)


def xor_features(X):
    u, v = Points.of(X, 2).X.T
    return np.array([u, v, u * v]).T


def minterm_layer(n):
    units = [unit_for(row) for row in TruthTable(np.zeros(2**n)).rows()]
    return np.array([w for w, _ in units]), np.array([b for _, b in units])


def boolean_mlp(table):
    t = TruthTable(table)
    W, b = minterm_layer(t.n)
    return Net.build(W, b, 4 * t.values - 2, -0.0).parts()


def dnf_mlp(table):
    t = TruthTable(table)
    units = [unit_for(row) for row in t.minterms(only_true=True)]
    if not units:
        return np.zeros((0, t.n)), np.zeros(0), np.zeros(0), -1.0
    W, b = (np.array(part) for part in zip(*units, strict=True))
    return Net.build(W, b, np.ones(len(units)), -0.75).parts()


def mlp_forward(X, W1, b1, w2, b2):
    return Net.build(W1, b1, w2, b2)(Points.of(X).X).astype(np.int64)


def xor_unit():
    # x1 OR x2, x1 AND x2; the second one vetoes the first
    return Net.build([[1, 1], [0.5, 0.5]], [-1, -1], [1, -2], -1).parts()


class ParityTree:
    def __init__(self):
        self.block, self.units, self.layers = Net.build(*xor_unit()), 0, 0

    def run(self, X):
        if X.shape[1] == 1:
            return X[:, 0]
        half = X.shape[1] // 2
        self.layers += 2
        level = [self.block(X[:, 2 * i : 2 * i + 2]) for i in range(half)]
        self.units += 3 * half
        return self.run(np.column_stack(level))


def parity_deep(X):
    X = Points.of(X).X
    if X.shape[1] not in {2**k for k in range(1, 20)}:
        raise ValueError("n must be a power of two")
    tree = ParityTree()
    out = tree.run(X)
    return out.astype(int), tree.units, tree.layers


def units_shallow(n):
    return pow(2, n - 1) + 1


def units_deep(n):
    return (n - 1) * 3


@dataclass
class Interval:
    lo: float
    hi: float

    def holds(self, v):
        return np.minimum(step(v - self.lo), step(self.hi - v))


def box_classifier(X, x0, x1, y0, y1):
    X = Points.of(X, 2).X
    lo_x, hi_x, lo_y, hi_y = (float(numeric(v)) for v in (x0, x1, y0, y1))
    inside = Interval(lo_x, hi_x).holds(X[:, 0]) * Interval(lo_y, hi_y).holds(X[:, 1])
    return inside.astype(np.int64)


@dataclass
class Trainer:
    layer: Layer
    w2: np.ndarray
    b2: float = 0.0
    losses: list = field(default_factory=list)

    X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], float)
    y = np.array([0, 1, 1, 0], float)

    @staticmethod
    def squash(z):
        return (1 + np.tanh(z / 2)) / 2

    def update(self, eta):
        h = self.squash(self.layer(self.X))
        p = self.squash(h @ self.w2 + self.b2)
        self.losses.append(np.where(self.y == 1, -np.log(p), -np.log1p(-p)).mean())
        d = (p - self.y) / 4
        dh = d[:, None] * self.w2[None, :] * (h - h**2)
        grads = dh.T @ self.X, dh.sum(0), d @ h, d.sum()
        self.layer.W = self.layer.W - eta * grads[0]
        self.layer.b = self.layer.b - eta * grads[1]
        self.w2, self.b2 = self.w2 - eta * grads[2], self.b2 - eta * grads[3]


def train_xor(n_hidden, eta, n_steps, rng):
    trainer = Trainer(
        Layer(rng.normal(size=(n_hidden, 2)), np.zeros(n_hidden)), rng.normal(size=n_hidden)
    )
    for _ in range(n_steps):
        trainer.update(eta)
    return trainer.layer.W, trainer.layer.b, trainer.w2, trainer.b2, np.array(trainer.losses)
