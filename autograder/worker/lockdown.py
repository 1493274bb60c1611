"""Give rights up: namespaces, an empty root, an unprivileged user, Landlock, limits, seccomp.

Theory of operation
-------------------
The zygote calls `enter_namespaces` before it imports anything, and the rest once everything a
submission may need is in memory. From then on neither it nor its children can name a file. Each forked
child carries out `worker_steps`, the filter of system calls last, before it sees a submission.

A layer that this machine cannot give is left out and its reason kept; whether what remains is enough is decided
by the grader (`autograder.sandbox.layers`), not here.
"""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import signal
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

from autograder.worker import policy

Step = Callable[[], object]

# <linux/sched.h>
CLONE_NEWNS: Final = 0x00020000
CLONE_NEWCGROUP: Final = 0x02000000
CLONE_NEWUTS: Final = 0x04000000
CLONE_NEWIPC: Final = 0x08000000
CLONE_NEWUSER: Final = 0x10000000
CLONE_NEWPID: Final = 0x20000000
CLONE_NEWNET: Final = 0x40000000
# <sys/mount.h>
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REMOUNT = 1, 2, 4, 8, 32
MS_REC, MS_PRIVATE = 0x4000, 0x40000
MNT_DETACH: Final = 2
# <linux/landlock.h>; the numbers are the same on every architecture
SYS_LANDLOCK_CREATE_RULESET: Final = 444
SYS_LANDLOCK_RESTRICT_SELF: Final = 446
LANDLOCK_CREATE_RULESET_VERSION: Final = 1
SYS_PIVOT_ROOT: Final = {"x86_64": 155, "aarch64": 41}

# <linux/prctl.h>, <linux/capability.h>, <linux/seccomp.h>, <linux/filter.h>
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS = 1, 4, 22, 38
CAPABILITY_VERSION_3, CAPABILITY_SETS_BYTES = 0x20080522, 24
SECCOMP_MODE_FILTER: Final = 2
BPF_INSTRUCTION_BYTES: Final = 8
PROT_EXEC: Final = 4  # <sys/mman.h>

NOBODY: Final = 65534

# All is said to libc: what a library of bindings imports would be in every worker's memory, and its functions pages
# that each would have to copy.
_KILL: Final = int(signal.SIGKILL)
_libc = ctypes.CDLL(None, use_errno=True)


class _Program(ctypes.Structure):
    """`struct sock_fprog`: a filter's length in instructions, and where they are."""

    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


@dataclass(slots=True)
class Layers:
    """Which layers are on, and why the others are not; `wanted` is None for all that can be had."""

    wanted: frozenset[str] | None = None
    on: list[str] = field(default_factory=list)
    missing: dict[str, str] = field(default_factory=dict)

    def want(self, name: str) -> bool:
        """Tell whether a layer is to be applied, if it can be had."""
        return self.wanted is None or name in self.wanted

    def attempt(self, name: str, layer: Callable[[], object]) -> bool:
        """Apply a layer, if it is wanted, and note how it went."""
        if not self.want(name):
            return False
        try:
            layer()
        except (OSError, ImportError, AttributeError, KeyError, ValueError, RuntimeError) as error:
            self.missing[name] = f"{type(error).__name__}: {error}"
            return False
        self.on.append(name)
        return True


def enter_namespaces(layers: Layers) -> None:
    """Leave the machine's mounts, processes, network and IPC behind; the next fork is process 1."""
    if not layers.want("namespaces"):
        return
    rest = CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWCGROUP
    if os.geteuid() == 0 and layers.attempt("namespaces", lambda: _unshare(rest)):
        return
    layers.missing.pop("namespaces", None)
    if layers.attempt("user-namespace", _enter_user_namespace):
        layers.attempt("namespaces", lambda: _unshare(rest))


def go_first(layers: Layers) -> None:
    """When the machine runs out of memory, be what the kernel ends: a submission's process, and no grader."""
    layers.attempt("first-out-of-memory", lambda: Path("/proc/self/oom_score_adj").write_text("1000"))


def empty_root(layers: Layers) -> None:
    """Make an empty read-only file system the root, so that no outside path exists."""
    layers.attempt("empty-root", _pivot_to_nothing)


def drop_user(layers: Layers) -> None:
    """As root, become nobody; then give up every capability and the way to get any back."""
    if os.geteuid() == 0 and "user-namespace" not in layers.on:
        layers.attempt("unprivileged-user", _become_nobody)
    layers.attempt("no-capabilities", _drop_capabilities)
    layers.attempt("no-new-privileges", _no_new_privileges)


def landlock(layers: Layers) -> None:
    """Refuse every access to files, TCP ports, and signals and abstract sockets outside."""
    layers.attempt("landlock", _landlock_nothing)


def limit_resources(mapped_bytes: int) -> None:
    """Cap what this process and its children may use; `mapped_bytes` is what it has mapped already."""
    for kind, value in policy.LIMITS.items():
        if kind not in policy.OF_WORKERS:
            resource.setrlimit(kind, (value, value))
    memory = mapped_bytes + policy.MEMORY_BYTES
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def seccomp_program() -> bytes:
    """Return the filter of `policy.ALLOWED_SYSTEM_CALLS` as the kernel reads it.

    Raises:
        RuntimeError, ImportError, OSError: libseccomp is not there.
    """
    import pyseccomp

    filter_ = pyseccomp.SyscallFilter(pyseccomp.ERRNO(1))
    for name in policy.ALLOWED_SYSTEM_CALLS:
        place = policy.PROTECTION_ARGUMENTS.get(name)
        conditions = [] if place is None else [pyseccomp.Arg(place, pyseccomp.MASKED_EQ, PROT_EXEC, 0)]
        try:
            filter_.add_rule(pyseccomp.ALLOW, name, *conditions)
        except (OSError, ValueError):  # a call that this architecture does not have
            continue
    with open(os.memfd_create("filter"), "w+b") as file:  # noqa: PTH123  # a descriptor, not a path
        filter_.export_bpf(file)
        file.seek(0)
        return file.read()


