"""A machine of its own for a platform's files: another root, other processes, a container's few capabilities.

What the host has of programs and libraries is there read-only; the rest is empty but for what a test puts there.
Nothing of it remains when the command ends.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

SHARED = ("/usr", "/bin", "/sbin", "/lib", "/lib64", "/etc", "/opt")
DEVICES = ("null", "zero", "full", "random", "urandom")
# What Docker leaves to root in a container, by default.
CAPABILITIES = (
    "chown", "dac_override", "fowner", "fsetid", "kill", "setgid", "setuid", "setpcap", "net_bind_service",
    "sys_chroot", "mknod", "audit_write", "setfcap",
)  # fmt: skip
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
NEEDED = ("unshare", "chroot", "setpriv", "mount")


class PrivateRoot:
    """A folder that commands take for the root of the file system."""

    def __init__(self, folder: Path, shared: Sequence[Path] = ()) -> None:
        self.folder = folder
        self._mounts: list[tuple[str, str, str]] = []
        # The interpreter that runs the tests may live anywhere, a home directory for one.
        for path in dict.fromkeys([*map(Path, SHARED), Path(sys.base_prefix).resolve(), *shared]):
            if path.is_symlink():
                (folder / path.name).symlink_to(path.readlink())
            elif path.is_dir():
                self.mount(path, str(path))
        for name in ("proc", "dev", "tmp", "root", "var/tmp"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / "tmp").chmod(0o1777)
        for name in DEVICES:
            (folder / "dev" / name).touch()

    def mount(self, source: Path, target: str, options: str = "ro") -> None:
        """Show a folder of the host in every command from now on."""
        (self.folder / target.lstrip("/")).mkdir(parents=True, exist_ok=True)
        self._mounts.append((str(source), target, options))

    def path(self, name: str) -> Path:
        """Return where the host sees a path of the root."""
        return self.folder / name.lstrip("/")

    def run(
        self,
        *command: str,
        cwd: str = "/",
        network: bool = False,
        environment: dict[str, str] | None = None,
        timeout_s: float = 600,
    ) -> subprocess.CompletedProcess[str]:
        """Run a command as a container's root."""
        bounds = ",".join(["-all", *(f"+{name}" for name in CAPABILITIES)])
        variables = {
            "PATH": f"{sys.base_prefix}/bin:{PATH}",
            "HOME": "/root",
            "LC_ALL": "C.UTF-8",
            **(environment or {}),
        }
        settings = [f"{name}={value}" for name, value in variables.items()]
        inside = ["setpriv", f"--bounding-set={bounds}", f"--inh-caps={bounds}", "--"]
        inside += ["env", "-C", cwd, "-i", *settings, *command]
        script = "\n".join([*self._mount_lines(), 'exec chroot "$0" "$@"'])
        unshare = ["unshare", "--mount", "--pid", "--ipc", "--uts", "--fork", "--kill-child"]
        unshare += [] if network else ["--net"]
        return subprocess.run(
            [*unshare, "sh", "-euc", script, str(self.folder), *inside],
            env={"PATH": PATH},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=timeout_s,
            check=False,
        )

    def _mount_lines(self) -> list[str]:
        lines = ["mount --make-rprivate /"]
        for source, target, options in self._mounts:
            place = f'"$0"{target}'
            lines += [f"mount --bind '{source}' {place}", f"mount -o remount,bind,{options},nosuid {place}"]
        lines += [f'mount --bind /dev/{name} "$0"/dev/{name}' for name in DEVICES]
        return [*lines, 'mount -t proc proc "$0"/proc']


def require_private_root() -> None:
    """Skip a test where no such root can be made."""
    if os.geteuid() != 0:
        pytest.skip("only root can make a private root")
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if missing:
        pytest.skip(f"this machine has no {', '.join(missing)}")
    tried = subprocess.run(["unshare", "--mount", "--pid", "--fork", "true"], capture_output=True, text=True)
    if tried.returncode != 0:
        pytest.skip(f"no namespaces here: {tried.stderr.strip()}")
