"""Which database is used, and what is said when it cannot be."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from pathlib import Path

import postgres
import pytest
from stored import report

from autograder.database import is_graded, remember_url, sqlite_url, url_of
from autograder.database_url import StoreError
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
        pytest.param("sqlite://", "sqlite:// names no file", id="no-file"),
        pytest.param("sqlite:////nowhere/at/all.db", "Can you write to that file and its folder", id="no-folder"),
        pytest.param("postgresql://grader@127.0.0.1:port/x", "is not the URL of a database", id="no-port"),
        pytest.param("postgresql://grader@127.0.0.1:1/x", "Is the server up, at that host and port", id="no-server"),
        pytest.param("postgres://grader@127.0.0.1:1/x", "Is the server up, at that host and port", id="old-spelling"),
        pytest.param("postgresql://grader@no-such.invalid/x", "Check the host in the URL", id="no-host"),
    ],
)
def test_what_cannot_be_opened_is_said_in_one_line(url: str, says: str) -> None:
    """What happened, the database, what to do next."""
    with pytest.raises(StoreError, match=says) as caught:
        Store(url)

    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("user", "database", "password", "says"),
    [
        pytest.param(
            "ada", "postgres", "pass-of-nobody", "password authentication failed.*Check the user", id="wrong-password"
        ),
        pytest.param("ada", "postgres", "", "no password supplied.*set PGPASSWORD", id="no-password"),
        pytest.param("bob", "postgres", "pass-of-bob", "no pg_hba.conf entry.*Check the user", id="unknown-user"),
        pytest.param("ada", "not_there", postgres.PASSWORD, "does not exist.*createdb", id="no-database"),
        pytest.param("ada", "postgres", postgres.PASSWORD, "permission denied.*Ask its owner", id="no-right"),
    ],
)
def test_a_server_that_refuses_is_said_with_the_remedy(
    server: postgres.Server, user: str, database: str, password: str, says: str
) -> None:
    """A real server's refusal names user or database, and never the password."""
    with pytest.raises(StoreError, match=says) as caught:
        Store(server.url(database, f"{user}:{password}" if password else user))

    assert "\n" not in str(caught.value)
    assert "pass-of" not in str(caught.value)


def test_the_password_may_come_from_the_environment(server: postgres.Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """PGPASSWORD is what a URL without a password is opened with."""
    database = server.create()
    server.sql(database, "grant create on schema public to ada")
    monkeypatch.setenv("PGPASSWORD", postgres.PASSWORD)

    with Store(server.url(database, "ada")) as store:
        assert store.fingerprints("tiny") == {}


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("postgresql://ada:hush@127.0.0.1:1/x", id="as-it-should-be"),
        pytest.param("postgresql:/ada:hush@127.0.0.1/x", id="one-slash"),
        pytest.param("ada:hush@127.0.0.1/x", id="no-scheme"),
        pytest.param("postgresql://ada:hush@127.0.0.1:port/x", id="no-number"),
        pytest.param("postgresql://ada:secret@hush@127.0.0.1/x", id="with-an-at"),
        pytest.param("postgresql://ada@127.0.0.1/x?password=hush", id="a-parameter"),
        pytest.param("postgresql:ada@127.0.0.1/x?password=hush", id="a-parameter-of-no-url"),
        pytest.param("mysql://ada:hush@127.0.0.1/x", id="another-kind"),
    ],
)
def test_passwords_stay_out_of_messages(url: str, tmp_path: Path) -> None:
    """However the URL is mistyped, the message does not show the password, and no file keeps it."""
    with contextlib.suppress(StoreError):
        remember_url(tmp_path, url)
    with pytest.raises(StoreError) as caught:
        Store(url)

    assert "hush" not in str(caught.value)
    assert not any(b"hush" in path.read_bytes() for path in tmp_path.iterdir())


def test_a_missing_driver_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says what to install."""
    monkeypatch.setitem(sys.modules, "psycopg", None)

    with pytest.raises(StoreError, match=r"needs psycopg.*pip install 'nn-autograder\[postgres\]'"):
        Store("postgresql://grader@127.0.0.1:1/x")


def test_a_connection_that_was_lost_is_made_again(server: postgres.Server) -> None:
    """A server that ended the connection while it was idle costs nothing."""
    url = server.new_database()
    with Store(url) as store:
        server.sql("postgres", "select pg_terminate_backend(pid) from pg_stat_activity where datname like 'course%'")

        assert store.fingerprints("tiny") == {}


def test_a_server_that_goes_down_is_said(own_server: postgres.Server) -> None:
    """In the middle of a run: what happened, and that what is stored stays."""
    with Store(own_server.new_database()) as store:
        store.save([("f1", report("s1"))])
        own_server.stop()

        with pytest.raises(StoreError, match=r"Is the server up.*Nothing graded so far is lost"):
            store.save([("f1", report("s2"))])


@pytest.mark.slow
def test_a_run_into_a_shared_database(url: str, course: Path, tmp_path: Path) -> None:
    """`grade --store URL` keeps everything there, resumes from there, and later commands find it by the folder."""
    for student in ("s01", "s02"):
        (course / "handed_in" / student).mkdir(parents=True)
        (course / "handed_in" / student / "tiny.py").write_text("def double(x):\n    return x * 2.0\n")
    out = tmp_path / "out"

    first = command("grade", course / "handed_in", "--out", out, "--store", url, "--course", course)
    again = command("grade", course / "handed_in", "--out", out, "--course", course)
    marks = command("marks", out, "s02", "--course", course)
    site = command("report", out, "--course", course)

    assert "2 submissions graded" in first
    assert "0 submissions graded, 2 kept from an earlier run" in again
    assert "Raw score 40 of 100" in marks
    assert (out / "index.html").exists(), site
    with Store(url) as store:
        assert [student for student, *_ in store.scores()] == ["s01", "s02"]
    assert (out / "grades.csv").read_text() == "student,tiny,total\ns01,40,40\ns02,40,40\n"


def command(*args: object) -> str:
    run = subprocess.run(
        [sys.executable, "-m", "autograder", *map(str, args)], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout + run.stderr
