#: says = "A frame that announces more than it brings, and silence."
#: at_most = 0.0
import os
import struct
import time


def forge(*args, **kwargs):
    os.write(3, struct.pack("<II", 1000, 1000) + b"\x93\x01")
    time.sleep(60)


truth_table = mp_neuron = gate = literal_clause = xor_network = is_representable = forge
