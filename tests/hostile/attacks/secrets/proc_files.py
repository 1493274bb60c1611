#: says = "The grader's memory, environment, maps, descriptors and command line through /proc."
#: at_most = 0.0
import os

FOUND = []
for pid in ("self", "thread-self", "1", "2", str(os.getppid()), str(os.getpid() - 1)):
    for name in ("environ", "maps", "mem", "cmdline", "status", "fd/0", "fd/3", "cwd", "root/etc/passwd", "task", "net/unix"):
        path = f"/proc/{pid}/{name}"
        for look in (lambda p: open(p, "rb").read(200), os.listdir, os.readlink, os.stat):
            try:
                FOUND.append((path, look(path)))
            except OSError:
                pass
if FOUND:
    raise RuntimeError(f"hostile-found {FOUND}")
