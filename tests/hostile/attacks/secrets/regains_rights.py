#: says = "Root, capabilities, limits and namespaces asked back."
#: at_most = 0.0
import os
import resource

FOUND = []
for ask in (
    lambda: os.setuid(0), lambda: os.setresuid(0, 0, 0), lambda: os.setgid(0), lambda: os.setgroups([0]), lambda: os.chroot("/proc"),
    lambda: resource.setrlimit(resource.RLIMIT_NPROC, (100, 100)), lambda: resource.setrlimit(resource.RLIMIT_AS, (-1, -1)),
    lambda: os.nice(-10), lambda: os.sched_setaffinity(0, {0}), lambda: os.setsid(), lambda: os.umask(0) and os.mkdir("/x"),
    lambda: os.setpriority(os.PRIO_PROCESS, 0, -20), lambda: os.unshare(0x10000000),
):  # fmt: skip
    try:
        FOUND.append((ask(), True))
    except (OSError, ValueError, AttributeError):
        pass
if FOUND:
    raise RuntimeError(f"hostile-found {FOUND}")
