"""Render Markdown with mathematics to HTML that needs no script and no network: formulas become MathML."""

from __future__ import annotations

from typing import Any

from latex2mathml.converter import convert
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin


def html_of(markdown: str) -> str:
    """Return the HTML of Markdown text; raw HTML in it is shown as text."""
    return str(_RENDERER.render(markdown))


def _mathml(formula: str, options: dict[str, Any]) -> str:
    return convert(formula, display="block" if options["display_mode"] else "inline")


_RENDERER = (
    MarkdownIt("commonmark", {"html": False, "typographer": False})
    .enable("table")
    .use(dollarmath_plugin, renderer=_mathml, allow_digits=False)
)
