#: says = "ptrace, process_vm_readv, pidfd_getfd, kcmp, perf and the rest of the ways into another process."
#: at_most = 0.0
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
FOUND = []
CALLS = {
    "ptrace": 101, "process_vm_readv": 310, "process_vm_writev": 311, "kcmp": 312, "perf_event_open": 298, "bpf": 321,
    "pidfd_open": 434, "pidfd_getfd": 438, "io_uring_setup": 425, "userfaultfd": 323, "memfd_create": 319, "keyctl": 250,
    "add_key": 248, "openat2": 437, "name_to_handle_at": 303, "open_by_handle_at": 304, "clone3": 435, "unshare": 272,
    "setns": 308, "mount": 165, "chroot": 161, "seccomp": 317, "prctl": 157, "landlock": 444, "fsopen": 430, "move_mount": 429,
    "shmget": 29, "msgget": 68, "semget": 64, "mq_open": 240, "inotify_init": 253, "fanotify_init": 300, "personality": 135,
    "modify_ldt": 154, "iopl": 172, "kexec_load": 246, "init_module": 175, "reboot": 169, "swapon": 167, "ioperm": 173,
    "quotactl": 179, "acct": 163, "syslog": 103, "lookup_dcookie": 212, "vmsplice": 278, "splice": 275, "tee": 276,
    "epoll_create1": 291, "eventfd2": 290, "signalfd4": 289, "timerfd_create": 283, "dup": 32, "fcntl": 72, "ioctl": 16,
}  # fmt: skip
for name, number in CALLS.items():
    arguments = (16, os.getppid(), 0, 0) if name == "ptrace" else (os.getppid(), 0, 0, 0, 0)
    if libc.syscall(number, *arguments) >= 0 or ctypes.get_errno() != 1:
        FOUND.append((name, ctypes.get_errno()))
if FOUND:
    raise RuntimeError(f"hostile-found {FOUND}")
