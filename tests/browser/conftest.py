"""A real browser, driven as a person would, on a class of 200 synthetic students."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from chromium import find_chromium
from classroom import write_class

ROOT = Path(__file__).resolve().parents[2]
STUDENTS = 200
# 600 submissions take a minute; with BROWSER_WHOLE_TERM set it is all assignments, some 1,300 submissions.
SLUGS = [] if os.environ.get("BROWSER_WHOLE_TERM") else ["mp_neuron", "backprop", "softmax_cross_entropy"]
# As root there is no sandbox to be had; nothing but our own pages is opened.
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A headless Chromium; skips where there is none."""
    api = pytest.importorskip("playwright.sync_api", reason="no playwright here: sh scripts/install-browser.sh")
    chromium = find_chromium()
    if chromium is None:
        pytest.skip("no Chromium starts here: sh scripts/install-browser.sh")
    with api.sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=chromium, headless=True, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def visit(browser: Any) -> Iterator[Callable[..., Any]]:
    """Open a page in a fresh profile; whatever the browser complains of is kept in `page.complaints`."""
    contexts = []

    def open_page(address: Path | str, **options: Any) -> Any:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("dialog", lambda dialog: page.complaints.append(f"dialog {dialog.message}") or dialog.dismiss())
        page.goto(address.as_uri() if isinstance(address, Path) else address)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def graded(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of 200 students, with similar submissions and two students' pictures."""
    folder = tmp_path_factory.mktemp("class")
    handed_in, out = folder / "handed_in", folder / "graded"
    write_class(ROOT, handed_in, STUDENTS, SLUGS)
    few = folder / "few"
    for student in sorted(handed_in.iterdir())[:2]:
        shutil.copytree(student, few / student.name)
    autograder("grade", handed_in, "--out", out, "--no-site")
    autograder("report", out, "--pictures", few)
    autograder("similar", handed_in, "--out", out, "--most", "5")
    return out


@pytest.fixture(scope="session")
def kit(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What students are given, with all handouts."""
    folder = tmp_path_factory.mktemp("release") / "kit"
    autograder("release", folder)
    return folder


def autograder(*words: str | Path) -> None:
    """Run a command on this project's assignments."""
    command = [sys.executable, "-m", "autograder", *map(str, words), "--course", str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "OMP_NUM_THREADS": "1"})


@pytest.fixture
def served(graded: Path) -> Iterator[str]:
    """The address of a plain web server that serves the site."""
    handler = functools.partial(_Quiet, directory=str(graded))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """Say nothing."""
