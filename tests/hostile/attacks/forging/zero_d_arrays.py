#: says = "0-d arrays of odd dtypes."
#: at_most = 0.0
import numpy as np

truth_table = lambda n: np.array(True)
mp_neuron = lambda x, theta, inhibitory=None: np.array(1j)
gate = lambda name: np.array("AND")
literal_clause = lambda N, L, kind: np.array(None, dtype=object)
xor_network = lambda X: np.array(np.datetime64("2026-01-01"))
is_representable = lambda table: np.array(b"1")