def tried_seccomp_program() -> bytes:
    """Return that filter and be under it, for only then it is known that the kernel takes it.

    Raises:
        RuntimeError, ImportError, OSError: libseccomp is not there, or the kernel does not.
    """
    instructions = seccomp_program()
    if seccomp_filter(instructions)():
        number = ctypes.get_errno()
        raise OSError(number, f"the kernel takes no filter of system calls: {os.strerror(number)}")
    return instructions


def seccomp_filter(instructions: bytes) -> Step:
    """Return what puts a filter in force; the kernel takes it from whoever can gain no privileges any more."""
    _no_new_privileges()
    buffer = ctypes.create_string_buffer(instructions, len(instructions))
    program = _Program(len(instructions) // BPF_INSTRUCTION_BYTES, ctypes.addressof(buffer))
    program.keep = buffer
    return partial(_libc.prctl, PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0)


def worker_steps(filters: Sequence[Step]) -> tuple[Step, ...]:
    """Return what is left for each worker to do: calls with their arguments, which return nothing or 0.

    They are no functions of ours because a worker copies each page of memory that it touches.
    """
    limits = [(kind, policy.LIMITS[kind]) for kind in policy.OF_WORKERS]
    return (
        partial(_libc.prctl, PR_SET_PDEATHSIG, _KILL, 0, 0, 0),
        *(partial(resource.setrlimit, kind, (value, value)) for kind, value in limits),
        *filters,
    )


def die_with_parent() -> None:
    """Be killed when the parent goes (to be said again after every fork and change of user)."""
    _check(_libc.prctl(PR_SET_PDEATHSIG, _KILL, 0, 0, 0))


def hide_memory() -> None:
    """Let no other process look inside; only once /proc/self need not be written any more."""
    _check(_libc.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0))


def mapped_bytes() -> int:
    """Return the size of this process's address space (call it while /proc can be read)."""
    pages = Path("/proc/self/statm").read_text().split()[0]
    return int(pages) * resource.getpagesize()


def _unshare(flags: int) -> None:
    _check(_libc.unshare(flags))


def _enter_user_namespace() -> None:
    uid, gid = os.getuid(), os.getgid()
    _unshare(CLONE_NEWUSER)
    for name, text in (("setgroups", "deny"), ("uid_map", f"{uid} {uid} 1"), ("gid_map", f"{gid} {gid} 1")):
        Path(f"/proc/self/{name}").write_text(text)


def _pivot_to_nothing() -> None:
    number = SYS_PIVOT_ROOT[platform.machine()]
    options = MS_NOSUID | MS_NODEV | MS_NOEXEC
    _mount(None, "/", None, MS_REC | MS_PRIVATE, None)
    _mount("tmpfs", "/proc", "tmpfs", options, "size=4k,nr_inodes=2")
    os.chdir("/proc")
    _check(_libc.syscall(number, b".", b"."))
    _check(_libc.umount2(b".", MNT_DETACH))
    os.chdir("/")
    _mount(None, "/", None, MS_REMOUNT | MS_RDONLY | options, None)


def _become_nobody() -> None:
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)


def _drop_capabilities() -> None:
    header = struct.pack("=Ii", CAPABILITY_VERSION_3, 0)
    _check(_libc.capset(header, bytes(CAPABILITY_SETS_BYTES)))
    left = ctypes.create_string_buffer(CAPABILITY_SETS_BYTES)
    _check(_libc.capget(header, left))
    if any(left.raw):
        raise OSError("capabilities remain")


def _no_new_privileges() -> None:
    _check(_libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))


def _landlock_nothing() -> None:
    version = _libc.syscall(SYS_LANDLOCK_CREATE_RULESET, None, ctypes.c_size_t(0), LANDLOCK_CREATE_RULESET_VERSION)
    _check(version)
    files = {1: 13, 2: 14, 3: 15, 4: 15}.get(version, 16)  # rights on files known to that version
    network = 0b11 if version >= 4 else 0
    scopes = 0b11 if version >= 6 else 0
    attributes = struct.pack("<QQQ", (1 << files) - 1, network, scopes)
    size = 8 if version < 4 else 16 if version < 6 else 24
    ruleset = _libc.syscall(SYS_LANDLOCK_CREATE_RULESET, attributes, ctypes.c_size_t(size), 0)
    _check(ruleset)
    try:
        _check(_libc.syscall(SYS_LANDLOCK_RESTRICT_SELF, ruleset, 0))
    finally:
        os.close(ruleset)


def _mount(source: str | None, target: str, kind: str | None, flags: int, data: str | None) -> None:
    encoded = [None if text is None else text.encode() for text in (source, target, kind, data)]
    _check(_libc.mount(encoded[0], encoded[1], encoded[2], ctypes.c_ulong(flags), encoded[3]))


def _check(result: int) -> None:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
