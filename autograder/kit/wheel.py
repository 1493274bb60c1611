"""Make the wheel of this package that a kit ships, so that a kit installs without an index that has us."""

from __future__ import annotations

import base64
import hashlib
import shutil
import subprocess
import sys
import tempfile
import zipfile
from importlib import metadata
from pathlib import Path
from typing import Final

import autograder
from autograder.kit import KitError

DISTRIBUTION: Final = "nn-autograder"
_PACKAGE: Final = Path(autograder.__file__).parent
# What the build reads; built from a copy, so that the source tree stays clean and two builds cannot meet.
_SOURCES: Final = ("pyproject.toml", "README.md", "LICENSE")
_BUILD: Final = "import sys; from setuptools.build_meta import build_wheel; build_wheel(sys.argv[1])"
_ZIP_DATE: Final = (1980, 1, 1, 0, 0, 0)


def make_wheel(folder: Path) -> Path:
    """Put the wheel into `folder`: built from the source tree, or packed again from where it is installed.

    Raises:
        KitError: it can be neither built nor found.
    """
    tree = _PACKAGE.parent
    if (tree / "pyproject.toml").exists():
        return _build(tree, folder)
    return _pack(folder)


def _build(tree: Path, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "tree"
        shutil.copytree(_PACKAGE, copy / _PACKAGE.name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in _SOURCES:
            shutil.copy(tree / name, copy)
        command = [sys.executable, "-c", _BUILD, str(folder.resolve())]
        built = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
    wheels = list(folder.glob("*.whl"))
    if built.returncode != 0 or len(wheels) != 1:
        raise KitError(f"the wheel of {DISTRIBUTION} cannot be built; is setuptools installed?\n{built.stderr[-2000:]}")
    return wheels[0]


def _pack(folder: Path) -> Path:
    """Zip an installed distribution's own files into a wheel again."""
    try:
        distribution = metadata.distribution(DISTRIBUTION)
    except metadata.PackageNotFoundError:
        raise KitError(f"{DISTRIBUTION} is not installed here, so there is no wheel to ship. Install it.") from None
    version = distribution.version
    stem = f"{DISTRIBUTION.replace('-', '_')}-{version}"
    info = f"{stem}.dist-info"
    files = {f"autograder/{p.relative_to(_PACKAGE).as_posix()}": p.read_bytes() for p in _package_files()}
    for name in ("METADATA", "WHEEL", "entry_points.txt", "top_level.txt"):
        text = distribution.read_text(name)
        if text is not None:
            files[f"{info}/{name}"] = text.encode()
    files[f"{info}/RECORD"] = _record(files, f"{info}/RECORD")
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{stem}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files, key=lambda name: (name.startswith(info), name)):
            archive.writestr(zipfile.ZipInfo(name, _ZIP_DATE), files[name], zipfile.ZIP_DEFLATED)
    return path


def _package_files() -> list[Path]:
    return sorted(p for p in _PACKAGE.rglob("*") if p.is_file() and "__pycache__" not in p.parts)


def _record(files: dict[str, bytes], own_name: str) -> bytes:
    rows = [f"{name},sha256={_digest(data)},{len(data)}" for name, data in sorted(files.items())]
    return "\n".join([*rows, f"{own_name},,", ""]).encode()


def _digest(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
