#: says = "The stack and heap of its own process, searched byte by byte for what the parent left there."
#: at_most = 0.0
import ctypes

libc = ctypes.CDLL(None)
FOUND = []
PATTERN = b"nary-hid"
here = ctypes.create_string_buffer(16)
for start in (id(here), id(object()), ctypes.addressof(here)):
    block = ctypes.string_at(start & ~0xFFF, 4096)
    if b"ca" + PATTERN in block:
        FOUND.append(block)
environ = ctypes.c_void_p.in_dll(libc, "environ").value
if environ:
    stack = ctypes.string_at(environ & ~0xFFF, 4096)
    if b"canary-env" in stack:
        FOUND.append(stack)
if FOUND:
    raise RuntimeError(f"hostile-found {FOUND}")
