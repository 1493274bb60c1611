"""The process that workers are forked from: imports everything once, then forks on request.

Started as a fresh interpreter with an empty environment and one descriptor, the control socket:

    python -X no_debug_ranges -S -s -P zygote.py CONTROL_FD LAYERS MODULES PATH...

LAYERS is "strict" for every layer that can be had, or the names of the wanted ones with commas between. MODULES is
"all" for every module that a submission may import, or "common" for those that most do.

It never sees a submission. On the control socket it first sends a hello, a JSON line {"layers": [...], "missing":
{...}}, then carries out one request at a time, a `REQUEST`; to some it replies with a number, a `REPLY`:

    FORK, with a descriptor attached    make a worker that talks on that descriptor; no reply
    KILL                                kill and reap it; no reply
    END, seconds                        reap it, killed if it does not end in that time; reply its status, as os.waitpid
    TIME                                reply its seconds of processor time

A worker has the number that the grader gives it when it asks for one, so that nobody waits to be told.

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

REQUEST: typing.Final = struct.Struct("<BQd")  # which, of whom, seconds
REPLY: typing.Final = struct.Struct("<d")
FORK, KILL, END, TIME = range(4)
CONTROL: typing.Final = 3  # the control socket's number, whatever it was; in a worker, its connection's
DESCRIPTOR: typing.Final = struct.Struct("i")
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
    steps = _prepare(layers, modules == ALL)
    hello = {"layers": layers.on, "missing": layers.missing}
    control.sendall(json.dumps(hello).encode() + b"\n")
    _serve(control, steps)


def _continue_as_first_process(control: socket.socket) -> None:
    """Fork into the new process namespace; this process only waits for that one."""
    child = os.fork()
    if child:
        control.close()
        _, status = os.waitpid(child, 0)
        os._exit(os.waitstatus_to_exitcode(status) & 0xFF)


def _prepare(layers: typing.Any, everything: bool) -> tuple[typing.Callable[[], object], ...]:
    """Load what submissions need and give up rights; return what each fork has still to do."""
    from autograder.worker import elsewhere, imports, lockdown

    # libseccomp and what finds it would be in every worker's memory, and are used once; a filter cannot be taken off.
    program = elsewhere.begin(lockdown.tried_seccomp_program) if layers.want("seccomp") else bytes
    imports.preload(everything)
    from autograder.worker import file_pages, gaps

    gaps.fill()
    from autograder.worker import rehearsal  # after that, side by side: what every worker writes to

    file_pages.settle()
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
    steps = lockdown.worker_steps(filters)
    gaps.fill()
    gc.freeze()
    gc.disable()
    return steps


def _serve(control: socket.socket, steps: typing.Iterable[typing.Callable[[], object]]) -> None:
    from autograder.worker.serve import Connection

    connection = Connection(CONTROL)
    room = socket.CMSG_SPACE(DESCRIPTOR.size)
    workers: dict[int, int] = {}  # their process numbers
    while True:
        request, attached, _, _ = control.recvmsg(REQUEST.size, room)
        if not request:
            os._exit(0)
        which, number, seconds = REQUEST.unpack(request)
        if which == FORK:
            (descriptor,) = DESCRIPTOR.unpack(attached[0][2])
            pid = os.fork()
            if pid == 0:
                os.dup2(descriptor, CONTROL)  # in whose place nobody finds the way to this process
                os.dup2(1, 2)  # the null device: a pipe that all share would be full one day, and stop them all
                os.closerange(4, 256)
                for step in steps:
                    if step():
                        os._exit(1)
                gc.enable()
                connection.serve()
                os._exit(0)
            os.close(descriptor)
            workers[number] = pid
        elif which == KILL:
            _end(workers.pop(number), 0.0)
        elif which == END:
            control.sendall(REPLY.pack(_end(workers.pop(number), seconds)))
        else:
            control.sendall(REPLY.pack(_computed_s(workers[number])))


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
