#: says = "Objects that claim another class through __class__ and a metaclass that accepts everything."
#: at_most = 0.0
import numpy as np


class Meta(type):
    def __instancecheck__(cls, instance):
        return True

    def __subclasscheck__(cls, other):
        return True

    def __eq__(cls, other):
        return True

    __hash__ = type.__hash__


class Claims(metaclass=Meta):
    @property
    def __class__(self):
        return np.ndarray

    dtype, shape, ndim, size = np.dtype(float), (4,), 1, 4
    __array_interface__ = {"shape": (4,), "typestr": "<f8", "data": (0, False), "version": 3}


truth_table = mp_neuron = gate = literal_clause = xor_network = is_representable = lambda *a, **k: Claims()
