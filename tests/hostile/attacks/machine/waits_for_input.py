#: says = "input(), breakpoint(), getpass, plt.show() and code.interact."
#: at_most = 0.0
import getpass
import pdb
import sys

import matplotlib.pyplot as plt

truth_table = lambda n: input("score? ")
mp_neuron = lambda x, theta, inhibitory=None: breakpoint()
gate = lambda name: getpass.getpass()
literal_clause = lambda N, L, kind: plt.show(block=True)
xor_network = lambda X: sys.stdin.read()
is_representable = lambda table: pdb.set_trace()
