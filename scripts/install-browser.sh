#!/bin/sh
# Install what tests/browser drives: Playwright and axe with pip, and a Chromium where none is there. As root on Debian
# it is Debian's package; else Playwright's own build, kept in .venv. Where neither can be had this says so and
# succeeds: the tests then skip with the same reason.
set -u
cd "$(dirname "$0")/.." || exit 1
bin=${1:-.venv/bin}

skipped() {
  echo "tests/browser will be skipped: $1" >&2
  exit 0
}

installed() {
  "$bin/python" tests/browser/chromium.py
}

"$bin/python" -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[browser]' ||
  skipped "pip could not install playwright"
if installed; then
  exit 0
fi
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "installing Debian's chromium-headless-shell"
  apt-get update --quiet=2 &&
    DEBIAN_FRONTEND=noninteractive apt-get install --quiet=2 --yes --no-install-recommends \
      chromium-headless-shell fonts-dejavu-core >/dev/null
else
  echo "downloading Playwright's chromium into $bin"
  PLAYWRIGHT_BROWSERS_PATH=0 timeout 120 "$bin/python" -m playwright install --only-shell chromium 2>&1 | tail -n 3
fi
installed || skipped "install Debian's package chromium, or Chrome, and run this again"
