"""Find assignments on disk and read what they declare."""

from __future__ import annotations

import hashlib
import importlib.util
import sys
import types
from pathlib import Path
from typing import Annotated

import msgspec


class AssignmentError(Exception):
    """An assignment's folder is not as `docs/authoring.md` describes it."""


Slug = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]


def is_slug(text: str) -> bool:
    """Tell whether an assignment may be called so."""
    try:
        msgspec.convert(text, Slug)
    except msgspec.ValidationError:
        return False
    return True


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Wall-clock seconds: for one request to a student's code, and for all of one submission."""

    call_s: float = 4.0
    submission_s: float = 60.0


class Task(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One function or class that a student writes; its `id` is the name."""

    id: str
    title: str
    points: float
    depends: tuple[str, ...] = ()


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The contents of `assignment.toml`."""

    title: str
    number: int
    version: str
    summary: str
    tasks: tuple[Task, ...]
    limits: Limits = Limits()


class Assignment(msgspec.Struct, frozen=True):
    """An assignment and where its parts lie."""

    slug: str
    folder: Path
    solutions: Path
    manifest: Manifest

    @property
    def reference_path(self) -> Path:
        """The reference solution."""
        return self.solutions / f"{self.slug}.py"

    @property
    def alternative_paths(self) -> list[Path]:
        """The other correct solutions, by name."""
        return sorted((self.solutions / "alternatives" / self.slug).glob("*.py"))

    def tests(self, visibility: str) -> list[Path]:
        """Return the test files of "visible" or "hidden", by name."""
        return sorted((self.folder / visibility).glob("test_*.py"))

    def task(self, task_id: str, where: str = "") -> Task:
        """Return the task of that id; `where` is what speaks of it.

        Raises:
            AssignmentError: there is none.
        """
        for task in self.manifest.tasks:
            if task.id == task_id:
                return task
        there_are = ", ".join(task.id for task in self.manifest.tasks)
        raise AssignmentError(f"{where or self.slug}: no task {task_id!r} in assignment.toml. There are: {there_are}.")

    def version(self) -> str:
        """Return the declared version and a digest of everything that can change a mark."""
        digest = hashlib.sha256()
        parts = [self.folder / "assignment.toml", self.folder / "misconceptions.py", self.reference_path]
        for path in [*parts, *self.tests("visible"), *self.tests("hidden")]:
            if path.exists():
                digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
        return f"{self.manifest.version}+{digest.hexdigest()[:12]}"


def find_root(start: Path | None = None) -> Path:
    """Return the nearest folder, upwards from `start`, that has an `assignments/` folder.

    Raises:
        AssignmentError: there is none.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if any((folder / "assignments").glob("*/assignment.toml")):
            return folder
    raise AssignmentError(
        f"no assignments/ folder in {here} or above it. Run this inside a course folder, or name it with --course."
    )


def load_all(root: Path) -> list[Assignment]:
    """Return every assignment under `root/assignments`, in their own order.

    Raises:
        AssignmentError: one of them is malformed.
    """
    folders = sorted(p.parent for p in (root / "assignments").glob("*/assignment.toml"))
    return sorted((load(f, root / "solutions") for f in folders), key=lambda a: a.manifest.number)


def load(folder: Path, solutions: Path) -> Assignment:
    """Read one assignment's folder.

    Raises:
        AssignmentError: `assignment.toml` is missing or malformed.
    """
    path = folder / "assignment.toml"
    try:
        manifest = msgspec.toml.decode(path.read_bytes(), type=Manifest)
        msgspec.convert(folder.name, Slug)
    except OSError as error:
        raise AssignmentError(f"{path}: {error.strerror}") from None
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise AssignmentError(f"{path}: {error}") from None
    ids = [task.id for task in manifest.tasks]
    for task_id in ids:
        if ids.count(task_id) > 1:
            raise AssignmentError(f"{path}: the task {task_id!r} is there {ids.count(task_id)} times, once is needed")
    return Assignment(folder.name, folder, solutions, manifest)


def select(assignments: list[Assignment], slugs: list[str]) -> list[Assignment]:
    """Return the assignments of these slugs (all, when the list is empty).

    Raises:
        AssignmentError: a slug is unknown; the message lists what there is.
    """
    known = {assignment.slug: assignment for assignment in assignments}
    for slug in slugs:
        if slug not in known:
            raise AssignmentError(f"no assignment {slug!r}. There are: {', '.join(known)}.")
    return [known[slug] for slug in slugs] if slugs else assignments


def import_file(path: Path, name: str) -> types.ModuleType:
    """Import a Python file of ours under `name`, without leaving a cache behind.

    Raises:
        AssignmentError: it cannot be imported; the message says why.
    """
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None or not path.exists():
        raise AssignmentError(f"{path}: there is no such file")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise AssignmentError(f"{path}: {type(error).__name__}: {error}") from error
    return module
