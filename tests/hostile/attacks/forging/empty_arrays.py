#: says = "Empty arrays, whose comparisons are vacuously true."
#: at_most = 0.0
import numpy as np


def truth_table(n):
    return np.empty((0, n))


def mp_neuron(x, theta, inhibitory=None):
    return np.empty(0, int)


def gate(name):
    return np.empty(0), np.empty((0, 2))


def literal_clause(N, L, kind):
    return np.empty((0, N)), np.empty(0)


def xor_network(X):
    return np.empty((0, len(X)))


def is_representable(table):
    return np.empty(0, bool)
