"""Helper classes and dataclasses; the functions only delegate."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np


class ShapeError(ValueError):
    """Shapes do not fit."""


class NotNumeric(TypeError):
    """Something that is no number."""


class Tensor:
    """Validated float64 data."""

    def __init__(self, raw):
        raw = np.asarray(raw)
        if not (np.issubdtype(raw.dtype, np.number) or raw.dtype == bool):
            raise NotNumeric(str(raw.dtype))
        if np.iscomplexobj(raw):
            raise NotNumeric("complex")
        self.data = np.array(raw, dtype=float, copy=True)

    def rank(self, n):
        if self.data.ndim != n:
            raise ShapeError(f"rank {n} wanted")
        return self.data

    def like(self, other):
        if self.data.size > 1 and other.data.size > 1 and self.data.shape != other.data.shape:
            raise ShapeError("unlike")
        return self.data


class Loss:
    def __init__(self, prediction, truth):
        self.truth = Tensor(truth)
        self.prediction = Tensor(prediction)
        self.truth.like(self.prediction)

    def squared(self):
        return abs(self.prediction.data - self.truth.data) ** 2.0

    def zero_one(self):
        return np.not_equal(self.prediction.data, self.truth.data)


def squared_loss(pred, target):
    return Loss(pred, target).squared()


def zero_one_loss(pred, target):
    return Loss(pred, target).zero_one()


def nll_density(q):
    data = Tensor(q).data
    if data.min() <= 0:
        raise ValueError("log of a non-positive density")
    return np.negative(np.log(data))


@dataclass
class Mean:
    total: float = 0.0
    count: int = 0

    def add(self, value):
        return replace(self, total=self.total + value, count=self.count + 1)

    @property
    def value(self):
        if self.count == 0:
            raise ValueError("mean of nothing")
        return self.total / self.count


def empirical_risk(losses):
    mean = Mean()
    for value in Tensor(losses).data.flat:
        mean = mean.add(float(value))
    return mean.value


class Difference:
    stencils = {"forward": ((1, 1.0), (0, -1.0)), "central": ((1, 0.5), (-1, -0.5))}

    def __init__(self, f, h, method):
        if method not in self.stencils:
            raise ValueError(method)
        self.f, self.h, self.stencil = f, h, self.stencils[method]

    def along(self, point, k):
        total = 0.0
        for where, weight in self.stencil:
            moved = point.copy()
            moved.flat[k] = point.flat[k] + where * self.h
            total += weight * float(self.f(moved))
        return total / self.h


def numerical_gradient(f, x, h=1e-5, method="central"):
    difference, point = Difference(f, h, method), Tensor(x).data
    grad = np.zeros(point.shape)
    for k in range(point.size):
        grad.flat[k] = difference.along(point, k)
    return grad


def poly_features(x, degree):
    column = Tensor(x).rank(1)
    return np.stack([np.ones_like(column)] + [column**k for k in range(1, degree + 1)], axis=1)


@dataclass
class Ridge:
    features: np.ndarray
    targets: np.ndarray
    strength: float

    @cached_property
    def solution(self):
        n, d = self.features.shape
        if self.strength > 0:
            gram = self.features.T @ self.features / n + self.strength * np.eye(d)
            return np.linalg.solve(gram, self.features.T @ self.targets / n)
        return np.linalg.lstsq(self.features, self.targets, rcond=None)[0]


def least_squares(Phi, t, lam=0.0):
    features, targets = Tensor(Phi).rank(2), Tensor(t).data.ravel()
    if features.shape[0] != targets.shape[0]:
        raise ShapeError("rows")
    return Ridge(features, targets, lam).solution


def taylor_estimate(f0, grad, u, hess=None):
    step = Tensor(u).rank(1)
    slope = Tensor(grad).rank(1)
    if hess is not None:
        slope = slope + 0.5 * Tensor(hess).rank(2).T.dot(step)
    return f0 + slope.dot(step)


@dataclass(frozen=True)
class Place:
    w: np.ndarray
    height: float


class Walker:
    def __init__(self, f, rng, step):
        self.f, self.rng, self.step = f, rng, step

    def visit(self, w):
        return Place(w, float(self.f(w)))

    def direction(self, shape):
        u = self.rng.normal(size=shape)
        return u / np.linalg.norm(u.ravel())

    def probe(self, place):
        other = self.visit(place.w + self.step * self.direction(place.w.shape))
        return min(place, other, key=lambda p: p.height)


def random_search(f, w0, step_size, n_probes, rng):
    walker = Walker(f, rng, step_size)
    place = walker.visit(Tensor(w0).data)
    for _ in range(n_probes):
        place = walker.probe(place)
    return place.w, place.height


class Batches:
    def __init__(self, n, size, rng):
        if size < 1:
            raise ValueError("size")
        self.order = rng.permutation(n) if rng is not None else np.array(range(n), dtype=int)
        self.size = size

    def __iter__(self) -> Iterator[np.ndarray]:
        for k in range(-(-len(self.order) // self.size)):
            yield self.order[k * self.size : min((k + 1) * self.size, len(self.order))]


def get_batches(N, batch_size, rng=None):
    return [*Batches(N, batch_size, rng)]


class Descent:
    def __init__(self, grad, start, eta):
        self.grad, self.eta, self.w = grad, eta, start
        self.path = [start.copy()]

    def step(self, xb, yb):
        self.w = self.w - self.eta * self.grad(self.w.copy(), xb, yb)
        self.path.append(self.w.copy())


def minibatch_gd(grad, w0, X, y, eta, n_epochs, batch_size, rng):
    xs, ys = Tensor(X).data, Tensor(y).data
    if len(xs) != len(ys):
        raise ShapeError("X and y")
    if batch_size < 1:
        raise ValueError("batch_size")
    descent = Descent(grad, Tensor(w0).rank(1), eta)
    for _ in range(n_epochs):
        for batch in Batches(len(xs), batch_size, rng):
            descent.step(xs[batch], ys[batch])
    return np.vstack(descent.path)


@dataclass
class Linear:
    w: np.ndarray

    def errors(self, X, y):
        return X @ self.w - y

    def gradient(self, X, y):
        return 2 * np.mean(X * self.errors(X, y)[:, None], axis=0)


def mse_grad(w, X, y):
    X = Tensor(X).rank(2)
    y = Tensor(y).data.ravel()
    if len(y) != len(X):
        raise ShapeError("lengths")
    return Linear(Tensor(w).rank(1)).gradient(X, y)


class Svm:
    def __init__(self, W, lam):
        self.W, self.lam = W, lam

    def sample(self, x, label):
        gaps = x @ self.W - x @ self.W[:, label] + 1
        gaps[label] = 0
        active = (gaps > 0) * 1.0
        active[label] -= np.count_nonzero(gaps > 0)
        return np.maximum(gaps, 0).sum(), np.outer(x, active)

    def evaluate(self, X, y):
        parts = [self.sample(x, label) for x, label in zip(X, y)]
        loss = np.mean([part[0] for part in parts]) + self.lam * np.linalg.norm(self.W) ** 2
        return loss, np.mean([part[1] for part in parts], axis=0) + 2 * self.lam * self.W


def hinge_loss(W, X, y, lam):
    W, X = Tensor(W).rank(2), Tensor(X).rank(2)
    labels = Tensor(y).data.ravel().astype(int)
    if len(labels) != len(X) or X.shape[1] != W.shape[0]:
        raise ShapeError("shapes")
    if not all(0 <= c < W.shape[1] for c in labels):
        raise ValueError("label")
    return Svm(W, lam).evaluate(X, labels)


@dataclass(frozen=True)
class Momentum:
    eta: float
    beta: float

    def step(self, w, v, g):
        v = g + self.beta * v
        return w - self.eta * v, v


def momentum_step(w, v, g, eta, beta):
    w, v, g = Tensor(w), Tensor(v), Tensor(g)
    return Momentum(eta, beta).step(w.like(g), v.like(g), g.like(w))


@dataclass
class Average:
    value: np.ndarray
    rate: float

    def update(self, item):
        return replace(self, value=self.rate * self.value + (1 - self.rate) * item)

    def corrected(self, t):
        return self.value / (1 - np.power(self.rate, t))


def adam_step(w, m, v, g, t, eta=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    if t < 1:
        raise ValueError("t")
    w, g = Tensor(w), Tensor(g)
    mean = Average(Tensor(m).like(g), b1).update(g.data)
    square = Average(Tensor(v).like(g), b2).update(g.data**2)
    step = mean.corrected(t) / (square.corrected(t) ** 0.5 + eps)
    return w.like(g) - eta * step, mean.value, square.value


def clip_by_norm(g, max_norm):
    g = Tensor(g).data
    norm = np.linalg.norm(g.reshape(-1))
    return g if norm <= max_norm else g / norm * max_norm


class Schedule:
    def __init__(self, eta0, every, factor):
        self.eta0, self.every, self.factor = eta0, every, factor

    def __getitem__(self, epoch):
        drops, _ = divmod(epoch, self.every)
        return self.eta0 * self.factor**drops


def step_decay(eta0, epoch, every, factor):
    return Schedule(eta0, every, factor)[epoch]
