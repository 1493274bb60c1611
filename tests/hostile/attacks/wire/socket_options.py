#: says = "Buffers, timeouts, owners and modes of the connection changed."
#: at_most = 0.0
import fcntl
import os
import socket
import struct


def change(*args, **kwargs):
    connection = socket.socket(fileno=3)
    for change in (
        lambda: connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1),
        lambda: connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 10**6)),
        lambda: connection.shutdown(socket.SHUT_RDWR),
        lambda: fcntl.fcntl(3, fcntl.F_SETFL, os.O_NONBLOCK | os.O_ASYNC),
        lambda: os.set_blocking(3, False),
        lambda: os.dup2(1, 3),
    ):
        try:
            change()
        except OSError:
            continue
        raise ValueError("hostile-found an option")
    connection.detach()
    return 1


truth_table = mp_neuron = gate = literal_clause = xor_network = is_representable = change
