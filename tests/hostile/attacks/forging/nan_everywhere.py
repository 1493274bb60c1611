#: says = "NaN for every number."
#: at_most = 0.0
import numpy as np


def truth_table(n):
    return np.full((2**n, n), np.nan)


def mp_neuron(x, theta, inhibitory=None):
    return np.full(np.shape(x)[:-1], np.nan)


def gate(name):
    return np.nan, np.full(2, np.nan)


def literal_clause(N, L, kind):
    return np.full(N, np.nan), float("nan")


def xor_network(X):
    return np.full(len(X), np.nan)


def is_representable(table):
    return float("nan")
