"""Plain Python: lists, loops and the math module; arrays only at the borders."""

import math

import numpy as np


def rows_of(z, name="z"):
    array = np.array(z)
    if array.dtype.kind not in "iufb":
        raise TypeError(name + " is not numeric")
    if array.ndim != 2:
        raise ValueError(name + " needs two axes")
    return [[float(v) for v in row] for row in array]


def vector_of(v, name="v"):
    array = np.array(v)
    if array.dtype.kind not in "iufb":
        raise TypeError(name + " is not numeric")
    if array.ndim != 1:
        raise ValueError(name + " needs one axis")
    return [float(x) for x in array]


def labels_of(y, n_classes):
    array = np.array(y)
    if array.dtype.kind not in "iufb":
        raise TypeError("labels are not numeric")
    if array.ndim == 2 and array.shape[1] == 1:
        array = array[:, 0]
    if array.ndim != 1:
        raise ValueError("labels need one axis")
    labels = []
    for value in array.tolist():
        if value != int(value) or not 0 <= value < n_classes:
            raise ValueError(f"label {value}")
        labels.append(int(value))
    return labels


def lse_row(row):
    biggest = max(row)
    return biggest + math.log(math.fsum(math.exp(v - biggest) for v in row))


def softmax_row(row):
    biggest = max(row)
    weights = [math.exp(v - biggest) for v in row]
    total = sum(weights)
    return [w / total for w in weights]


def is_flat(z):
    return np.ndim(z) == 1


def each_row(z, function):
    if is_flat(z):
        return function(vector_of(z))
    return [function(row) for row in rows_of(z)]


def softmax(z):
    return np.array(each_row(z, softmax_row))


def log_softmax(z):
    def on_row(row):
        total = lse_row(row)
        return [v - total for v in row]

    return np.array(each_row(z, on_row))


def logsumexp(z):
    result = each_row(z, lse_row)
    return result if is_flat(z) else np.array(result)


def one_hot(y, K):
    return np.array([[1.0 if k == label else 0.0 for k in range(K)] for label in labels_of(y, K)])


def pairs(z, y):
    rows = rows_of(z)
    labels = labels_of(y, len(rows[0]))
    if len(labels) != len(rows):
        raise ValueError("one label for each row")
    return list(zip(rows, labels))


def cross_entropy(z, y):
    data = pairs(z, y)
    total = 0.0
    for row, label in data:
        total += lse_row(row) - row[label]
    return total / len(data)


def grad_rows(z, y):
    data = pairs(z, y)
    out = []
    for row, label in data:
        p = softmax_row(row)
        out.append([(p[k] - (1 if k == label else 0)) / len(data) for k in range(len(row))])
    return out


def cross_entropy_grad(z, y):
    return np.array(grad_rows(z, y))


def softmax_jacobian(z):
    p = softmax_row(vector_of(z))
    jac = np.zeros((len(p), len(p)))
    for i in range(len(p)):
        for j in range(len(p)):
            jac[i][j] = p[i] * (1 - p[i]) if i == j else -p[i] * p[j]
    return jac


def affine(rows, W, b):
    if len(W) != len(b):
        raise ValueError("W and b")
    out = []
    for row in rows:
        if len(row) != len(W[0]):
            raise ValueError("inputs and W")
        out.append([sum(w * x for w, x in zip(unit, row)) + bias for unit, bias in zip(W, b)])
    return out


def outer_sum(deltas, rows):
    return [
        [sum(d[i] * r[j] for d, r in zip(deltas, rows)) for j in range(len(rows[0]))]
        for i in range(len(deltas[0]))
    ]


def column_sums(deltas):
    return [sum(d[i] for d in deltas) for i in range(len(deltas[0]))]


def softmax_regression(W, b, X, y, lam):
    rows, weights, bias = rows_of(X), rows_of(W), vector_of(b)
    z = affine(rows, weights, bias)
    loss = cross_entropy(z, y)
    deltas = grad_rows(z, y)
    dW = outer_sum(deltas, rows)
    for i in range(len(weights)):
        for j in range(len(weights[0])):
            loss += lam * weights[i][j] ** 2
            dW[i][j] += 2 * lam * weights[i][j]
    return loss, np.array(dW, dtype=float), np.array(column_sums(deltas))


def two_layer(W1, b1, W2, b2, X, y):
    rows, weights1, weights2 = rows_of(X), rows_of(W1), rows_of(W2)
    hidden = affine(rows, weights1, vector_of(b1))
    active = [[max(0.0, h) for h in row] for row in hidden]
    deltas2 = grad_rows(affine(active, weights2, vector_of(b2)), y)
    deltas1 = []
    for h_row, delta in zip(hidden, deltas2):
        back = []
        for unit, h in enumerate(h_row):
            back.append(sum(d * w[unit] for d, w in zip(delta, weights2)) if h > 0 else 0.0)
        deltas1.append(back)
    return (
        np.array(outer_sum(deltas1, rows)),
        np.array(column_sums(deltas1)),
        np.array(outer_sum(deltas2, active)),
        np.array(column_sums(deltas2)),
    )


def bce_with_logits(z, y):
    logits, labels = vector_of(z), labels_of(y, 2)
    if len(logits) != len(labels):
        raise ValueError("one label for each logit")
    total = 0.0
    for v, label in zip(logits, labels):
        wrong = -v if label == 1 else v
        total += wrong + math.log1p(math.exp(-wrong)) if wrong > 0 else math.log1p(math.exp(wrong))
    return total / len(logits)


def softmax(z):
    z = np.asarray(z, dtype=float)
    e = np.exp(z - z.max())
    return e / e.sum()  # over everything
