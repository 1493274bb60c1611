#: says = "Machine code of its own, in memory made executable by mmap, mprotect and function pointers."
#: at_most = 0.0
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long]
libc.mprotect.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
RETURN_42 = b"\xb8\x2a\x00\x00\x00\xc3"


def code(*args, **kwargs):
    place = libc.mmap(None, 4096, 7, 0x22, -1, 0)
    if place in (None, ctypes.c_void_p(-1).value):
        place = libc.mmap(None, 4096, 3, 0x22, -1, 0)
    ctypes.memmove(place, RETURN_42, len(RETURN_42))
    libc.mprotect(place, 4096, 7)
    found = ctypes.CFUNCTYPE(ctypes.c_int)(place)()
    raise ValueError(f"hostile-found {found}")


truth_table = mp_neuron = gate = literal_clause = xor_network = is_representable = code
