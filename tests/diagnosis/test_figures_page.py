"""docs/figures.md shows what the figures draw today: every figure of every assignment, its pictures and its numbers."""

from __future__ import annotations

import importlib.util
import re
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from types import ModuleType

import pytest

from autograder import catalog
from autograder.declared import figures

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def drawn() -> ModuleType:
    """The script that makes the page."""
    spec = importlib.util.spec_from_file_location("draw_figures", ROOT / "scripts" / "draw-figures.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["draw_figures"] = module
    spec.loader.exec_module(module)
    return module


def texts(svg: str) -> list[str]:
    """What is written in a picture: labels, numbers and the description, in order."""
    return [" ".join("".join(node.itertext()).split()) for node in ET.fromstring(svg).iter() if node.tag in
            (f"{SVG}text", f"{SVG}title", f"{SVG}desc")]  # fmt: skip


@pytest.mark.slow
def test_page_and_pictures_are_fresh(drawn: ModuleType, tmp_path: Path) -> None:
    """Drawn again, the page is the same, and the pictures say the same: run scripts/draw-figures.py when this fails.

    Lines may differ in the last digit with another version of Matplotlib, so words and numbers are compared.
    """
    written = drawn.write(ROOT, tmp_path)

    assert len(written) > 40
    for path in written:
        kept = DOCS / path.relative_to(tmp_path)
        fresh, old = path.read_text(encoding="utf-8"), kept.read_text(encoding="utf-8")
        if path.suffix == ".svg":
            assert texts(fresh) == texts(old), kept
        else:
            assert fresh == old, kept
    assert {p.name for p in (DOCS / "figures").rglob("*.svg")} == {p.name for p in written if p.suffix == ".svg"}


def test_every_figure_is_on_the_page_with_its_numbers() -> None:
    """Each has a picture of a wrong and of a right hand-in, and each description holds numbers and differs."""
    page = (DOCS / "figures.md").read_text(encoding="utf-8")
    for assignment in catalog.load_all(ROOT):
        for figure in figures(assignment):
            section = page.partition(f"### {figure.title}\n")[2].partition("\n### ")[0]
            shown = re.findall(r"!\[(.*?)\]\((.*?)\)", section, re.DOTALL)

            assert len(shown) == 2, figure.title
            (wrong, wrong_file), (right, right_file) = shown
            assert wrong != right, figure.title
            assert all(len(re.findall(r"\d", alt)) >= 3 for alt in (wrong, right)), figure.title
            for alt, name in ((wrong, wrong_file), (right, right_file)):
                described = texts((DOCS / name).read_text(encoding="utf-8"))
                assert any(alt[:40] in text.replace("[", "").replace("]", "") for text in described), name
            assert len(re.findall(r"^\* \w", section, re.MULTILINE)) >= 1, figure.title
