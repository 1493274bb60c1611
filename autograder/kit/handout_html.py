"""Render Markdown with mathematics to HTML that needs no script and no network: formulas become MathML."""

from __future__ import annotations

import re
from typing import Any, Final

from latex2mathml.converter import convert
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin

# A sign after an opening bracket, a comma or a relation belongs to what follows; a browser would space it as a minus
# between two terms.
_SIGN: Final = re.compile(
    r"(<mo[^>]*>(?:&#x0003D;|&#x00028;|&#x0005B;|&#x0007B;|&#x0002C;|&#x02264;|&#x02265;|&#x02208;)</mo>)"
    r"<mo>(&#x02212;|&#x0002B;)</mo>"
)


def html_of(markdown: str) -> str:
    """Return the HTML of Markdown text; raw HTML in it is shown as text."""
    return str(_RENDERER.render(markdown))


def _mathml(formula: str, options: dict[str, Any]) -> str:
    found = convert(formula, display="block" if options["display_mode"] else "inline")
    return _SIGN.sub(r'\1<mo form="prefix">\2</mo>', found)


_RENDERER = (
    MarkdownIt("commonmark", {"html": False, "typographer": False})
    .enable("table")
    .use(dollarmath_plugin, renderer=_mathml, allow_digits=False)
)
