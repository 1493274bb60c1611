"""Which database is used, and what is said when it cannot be."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import postgres
import pytest

from autograder.database import StoreError, is_graded, remember_url, sqlite_url, url_of
from autograder.store import Store


def test_a_folders_own_database_needs_no_note(tmp_path: Path) -> None:
    """Nothing is written beside results.db."""
    remember_url(tmp_path, sqlite_url(tmp_path))

    assert url_of(tmp_path) == sqlite_url(tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert not is_graded(tmp_path)


def test_another_database_is_remembered_without_its_password(tmp_path: Path) -> None:
    """Later commands find it by the folder; the password stays where PostgreSQL looks for it."""
    remember_url(tmp_path, "postgresql://ada:secret@db.example/course?sslmode=require")

    assert url_of(tmp_path) == "postgresql+psycopg://ada@db.example/course?sslmode=require"
    assert is_graded(tmp_path)


@pytest.mark.parametrize(
    ("url", "says"),
    [
        pytest.param("results.db", "'results.db' is not the URL of a database", id="a-path"),
        pytest.param("mysql://host/name", "mysql databases are not supported", id="another-kind"),
        pytest.param("sqlite:////nowhere/at/all.db", "unable to open database file", id="no-folder"),
        pytest.param("postgresql://grader@127.0.0.1:1/x", "Is the server up", id="no-server"),
        pytest.param("postgres://grader@127.0.0.1:1/x", "Is the server up", id="the-old-spelling"),
    ],
)
def test_what_cannot_be_opened_is_said_in_one_line(url: str, says: str) -> None:
    """What happened, the database, what to do next."""
    with pytest.raises(StoreError, match=says) as caught:
        Store(url)

    assert "\n" not in str(caught.value)


def test_passwords_stay_out_of_messages() -> None:
    """The URL in a message has stars in place of the password."""
    with pytest.raises(StoreError) as caught:
        Store("postgresql://ada:secret@127.0.0.1:1/x")

    assert "secret" not in str(caught.value)


def test_a_missing_driver_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says what to install."""
    monkeypatch.setitem(sys.modules, "psycopg", None)

    with pytest.raises(StoreError, match=r"needs psycopg.*pip install 'nn-autograder\[postgres\]'"):
        Store("postgresql://grader@127.0.0.1:1/x")


def test_a_lost_connection_is_a_store_error(server: postgres.Server) -> None:
    """A server that goes away in the middle of a run is told as such, and is found again when it is back."""
    url = server.new_database()
    with Store(url) as store:
        server.sql("postgres", "select pg_terminate_backend(pid) from pg_stat_activity where datname like 'course%'")

        assert store.fingerprints("tiny") == {}


@pytest.mark.slow
def test_a_run_into_a_shared_database(url: str, course: Path, tmp_path: Path) -> None:
    """`grade --store URL` keeps everything there, resumes from there, and later commands find it by the folder."""
    for student in ("s01", "s02"):
        (course / "handed_in" / student).mkdir(parents=True)
        (course / "handed_in" / student / "tiny.py").write_text("def double(x):\n    return x * 2.0\n")
    out = tmp_path / "out"

    first = command("grade", course / "handed_in", "--out", out, "--store", url, "--course", course)
    again = command("grade", course / "handed_in", "--out", out, "--course", course)
    marks = command("marks", out, "--course", course)
    report = command("report", out, "--course", course)

    assert "2 submissions graded" in first
    assert "0 submissions graded, 2 kept from an earlier run" in again
    assert "s02" in marks
    assert (out / "index.html").exists(), report
    with Store(url) as store:
        assert [student for student, *_ in store.scores()] == ["s01", "s02"]
    assert (out / "grades.csv").read_text() == "student,tiny,total\ns01,40,40\ns02,40,40\n"


def command(*args: object) -> str:
    run = subprocess.run(
        [sys.executable, "-m", "autograder", *map(str, args)], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout + run.stderr
