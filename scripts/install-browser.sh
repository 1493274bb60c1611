#!/bin/sh
# Install the browser that tests/browser drives, on Debian or Ubuntu. The tests skip, and say so, where it is missing.
set -eu
if command -v chromium >/dev/null 2>&1; then
  echo "chromium is there: $(chromium --version)"
  exit 0
fi
if [ "$(id -u)" -ne 0 ]; then
  echo "run this as root, or install the package chromium yourself" >&2
  exit 1
fi
apt-get update
DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends chromium fonts-dejavu-core
chromium --version
