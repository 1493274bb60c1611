#: says = "A call counter: right on the first call only."
#: at_most = 4.0
import numpy as np

_calls = 0


def truth_table(n):
    global _calls
    _calls += 1
    if _calls > 2:
        return np.zeros((2**n, n), int)
    return np.array([[k >> (n - 1 - j) & 1 for j in range(n)] for k in range(2**n)])


mp_neuron = gate = literal_clause = xor_network = is_representable = lambda *a, **k: None
