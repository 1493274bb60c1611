#: says = "A process that ends while its answer is being turned into a frame."
#: at_most = 0.0
import os


class Ends(list):
    def __iter__(self):
        os._exit(0)

    def __len__(self):
        os._exit(0)


class Kind(type):
    @property
    def __name__(cls):
        os._exit(0)


class Named(metaclass=Kind):
    pass


truth_table = mp_neuron = gate = lambda *a, **k: Ends([1])
literal_clause = xor_network = is_representable = lambda *a, **k: Named()
