"""A function that is lent refuses with the exception that the student's own should raise."""

from __future__ import annotations

from pathlib import Path

from autograder import catalog
from autograder.grading.bench import set_up
from autograder.grading.grade import grade
from autograder.grading.submission import Submission
from autograder.sandbox.zygote import Zygote

ROOT = Path(__file__).resolve().parents[3]
SLUG = "perceptron"


def test_refusals_of_a_lent_function_count() -> None:
    """A right `mistake_bound` that leaves refusing to a wrong `margin` keeps its marks."""
    bench = set_up(catalog.load(ROOT / "assignments" / SLUG, ROOT / "solutions"))
    source = (ROOT / "solutions" / f"{SLUG}.py").read_text(encoding="utf-8")
    wrong = (
        source
        + """

def margin(X, y, w):
    return 0.125

def mistake_bound(X, y, w_star):
    gap = margin(X, y, w_star)
    if gap <= 0:
        raise ValueError("not separated")
    return float((np.linalg.norm(np.asarray(X, float), axis=1).max() / gap) ** 2)
"""
    )
    with Zygote() as zygote:
        report = grade(bench, zygote, "strict", Submission("s01", SLUG, f"{SLUG}.py", wrong.encode(), 3))

    refusals = [c for c in report.checks if c.id == "mistake_bound.bound_needs_separation"]
    assert [c.outcome for c in refusals] == ["passed"]
