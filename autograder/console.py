"""What commands print: tables, progress and errors, safe for a terminal and a CI log."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from typing import Final

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

# Terminal escapes, control characters and bidirectional overrides can rewrite what an operator sees, and what has no
# width can hide in it (the joiners of Persian and of emoji stay). "::" at the start of a line is a command to GitHub's
# log reader, "##" with a word and a bracket to those of GitHub, Azure and TeamCity.
_CONTROL: Final = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_CI_COMMAND: Final = re.compile(r"(?m)^(\s*)::|#(#\w*\[)")


def clean(text: str) -> str:
    """Return text from outside so that it can only be read, not obeyed."""
    without = _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)
    return _CI_COMMAND.sub(lambda found: f"# {found[2]}" if found[2] else f"{found[1]}: :", without)


def console() -> Console:
    """Return the console for results."""
    return Console(highlight=False, soft_wrap=False)


def errors() -> Console:
    """Return the console for warnings and errors."""
    return Console(stderr=True, highlight=False)


def warn(text: str) -> None:
    """Print one warning."""
    _tell("warning", "yellow", text)


def fail(text: str) -> None:
    """Print one error."""
    _tell("error", "bold red", text)


def _tell(kind: str, style: str, text: str) -> None:
    try:
        errors().print(f"[{style}]{kind}[/{style}] {escape(clean(text))}", soft_wrap=True)
    except OSError:  # rich reads modules when it needs them: not where no file can be opened any more
        sys.stderr.write(f"{kind} {clean(text)}\n")


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """Return a table; the first column is text, the others are numbers. Cells may hold markup."""
    found = Table(title=title, title_justify="left", header_style="bold")
    for index, column in enumerate(columns):
        found.add_column(column, justify="left" if index == 0 else "right", overflow="fold", no_wrap=index == 0)
    for row in rows:
        found.add_row(*row)
    return found


def progress_bar() -> Progress:
    """Return a progress bar on standard error; silent where nobody watches."""
    return Progress(
        TextColumn("[progress.description]{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=errors(),
        disable=not sys.stderr.isatty(),
    )
