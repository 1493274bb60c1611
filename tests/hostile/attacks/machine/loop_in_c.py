#: says = "Loops that never come back to the interpreter: integers, regular expressions, sums, sorting."
#: at_most = 0.0
import re

truth_table = lambda n: 10**10**9
mp_neuron = lambda x, theta, inhibitory=None: sum(range(10**15))
gate = lambda name: re.match(r"(a+)+$", "a" * 60 + "b")
literal_clause = lambda N, L, kind: max(range(10**15), key=id)
xor_network = lambda X: "a" * 10**8 in "a" * 10**9 + "b"
is_representable = lambda table: pow(3, 10**9, 10**300000)
