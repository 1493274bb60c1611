"""Plain Python: lists inside, one number at a time, arrays only at the door."""

import math
import numbers

import numpy as np


def number(value):
    if isinstance(value, np.ndarray) and value.ndim == 0:
        value = value.item()
    if not isinstance(value, numbers.Real | np.number | np.bool_):
        raise TypeError("a real number is needed, not " + type(value).__name__)
    return float(value)


def as_list(values):
    if isinstance(values, np.ndarray):
        if values.dtype.kind == "c":
            raise TypeError("complex numbers have no sign")
        values = values.tolist()
    if isinstance(values, str) or values is None:
        raise TypeError("numbers are needed")
    if is_row(values):
        return list(values)
    raise ValueError("a sequence is needed")


def is_row(item):
    return isinstance(item, list | tuple) or (isinstance(item, np.ndarray) and item.ndim > 0)


def read_rows(X):
    if isinstance(X, np.ndarray) and X.ndim != 2:
        raise ValueError("a matrix is needed")
    table = []
    for line in as_list(X):
        if isinstance(line, str):
            raise TypeError("text is no row")
        if not is_row(line):
            raise ValueError("a matrix is needed")
        table.append(read_vector(line))
    for line in table:
        if len(line) != len(table[0]):
            raise ValueError("rows of different lengths")
    return table


def read_vector(values):
    items = as_list(values)
    for item in items:
        if is_row(item):
            raise ValueError("a vector is needed")
    return [number(item) for item in items]


def read_labels(y):
    flat = []
    for item in as_list(y):
        if is_row(item):
            if len(item) != 1:
                raise ValueError("one label a row")
            item = item[0]
        label = number(item)
        if label != 1 and label != -1:
            raise ValueError("labels are -1 and +1")
        flat.append(label)
    return flat


def dot(a, b):
    if len(a) != len(b):
        raise ValueError("lengths differ")
    total = 0.0
    for p, q in zip(a, b, strict=True):
        total += p * q
    return total


def add_bias(X):
    out = []
    for line in read_rows(X):
        out.append(line + [1.0])
    return np.array(out)


def two_gaussians(n, mean_gap, rng):
    first = rng.normal(0, 1, (n, 2))
    second = rng.normal(mean_gap, 1, (n, 2))
    X = np.empty((2 * n, 3))
    y = np.empty(2 * n)
    for i in range(n):
        X[2 * i] = [first[i, 0], first[i, 1], 1]
        X[2 * i + 1] = [second[i, 0], second[i, 1], 1]
        y[2 * i] = 1
        y[2 * i + 1] = -1
    return X, y


def predict(X, w):
    weights = read_vector(w)
    out = []
    for line in read_rows(X):
        if dot(line, weights) < 0:
            out.append(-1)
        else:
            out.append(1)
    return np.array(out)


def perceptron_step(w, x, y):
    weights, sample, label = read_vector(w), read_vector(x), number(y)
    if dot(weights, sample) * label > 0:
        return np.array(weights), False
    for d in range(len(weights)):
        weights[d] += label * sample[d]
    return np.array(weights), True


def perceptron_train(X, y, max_epochs=1000, w0=None):
    table, labels = read_rows(X), read_labels(y)
    if len(table) == 0:
        raise ValueError("no rows")
    if len(table) != len(labels):
        raise ValueError("as many labels as rows, please")
    weights = [0.0] * len(table[0]) if w0 is None else read_vector(w0)
    if len(weights) != len(table[0]):
        raise ValueError("as many weights as columns, please")
    counts = []
    while len(counts) < max_epochs:
        count = 0
        for i in range(len(table)):
            if labels[i] * dot(weights, table[i]) <= 0:
                count += 1
                for d in range(len(weights)):
                    weights[d] += labels[i] * table[i][d]
        counts.append(count)
        if count == 0:
            break
    return np.array(weights), counts, counts[-1] == 0


def margin(X, y, w):
    table, labels, weights = read_rows(X), read_labels(y), read_vector(w)
    if len(table) != len(labels):
        raise ValueError("as many labels as rows, please")
    length = math.sqrt(sum(v * v for v in weights))
    if length == 0.0:
        raise ValueError("no direction")
    smallest = math.inf
    for line, label in zip(table, labels, strict=True):
        smallest = min(smallest, label * dot(line, weights) / length)
    return smallest


def mistake_bound(X, y, w_star):
    gamma = margin(X, y, w_star)
    if not gamma > 0:
        raise ValueError("not separated")
    largest = 0.0
    for line in read_rows(X):
        largest = max(largest, sum(v * v for v in line))
    return largest / gamma**2


def bayes_posterior(X):
    out = []
    for line in read_rows(X):
        if len(line) != 2:
            raise ValueError("two coordinates are needed")
        here = math.exp(-(line[0] ** 2 + line[1] ** 2) / 2)
        there = math.exp(-((line[0] - 3) ** 2 + (line[1] - 3) ** 2) / 2)
        out.append(here / (here + there))
    return np.array(out)
