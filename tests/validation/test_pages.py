"""The pages of a proof: nested properly, readable without a script or colours, with nothing loaded from elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from html_reader import Page, read

from autograder import catalog
from autograder.report.proof_pages import write_proofs
from autograder.validation.adjudication import FILE
from autograder.validation.matrix import with_idle
from autograder.validation.proof import Flake, FlakeProof, MisconceptionProof, MutantProof, OracleProof, Proof

CHECKS = ("double.double_of_three", "double.double_of_<b>numbers</b>", "quadruple.quadruple_of_three")
SURVIVOR = "double: if x < 2:  →  if x <= 2:"


@pytest.fixture
def pages(course: Path, tmp_path: Path) -> dict[str, Page]:
    """The pages of one proof with a bit of everything."""
    folder = course / "assignments" / "tiny"
    (folder / FILE).write_text('[[equivalent]]\nreason = "At 2 < 3 both agree."\nmutants = ["double: a  →  b"]\n')
    proof = Proof(
        slug="tiny",
        reference_score=100.0,
        stub_score=0.0,
        alternatives={"loops": 100.0, "odd": 90.0},
        misconceptions={"squares": MisconceptionProof(score=60.0, diagnosed=True, killed_by=CHECKS[1:])},
        checks=CHECKS,
        problems=("the alternative odd fails `double`: it <i>is</i> odd",),
        oracle=OracleProof("cpu", 123456, 2.5e-13, ("double",)),
        mutants=MutantProof(200, 196, 3, 0.9949, (SURVIVOR,), {CHECKS[1]: 7}),
        flakes=FlakeProof(50, 150, (Flake("odd", 7, {CHECKS[0]: "It is odd."}),)),
    )
    assignment = catalog.load(folder, course / "solutions")
    front = write_proofs(tmp_path / "new" / "proof", [assignment], [with_idle(proof)])
    return {path.stem: read(path) for path in front.parent.glob("*.html")}


def test_the_front_page_sums_up(pages: dict[str, Page]) -> None:
    """One row with every number, a link to the assignment, and how many problems there are."""
    front = pages["index"]

    for text in ("Tiny", "2 problems", "2 of 3", "1 of 1", "196 of 197", "150, 1 failed", "2.5e-13"):
        assert text in front.text, text
    assert {"href": "tiny.html"} in front.all("a")


def test_the_matrix_reads_without_colours(pages: dict[str, Page]) -> None:
    """Every cell that fails says so in words, rows and columns have headings, and the table a caption."""
    page = pages["tiny"]

    assert page.inside["caption"][0].startswith("Which misconception of this task (rows) fails which")
    assert page.text.count("fails") >= 1
    assert [cell["class"] for cell in page.all("td") if "class" in cell] == ["hit"]
    assert {heading.get("scope") for heading in page.all("th")} == {"col", "row"}
    assert "Mutants killed 0 7" in page.text


def test_what_does_not_hold_is_told(pages: dict[str, Page]) -> None:
    """Problems, idle checks, survivors and adjudicated mutants with their reasons are on the page."""
    text = pages["tiny"].text

    assert "the alternative odd fails double : it <i>is</i> odd" in text
    assert "the check double.double_of_three fails for no misconception and no mutant" in text
    assert " ".join(SURVIVOR.split()) in text
    assert "At 2 < 3 both agree." in text
    assert [h for h in pages["tiny"].all("th") if h.get("class") == "idle"] == [{"scope": "col", "class": "idle"}]


@pytest.mark.parametrize("name", ["index", "tiny"])
def test_pages_load_nothing(pages: dict[str, Page], name: str) -> None:
    """No page has an image, a frame, a foreign style or a link that leaves the folder."""
    page = pages[name]

    assert page.unclosed == []
    assert not any(page.all(tag) for tag in ("link", "img", "iframe", "object", "i", "form"))
    assert all(not a["href"].startswith(("http", "//")) for a in page.all("a"))
    assert all("style" not in attributes for _, attributes in page.elements)


def test_a_sound_proof_says_so(course: Path, tmp_path: Path, pages: dict[str, Page]) -> None:
    """Without problems there is no list of them, and what was not asked for shows as a dash."""
    assignment = catalog.load(course / "assignments" / "tiny", course / "solutions")
    proof = Proof("tiny", 100.0, 0.0, {}, {"squares": MisconceptionProof(60.0, True, CHECKS)}, CHECKS, ())

    front = write_proofs(tmp_path, [assignment], [proof])

    assert "sound" in read(front).text
    assert "What does not hold" not in read(tmp_path / "tiny.html").text
    assert "Sound: every claim holds." in read(tmp_path / "tiny.html").text
