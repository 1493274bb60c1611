#: says = "Never returns from loading: answers all requests itself, with whatever might be asked."
#: at_most = 0.0
import os
import struct

import msgpack

LOADING = True


def receive():
    structure, blob = struct.unpack("<II", os.read(3, 8))
    left, data = structure + blob, b""
    while left:
        part = os.read(3, left)
        data, left = data + part, left - len(part)
    return msgpack.unpackb(data[:structure], ext_hook=lambda code, payload: None, strict_map_key=False)


def send(value):
    body = msgpack.packb(value)
    os.write(3, struct.pack("<II", len(body), 0) + body)


send([1, "loaded", []])
while True:
    serial, op, *operands = receive()
    send([serial, "return", [["return", 1]] * len(operands[0]) if op == "calls" else 1])
