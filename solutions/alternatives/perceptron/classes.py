"""Objects: a data set that checks itself, a neuron that learns, a sigmoid that is called."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np


class Numbers:
    """Anything array-like, turned into float64 once."""

    @staticmethod
    def read(values: object, shape: tuple[int | None, ...]) -> np.ndarray:
        raw = np.asarray(values)
        if raw.dtype == object or raw.dtype.kind in "USc":
            raise TypeError(f"not real numbers: {raw.dtype}")
        if raw.ndim != len(shape):
            raise ValueError(f"{len(shape)} dimensions, please")
        for have, want in zip(raw.shape, shape, strict=True):
            if want is not None and have != want:
                raise ValueError("lengths do not match")
        return np.array(raw, dtype="float64")


@dataclass
class Dataset:
    X: np.ndarray
    y: np.ndarray

    @classmethod
    def of(cls, X: object, y: object) -> Dataset:
        rows = Numbers.read(X, (None, None))
        labels = np.asarray(y)
        if labels.ndim == 2:
            labels = Numbers.read(labels, (len(rows), 1))[:, 0]
        labels = Numbers.read(labels, (len(rows),))
        if not set(labels.tolist()) <= {1.0, -1.0}:
            raise ValueError("labels must be -1 or +1")
        return cls(rows, labels)

    def __len__(self) -> int:
        return len(self.y)

    def __iter__(self) -> Iterator[tuple[np.ndarray, float]]:
        return iter(zip(self.X, self.y, strict=True))

    @property
    def radius(self) -> float:
        return max(float(np.linalg.norm(x)) for x in self.X)


@dataclass
class Neuron:
    w: np.ndarray
    updates: list[int] = field(default_factory=list)

    def score(self, x: np.ndarray) -> float:
        return float(np.dot(self.w, x))

    def fire(self, x: np.ndarray) -> int:
        return 1 if self.score(x) >= 0 else -1

    def learn(self, x: np.ndarray, y: float) -> bool:
        if (self.score(x) > 0 and y > 0) or (self.score(x) < 0 and y < 0):
            return False
        self.w = self.w + x if y > 0 else self.w - x
        return True

    def sweep(self, data: Dataset) -> int:
        self.updates.append(sum(self.learn(x, y) for x, y in data))
        return self.updates[-1]

    def margin(self, data: Dataset) -> float:
        length = np.hypot.reduce(self.w)
        if length == 0:
            raise ValueError("the zero vector separates nothing")
        return min(y * self.score(x) for x, y in data) / length


class Sigmoid:
    def __call__(self, z: np.ndarray) -> np.ndarray:
        return 1.0 / (1.0 + np.exp(-z))


def add_bias(X):
    rows = Numbers.read(X, (None, None))
    out = np.ones((rows.shape[0], rows.shape[1] + 1))
    out[:, :-1] = rows
    return out


def two_gaussians(n, mean_gap, rng):
    clouds = {label: rng.normal(mean, 1, (n, 2)) for label, mean in ((1.0, 0), (-1.0, mean_gap))}
    pairs = [
        (point, label)
        for both in zip(*clouds.values(), strict=True)
        for point, label in zip(both, clouds, strict=True)
    ]
    return add_bias([point for point, _ in pairs]), np.array([label for _, label in pairs])


def predict(X, w):
    rows = Numbers.read(X, (None, None))
    neuron = Neuron(Numbers.read(w, (rows.shape[1],)))
    return np.fromiter((neuron.fire(x) for x in rows), dtype=np.int64)


def perceptron_step(w, x, y):
    neuron = Neuron(Numbers.read(w, (None,)))
    updated = neuron.learn(Numbers.read(x, neuron.w.shape), y)
    return neuron.w, updated


def perceptron_train(X, y, max_epochs=1000, w0=None):
    data = Dataset.of(X, y)
    if len(data) == 0:
        raise ValueError("nothing to learn from")
    width = data.X.shape[1]
    neuron = Neuron(np.zeros(width) if w0 is None else Numbers.read(w0, (width,)))
    converged = any(neuron.sweep(data) == 0 for _ in range(max_epochs))
    return neuron.w, neuron.updates, converged


def margin(X, y, w):
    data = Dataset.of(X, y)
    return Neuron(Numbers.read(w, (data.X.shape[1],))).margin(data)


def mistake_bound(X, y, w_star):
    data = Dataset.of(X, y)
    gap = Neuron(Numbers.read(w_star, (data.X.shape[1],))).margin(data)
    if gap <= 0:
        raise ValueError("w_star is on the wrong side of a point")
    return (data.radius / gap) ** 2


def bayes_posterior(X):
    u, v = Numbers.read(X, (None, 2)).T
    return Sigmoid()(9 - 3 * u - 3 * v)
