#: says = "Object, string, structured, complex, date and void arrays of the right shape."
#: at_most = 0.0
import numpy as np


def truth_table(n):
    return np.full((2**n, n), "1")


def mp_neuron(x, theta, inhibitory=None):
    return np.ones(np.shape(x)[:-1], dtype=[("v", "i8")])


def gate(name):
    return np.complex128(1), np.zeros(2, complex)


def literal_clause(N, L, kind):
    return np.array([1] * N, dtype=object), np.timedelta64(1)


def xor_network(X):
    return np.zeros(len(X), "datetime64[s]")


def is_representable(table):
    return np.void(b"\1")
