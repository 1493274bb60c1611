"""No page puts anybody off: axe looks at every kind of page that instructors and students open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow

Visit = Callable[..., Any]
SITE = [
    "index.html",
    "class/softmax_cross_entropy.html",
    "class/backprop.html",
    "feedback/s001.html",
    "feedback/s036.html",
    "similar/index.html",
    "similar/1.html",
]
SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])


def violations(page: Any, *without: str) -> list[tuple[str, str, str]]:
    """What axe finds on a page with everything unfolded: rule, weight, and the first place; some rules left out."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="no axe: sh scripts/install-browser.sh")
    page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
    options = {"resultTypes": ["violations"], "rules": {name: {"enabled": False} for name in without}}
    found = axe.Axe().run(page, options=options).response["violations"]
    return [(v["id"], v["impact"], v["nodes"][0]["html"][:200]) for v in found]


@SCHEMES
@pytest.mark.parametrize("name", SITE)
def test_the_site_is_accessible(graded: Path, visit: Visit, name: str, scheme: str) -> None:
    """Contrast, names, order, landmarks: no violation of any weight, in both colour schemes."""
    assert violations(visit(graded / name, color_scheme=scheme)) == []


def test_handouts_are_accessible(kit: Path, visit: Visit) -> None:
    """What students read has no violation either, formulas and pictures included."""
    handouts = sorted(kit.rglob("handout.html"))
    # axe sees no text in MathML, and takes a heading that is a formula for an empty one.
    found = {path.parent.name: violations(visit(path), "empty-table-header") for path in handouts}
    found["dark"] = violations(visit(handouts[0], color_scheme="dark"), "empty-table-header")

    assert len(found) > 7
    assert {name: each for name, each in found.items() if each} == {}


def test_axe_would_find_something(visit: Visit, tmp_path: Path) -> None:
    """A picture without words and grey on grey are found: the checks above can fail."""
    page = tmp_path / "page.html"
    page.write_text('<title>x</title><h1>x</h1><img src="x.png"><p style="color:#aaa;background:#bbb">grey</p>')

    assert {"image-alt", "color-contrast", "html-has-lang"} <= {rule for rule, _, _ in violations(visit(page))}
