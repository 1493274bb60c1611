"""Faults of our own, thrown at a run that grades: processes killed, disks full, files locked, clocks that jump."""

from __future__ import annotations

import contextlib
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

DAY_S = 86_400
DISK_KIB = 1024
PATIENCE_S = 10.0  # how long the store waits for another writer
# What `time.time()` says in a process that imports this at its start: anything within a day of the truth.
JUMPING_CLOCK = f"""
import random, time
_true, _ns, _jumps = time.time, time.time_ns, random.Random(5)
time.time = lambda: _true() + _jumps.uniform(-{DAY_S}, {DAY_S})
time.time_ns = lambda: _ns() + _jumps.randrange(-{DAY_S * 10**9}, {DAY_S * 10**9})
"""


@dataclass(frozen=True)
class Scene:
    """What a fault may disturb: the command, its output folder, and how long a run takes undisturbed."""

    command: list[str]
    out: Path
    calm_s: float


@dataclass(frozen=True)
class Ended:
    """How a disturbed run ended."""

    fault: str
    code: int
    output: str
    errors: str


Strike = Callable[[Scene, random.Random], Ended]


@dataclass(frozen=True)
class Fault:
    """One kind: how it strikes, what the run may end with, and what it says where it cannot go on."""

    name: str
    strike: Strike
    codes: tuple[int, ...]
    says: str
    mounts: bool = False


def run(scene: Scene, name: str = "none", limits: Callable[[], None] | None = None, **environment: str) -> Ended:
    """Run the command to its end."""
    with _started(scene, limits, environment) as process:
        return _ended(name, process)


def _started(
    scene: Scene, limits: Callable[[], None] | None = None, environment: dict[str, str] | None = None
) -> subprocess.Popen[str]:
    # No user's own settings, and lines wide enough that none is broken.
    variables = os.environ | {"COLUMNS": "300"} | (environment or {})
    return subprocess.Popen(
        scene.command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=variables,
        preexec_fn=limits,  # noqa: PLW1509  # this process has one thread
    )  # fmt: skip


def _ended(name: str, process: subprocess.Popen[str]) -> Ended:
    output, errors = process.communicate(timeout=300)
    return Ended(name, process.returncode, output, errors)


def _pause(scene: Scene, rng: random.Random) -> None:
    time.sleep(scene.calm_s * rng.uniform(0.2, 0.95))


def kill_main(scene: Scene, rng: random.Random) -> Ended:
    """SIGKILL the command itself."""
    with _started(scene) as process:
        _pause(scene, rng)
        process.kill()
        return _ended("main killed", process)


def kill_graders(scene: Scene, rng: random.Random) -> Ended:
    """SIGKILL one to three grader processes, one after the other."""
    return _kill(scene, rng, "grader killed", _graders)


def kill_zygotes(scene: Scene, rng: random.Random) -> Ended:
    """SIGKILL one to three processes of zygotes, one after the other."""
    return _kill(scene, rng, "zygote killed", _zygotes)


def _kill(scene: Scene, rng: random.Random, name: str, find: Callable[[int], list[psutil.Process]]) -> Ended:
    with _started(scene) as process:
        for _ in range(rng.choice((1, 2, 3))):
            time.sleep(scene.calm_s * rng.uniform(0.15, 0.5))
            with contextlib.suppress(psutil.Error, OSError):  # it may end while it is looked for
                victims = find(process.pid)
                if victims:
                    rng.choice(victims).send_signal(signal.SIGKILL)
        return _ended(name, process)


def _graders(pid: int) -> list[psutil.Process]:
    return [child for child in psutil.Process(pid).children() if "spawn_main" in _command_line(child)]


def _zygotes(pid: int) -> list[psutil.Process]:
    """Return the zygotes' processes, outer and inner; their workers, which die for a student's account, are not among them."""
    outer = [
        child
        for parent in (psutil.Process(pid), *_graders(pid))
        for child in parent.children()
        if "worker/zygote.py" in _command_line(child)
    ]
    return outer + [child for parent in outer for child in parent.children() if not _same_namespace(parent, child)]


def _command_line(process: psutil.Process) -> str:
    return " ".join(process.cmdline())


def _same_namespace(parent: psutil.Process, child: psutil.Process) -> bool:
    return Path(f"/proc/{parent.pid}/ns/pid").readlink() == Path(f"/proc/{child.pid}/ns/pid").readlink()


def fill_files(scene: Scene, rng: random.Random) -> Ended:
    """Let no file grow beyond some size, as a full disk does."""
    size = rng.choice((500, 4_000, 20_000, 40_000, 70_000))
    return run(scene, "files full", lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)))


