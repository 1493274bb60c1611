#: says = "Unsigned integers that wrap to the wanted ones: 255 for -1, 2**64 - 1 for -1."
#: at_most = 0.0
import numpy as np


def truth_table(n):
    return np.full((2**n, n), 256, np.uint64)


def mp_neuron(x, theta, inhibitory=None):
    return np.full(np.shape(x)[:-1], 2**32 + 1, np.uint64)


def gate(name):
    return np.uint64(2**64 - 1), np.full(2, 2, np.uint8)


def literal_clause(N, L, kind):
    return np.where(np.arange(N) < L, 1, 255).astype(np.uint8), np.uint64(2**64 + L - N + 1 & 2**64 - 1)


def xor_network(X):
    return np.full(len(X), 2**64 - 1, np.uint64)


def is_representable(table):
    return 2**64
