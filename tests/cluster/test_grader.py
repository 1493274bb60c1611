"""The grader process beside a Dask worker: it comes with the work and goes without a trace."""

from __future__ import annotations

import subprocess
import sys
import time
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec
import psutil
import pytest
from hand_ins import SLOW, hand_in, of

from autograder import catalog
from autograder.cluster import task
from autograder.cluster.blobs import Blobs, taken_out
from autograder.cluster.course_files import pack, unpack
from autograder.cluster.grader import ABANDONED, READY
from autograder.cluster.messages import FilesMissing, Graded, Unfit, Work, encode, reply_of, work_of

PROGRAM = """
from pathlib import Path
from autograder.cluster import grader
grader.IDLE_S = {idle}
grader.main({fd}, Path({folder!r}))
"""


def start(folder: Path, idle: float = 60.0) -> tuple[Connection, subprocess.Popen[bytes]]:
    ours, theirs = Pipe()
    with theirs:
        program = PROGRAM.format(fd=theirs.fileno(), folder=str(folder), idle=idle)
        process = subprocess.Popen([sys.executable, "-P", "-c", program], pass_fds=[theirs.fileno()])
    assert ours.recv_bytes() == READY
    return ours, process


def work(course: Path, *, files: bool, text: str = "") -> bytes:
    packed = pack(catalog.load(course / "assignments" / "tiny", course / "solutions"))
    (batch,) = of(course, hand_in("s1", text) if text else hand_in("s1"))
    batch, blobs = taken_out(msgspec.structs.replace(batch, root=""))
    return encode(Work(packed.digest, batch, blobs, packed.files if files else None))


def test_it_asks_for_files_and_keeps_them(course: Path, tmp_path: Path) -> None:
    """Unknown files are asked for; known ones are not needed again, and only the owner can read them."""
    connection, process = start(tmp_path)
    replies = []
    for files in (False, True, False):
        connection.send_bytes(work(course, files=files))
        replies.append(reply_of(connection.recv_bytes()))
    (folder,) = tmp_path.glob("course-*")
    mode = folder.stat().st_mode & 0o777
    connection.close()
    process.wait(10)

    assert replies[0] == FilesMissing()
    assert [reply.reports[0].score for reply in replies[1:] if isinstance(reply, Graded)] == [100.0, 100.0]
    assert mode == 0o700


def test_without_work_it_leaves(tmp_path: Path) -> None:
    """After its idle time it ends with exit code 0 and takes the course files along."""
    connection, process = start(tmp_path, idle=0.2)

    assert process.wait(10) == 0
    assert list(tmp_path.glob("course-*")) == []
    connection.close()


def test_without_its_dask_worker_it_ends_in_the_middle_of_a_batch(course: Path, tmp_path: Path) -> None:
    """Nobody waits for the reports any more: sandbox, course files and process are gone at once."""
    limits = course / "assignments" / "tiny" / "assignment.toml"
    limits.write_text(limits.read_text().replace("call_s = 1.0", "call_s = 60.0"))
    connection, process = start(tmp_path)
    connection.send_bytes(work(course, files=True, text=SLOW.replace("sleep(0.2)", "sleep(30)")))
    zygotes = begun(process.pid)
    connection.close()

    assert process.wait(10) == ABANDONED
    assert list(tmp_path.glob("course-*")) == []
    _, alive = psutil.wait_procs(zygotes, timeout=5)
    assert alive == []


def begun(pid: int) -> list[psutil.Process]:
    """The grader's zygotes, once there are any."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        children = psutil.Process(pid).children(recursive=True)
        if len(children) > 1:
            return children
        time.sleep(0.02)
    pytest.fail("the grader did not start")


def test_a_machine_that_cannot_grade_says_why(course: Path, tmp_path: Path) -> None:
    """A file that cannot be collected there is a reason to leave the machine aside, not to blame a student."""
    (course / "assignments" / "tiny" / "hidden" / "test_tiny.py").write_text("import not_there\n")
    connection, process = start(tmp_path)
    connection.send_bytes(work(course, files=True))
    reply = reply_of(connection.recv_bytes())
    connection.close()
    process.wait(10)

    assert isinstance(reply, Unfit)
    assert "not_there" in reply.reason


def test_a_grader_that_left_is_replaced(course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that was idle for too long costs nothing: the batch goes to a new one."""
    grader = task._Grader(str(tmp_path))
    monkeypatch.setattr(grader, "ask", left)
    monkeypatch.setattr(task, "_free", [grader])

    reply = task._ask(work(course, files=True), str(tmp_path), 60.0)

    (new,) = task._free
    assert isinstance(reply_of(reply), Graded)
    assert new is not grader
    new.end()
    grader.end()


def left(work: bytes, limit_s: float) -> bytes:
    raise task.GraderLeft


@pytest.mark.parametrize("signal", ["stop", "kill"])
def test_a_grader_that_hangs_or_dies_leaves_nothing(course: Path, tmp_path: Path, signal: str) -> None:
    """Past its limit it is killed; no hidden test stays on that machine's disk."""
    node = tmp_path / "node"
    node.mkdir()
    grader = task._Grader(str(node))
    grader.ask(work(course, files=True), 60.0)
    unpacked = list(node.rglob("hidden"))
    getattr(psutil.Process(grader._process.pid), {"stop": "suspend", "kill": "kill"}[signal])()

    with pytest.raises(task.GraderDied):
        grader.ask(work(course, files=False), 0.5)

    assert len(unpacked) == 1
    assert list(node.iterdir()) == []


def test_a_grader_that_does_not_start_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that takes too long to import what it needs is killed, and that worker does not grade."""
    monkeypatch.setattr(task, "START_S", 0.01)

    with pytest.raises(task.GraderNotStarted):
        task._Grader(str(tmp_path))

    assert list(tmp_path.iterdir()) == []


def test_a_file_that_arrives_altered_is_not_graded(course: Path, tmp_path: Path) -> None:
    """Each file has to be what its digest says."""
    sent = work_of(work(course, files=True))
    altered = msgspec.structs.replace(sent, blobs=Blobs(sent.blobs.digests, (sent.blobs.files[0] + b"\n",)))
    connection, process = start(tmp_path)
    connection.send_bytes(encode(altered))
    reply = reply_of(connection.recv_bytes())
    connection.close()
    process.wait(10)

    assert reply == Unfit("a file arrived altered")


def test_packed_files_have_the_version_of_the_course(course: Path, tmp_path: Path) -> None:
    """What is unpacked elsewhere is the same assignment; a changed test changes the digest."""
    here = catalog.load(course / "assignments" / "tiny", course / "solutions")
    packed = pack(here)

    unpack(packed.files, tmp_path / "there")

    there = catalog.load(tmp_path / "there" / "assignments" / "tiny", tmp_path / "there" / "solutions")
    assert there.version() == here.version()
    assert pack(there).digest == packed.digest
    test = here.tests("hidden")[0]
    test.write_text(test.read_text() + "\n")
    assert pack(here).digest != packed.digest


def test_alternatives_travel_too(course: Path, tmp_path: Path) -> None:
    """They decide what counts as a mistake, so they are part of what a grader needs."""
    folder = course / "solutions" / "alternatives" / "tiny"
    folder.mkdir(parents=True)
    (folder / "loops.py").write_text("def double(x):\n    return x + x\n")
    packed = pack(catalog.load(course / "assignments" / "tiny", course / "solutions"))

    unpack(packed.files, tmp_path / "there")

    assert (tmp_path / "there" / "solutions" / "alternatives" / "tiny" / "loops.py").exists()
