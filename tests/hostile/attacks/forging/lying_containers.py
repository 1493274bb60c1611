#: says = "List, tuple and dict subclasses that report another length and other items than they hold."
#: at_most = 0.0
import numpy as np


class Items(list):
    def __len__(self):
        return 2

    def __iter__(self):
        return iter((1, np.zeros(2)))


class Pair(tuple):
    def __len__(self):
        return 2

    def __iter__(self):
        return iter((1, np.zeros(2)))


class Table(dict):
    def items(self):
        return [("a", 1)] * 10**6

    def __len__(self):
        return -1


def truth_table(n):
    return Items([Items([0, 1])] * 3)


def mp_neuron(x, theta, inhibitory=None):
    return Table(a=1)


def gate(name):
    return Pair((5, 5, 5))


def literal_clause(N, L, kind):
    return Pair((Items([1] * N), 10**9))


def xor_network(X):
    return Items([7])


def is_representable(table):
    return Pair((1,))
