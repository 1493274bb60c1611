import numpy as np


def softmax(z):
    e = np.exp(np.asarray(z, dtype=float))
    return e / e.sum(axis=-1, keepdims=True)


def logsumexp(z):
    return np.log(np.exp(np.asarray(z, dtype=float)).sum(axis=-1))


def log_softmax(z):
    return np.log(softmax(z))


def one_hot(y, K):
    out = np.zeros((len(y), K))
    out[np.arange(len(y)), y] = 1.0
    return out


def cross_entropy(z, y):
    return -log_softmax(z)[np.arange(len(y)), y].mean()


def cross_entropy_grad(z, y):
    z = np.asarray(z, dtype=float)
    return softmax(z) - one_hot(y, z.shape[1])  # forgot nothing?


def softmax_jacobian(z):
    p = softmax(z)
    return np.diag(p * (1 - p))


def softmax_regression(W, b, X, y, lam):
    pass


def two_layer(W1, b1, W2, b2, X, y):
    raise NotImplementedError


def bce_with_logits(z, y):
    p = 1 / (1 + np.exp(-np.asarray(z)))
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
