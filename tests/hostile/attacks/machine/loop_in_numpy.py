#: says = "Matrix products and sorts that take minutes in compiled code."
#: at_most = 0.0
import numpy as np


def grind(*args, **kwargs):
    a = np.ones((3000, 3000))
    for _ in range(10**6):
        a = np.sort(a @ a, axis=None).reshape(3000, 3000)


truth_table = mp_neuron = gate = literal_clause = xor_network = is_representable = grind
