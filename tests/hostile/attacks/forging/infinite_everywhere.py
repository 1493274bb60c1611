#: says = "Infinities of both signs: a threshold that every score reaches."
#: at_most = 0.0
import numpy as np


def truth_table(n):
    return np.full((2**n, n), np.inf)


def mp_neuron(x, theta, inhibitory=None):
    return np.full(np.shape(x)[:-1], -np.inf)


def gate(name):
    return -np.inf, np.full(1 if name == "NOT" else 2, np.inf)


def literal_clause(N, L, kind):
    return np.full(N, np.inf), -np.inf


def xor_network(X):
    return np.full(len(X), np.inf)


def is_representable(table):
    return float("inf")
