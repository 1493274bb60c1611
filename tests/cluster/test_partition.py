"""Two network namespaces stand for two hosts; the cable between them is cut and mended."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from classes import BROKEN, STUDENTS, attempts, busy_class, written
from machines import LIMIT_S, Kept, Machine, stored, wait_until

ADDRESSES = ("10.231.7.1", "10.231.7.2")
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
        for name, address in zip(self.names, ADDRESSES, strict=True):
            _ip("-n", name, "addr", "add", f"{address}/24", "dev", "cable")
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
@pytest.mark.parametrize(
    "long", [pytest.param(True, id="until-noticed", marks=pytest.mark.extended), pytest.param(False, id="short")]
)
def test_a_cut_cable_costs_time_only(
    hosts: Hosts, course: Path, tmp_path: Path, long: bool, local_run: Callable[..., dict[str, bytes]]
) -> None:
    """Scheduler and a worker here, the run and a worker there: cut, mended, and the reports are a local run's."""
    handed_in = busy_class(course)
    out = tmp_path / "dask"
    expected = local_run(course, handed_in, tmp_path)
    address = f"tcp://{ADDRESSES[0]}:{PORT}"
    with hosts.machine(0, tmp_path / "a") as here, hosts.machine(1, tmp_path / "b") as there, ExitStack() as kept:
        here.scheduler(ADDRESSES[0], PORT)
        kept.enter_context(Kept(lambda: here.worker("w0", address, host=ADDRESSES[0])))
        kept.enter_context(Kept(lambda: there.worker("w1", address, host=ADDRESSES[1])))
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

        code = run.wait(LIMIT_S)

    said = there.said("dask.log")
    assert code == 0, said
    assert at_cut < STUDENTS
    assert ("is lost; trying again" in said) is long
    assert f"{STUDENTS - BROKEN} submissions graded, {BROKEN} not gradable." in said
    assert attempts(out) == STUDENTS
    assert written(out) == expected
