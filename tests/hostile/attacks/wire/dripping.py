#: says = "One byte at a time, for ever."
#: at_most = 0.0
import os
import struct
import time


def forge(*args, **kwargs):
    os.write(3, struct.pack("<II", 2 * 1024 * 1024, 0))
    while True:
        os.write(3, b"\x91")
        time.sleep(0.01)


truth_table = mp_neuron = gate = literal_clause = xor_network = is_representable = forge
