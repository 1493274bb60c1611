#: says = "The standard streams used as a way to files: relative opens, reopening, seeking, passing on."
#: at_most = 0.0
import os


def through(*args, **kwargs):
    found = []
    for number in (0, 1, 2, 3):
        for way in (
            lambda n: os.open("etc/passwd", os.O_RDONLY, dir_fd=n), lambda n: os.listdir(n), lambda n: os.fchdir(n),
            lambda n: open(f"/dev/fd/{n}/../../etc/passwd").read(), lambda n: os.stat("..", dir_fd=n), lambda n: os.readlink(".", dir_fd=n),
            lambda n: os.fchmod(n, 0o777), lambda n: os.truncate(n, 0), lambda n: os.sendfile(1, n, 0, 10), lambda n: os.fdopen(n, "r+b", 0).read(1) and 1,
        ):
            try:
                found.append(way(os.dup(number) if number == 3 else number))
            except (OSError, ValueError):
                continue
    if any(found):
        raise ValueError(f"hostile-found {found}")
    return 1


truth_table = mp_neuron = gate = literal_clause = xor_network = is_representable = through
