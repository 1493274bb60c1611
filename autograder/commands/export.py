"""`autograder export`: write one format, or hand it to the GitHub Actions job that this runs in."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NoReturn

import typer

from autograder.catalog import Assignment
from autograder.console import console, fail, warn
from autograder.export import ExportError
from autograder.export.choices import Format, Shown
from autograder.export.formats import MAKERS
from autograder.export.github import ANNOTATIONS, OUTPUT, SUMMARY
from autograder.export.request import Made, Request
from autograder.outputs import write_atomically

USAGE: Final = 2
FOLDER: Final = "export"
# Files that a job on GitHub appends to, by the variable that names them.
_JOB_FILES: Final = {OUTPUT: "GITHUB_OUTPUT", SUMMARY: "GITHUB_STEP_SUMMARY"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """The options of the command line."""

    out: Path | None = None
    only: list[str] = field(default_factory=list)
    student: str | None = None
    template: Path | None = None
    column: list[str] = field(default_factory=list)
    hidden: Shown | None = None
    sources: Path | None = None


def run_export(root: Path, folder: Path, assignments: list[Assignment], form: Format, wish: Wish) -> None:
    """Make one format of a graded folder, write it and say where."""
    _refuse_idle_options(form, wish)
    request = Request(
        folder=folder,
        root=root,
        assignments=tuple(assignments),
        only=tuple(wish.only),
        student=wish.student,
        template=wish.template,
        columns=dict(_column(text) for text in wish.column),
        hidden=wish.hidden or Shown.after_published,
        sources=wish.sources or _workspace(),
    )
    made = MAKERS[form].make(request)
    for warning in made.warnings:
        warn(warning)
    if form is Format.github and "GITHUB_ACTIONS" in os.environ and wish.out is None:
        _hand_over(made)
        return
    for path in _write(made, wish.out, folder / FOLDER):
        console().print(f"{form.value:12} {path}", soft_wrap=True)


def _workspace() -> Path | None:
    """Return the folder that a job on GitHub has checked out into."""
    return Path(os.environ["GITHUB_WORKSPACE"]) if os.environ.get("GITHUB_WORKSPACE") else None


def _refuse_idle_options(form: Format, wish: Wish) -> None:
    """An option that the format has no use for is a mistake: say so rather than ignore it."""
    for option in ("template", "column", "hidden", "sources"):
        if getattr(wish, option) and option not in MAKERS[form].options:
            users = ", ".join(other.value for other, maker in MAKERS.items() if option in maker.options)
            _leave(f"--{option} means nothing to {form.value}. It is for {users}.")


def _column(text: str) -> tuple[str, str]:
    slug, equals, title = text.partition("=")
    if not (slug and equals and title):
        _leave(f"--column {text!r} is not of the form ASSIGNMENT=TITLE, such as 'softmax=Homework 7 (123)'.")
    return slug, title


def _write(made: Made, out: Path | None, otherwise: Path) -> list[Path]:
    """Write the files: a single one as `out`, several into it."""
    if out is not None and len(made.files) == 1 and not out.is_dir():
        places = [out]
    else:
        places = [(out or otherwise) / name for name in made.files]
    try:
        for place, data in zip(places, made.files.values(), strict=True):
            place.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(place, data)
    except OSError as error:
        raise ExportError(f"{places[0].parent} cannot be written: {error.strerror}. Choose another --out.") from None
    return places


def _hand_over(made: Made) -> None:
    """Give a job on GitHub its output and its summary, and print the annotations into its log."""
    for name, variable in _JOB_FILES.items():
        if os.environ.get(variable):
            with Path(os.environ[variable]).open("ab") as stream:
                stream.write(made.files[name])
    # As it is: rich would wrap the commands and take their brackets for markup.
    typer.echo(made.files[ANNOTATIONS].decode(), nl=False)


def _leave(message: str) -> NoReturn:
    fail(message)
    raise typer.Exit(USAGE)
