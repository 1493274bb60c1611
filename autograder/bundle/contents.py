"""The parts that every bundle has: one assignment, the wheel, and the versions it was tried with."""

from __future__ import annotations

import io
import tempfile
import zipfile
from importlib import metadata
from pathlib import Path
from typing import Final

from packaging.metadata import Metadata
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from autograder.bundle import BundleError
from autograder.catalog import Assignment
from autograder.grading.bench import set_up
from autograder.kit.wheel import make_wheel

EXTRA: Final = "grade"
PINS: Final = "constraints.txt"
# What grading reads of an assignment; oracle, figures and handout stay at home. The alternatives tell where a task has
# more than one right answer, so that diagnosis does not take one of them for a mistake.
_OPTIONAL_FILES: Final = ("misconceptions.py", "stub.py")


def assignment_files(assignment: Assignment) -> dict[str, bytes]:
    """Return the files of a course that has this assignment only, by their path in it.

    Raises:
        AssignmentError, BundleError: it cannot be graded with.
    """
    set_up(assignment)
    folder = f"assignments/{assignment.slug}"
    paths = {
        f"{folder}/assignment.toml": assignment.folder / "assignment.toml",
        f"solutions/{assignment.slug}.py": assignment.reference_path,
        **{f"solutions/alternatives/{assignment.slug}/{p.name}": p for p in assignment.alternative_paths},
        **{f"{folder}/{kind}/{p.name}": p for kind in ("visible", "hidden") for p in assignment.tests(kind)},
        **{f"{folder}/{n}": assignment.folder / n for n in _OPTIONAL_FILES if (assignment.folder / n).exists()},
    }
    try:
        return {name: path.read_bytes() for name, path in paths.items()}
    except OSError as error:
        raise BundleError(f"{error.filename}: {error.strerror}. The assignment needs that file.") from None


def wheel_file() -> tuple[str, bytes]:
    """Return the name and the bytes of this package's wheel.

    Raises:
        KitError: it cannot be built.
    """
    with tempfile.TemporaryDirectory() as scratch:
        path = make_wheel(Path(scratch))
        return path.name, path.read_bytes()


def pins(wheel: bytes) -> bytes:
    """Return a constraints file of the versions that this wheel works with here: the same versions, the same marks."""
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        own = Metadata.from_email(archive.read(name), validate=False).requires_dist or []
    found: dict[str, str] = {}
    queue = [requirement for requirement in own if _applies(requirement, {EXTRA})]
    while queue:
        wanted = queue.pop()
        name = canonicalize_name(wanted.name)
        try:
            distribution = metadata.distribution(name)
        except metadata.PackageNotFoundError:  # for another system than this one
            continue
        if name in found and not wanted.extras:
            continue
        found[name] = distribution.version
        queue += [r for text in distribution.requires or () if _applies(r := Requirement(text), wanted.extras)]
    lines = [f"{name}=={version.split('+')[0]}" for name, version in sorted(found.items())]
    return "\n".join(["# The versions that this bundle was made with.", *lines, ""]).encode()


def _applies(requirement: Requirement, extras: set[str]) -> bool:
    marker = requirement.marker
    return marker is None or any(marker.evaluate({"extra": extra}) for extra in ("", *extras))
