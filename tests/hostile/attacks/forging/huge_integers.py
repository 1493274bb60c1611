#: says = "Integers too large for float, for int64 and for str()."
#: at_most = 0.0

truth_table = lambda n: [[2**500] * n] * 2**n
mp_neuron = lambda x, theta, inhibitory=None: 2**511 - 1
gate = lambda name: (-(2**511), [2**200, -(2**200)])
literal_clause = lambda N, L, kind: ([10**150] * N, 10**150)
xor_network = lambda X: [2**64] * len(X)
is_representable = lambda table: 10**5000
