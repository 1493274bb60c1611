"""Fill the site's templates. Text from outside is escaped, and a content-security policy forbids whatever is not ours.

Style and script stand in the page itself, each allowed by its hash: a page can be mailed as one file, and opens from a
folder or from any web server alike.
"""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Final
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from autograder.console import clean

_FOLDER: Final = Path(__file__).parent / "templates"
MAX_TEXT_CHARS: Final = 2000


class Pages:
    """The templates, ready to be filled."""

    def __init__(self) -> None:
        style = (_FOLDER / "site.css").read_text(encoding="utf-8")
        script = (_FOLDER / "site.js").read_text(encoding="utf-8")
        self._environment = Environment(
            loader=FileSystemLoader(_FOLDER),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters.update(told=told, plain=clean, number=number, percent=percent, link=quote)
        self._environment.globals.update(
            style=Markup(style),
            script=Markup(script),
            policy=_policy(style, script),
        )

    def fill(self, name: str, **values: object) -> bytes:
        """Return a page."""
        return self._environment.get_template(f"{name}.jinja").render(**values).encode()


# Most of what pages say they say of many students.
@lru_cache(maxsize=4096)
def told(text: str) -> Markup:
    """Return a message as HTML: what stands between backticks becomes code, the rest stays text."""
    safe = clean(text)
    if len(safe) > MAX_TEXT_CHARS:
        safe = f"{safe[:MAX_TEXT_CHARS]} … {len(safe) - MAX_TEXT_CHARS} more characters"
    parts = safe.split("`")
    if len(parts) % 2 == 0:  # a backtick without a partner is only a backtick
        parts[-2:] = [f"{parts[-2]}`{parts[-1]}"]
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if index % 2 else escape(part) for index, part in enumerate(parts)
    )


@lru_cache(maxsize=4096)
def number(value: float | None) -> str:
    """Return a mark with two decimals at most; a dash where there is none."""
    return "–" if value is None else f"{round(value, 2):g}"


def percent(share: float) -> str:
    """Return a share as whole percent; only what is all or nothing is called 100 % or 0 %."""
    rounded = round(100 * share)
    if rounded == 100 and share < 1:
        return "> 99\N{NO-BREAK SPACE}%"
    if rounded == 0 and share > 0:
        return "< 1\N{NO-BREAK SPACE}%"
    return f"{rounded}\N{NO-BREAK SPACE}%"


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "img-src 'self' data:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
