#: says = "Waits for a lock, a queue, an event and a condition that nobody will ever release."
#: at_most = 0.0
import itertools
import queue
import threading

TURNS = itertools.count()


def wait(*args, **kwargs):
    lock = threading.Lock()
    lock.acquire()
    (lock.acquire, queue.Queue().get, threading.Event().wait, threading.Barrier(2).wait)[next(TURNS) % 4]()


truth_table = mp_neuron = gate = literal_clause = xor_network = is_representable = wait
