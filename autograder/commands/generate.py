"""`autograder generate`: write the stubs anew from the references."""

from __future__ import annotations

from autograder.catalog import Assignment
from autograder.console import console
from autograder.kit.stubs import stale, stub_of, stub_path


def run_generate(assignments: list[Assignment]) -> None:
    """Write every stub that is not fresh, and say which."""
    written = [assignment for assignment in assignments if stale(assignment)]
    for assignment in written:
        path = stub_path(assignment)
        path.write_text(stub_of(assignment), encoding="utf-8", newline="\n")
        console().print(f"written {path}", soft_wrap=True)
    console().print(f"{len(written)} of {len(assignments)} stubs written anew, the others were fresh.")
