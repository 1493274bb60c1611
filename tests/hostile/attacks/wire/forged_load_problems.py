#: says = "Ten thousand complaints while loading, each of them long."
#: at_most = 0.0
import os
import struct
import time

import msgpack

body = msgpack.packb([1, "loaded", [["Error", ["Exception"], "hostile-note " * 10, [["mp_neuron.py", 1, "f"]]]] * 10_000])
data = memoryview(struct.pack("<II", len(body), 0) + body)
while data:
    data = data[os.write(3, data) :]
time.sleep(60)
