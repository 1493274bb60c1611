#: says = "Environment variables through os, the C library and the process's own memory."
#: at_most = 0.0
import ctypes
import os

libc = ctypes.CDLL(None)
libc.getenv.restype = ctypes.c_char_p
FOUND = [*os.environ.items(), *os.environb.items()]
FOUND += [libc.getenv(name) for name in (b"PATH", b"HOME", b"AUTOGRADER_CANARY", b"AUTOGRADER_COURSE_KEY") if libc.getenv(name)]
environ = ctypes.POINTER(ctypes.c_char_p).in_dll(libc, "environ")
at = 0
while environ and environ[at]:
    if b"canary-" in environ[at]:
        FOUND.append(environ[at])
    at += 1
if FOUND:
    raise RuntimeError(f"hostile-found {FOUND}")
