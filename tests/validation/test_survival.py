"""Mutants handed in: the killed, the survivors, the adjudicated, and entries that say too much."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder import catalog
from autograder.catalog import Assignment, AssignmentError, Limits
from autograder.validation.adjudication import FILE, adjudicated
from autograder.validation.mutants import mutants
from autograder.validation.survival import survive

ROOT = Path(__file__).resolve().parents[2]

AS_IT_COMES = "double: return 2.0 * np.asarray(x, float)  →  return 2.0 * np.asarray(x, None)"
NO_KIND = "double: return 2.0 * np.asarray(x, float)  →  return 2.0 * np.asarray(x, )"
TRIPLE = "double: return 2.0 * np.asarray(x, float)  →  return 3.0 * np.asarray(x, float)"


def adjudicate(course: Path, *names: str, reason: str = "The checks hand in floats.") -> None:
    """Call mutants equivalent."""
    listed = ", ".join(f"'{name}'" for name in names)
    path = course / "assignments" / "tiny" / FILE
    path.write_text(f'[[equivalent]]\nreason = "{reason}"\nmutants = [{listed}]\n', encoding="utf-8")


def test_what_no_check_fails_is_listed(course: Path) -> None:
    """The tiny checks hand in floats only, so they cannot see that other input is not converted."""
    proof, problems = survive(course, "tiny", "strict")

    assert set(proof.survivors) == {AS_IT_COMES, NO_KIND}
    assert (proof.made, proof.killed, proof.equivalent, proof.kill_rate) == (10, 8, 0, 0.8)
    assert (
        f"no check fails the mutant “{AS_IT_COMES}”. Strengthen a check, or say in {FILE} why it is right." in problems
    )
    assert "80.0% of the mutants that are not equivalent are killed; 99% must be" in problems


def test_adjudicated_mutants_do_not_count(course: Path) -> None:
    """With both survivors adjudicated nothing is left to say."""
    adjudicate(course, AS_IT_COMES, NO_KIND)

    proof, problems = survive(course, "tiny", "strict")

    assert problems == []
    assert (proof.killed, proof.equivalent, proof.kill_rate, proof.survivors) == (8, 2, 1.0, ())


def test_each_check_says_how_many_it_kills(course: Path) -> None:
    """`double` has six wrong mutants and `quadruple` two, and a wrong `double` is no fault of `quadruple`."""
    adjudicate(course, AS_IT_COMES, NO_KIND)

    proof, _ = survive(course, "tiny", "strict")

    assert proof.killed_by == {
        "double.double_of_random_numbers[four]": 6,
        "double.double_of_three": 6,
        "quadruple.quadruple_of_random_numbers": 2,
        "quadruple.quadruple_of_three": 2,
    }


def test_an_entry_that_matches_nothing_is_an_error(course: Path) -> None:
    """A line that was rewritten leaves a stale entry behind, which is told."""
    adjudicate(course, AS_IT_COMES, NO_KIND, "double: return x  →  return None")

    _, problems = survive(course, "tiny", "strict")

    assert problems == [
        f"{FILE} names a mutant that the reference no longer has: “double: return x  →  return None”."
        " Remove or correct it."
    ]


def test_an_entry_that_a_check_fails_is_an_error(course: Path) -> None:
    """Whoever calls a wrong mutant right is contradicted, with the checks that do it."""
    adjudicate(course, AS_IT_COMES, NO_KIND, TRIPLE)

    _, problems = survive(course, "tiny", "strict")

    assert len(problems) == 1
    assert "calls a mutant right that fails double.double_of_three" in problems[0]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param('[[equivalent]]\nreason = ""\nmutants = ["a"]\n', "length >= 1", id="no-reason"),
        pytest.param('[[equivalent]]\nreason = "r"\nmutants = []\n', "length >= 1", id="no-mutant"),
        pytest.param('[[equivalent]]\nreason = "r"\nmutants = ["a", "a"]\n', "names 'a' twice", id="twice"),
        pytest.param("[[equivalent]\n", "Expected ']]'", id="not-toml"),
        pytest.param('[[other]]\nreason = "r"\n', "unknown field `other`", id="other-field"),
    ],
)
def test_a_malformed_file_is_told_with_its_path(course: Path, text: str, says: str) -> None:
    """What is wrong in the file is said, and where the file is."""
    path = course / "assignments" / "tiny" / FILE
    path.write_text(text, encoding="utf-8")

    with pytest.raises(AssignmentError) as raised:
        survive(course, "tiny", "strict")

    assert str(path) in str(raised.value)
    assert says in str(raised.value)


def test_a_mutant_that_never_ends_is_killed(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reference with a loop has mutants that loop for ever; they end at their limit, as killed."""
    monkeypatch.setattr("autograder.validation.survival.LIMITS", Limits(call_s=0.5, submission_s=2.0))
    path = course / "solutions" / "tiny.py"
    loop = "total = 0.0 * x\n    while total[0] != 2.0 * x[0]:\n        total = total + x\n    return total"
    path.write_text(path.read_text().replace("return 2.0 * np.asarray(x, float)", loop))

    proof, _ = survive(course, "tiny", "strict")

    assert proof.made > 10
    assert not any("total = total + x  →" in name for name in proof.survivors)


@pytest.mark.parametrize("assignment", catalog.load_all(ROOT), ids=lambda a: a.slug)
def test_the_catalogue_adjudicates_mutants_that_are_made(assignment: Assignment) -> None:
    """No entry of the seven assignments names a mutant that their references no longer have."""
    made = {mutant.name for mutant in mutants(assignment.reference_path.read_text(encoding="utf-8"))}

    known = adjudicated(assignment)

    assert known
    assert set(known) - made == set()
