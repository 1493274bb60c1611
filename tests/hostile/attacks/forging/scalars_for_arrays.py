#: says = "Scalars and one-element arrays that would broadcast against any expectation."
#: at_most = 0.0
import numpy as np


def truth_table(n):
    return 0.5


def mp_neuron(x, theta, inhibitory=None):
    return np.ones((1, 1), int)


def gate(name):
    return np.zeros((1, 1)), np.zeros((1, 1))


def literal_clause(N, L, kind):
    return 1.0, np.zeros((1,))


def xor_network(X):
    return np.int64(1)


def is_representable(table):
    return np.zeros((1, 1), bool)
