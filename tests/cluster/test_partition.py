"""Two network namespaces stand for two hosts; the cable between them is cut and mended."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from classes import attempts, busy_class, reports
from machines import Kept, Machine, stored, wait_until

STUDENTS = 240
SCHEDULER = "10.231.7.1"
PORT = 8786
SHORT_CUT_S = 2.0


class Hosts:
    """Two hosts with a cable between them; the scheduler's is the first."""

    def __init__(self) -> None:
        self.names = [f"nn{os.getpid()}{letter}" for letter in "ab"]
        for name in self.names:
            _ip("netns", "add", name)
            _ip("-n", name, "link", "set", "lo", "up")
        first, second = self.names
        _ip("link", "add", "cable", "netns", first, "type", "veth", "peer", "name", "cable", "netns", second)
        for number, name in enumerate(self.names, start=1):
            _ip("-n", name, "addr", "add", f"10.231.7.{number}/24", "dev", "cable")
            _ip("-n", name, "link", "set", "cable", "up")

    def machine(self, number: int, folder: Path) -> Machine:
        return Machine(folder, ["ip", "netns", "exec", self.names[number]])

    def cut(self) -> None:
        _ip("-n", self.names[1], "link", "set", "cable", "down")

    def mend(self) -> None:
        _ip("-n", self.names[1], "link", "set", "cable", "up")

    def remove(self) -> None:
        for name in self.names:
            subprocess.run(["ip", "netns", "delete", name], check=False, capture_output=True)


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True, text=True)


@pytest.fixture
def hosts() -> Iterator[Hosts]:
    """Two hosts, where this machine can make them."""
    if os.geteuid() != 0:
        pytest.skip("network namespaces need root")
    if shutil.which("ip") is None:
        pytest.skip("the `ip` command is not installed (apt install iproute2)")
    try:
        made = Hosts()
    except subprocess.CalledProcessError as error:
        pytest.skip(f"network namespaces cannot be made here: {error.stderr.strip()}")
    yield made
    made.remove()


@pytest.mark.slow
@pytest.mark.parametrize("long", [pytest.param(True, id="until-noticed"), pytest.param(False, id="short")])
def test_a_cut_cable_costs_time_only(hosts: Hosts, course: Path, tmp_path: Path, long: bool) -> None:
    """Scheduler and a worker here, the run and a worker there: cut, mended, and the reports are a local run's."""
    handed_in = busy_class(course / "handed_in", STUDENTS)
    local, out = tmp_path / "local", tmp_path / "dask"
    address = f"tcp://{SCHEDULER}:{PORT}"
    with hosts.machine(0, tmp_path / "a") as here, hosts.machine(1, tmp_path / "b") as there:
        assert here.grade(handed_in, local, course).wait() == 0, here.said("local.log")
        here.scheduler(SCHEDULER, PORT)
        kept = [Kept(lambda: here.worker("w0", address)), Kept(lambda: there.worker("w1", address))]
        run = there.grade(handed_in, out, course, "--executor", "dask", "--scheduler", address)
        wait_until(lambda: stored(out) >= STUDENTS // 4 or run.poll() is not None, "a quarter is stored")
        assert run.poll() is None, there.said("dask.log")

        hosts.cut()
        at_cut = stored(out)
        if long:
            wait_until(lambda: "is lost; trying again" in there.said("dask.log"), "the run notices")
        else:
            time.sleep(SHORT_CUT_S)
        assert run.poll() is None, there.said("dask.log")
        assert stored(out) < STUDENTS
        hosts.mend()

        code = run.wait(180)
        for one in kept:
            one.kill()

    said = there.said("dask.log")
    assert code == 0, said
    assert at_cut < STUDENTS
    assert ("is lost; trying again" in said) is long
    assert f"{STUDENTS} submissions graded" in said
    assert attempts(out) == STUDENTS
    assert reports(out) == reports(local)
