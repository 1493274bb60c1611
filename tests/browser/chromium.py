"""Find a Chromium that starts: Debian's, one somebody installed, or the one that Playwright keeps in its own package."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

NAMES = ("chromium-headless-shell", "chromium", "google-chrome", "google-chrome-stable", "chromium-browser")
# Playwright's variable: 0 keeps browsers inside the installed package, so they go when .venv goes.
os.environ.setdefault("PLAYWRIGHT_BROWSERS_PATH", "0")


def find_chromium() -> Path | None:
    """Return the first that answers to --version; on Ubuntu a command of that name may only tell to install a snap."""
    return next((path for path in _candidates() if _starts(path)), None)


def _candidates() -> Iterator[Path]:
    for name in NAMES:
        if found := shutil.which(name):
            yield Path(found)
    package = importlib.util.find_spec("playwright")
    if package is not None and package.origin is not None:
        kept = Path(package.origin).parent / "driver" / "package" / ".local-browsers"
        yield from sorted(kept.glob("chromium*/*/chrome-headless-shell"))


def _starts(path: Path) -> bool:
    try:
        done = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


if __name__ == "__main__":
    browser = find_chromium()
    print(browser or "no Chromium starts here")  # noqa: T201  # for scripts/install-browser.sh
    sys.exit(browser is None)
