#: says = "System calls by the 32-bit and x32 entries, from machine code of its own."
#: at_most = 0.0
#: status = ["graded", "not_gradable"]
import ctypes
import mmap

libc = ctypes.CDLL(None, use_errno=True)
X32 = 0x40000000
FOUND = [number for number in (X32 + 2, X32 + 41, X32 + 57) if libc.syscall(number, b"/etc/passwd", 0, 0) >= 0]
if FOUND:
    raise RuntimeError(f"hostile-found {FOUND}")
code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
code.write(b"\xb8\x02\x00\x00\x00\xcd\x80\xc3")  # mov eax, 2 (fork); int 0x80; ret
address = ctypes.addressof(ctypes.c_char.from_buffer(code))
if ctypes.CFUNCTYPE(ctypes.c_int)(address)() >= 0:
    raise RuntimeError("hostile-found fork by int 0x80")