def fill_disk(scene: Scene, rng: random.Random) -> Ended:
    """Grade into a file system that has little room left or none."""
    with _small_disk(scene):
        status = os.statvfs(scene.out)
        left = rng.choice((0, 4096, 60_000, 200_000))
        filler = scene.out / "filler"
        with contextlib.suppress(OSError):
            filler.write_bytes(b"\0" * (status.f_bavail * status.f_frsize - left))
        ended = run(scene, "disk full")
        filler.unlink()
        return ended


def make_read_only(scene: Scene, rng: random.Random) -> Ended:
    """Let the output folder become read-only while the run goes on."""
    # Root is above permissions only by its capabilities.
    plain = ["setpriv", "--bounding-set=-all", "--inh-caps=-all", "--"] if os.geteuid() == 0 else []
    scene.out.mkdir(exist_ok=True)
    with _started(Scene([*plain, *scene.command], scene.out, scene.calm_s)) as process:
        _pause(scene, rng)
        places = [scene.out, *scene.out.rglob("*")]
        for place in places:
            with contextlib.suppress(FileNotFoundError):
                place.chmod(0o500 if place.is_dir() else 0o400)
        ended = _ended("read-only", process)
    for place in places:
        with contextlib.suppress(FileNotFoundError):
            place.chmod(0o700 if place.is_dir() else 0o600)
    return ended


def lock_store(scene: Scene, rng: random.Random) -> Ended:
    """Hold the database's only right to write, for a moment or until the run has given up."""
    scene.out.mkdir(exist_ok=True)
    held_s = rng.choice((scene.calm_s, PATIENCE_S + 2 * scene.calm_s + 10.0))
    other = sqlite3.connect(scene.out / "results.db", isolation_level=None, timeout=5.0)
    try:
        other.execute("PRAGMA journal_mode=WAL")
        other.execute("BEGIN IMMEDIATE")
        with _started(scene) as process:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(held_s)
            other.execute("ROLLBACK")
            return _ended("store locked", process)
    finally:
        other.close()


def leave_no_descriptors(scene: Scene, rng: random.Random) -> Ended:
    """Allow too few open files, from the start or from some moment on, for the command or for a grader."""
    if rng.randrange(2):
        count = rng.choice((8, 16, 24, 32))
        return run(scene, "no descriptors", lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (count, count)))
    with _started(scene) as process:
        _pause(scene, rng)
        with contextlib.suppress(psutil.Error, ProcessLookupError):
            victim = rng.choice((psutil.Process(process.pid), *_graders(process.pid)))
            count = victim.num_fds() + rng.choice((0, 1, 2))
            victim.rlimit(psutil.RLIMIT_NOFILE, (count, count))
        return _ended("no descriptors", process)


def jump_clock(scene: Scene, rng: random.Random) -> Ended:
    """Let the clock on the wall say another time, within a day, whenever it is asked."""
    place = scene.out.parent / "jumping-clock"
    place.mkdir(exist_ok=True)
    (place / "sitecustomize.py").write_text(JUMPING_CLOCK)
    return run(scene, "clock jumps", PYTHONPATH=str(place))


@contextlib.contextmanager
def _small_disk(scene: Scene) -> Iterator[None]:
    """Put a file system of a megabyte where the outputs go, and keep what was written there."""
    kept = scene.out.with_name(f"{scene.out.name}-kept")
    scene.out.mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK_KIB}k", "tmpfs", str(scene.out)], check=True)
    try:
        yield
        shutil.copytree(scene.out, kept)
    finally:
        subprocess.run(["umount", str(scene.out)], check=True)
    shutil.rmtree(scene.out)
    kept.rename(scene.out)


CANNOT_WRITE = r"cannot be (written|used)[^\n]*run the same command again|cannot be written: [^\n]*Choose another --out"
FAULTS = (
    Fault("main killed", kill_main, (-signal.SIGKILL, 0), ""),
    Fault("grader killed", kill_graders, (0,), ""),
    Fault("zygote killed", kill_zygotes, (0, 4), r"the (sandbox|zygote)"),
    Fault("files full", fill_files, (3, 4), CANNOT_WRITE),
    Fault("disk full", fill_disk, (0, 3, 4), CANNOT_WRITE, mounts=True),
    Fault("read-only", make_read_only, (0, 3, 4), CANNOT_WRITE),
    Fault("store locked", lock_store, (0, 4), CANNOT_WRITE),
    Fault("no descriptors", leave_no_descriptors, (0, 3, 4), r"[Tt]oo many open files|need a regrade|cannot be used"),
    Fault("clock jumps", jump_clock, (0,), ""),
)


def available() -> tuple[Fault, ...]:
    """Return the faults that this machine and user can have."""
    return tuple(fault for fault in FAULTS if not fault.mounts or _may_mount())


def _may_mount() -> bool:
    with tempfile.TemporaryDirectory() as folder:
        tried = subprocess.run(["mount", "-t", "tmpfs", "tmpfs", folder], check=False, capture_output=True)
        if tried.returncode == 0:
            subprocess.run(["umount", folder], check=True)
        return tried.returncode == 0
