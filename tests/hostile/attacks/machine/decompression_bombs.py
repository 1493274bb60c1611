#: says = "Kilobytes that decompress, expand or format to gigabytes."
#: at_most = 0.0
#: status = ["graded", "not_gradable"]
import itertools
import zlib

BOMB = zlib.compress(zlib.compress(b"\0" * 5_000_000, 9), 9)
TURNS = itertools.count()


def explode(*args, **kwargs):
    try:
        match next(TURNS) % 5:
            case 0:
                return len(zlib.decompress(zlib.decompress(BOMB) * 400, bufsize=2**31))
            case 1:
                return len(f"{1:>{2**33}}")
            case 2:
                return len("%*d" % (2**31 - 1, 1))
            case 3:
                return len(b"".join([b"x" * 2**28] * 64))
            case _:
                return len(list(range(2**31)))
    except MemoryError:
        return explode


truth_table = mp_neuron = gate = literal_clause = xor_network = is_representable = explode
