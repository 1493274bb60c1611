#: says = "One mutable result handed out again and again, changed between the calls of one map."
#: at_most = 0.0
import numpy as np

_SHARED = np.zeros(8)


def shared(*args, **kwargs):
    _SHARED[:] += 1
    return _SHARED


truth_table = mp_neuron = gate = literal_clause = xor_network = is_representable = shared
