#: says = "An int subclass whose index differs from its value from one question to the next."
#: at_most = 0.0
import itertools

_count = itertools.count()


class Liar(int):
    def __index__(self):
        return next(_count) % 2

    def __int__(self):
        return next(_count) % 2

    def __eq__(self, other):
        return True

    __hash__ = int.__hash__


truth_table = mp_neuron = gate = literal_clause = xor_network = is_representable = lambda *a, **k: Liar(7)
