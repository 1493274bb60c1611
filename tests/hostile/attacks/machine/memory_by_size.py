#: says = "Ten gigabytes at once, through NumPy, bytes, mmap and malloc."
#: at_most = 0.0
import ctypes
import mmap

import numpy as np

truth_table = lambda n: np.ones(10 * 2**30 // 8)
mp_neuron = lambda x, theta, inhibitory=None: bytes(10 * 2**30)
gate = lambda name: mmap.mmap(-1, 10 * 2**30).write(b"x" * 2**30 * 10)
literal_clause = lambda N, L, kind: ctypes.CDLL(None).calloc(ctypes.c_size_t(10 * 2**30), 1)
xor_network = lambda X: np.zeros((2**16, 2**16)) + 1
is_representable = lambda table: "x" * (10 * 2**30)
