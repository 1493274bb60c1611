#: says = "The right answer just after the deadline, and the one to the next question in advance."
#: at_most = 0.0
import time

import numpy as np


def late(n):
    time.sleep(0.55)
    return np.array([[k >> (n - 1 - j) & 1 for j in range(n)] for k in range(2**n)])


truth_table = mp_neuron = gate = literal_clause = xor_network = is_representable = late
