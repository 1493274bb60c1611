#: says = "Memory fresh from the kernel and from the allocator, searched for what others left in it."
#: at_most = 0.0
import numpy as np


def search(*args, **kwargs):
    for size in (2**10, 2**16, 2**22):
        for _ in range(2):
            text = np.empty(size, np.uint8).tobytes()
            at = text.find(b"canary" + b"-")
            if at >= 0:
                raise ValueError("hostile-found " + repr(text[at : at + 60]))
    return 1


truth_table = mp_neuron = gate = literal_clause = xor_network = is_representable = search
