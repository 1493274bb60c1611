#: says = "system(), popen(), execve and dlopen of the C library by ctypes."
#: at_most = 0.0
import ctypes
import ctypes.util
import os

libc = ctypes.CDLL(None, use_errno=True)
FOUND = []
if libc.system(b"touch /tmp/hostile-was-here") == 0:
    FOUND.append("system")
libc.popen.restype = ctypes.c_void_p
if libc.popen(b"id", b"r"):
    FOUND.append("popen")
for path in ("/bin/sh", "/usr/bin/python3", "/proc/self/exe"):
    try:
        os.execv(path, [path, "-c", "true"])
    except OSError:
        pass
    try:
        os.execve(0, ["x"], {})
    except OSError:
        pass
for name in ("libpython3.so", "libssl.so", "libcrypt.so.1", "libutil.so.1"):
    try:
        FOUND.append(ctypes.CDLL(name))
    except OSError:
        pass
if FOUND:
    raise RuntimeError(f"hostile-found {FOUND}")
