"""`autograder generate`: write the stubs anew from the references, or tell which are stale."""

from __future__ import annotations

import typer

from autograder.catalog import Assignment
from autograder.console import console
from autograder.kit.stubs import stale, stub_of, stub_path

NOT_PASSED = 1


def run_generate(assignments: list[Assignment], only_check: bool = False) -> None:
    """Write every stub that is not fresh, and say which."""
    found = [assignment for assignment in assignments if stale(assignment)]
    for assignment in found:
        path = stub_path(assignment)
        if not only_check:
            path.write_text(stub_of(assignment), encoding="utf-8", newline="\n")
        console().print(f"{'stale' if only_check else 'written'} {path}", soft_wrap=True)
    if only_check and found:
        console().print("Run `autograder generate` and commit what it writes.")
        raise typer.Exit(NOT_PASSED)
    console().print(f"{len(assignments) - len(found)} of {len(assignments)} stubs were fresh.")
