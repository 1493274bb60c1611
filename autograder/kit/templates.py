"""Fill the templates of what a student receives."""

from __future__ import annotations

import re
from pathlib import Path

from jinja2 import BaseLoader, ChoiceLoader, Environment, FileSystemLoader, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from autograder.kit import KitError

SUFFIX = ".jinja"
_PAGES = PackageLoader("autograder.kit", "pages")
_OWN_TREE = Path(__file__).resolve().parents[2]


class Templates:
    """The templates of a course, or this project's own where the course has none."""

    def __init__(self, root: Path) -> None:
        """Find the templates.

        Raises:
            KitError: there are none.
        """
        candidates = [root / "student_template", _OWN_TREE / "student_template"]
        self._folder = next((folder for folder in candidates if folder.is_dir()), candidates[0])
        if not self._folder.is_dir():
            raise KitError(f"{self._folder} is missing. Copy it from the project's source tree into the course.")
        self._environment = _environment(ChoiceLoader([FileSystemLoader(self._folder), _PAGES]))

    def fill(self, name: str, **values: object) -> str:
        """Return one template's text."""
        return self._environment.get_template(f"{name}{SUFFIX}").render(**values)

    def fill_tree(self, part: str, **values: object) -> dict[str, str]:
        """Return the text of every template below a folder, by its path without the suffix."""
        found = sorted((self._folder / part).rglob(f"*{SUFFIX}"))
        names = [path.relative_to(self._folder / part).as_posix().removesuffix(SUFFIX) for path in found]
        return {name: self.fill(f"{part}/{name}", **values) for name in names}


def fill_page(name: str, **values: object) -> str:
    """Return a page of this package's own."""
    return _environment(_PAGES).get_template(f"{name}{SUFFIX}").render(**values)


def _environment(loader: BaseLoader) -> Environment:
    environment = Environment(
        loader=loader,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        autoescape=lambda name: name is not None and name.endswith(f".html{SUFFIX}"),
    )
    environment.filters["ticks"] = _ticks
    return environment


def _ticks(text: str) -> Markup:
    """Return text as HTML in which what stands between backticks is code."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text))))
