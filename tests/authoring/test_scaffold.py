"""`autograder new` makes an assignment that is sound at once, and refuses what would not be one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from autograder import catalog, declared
from autograder.catalog import AssignmentError
from autograder.cli import app
from autograder.grading.checks import collect
from autograder.kit.handouts import read_handout
from autograder.scaffold.starter import create
from autograder.validation.prove import prove

ROOT = Path(__file__).resolve().parents[2]


def test_a_new_assignment_is_sound(tmp_path: Path) -> None:
    """The starter holds everything that validate asks for, in an empty folder."""
    create(tmp_path, "my_neuron", "")

    proof = prove(tmp_path, "my_neuron", "strict")

    assert proof.problems == ()
    assert (proof.reference_score, proof.stub_score) == (100, 0)
    assert len(proof.alternatives) == 3
    assert all(m.diagnosed and m.score < 100 for m in proof.misconceptions.values())


def test_new_begins_a_course_where_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In an empty folder the command makes assignments/ and solutions/ there, not in this project."""
    monkeypatch.chdir(tmp_path)

    result = CliRunner().invoke(app, ["new", "first", "--title", "The first one"])

    assert result.exit_code == 0
    assert [a.manifest.title for a in catalog.load_all(tmp_path)] == ["The first one"]


def test_numbers_go_on(tmp_path: Path) -> None:
    """The next assignment has the next number."""
    create(tmp_path, "first", "")
    create(tmp_path, "second", "")

    assert [a.manifest.number for a in catalog.load_all(tmp_path)] == [1, 2]


@pytest.mark.parametrize("slug", ["Softmax", "2fast", "my-task", "../up", "", "a" * 61])
def test_a_slug_that_is_none_is_refused(tmp_path: Path, slug: str) -> None:
    """The message shows the slug and says what one is made of."""
    with pytest.raises(AssignmentError, match="Use lower-case letters, digits and underscores"):
        create(tmp_path, slug, "")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("title", ['The "best"', "a\\b", "two\nlines"])
def test_a_title_that_would_break_a_file_is_refused(tmp_path: Path, title: str) -> None:
    """Titles stand in TOML and in docstrings."""
    with pytest.raises(AssignmentError, match="leave out quotation marks"):
        create(tmp_path, "fine", title)


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """A second assignment of one name is refused, and the first stays as it is."""
    create(tmp_path, "mine", "")
    reference = tmp_path / "solutions" / "mine.py"
    reference.write_text("# changed\n")

    with pytest.raises(AssignmentError, match="is there already"):
        create(tmp_path, "mine", "")

    assert reference.read_text() == "# changed\n"


@pytest.mark.parametrize(
    ("load", "speaks"),
    [
        pytest.param(collect, "mine, visible test_scores_of_the_handout", id="tests"),
        pytest.param(declared.misconceptions, "mine, misconception ", id="misconceptions"),
        pytest.param(declared.oracles, "mine, oracle weighted_sum", id="oracle"),
        pytest.param(declared.figures, "mine, figure ", id="figures"),
        pytest.param(read_handout, "handout.md", id="handout"),
    ],
)
def test_what_still_speaks_of_an_old_task_is_named(
    tmp_path: Path, load: Callable[[catalog.Assignment], object], speaks: str
) -> None:
    """An author who renames tasks first is told, piece by piece, where the old names are left."""
    manifest = create(tmp_path, "mine", "").folder / "assignment.toml"
    text = manifest.read_text().replace("weighted_sum", "scores").replace('"fires"', '"answers"')
    manifest.write_text(text)
    (assignment,) = catalog.load_all(tmp_path)

    with pytest.raises(AssignmentError) as caught:
        load(assignment)
    assert speaks in str(caught.value)
    assert "in assignment.toml. There are: scores, answers." in str(caught.value)


def test_the_framework_names_no_assignment() -> None:
    """No slug of this project's assignments stands in the package, but as an example in a command's help."""
    slugs = [assignment.slug for assignment in catalog.load_all(ROOT)]
    package = ROOT / "autograder"
    texts = {path: path.read_text(encoding="utf-8") for path in package.rglob("*") if path.suffix in (".py", ".jinja")}

    named = {
        (str(path.relative_to(package)), slug)
        for path, text in texts.items()
        for slug in slugs
        for line in text.splitlines()
        if f"{slug}" in line and "Example: autograder" not in line and _is_word(slug, line)
    }

    assert named == set()


def _is_word(slug: str, line: str) -> bool:
    """Some slugs are plain words of the field; they count where they stand as a name, in quotes or a path."""
    return any(f"{quote}{slug}{end}" in line for quote in "\"'/" for end in ('"', "'", "/", ".py"))
