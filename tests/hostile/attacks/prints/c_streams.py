#: says = "Output past Python: the C library's streams, descriptors 0 to 3, LAPACK's complaints and the fault handler's."
#: at_most = 0.0
import ctypes
import os
import sys

import numpy as np

libc = ctypes.CDLL(None)


def loud(*args, **kwargs):
    for _ in range(200):
        libc.puts(b"hostile-c ::error::hostile-ci \x1b[2J" * 50)
        for number in (0, 1, 2):
            try:
                os.write(number, b"hostile-descriptor\n" * 100)
            except OSError:
                pass
    libc.fflush(None)
    try:
        np.linalg.lstsq(np.full((3, 3), np.nan), np.ones(3), rcond=None)
    except np.linalg.LinAlgError:
        pass
    sys.__stderr__.write("hostile-stderr" * 1000)
    return 1


truth_table = mp_neuron = gate = literal_clause = xor_network = is_representable = loud
