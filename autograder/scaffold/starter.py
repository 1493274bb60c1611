"""Write the files of a new assignment from the starter's templates, and the stub from its reference."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from autograder import catalog
from autograder.catalog import Assignment, AssignmentError
from autograder.kit.stubs import stub_of, stub_path

_FOLDER: Final = Path(__file__).parent / "starter"
_SUFFIX: Final = ".jinja"


def create(root: Path, slug: str, title: str) -> Assignment:
    """Write a new assignment below `root` and return it.

    Raises:
        AssignmentError: the slug is no name for one, or there is something of that name already.
    """
    if not catalog.is_slug(slug):
        raise AssignmentError(
            f"{slug!r} is no name for an assignment. Use lower-case letters, digits and underscores, a letter first."
        )
    if not title.isprintable() or set(title) & set('"\\'):
        raise AssignmentError(f"--title {title!r}: leave out quotation marks, backslashes and line breaks.")
    folder, solutions = root / "assignments" / slug, root / "solutions"
    for path in (folder, solutions / f"{slug}.py", solutions / "alternatives" / slug):
        if path.exists():
            raise AssignmentError(f"{path} is there already. Choose another name, or move it away.")
    values = {"slug": slug, "title": title or slug.replace("_", " ").capitalize(), "number": _next_number(root)}
    for name, text in _filled(values):
        path = root / _place(name, slug)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    assignment = catalog.load(folder, solutions)
    stub_path(assignment).write_text(stub_of(assignment), encoding="utf-8", newline="\n")
    return assignment


def _filled(values: dict[str, object]) -> list[tuple[str, str]]:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER), undefined=StrictUndefined, keep_trailing_newline=True, autoescape=False
    )
    names = sorted(path.relative_to(_FOLDER).as_posix() for path in _FOLDER.rglob(f"*{_SUFFIX}"))
    return [(name.removesuffix(_SUFFIX), environment.get_template(name).render(values)) for name in names]


def _place(name: str, slug: str) -> Path:
    """Return where a file of the starter belongs in a course."""
    if name == "solution.py":
        return Path("solutions") / f"{slug}.py"
    if name.startswith("alternatives/"):
        return Path("solutions") / "alternatives" / slug / name.removeprefix("alternatives/")
    return Path("assignments") / slug / name


def _next_number(root: Path) -> int:
    return max((assignment.manifest.number for assignment in catalog.load_all(root)), default=0) + 1
