#: says = "Arrays without elements whose dimensions are each allowed, and whose lists of lists of nothing have no end."
#: at_most = 0.0
import numpy as np

truth_table = lambda n: np.empty((99_999, 99_999, 0), int)
mp_neuron = lambda x, theta, inhibitory=None: np.empty((0, 99_999, 99_999, 99_999), int)
gate = lambda name: (np.empty((9_999, 9_999, 0)), np.empty((999, 0, 999)))
literal_clause = lambda N, L, kind: (np.empty((99_999, 99, 0)), np.empty((30,) * 7 + (0,)))
xor_network = lambda X: np.empty((len(X), 99_999, 0), int)
is_representable = lambda table: np.empty((99_999, 99_999, 1, 0), bool)
