"""Helper classes and dataclasses; errors of its own; a loss object with value and gradient."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np


class ShapeError(ValueError):
    """Shapes do not fit."""


class LabelError(ValueError):
    """A label names no class."""


class Tensor:
    """A checked float64 copy."""

    def __init__(self, values, *ndims):
        raw = np.array(values)
        if raw.dtype.kind in "OUScMmV":
            raise TypeError("real numbers only")
        if raw.ndim not in ndims:
            raise ShapeError(f"{raw.ndim} axes")
        self.values = raw.astype(float)


@dataclass
class Logits:
    """Rows of scores."""

    z: np.ndarray

    @cached_property
    def top(self):
        return np.amax(self.z, axis=1, keepdims=True)

    @cached_property
    def weights(self):
        return np.exp(self.z - self.top)

    @property
    def lse(self):
        return self.top[:, 0] + np.log(np.sum(self.weights, axis=1))

    @property
    def log_probabilities(self):
        return self.z - self.lse[:, np.newaxis]

    @property
    def probabilities(self):
        return np.divide(self.weights, np.sum(self.weights, axis=1, keepdims=True))


@dataclass(frozen=True)
class Labels:
    """Class numbers below `k`."""

    y: np.ndarray
    k: int

    @classmethod
    def parse(cls, y, k):
        raw = Tensor(y, 0, 1, 2).values
        if raw.ndim == 2 and raw.shape[1] > 1:
            raise ShapeError("labels are one column")
        raw = raw.ravel()
        if np.any(np.mod(raw, 1)) or np.min(raw) < 0 or np.max(raw) > k - 1:
            raise LabelError("no such class")
        return cls(raw.astype(int), k)

    def dense(self):
        return np.eye(self.k)[self.y]


class CrossEntropy:
    """Value and gradient of the mean loss."""

    def __init__(self, z, y):
        self.logits = Logits(Tensor(z, 2).values)
        self.n, k = self.logits.z.shape
        self.labels = Labels.parse(y, k)
        if len(self.labels.y) != self.n:
            raise ShapeError("labels and rows")

    def value(self):
        own = np.take_along_axis(self.logits.z, self.labels.y[:, None], axis=1)[:, 0]
        return np.mean(self.logits.lse - own)

    def gradient(self):
        return np.subtract(self.logits.probabilities, self.labels.dense()) / self.n


class Linear:
    """One layer; remembers its input."""

    def __init__(self, W, b):
        self.W, self.b = Tensor(W, 2).values, Tensor(b, 1).values
        if self.W.shape[0] != self.b.shape[0]:
            raise ShapeError("rows of W, entries of b")

    def forward(self, x):
        if x.shape[1] != self.W.shape[1]:
            raise ShapeError("inputs of the layer")
        self.x = x
        return np.dot(x, np.transpose(self.W)) + self.b

    def backward(self, upstream):
        self.dW = np.dot(upstream.T, self.x)
        self.db = np.sum(upstream, axis=0)
        return np.dot(upstream, self.W)


class Relu:
    """max(0, h)."""

    def forward(self, h):
        self.off = h <= 0
        return np.where(self.off, 0.0, h)

    def backward(self, upstream):
        result = upstream.copy()
        result[self.off] = 0
        return result


def _rows(z):
    values = Tensor(z, 1, 2).values
    return Logits(np.atleast_2d(values)), values.ndim == 1


def softmax(z):
    logits, flat = _rows(z)
    return logits.probabilities[0] if flat else logits.probabilities


def log_softmax(z):
    logits, flat = _rows(z)
    return logits.log_probabilities[0] if flat else logits.log_probabilities


def logsumexp(z):
    logits, flat = _rows(z)
    return logits.lse[0] if flat else logits.lse


def one_hot(y, K):
    return Labels.parse(y, K).dense().astype(np.int64)


def cross_entropy(z, y):
    return CrossEntropy(z, y).value()


def cross_entropy_grad(z, y):
    return CrossEntropy(z, y).gradient()


def softmax_jacobian(z):
    p = Logits(Tensor(z, 1).values[None]).probabilities
    return np.diagflat(p) - p.T @ p


def softmax_regression(W, b, X, y, lam):
    layer = Linear(W, b)
    loss = CrossEntropy(layer.forward(Tensor(X, 2).values), y)
    layer.backward(loss.gradient())
    penalty = lam * np.linalg.norm(layer.W) ** 2
    return [loss.value() + penalty, layer.dW + lam * layer.W + lam * layer.W, layer.db]


def two_layer(W1, b1, W2, b2, X, y):
    first, relu, second = Linear(W1, b1), Relu(), Linear(W2, b2)
    z = second.forward(relu.forward(first.forward(Tensor(X, 2).values)))
    first.backward(relu.backward(second.backward(CrossEntropy(z, y).gradient())))
    return [first.dW, first.db, second.dW, second.db]


def bce_with_logits(z, y):
    flat = Tensor(z, 1).values
    return CrossEntropy(np.column_stack([np.zeros_like(flat), flat]), y).value()
