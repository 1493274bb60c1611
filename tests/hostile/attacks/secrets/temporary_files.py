#: says = "What earlier submissions left in /tmp, /dev/shm, shared memory and caches; and something left for later ones."
#: at_most = 0.0
import glob
import mmap
import os
import tempfile
from multiprocessing import shared_memory

FOUND = []
for folder in ("/tmp", "/var/tmp", "/dev/shm", os.path.expanduser("~/.cache"), tempfile.gettempdir() if os.path.isdir("/tmp") else "/"):
    FOUND += glob.glob(f"{folder}/*")
for name in ("hostile-was-here", "psm_hostile"):
    for make in (
        lambda n: shared_memory.SharedMemory(n, create=True, size=4096),
        lambda n: shared_memory.SharedMemory(n),
        lambda n: open(f"/tmp/{n}", "w").write("x"),
        lambda n: os.memfd_create(n),
    ):
        try:
            FOUND.append(make(name))
        except OSError:
            pass
mmap.mmap(-1, 4096)
if FOUND:
    raise RuntimeError(f"hostile-found {FOUND}")
