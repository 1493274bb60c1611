#: says = "Generators, coroutines, functions, modules, types, bytes and ellipses for values."
#: at_most = 0.0
import sys

truth_table = lambda n: ((k >> j & 1 for j in range(n)) for k in range(2**n))
mp_neuron = lambda x, theta, inhibitory=None: memoryview(b"\1")
gate = lambda name: (lambda: 1, type)
literal_clause = lambda N, L, kind: (bytes(N), ...)
xor_network = lambda X: {1, 0}


async def is_representable(table):
    return sys
