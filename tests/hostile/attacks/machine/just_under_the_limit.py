#: says = "Sleeps nearly as long as is allowed, in every call."
#: at_most = 12.0
import time

import numpy as np

NAP_S = 0.4


def truth_table(n):
    time.sleep(NAP_S)
    return np.array([[k >> (n - 1 - j) & 1 for j in range(n)] for k in range(2**n)])


def nap(*args, **kwargs):
    time.sleep(NAP_S)


mp_neuron = gate = literal_clause = xor_network = is_representable = nap
