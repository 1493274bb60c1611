#: says = "Arrays without elements and with dimensions near 2**31, to be walked over; and nine-dimensional ones."
#: at_most = 0.0
import numpy as np

truth_table = lambda n: np.empty((0, 2**31 - 1, 2**31 - 1))
mp_neuron = lambda x, theta, inhibitory=None: np.empty((1,) * 9)
gate = lambda name: (np.empty((2**31 - 1, 0)), np.empty((0,) * 8))
literal_clause = lambda N, L, kind: np.empty((0, 2**62))
xor_network = lambda X: np.empty((1,) * 32)
is_representable = lambda table: np.empty((0, 2**33))
