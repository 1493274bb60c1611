"""Try to break each sandbox layer, with that layer alone and with none, to see what it is worth here."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from autograder.catalog import Limits
from autograder.sandbox.client import SandboxedSubmission
from autograder.sandbox.zygote import Zygote
from autograder.student import Student, StudentError, StudentRaised, StudentStopped

# What a submission would try. Each function returns True when it got what it should not.
ATTACKS: Final = """
import ctypes, os, socket
import numpy as np

def connect(port):
    with socket.create_connection(("127.0.0.1", port), timeout=1):
        return True

def list_root():
    return bool(os.listdir("/"))

def be_root():
    return os.geteuid() == 0

def capable():
    with open("/proc/self/status") as status:
        return any(int(line.split()[1], 16) for line in status if line.startswith("CapEff"))

def may_gain_privileges():
    return ctypes.CDLL(None).prctl(39, 0, 0, 0, 0) == 0

def read_file():
    with open("/etc/passwd") as file:
        return bool(file.read())

def make_socket():
    return bool(socket.socketpair())

def take_memory():
    return bool(np.ones(10**10).size)

def open_many():
    return bool([os.dup(0) for _ in range(64)])

def see_environment():
    return "PATH" in os.environ or "HOME" in os.environ

def find_descriptor():
    for number in range(4, 64):
        try:
            os.fstat(number)
            return True
        except OSError:
            pass
    return False

def import_torch():
    import torch
    return True

def loop():
    while True:
        pass
"""


@dataclass(frozen=True, slots=True)
class Probe:
    """One layer, the attack that it alone should stop, and which other layers it stands on."""

    layer: str
    attack: str
    says: str
    needs: tuple[str, ...] = ()
    always_on: bool = False


PROBES: Final = (
    Probe("namespaces", "connect", "connect to a port of this machine", needs=("user-namespace",)),
    Probe("empty-root", "list_root", "list the folder /", needs=("user-namespace", "namespaces")),
    Probe("unprivileged-user", "be_root", "be root"),
    Probe("no-capabilities", "capable", "hold a capability"),
    Probe("no-new-privileges", "may_gain_privileges", "gain privileges by exec"),
    Probe("landlock", "read_file", "read /etc/passwd", needs=("no-new-privileges",)),
    Probe("seccomp", "make_socket", "make a socket"),
    Probe("resource-limits", "take_memory", "allocate 80 GB", always_on=True),
    Probe("resource-limits", "open_many", "open 64 files", always_on=True),
    Probe("no-environment", "see_environment", "see PATH or HOME", always_on=True),
    Probe("own-descriptors-only", "find_descriptor", "find another open file", always_on=True),
    Probe("import-list", "import_torch", "import torch", always_on=True),
    Probe("deadlines", "loop", "compute for ever", always_on=True),
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a probe showed: whether the layer is on, whether it stopped the attack, and how it looks without it."""

    probe: Probe
    on: bool
    stopped: bool
    how: str
    without: str


def probe_all() -> Iterator[Finding]:
    """Run every probe.

    Raises:
        SandboxError: not even a bare worker starts.
    """
    with _listening_port() as port, Zygote("basic", only=()) as bare:
        for probe in PROBES:
            if probe.always_on:
                succeeded, how = _attack(bare, probe, port)
                yield Finding(probe, True, not succeeded, how, "")
            else:
                yield _probe_layer(probe, bare, port)


def _probe_layer(probe: Probe, bare: Zygote, port: int) -> Finding:
    unstopped, without = _attack(bare, probe, port)
    with Zygote("basic", only=(probe.layer, *probe.needs)) as guarded:
        if probe.layer not in guarded.layers:
            return Finding(probe, False, not unstopped, _why_not(probe, guarded), without)
        succeeded, how = _attack(guarded, probe, port)
    return Finding(probe, True, not succeeded, how, without)


def _why_not(probe: Probe, guarded: Zygote) -> str:
    """Return why a layer is not on: its own reason, or that of what it stands on."""
    for layer in (probe.layer, *reversed(probe.needs)):
        if layer in guarded.missing:
            return guarded.missing[layer]
    return "for root only"


def _attack(zygote: Zygote, probe: Probe, port: int) -> tuple[bool, str]:
    submission = SandboxedSubmission(zygote, "probe", [("probe.py", ATTACKS)], Limits(call_s=0.5))
    try:
        function = getattr(Student(submission), probe.attack)
        got = function(port) if probe.attack == "connect" else function()
    except StudentRaised as error:
        return False, error.problem.type_name
    except StudentStopped as error:
        return False, f"stopped: {error.reason}"
    except StudentError as error:
        return False, type(error).__name__
    finally:
        submission.close()
    return (True, "succeeded") if got is True else (False, "nothing there")


@contextmanager
def _listening_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]
