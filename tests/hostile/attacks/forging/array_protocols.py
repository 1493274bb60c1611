#: says = "Objects that offer arrays, numbers and buffers through every protocol NumPy asks, another one each time."
#: at_most = 0.0
import itertools

import numpy as np

TURNS = itertools.count()


class Protean:
    __array_priority__ = 10**9

    def __array__(self, *args, **kwargs):
        return np.full((2,) * (next(TURNS) % 4), next(TURNS) % 2)

    @property
    def __array_interface__(self):
        return {"shape": (10**9,), "typestr": "<f8", "data": (id(self), False), "version": 3}

    def __array_function__(self, *args, **kwargs):
        return True

    def __array_ufunc__(self, *args, **kwargs):
        return True

    def __len__(self):
        return next(TURNS) % 5

    def __getitem__(self, key):
        return next(TURNS) % 2

    def __index__(self):
        return next(TURNS) % 2

    __int__ = __index__

    def __float__(self):
        return float(next(TURNS) % 2)

    def __bool__(self):
        return True


truth_table = mp_neuron = gate = literal_clause = xor_network = is_representable = lambda *args, **kwargs: Protean()
