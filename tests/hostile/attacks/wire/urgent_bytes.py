#: says = "Out-of-band bytes, peeks, zero-copy sends and credentials on the connection's socket."
#: at_most = 0.0
import socket
import struct


def urgent(*args, **kwargs):
    connection = socket.socket(fileno=3)
    for flag in (socket.MSG_OOB, socket.MSG_PEEK, socket.MSG_ERRQUEUE, 0x4000000):
        for call in (lambda: connection.send(b"x", flag), lambda: connection.recv(1, flag)):
            try:
                call()
            except OSError:
                continue
            raise ValueError("hostile-found a flag")
    connection.detach()
    return 1


truth_table = mp_neuron = gate = literal_clause = xor_network = is_representable = urgent
