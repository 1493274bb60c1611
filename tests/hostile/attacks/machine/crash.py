#: says = "Segmentation faults, bad instructions, corrupted objects and stack overflow in C."
#: at_most = 0.0
import ctypes
import json
import sys


def overflow():
    nested = []
    for _ in range(10**6):
        nested = [nested]
    return json.dumps(nested)


truth_table = lambda n: ctypes.string_at(0)
mp_neuron = lambda x, theta, inhibitory=None: ctypes.CFUNCTYPE(None)(1)()
gate = lambda name: ctypes.memset(id(None), 0xFF, 64) or None
literal_clause = lambda N, L, kind: ctypes.memset(id(list), 0, 200) or []
xor_network = lambda X: sys.setrecursionlimit(10**8) or overflow()
is_representable = lambda table: ctypes.CDLL(None).abort()
