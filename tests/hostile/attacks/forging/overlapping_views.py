#: says = "Strided views that reach beyond their memory, and read-only views of the arguments."
#: at_most = 0.0
import numpy as np


def beyond(*args, **kwargs):
    return np.lib.stride_tricks.as_strided(np.zeros(1), (64,), (8,))


def argument(first, *args, **kwargs):
    return np.asarray(first)[..., :]


truth_table = gate = literal_clause = is_representable = beyond
mp_neuron = xor_network = argument
