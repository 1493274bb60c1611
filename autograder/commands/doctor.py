"""`autograder doctor`: which sandbox layers work here, and whether grading can start."""

from __future__ import annotations

import os
import platform

import typer
from rich.markup import escape

from autograder.console import console, fail, table
from autograder.sandbox.probes import Finding, probe_all
from autograder.sandbox.zygote import SandboxError, Zygote

GRADER_FAILED = 4


def run_doctor() -> None:
    """Probe each layer, print a table, and end with 4 when `strict` is not to be had."""
    user = "root" if os.geteuid() == 0 else "an ordinary user"
    console().print(f"Python {platform.python_version()} on {platform.system()} {platform.release()}, as {user}.")
    findings = list(probe_all())
    headings = ["layer", "attack", "with the layer", "without it"]
    console().print(table("Sandbox layers, each alone against an attack", headings, map(_row, findings)))
    leaking = [finding.probe.layer for finding in findings if finding.on and not finding.stopped]
    if leaking:
        fail(f"these layers did not stop their attack: {', '.join(leaking)}.")
    try:
        with Zygote("strict") as zygote:
            console().print(f"[green]strict[/green] is available: {', '.join(zygote.layers)}.")
            for layer, reason in zygote.missing.items():
                console().print(f"[yellow]without[/yellow] {escape(layer)}: {escape(reason)}.")
            if zygote.missing:
                console().print(
                    "What is on covers for it: each attack above was stopped, or has another layer before it."
                )
    except SandboxError as error:
        fail(str(error))
        raise typer.Exit(GRADER_FAILED) from None
    if leaking:
        raise typer.Exit(GRADER_FAILED)


def _row(finding: Finding) -> list[str]:
    if not finding.on:
        outcome = f"[yellow]not on[/yellow]: {escape(finding.how)}"
    elif finding.stopped:
        outcome = f"[green]held[/green]: {escape(finding.how)}"
    else:
        outcome = "[red]broken[/red]"
    return [finding.probe.layer, finding.probe.says, outcome, escape(finding.without) or "always on"]
