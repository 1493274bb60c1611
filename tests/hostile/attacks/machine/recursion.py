#: says = "Recursion without end, with the limit lifted."
#: at_most = 0.0
import sys

sys.setrecursionlimit(10**9)


class Deep:
    def __repr__(self):
        return repr([self])

    def __eq__(self, other):
        return [self] == [other]

    def __hash__(self):
        return hash((self,))

    def __iter__(self):
        return iter(self)


def down(*args):
    return down(*args) + 1


truth_table = down
mp_neuron = lambda x, theta, inhibitory=None: repr(Deep())
gate = lambda name: Deep() == Deep()
literal_clause = lambda N, L, kind: hash(Deep())
xor_network = lambda X: list(Deep())
is_representable = down
