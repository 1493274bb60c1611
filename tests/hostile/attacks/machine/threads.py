#: says = "Threads that go on when the call has ended."
#: at_most = 0.0
import _thread
import concurrent.futures
import threading


def loop():
    while True:
        pass


def spread(*args, **kwargs):
    for make in (
        lambda: threading.Thread(target=loop, daemon=True).start(),
        lambda: _thread.start_new_thread(loop, ()),
        lambda: threading.Timer(0.1, loop).start(),
        lambda: concurrent.futures.ThreadPoolExecutor(8).submit(loop),
    ):
        try:
            make()
        except RuntimeError:
            pass


truth_table = mp_neuron = gate = literal_clause = xor_network = is_representable = spread
