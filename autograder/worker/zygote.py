"""The process that workers are forked from: imports everything once, then forks on request.

Started as a fresh interpreter with an empty environment and one descriptor, the control socket:

    python -X no_debug_ranges -S -s -P zygote.py CONTROL_FD LAYERS MODULES PATH...

LAYERS is "strict" for every layer that can be had, or the names of the wanted ones with commas between. MODULES is
"all" for every module that a submission may import, or "common" for those that most do.

It never sees a submission. On the control socket it first sends a hello, a JSON line {"layers": [...], "missing":
{...}}, then answers one request at a time, a `REQUEST`, with a number, a `REPLY`:

    FORK with a descriptor attached    the process number of a worker that talks on that descriptor
    TIME of a worker                   its seconds of processor time
    END of a worker, seconds           its status as from os.waitpid, after up to so many seconds in which it may end by
                                       itself: then it is killed and reaped

When the control socket closes, everything ends.

What this process touches after a fork it copies, page by page, as the worker does: so the loop is short.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import struct
import sys
import time
import typing

REQUEST: typing.Final = struct.Struct("<Bid")  # which, of whom, seconds
REPLY: typing.Final = struct.Struct("<d")
FORK, TIME, END = range(3)
CONTROL: typing.Final = 3  # the control socket's number, whatever it was; in a worker, its connection's
_DESCRIPTOR: typing.Final = struct.Struct("i")
STRICT: typing.Final = "strict"
ALL: typing.Final = "all"


def main(control_fd: int, wanted: str, modules: str, paths: list[str]) -> None:
    """Prepare, say hello, and fork until the control socket closes."""
    # Modules want to take care of locks that other threads hold, of which there are none, and `random` to take another
    # seed. Each worker would pay for it.
    os.register_at_fork = lambda **hooks: None
    sys.path[:] = [*paths, *(p for p in sys.path if p)]
    if control_fd != CONTROL:
        os.dup2(control_fd, CONTROL)
        os.close(control_fd)
    control = socket.socket(fileno=CONTROL)

    from autograder.worker import lockdown

    layers = lockdown.Layers(None if wanted == STRICT else frozenset(wanted.split(",")))
    layers.on += ["fresh-interpreter", "no-environment", "own-descriptors-only"]
    lockdown.die_with_parent()
    lockdown.enter_namespaces(layers)
    if "namespaces" in layers.on:
        _continue_as_first_process(control)
        lockdown.die_with_parent()
    install = _prepare(layers, modules == ALL)
    hello = {"layers": layers.on, "missing": layers.missing}
    control.sendall(json.dumps(hello).encode() + b"\n")
    _serve(control, install)


def _continue_as_first_process(control: socket.socket) -> None:
    """Fork into the new process namespace; this process only waits for that one."""
    child = os.fork()
    if child:
        control.close()
        _, status = os.waitpid(child, 0)
        os._exit(os.waitstatus_to_exitcode(status) & 0xFF)


def _prepare(layers: typing.Any, everything: bool) -> typing.Callable[[], None]:
    """Load what submissions need and give up rights; return what each fork has still to do."""
    from autograder.worker import elsewhere, gaps, imports, lockdown, rehearsal

    # libseccomp and what finds it would be in every worker's memory, and are used once.
    program = elsewhere.begin(lockdown.seccomp_program) if layers.want("seccomp") else bytes
    imports.preload(everything)
    mapped = lockdown.mapped_bytes()
    lockdown.go_first(layers)
    filters: list[typing.Callable[[], object]] = []
    layers.attempt("seccomp", lambda: filters.append(lockdown.seccomp_filter(program())))
    if "namespaces" in layers.on:
        lockdown.empty_root(layers)
    lockdown.drop_user(layers)
    lockdown.landlock(layers)
    lockdown.die_with_parent()
    lockdown.hide_memory()
    lockdown.limit_resources(mapped)
    layers.on += ["resource-limits", "import-list"]
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.clear()
    imports.restrict()
    rehearsal.rehearse()
    gc.collect()
    gaps.fill()
    gc.freeze()
    gc.disable()

    def install() -> None:
        lockdown.die_with_parent()
        lockdown.limit_worker()
        for load in filters:
            load()

    return install


def _serve(control: socket.socket, install: typing.Callable[[], None]) -> None:
    from autograder.worker import serve

    room = socket.CMSG_SPACE(_DESCRIPTOR.size)
    while True:
        request, attached, _, _ = control.recvmsg(REQUEST.size, room)
        if not request:
            os._exit(0)
        which, pid, seconds = REQUEST.unpack(request)
        if which == FORK:
            (descriptor,) = _DESCRIPTOR.unpack(attached[0][2])
            pid = os.fork()
            if pid == 0:
                os.dup2(descriptor, CONTROL)  # in whose place nobody finds the way to this process
                os.dup2(1, 2)  # the null device: a pipe that all share would be full one day, and stop them all
                os.closerange(4, 256)
                install()
                gc.enable()
                serve.serve(CONTROL)
                os._exit(0)
            os.close(descriptor)
            reply: float = pid
        elif which == TIME:
            reply = _computed_s(pid)
        else:
            reply = _end(pid, seconds)
        control.sendall(REPLY.pack(reply))


def _computed_s(pid: int) -> float:
    """Return a worker's processor time; the number of its clock is made as clock_getcpuclockid(3) does."""
    return time.clock_gettime((~pid << 3) | 2)


def _end(pid: int, grace_s: float) -> int:
    """Reap a worker; one whose connection is closed is about to end, and how it does is worth knowing."""
    deadline = time.monotonic() + grace_s
    while True:
        finished, status = os.waitpid(pid, os.WNOHANG)
        if finished:
            return status
        if time.monotonic() >= deadline:
            os.kill(pid, signal.SIGKILL)
            return os.waitpid(pid, 0)[1]
        time.sleep(0.0005)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4:])
