"""`autograder bundle`: write what a platform runs, and say what to do with it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from autograder.bundle import BundleError
from autograder.bundle.settings import Settings
from autograder.catalog import Assignment
from autograder.console import console, warn
from autograder.course import load_course
from autograder.export.choices import Platform, Shown
from autograder.outputs import write_atomically

COURSE_KEY: Final = "AUTOGRADER_COURSE_KEY"


def run_bundle(root: Path, assignment: Assignment, platform: Platform, out: Path, hidden: Shown, image: str) -> None:
    """Make the bundle and print the next step."""
    settings = Settings(assignment.slug, os.environ.get(COURSE_KEY, ""), hidden, load_course(root).feedback)
    if not settings.course_key:
        warn(f"{COURSE_KEY} is not set: whoever knows a student's name can work out the inputs of their hidden checks.")
    match platform:
        case Platform.gradescope:
            _write_gradescope(assignment, settings, out)
        case Platform.prairielearn:
            _write_prairielearn(assignment, settings, out, image)


def _write_gradescope(assignment: Assignment, settings: Settings, out: Path) -> None:
    from autograder.bundle.gradescope import gradescope_zip

    if out.is_dir():
        raise BundleError(f"{out} is a folder. Name the archive to write, such as {out / assignment.slug}.zip")
    data = gradescope_zip(assignment, settings)
    _write({out: data})
    console().print(f"Archive  {out} ({len(data) / 1e6:.1f} MB)", soft_wrap=True)
    console().print("Next     Gradescope: Programming Assignment, 100 points, Configure Autograder, upload it.")


def _write_prairielearn(assignment: Assignment, settings: Settings, out: Path, image: str) -> None:
    from autograder.bundle.prairielearn import EXECUTABLE, prairielearn_question

    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise BundleError(f"{out} is not empty. Name a new folder, such as questions/{assignment.slug}.")
    files = prairielearn_question(assignment, settings, image)
    _write({out / name: data for name, data in files.items()})
    (out / EXECUTABLE).chmod(0o755)
    console().print(f"Question {out}", soft_wrap=True)
    console().print(
        f"Next     docker build -t {image} {out / 'image'}; docker push {image}; sync the course.", soft_wrap=True
    )


def _write(files: dict[Path, bytes]) -> None:
    try:
        for path, data in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(path, data)
    except OSError as error:
        raise BundleError(
            f"{error.filename or path} cannot be written: {error.strerror}. Choose another --out."
        ) from None
