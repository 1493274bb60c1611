"""Several graders on one database: each waits for the other for a while, and goes on from what the other did."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from pathlib import Path

import postgres
import pytest
import sqlalchemy as sa
from stored import report

from autograder import database
from autograder.database import open_database, writing
from autograder.database_url import StoreError
from autograder.gradebook.ledger import Ledger
from autograder.store import Store

LIMIT_S = 120.0


def test_a_writer_waits_for_the_one_before_it(url: str) -> None:
    """While another transaction writes a report is not refused, but kept as soon as that one ends."""
    with Store(url) as store, Store(url) as other:
        with other.writing() as connection:
            waiting = threading.Thread(target=store.save, args=([("f1", report("s1"))],))
            waiting.start()
            waiting.join(0.3)
            waited = waiting.is_alive()
            other.save_in(connection, [("f2", report("s1"))])
        waiting.join(LIMIT_S)

        assert waited
        assert store.fingerprints("tiny") == {"s1": "f1"}


def test_a_writer_does_not_wait_for_ever(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another run that hangs in the middle of writing is named as what is in the way."""
    monkeypatch.setattr(database, "LOCK_S", 0.3)
    too_long = pytest.raises(StoreError, match="Another run has been writing to it for too long")
    with Store(url) as store, Store(url) as other, other.writing(), too_long:
        store.save([("f1", report("s1"))])


def test_a_run_that_stalls_loses_its_turn(server: postgres.Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """A host that is cut off while it writes does not stop the others: the server ends its transaction."""
    monkeypatch.setattr(database, "IDLE_S", 0.3)
    url = server.new_database()
    with Store(url) as store:
        stalled = open_database(url, sa.MetaData())
        with pytest.raises(StoreError, match="cannot be used"), writing(stalled):
            store.save([("f1", report("s1"))])  # gets its turn after 0.3 s
        stalled.dispose()

        assert store.fingerprints("tiny") == {"s1": "f1"}


def hand_in(folder: Path, students: Iterable[int]) -> Path:
    for number in students:
        path = folder / f"s{number:02}" / "tiny.py"
        path.parent.mkdir(parents=True)
        wrong = "" if number % 3 else " + 1"
        path.write_text(f"import time\ndef double(x):\n    time.sleep(0.05)\n    return x * 2.0{wrong}\n")
    return folder


def grade(course: Path, handed_in: Path, out: Path, url: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "autograder", "grade", handed_in, "--out", out, "--store", url, "--no-site"]
    return subprocess.Popen(
        [*map(str, command), "--workers", "1", "--course", str(course)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def said(run: subprocess.Popen[str]) -> str:
    output, _ = run.communicate(timeout=LIMIT_S)
    assert run.returncode == 0, output
    return output


def graded_and_kept(output: str) -> tuple[int, int]:
    """How many submissions a run says it graded, and how many it kept."""
    found = re.search(r"(\d+) submissions? graded(?:, (\d+) kept from an earlier run)?\.", output)
    assert found, output
    return int(found[1]), int(found[2] or 0)


def verdicts(out: Path) -> dict[str, object]:
    """Every report of an output folder, without durations."""
    found = {}
    for path in sorted((out / "reports").glob("*/*.json")):
        found[path.parent.name] = json.loads(path.read_text())
        for check in found[path.parent.name]["checks"]:
            check.pop("duration_s")
    return found


@pytest.mark.slow
def test_two_graders_share_a_gradebook(url: str, course: Path, tmp_path: Path) -> None:
    """Two runs at once on overlapping classes: all is kept once, and either folder then has the whole class's marks."""
    first = hand_in(course / "first", range(24))
    second = hand_in(course / "second", range(16, 40))
    both = [grade(course, first, tmp_path / "a", url), grade(course, second, tmp_path / "b", url)]
    outputs = [said(run) for run in both]
    again = said(grade(course, first, tmp_path / "a", url))
    said(grade(course, second, tmp_path / "b", url))

    counts = [graded_and_kept(output) for output in outputs]
    assert [sum(count) for count in counts] == [24, 24]
    assert 40 <= sum(graded for graded, _ in counts) <= 48  # the eight of both once or twice, as each came to them
    assert graded_and_kept(again) == (0, 24)
    with Store(url) as store, Ledger(url) as ledger:
        assert sum(1 for _ in store.scores()) == 40
        assert [len(recorded.attempts) for recorded in ledger.attempts()] == [1] * 40
    a, b = verdicts(tmp_path / "a"), verdicts(tmp_path / "b")
    assert len(a) == len(b) == 24
    assert {name: a[name] for name in a.keys() & b.keys()} == {name: b[name] for name in a.keys() & b.keys()}
    assert (tmp_path / "a" / "grades.csv").read_text() == (tmp_path / "b" / "grades.csv").read_text()
    assert (tmp_path / "a" / "grades.csv").read_text().count("\n") == 41


@pytest.mark.slow
def test_a_killed_run_is_gone_on_with_elsewhere(url: str, course: Path, tmp_path: Path) -> None:
    """One grader is killed; another, in another folder, grades only what is missing, and has every report."""
    handed_in = hand_in(course / "handed_in", range(40))
    with Store(url) as store:
        run = grade(course, handed_in, tmp_path / "a", url)
        deadline = time.monotonic() + LIMIT_S
        while not (stored := len(store.fingerprints("tiny"))):
            assert run.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.02)
        run.send_signal(signal.SIGKILL)
        run.communicate(timeout=LIMIT_S)
        stored = len(store.fingerprints("tiny"))
    rest = said(grade(course, handed_in, tmp_path / "b", url))

    assert 0 < stored < 40
    assert f"{40 - stored} submissions graded, {stored} kept from an earlier run" in rest
    assert len(verdicts(tmp_path / "b")) == 40
