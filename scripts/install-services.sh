#!/bin/sh
# Install what tests/store and tests/cluster find on the system: a PostgreSQL server, and `ip` for network namespaces.
# As root on Debian they are Debian's packages; no server is set up or started, the tests start their own. Where they
# cannot be had this says so and succeeds: the tests that need them then skip with the same reason.
set -u

missing() {
  ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || echo postgresql
  command -v ip >/dev/null || [ -x /usr/sbin/ip ] || echo iproute2
}

packages=$(missing)
[ -n "$packages" ] || exit 0
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "installing" $packages
  settings=/etc/postgresql-common/createcluster.conf
  if [ ! -e "$settings" ]; then
    mkdir -p "${settings%/*}"
    echo "create_main_cluster = false" >"$settings"
  fi
  apt-get update --quiet=2 &&
    DEBIAN_FRONTEND=noninteractive UCF_FORCE_CONFFOLD=1 apt-get install --quiet=2 --yes --no-install-recommends \
      --option Dpkg::Options::=--force-confold $packages >/dev/null
fi
packages=$(missing)
[ -z "$packages" ] || echo "tests that need them will be skipped; as root: apt install" $packages >&2
