"""The worker's policy, read as a specification."""

from __future__ import annotations

import resource

import pytest

from autograder.worker import policy


@pytest.mark.parametrize(
    "call",
    [
        "open", "openat", "openat2", "creat", "stat", "lstat", "newfstatat", "statx", "access", "readlink", "getdents64",
        "unlink", "rename", "mkdir", "chmod", "chown", "link", "symlink", "mknod", "truncate", "ftruncate",
        "socket", "socketpair", "connect", "bind", "listen", "accept", "accept4", "setsockopt", "shutdown",
        "sendto", "sendmsg", "sendmmsg", "recvfrom", "recvmsg", "recvmmsg",
        "clone", "clone3", "fork", "vfork", "execve", "execveat",
        "kill", "tkill", "tgkill", "pidfd_send_signal", "pidfd_open", "pidfd_getfd",
        "ptrace", "process_vm_readv", "process_vm_writev", "kcmp", "perf_event_open", "bpf",
        "io_uring_setup", "io_uring_enter", "io_uring_register",
        "mount", "umount2", "pivot_root", "chroot", "unshare", "setns",
        "setuid", "setgid", "setresuid", "capset", "prctl", "seccomp", "prlimit64", "setrlimit",
        "memfd_create", "userfaultfd", "keyctl", "add_key", "shmget", "shmat", "msgget", "semget",
        "alarm", "setitimer", "timer_create", "timerfd_create", "sched_setaffinity", "sched_setscheduler", "setpriority",
        "dup", "dup2", "dup3", "fcntl", "pipe", "pipe2", "ioctl", "reboot", "syslog", "settimeofday", "clock_settime",
    ],
)  # fmt: skip
def test_a_worker_may_not(call: str) -> None:
    """Names, files, networks, processes, signals, memory of others and its own limits are out of reach."""
    assert call not in policy.ALLOWED_SYSTEM_CALLS


@pytest.mark.parametrize("call", ["read", "write", "mmap", "munmap", "brk", "futex", "clock_gettime", "exit_group"])
def test_a_worker_may(call: str) -> None:
    """It can compute, talk on its connection, and end."""
    assert call in policy.ALLOWED_SYSTEM_CALLS


@pytest.mark.parametrize("call", ["mmap", "mprotect"])
def test_a_worker_maps_nothing_to_execute(call: str) -> None:
    """Both ways to new machine code are open for data only; the others are closed."""
    assert call in policy.PROTECTION_ARGUMENTS
    assert not {"pkey_mprotect", "memfd_create", "shmat", "remap_file_pages"} & set(policy.ALLOWED_SYSTEM_CALLS)


def test_a_worker_makes_no_process_file_or_core() -> None:
    """The limits say it once more."""
    for limit in (resource.RLIMIT_NPROC, resource.RLIMIT_FSIZE, resource.RLIMIT_CORE):
        assert policy.LIMITS[limit] == 0


def test_nothing_that_trains_is_preloaded() -> None:
    """By hand means by hand: no framework is in reach."""
    roots = {name.partition(".")[0] for name in (*policy.COMMON, *policy.RARE, *policy.INERT)}

    assert not roots & {"torch", "tensorflow", "jax", "autograd", "sklearn", "scipy", "keras"}
