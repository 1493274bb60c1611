"""Bundles run where they will run: a container's root, the platform's folders, the platform's commands."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import platform_rules as rules
import pytest
import submissions as hand_ins
from bundled import Gradescope, PrairieLearn
from private_root import PrivateRoot, require_private_root
from typer.testing import CliRunner

from autograder.cli import app

pytestmark = pytest.mark.slow

FILE = f"{hand_ins.SLUG}.py"
# What stands in the hidden tests, the solution, the bank and the settings, and in nothing that a student gets.
SECRETS = ("@pytest.mark.check", "BEGIN SOLUTION", "@misconception", "a-course-key", "rng.normal(", "catches=")


def made(platform: str, out: Path) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(hand_ins.ROOT)
        patch.setenv("AUTOGRADER_COURSE_KEY", "a-course-key")
        result = CliRunner().invoke(app, ["bundle", platform, hand_ins.SLUG, "--out", str(out)])
    assert result.exit_code == 0, result.output
    return out


@pytest.fixture(scope="module")
def gradescope(tmp_path_factory: pytest.TempPathFactory) -> Gradescope:
    """The archive, unpacked and set up once."""
    require_private_root()
    folder = tmp_path_factory.mktemp("gradescope")
    (folder / "root").mkdir()
    built = Gradescope(PrivateRoot(folder / "root"), made("gradescope", folder / "bundle.zip"))
    log = built.set_up()
    assert "the reference solution scores 100" in log
    return built


@pytest.fixture(scope="module")
def prairielearn(gradescope: Gradescope, tmp_path_factory: pytest.TempPathFactory) -> PrairieLearn:
    """The question, its image built once, with the packages that Gradescope's has already."""
    folder = tmp_path_factory.mktemp("prairielearn")
    (folder / "root").mkdir()
    built = PrairieLearn(PrivateRoot(folder / "root"), made("prairielearn", folder / hand_ins.SLUG))
    built.build(gradescope.home / "venv")
    return built


def notebook(source: str) -> str:
    return nbformat.writes(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)]))


@pytest.mark.parametrize(
    ("files", "score", "says"),
    [
        pytest.param({FILE: hand_ins.RIGHT}, 100, "100 of 100 points", id="right"),
        pytest.param({FILE: hand_ins.ALTERNATIVE}, 100, "100 of 100 points", id="other-style"),
        pytest.param({f"{hand_ins.SLUG}.ipynb": notebook(hand_ins.RIGHT)}, 100, "100 of 100 points", id="notebook"),
        pytest.param({"my work (2).py": hand_ins.RIGHT}, 100, "was taken for", id="other-name"),
        pytest.param({f"src/{FILE}": hand_ins.RIGHT, "README.md": "x"}, 100, "100 of 100 points", id="in-a-folder"),
        pytest.param({FILE: hand_ins.STUB}, 0, "0 of 100 points", id="stub"),
        pytest.param({FILE: hand_ins.BROKEN}, 0, "is not Python", id="broken"),
        pytest.param({FILE: ""}, 0, "is empty", id="empty"),
        pytest.param({"notes.txt": "hello"}, 0, "Hand in softmax_cross_entropy.py", id="no-program"),
        pytest.param({"a.py": "x = 1", "b.py": "y = 1"}, 0, "There is a.py, b.py", id="two-programs"),
        pytest.param({}, 0, "There is nothing", id="nothing"),
    ],
)
def test_gradescope_gets_valid_results(gradescope: Gradescope, files: dict[str, str], score: float, says: str) -> None:
    """Whatever is handed in, results.json is there and valid, and says what happened."""
    ran = gradescope.grade(files)

    assert ran.code == 0, ran.log
    assert ran.results is not None
    found = rules.gradescope(ran.results)
    assert found["score"] == score
    assert says in found["output"]
    assert sum(test["max_score"] for test in found["tests"]) == 100


def test_gradescope_names_the_mistake(gradescope: Gradescope) -> None:
    """A known misconception costs some points and is recognised, on the platform as at home."""
    found = rules.gradescope(gradescope.grade({FILE: hand_ins.WRONG}).results or b"")

    assert 50 < found["score"] < 100
    assert "no-max-shift" in found["extra_data"]["misconceptions"]
    assert any("Hint:" in test["output"] for test in found["tests"])
    assert {test["visibility"] for test in found["tests"]} == {"visible", "after_published"}


def test_gradescope_withstands_a_hostile_hand_in(gradescope: Gradescope) -> None:
    """It gains nothing, reads nothing, leaves nothing, and the results are ours."""
    ran = gradescope.grade({FILE: hand_ins.HOSTILE})

    found = rules.gradescope(ran.results or b"")
    text = (ran.results or b"").decode()
    assert found["score"] == 0
    assert "LOOT:" in text  # it got so far as to look
    assert not [secret for secret in SECRETS if secret in text]
    assert not gradescope.root.path("/tmp/pwned").exists()
    assert [path.name for path in (gradescope.home / "results").iterdir()] == ["results.json"]


def test_gradescope_keeps_the_tests_from_other_users(gradescope: Gradescope) -> None:
    """Even outside the sandbox, nobody but root reads what lies in source/."""
    gradescope.grade({FILE: hand_ins.RIGHT})
    look = "find /autograder/source -type f -readable | wc -l; cat /autograder/source/bundle.json"

    done = gradescope.root.run("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "sh", "-c", look)

    assert done.stdout.strip() == "0"
    assert "Permission denied" in done.stderr


def test_gradescope_gives_a_group_one_seed(gradescope: Gradescope) -> None:
    """Who of a group presses the button changes nothing about the inputs."""
    people: list[dict[str, object]] = [{"email": "b@x", "id": 2, "name": "B"}, {"email": "a@x", "id": 1, "name": "A"}]

    results = [gradescope.grade({FILE: hand_ins.RIGHT}, users).results for users in (people, people[::-1], people[:1])]
    seeds = [json.loads(result or b"")["extra_data"]["seed"] for result in results]

    assert seeds[0] == seeds[1] != seeds[2]


def test_gradescope_sets_no_score_when_the_grader_fails(gradescope: Gradescope) -> None:
    """A bundle that is damaged leaves no results.json, so that Gradescope reports a failure and no zero."""
    tests = gradescope.home / "source" / "course" / "assignments" / hand_ins.SLUG / "hidden" / "test_losses.py"
    text = tests.read_text()
    tests.write_text("import nothing_of_that_name\n")
    try:
        ran = gradescope.grade({FILE: hand_ins.RIGHT})
    finally:
        tests.write_text(text)

    assert ran.code == 4
    assert ran.results is None
    assert "nothing_of_that_name" in ran.log


@pytest.mark.parametrize(
    ("files", "gradable", "low", "high", "says"),
    [
        pytest.param({FILE: hand_ins.RIGHT}, True, 1, 1, "100 of 100", id="right"),
        pytest.param({FILE: hand_ins.WRONG}, True, 0.5, 0.99, "of 100", id="wrong"),
        pytest.param({FILE: hand_ins.STUB}, True, 0, 0, "not written yet", id="stub"),
        pytest.param({FILE: hand_ins.BROKEN}, False, 0, 0, "is not Python", id="broken"),
        pytest.param({}, False, 0, 0, "There is nothing", id="nothing"),
    ],
)
def test_prairielearn_gets_valid_results(
    prairielearn: PrairieLearn, files: dict[str, str], gradable: bool, low: float, high: float, says: str
) -> None:
    """The score is a share; what cannot be read costs no attempt."""
    ran = prairielearn.grade(files)

    assert ran.code == 0, ran.log
    found = rules.prairielearn(ran.results or b"")
    assert found["gradable"] is gradable
    assert low <= found.get("score", 0) <= high
    assert says in json.dumps(found)


def test_prairielearn_withstands_a_hostile_hand_in(prairielearn: PrairieLearn) -> None:
    """It gains nothing, reads nothing, leaves nothing, and the results are ours."""
    ran = prairielearn.grade({FILE: hand_ins.HOSTILE})

    text = (ran.results or b"").decode()
    assert rules.prairielearn(ran.results or b"")["score"] == 0
    assert "LOOT:" in text
    assert not [secret for secret in SECRETS if secret in text]
    assert not prairielearn.root.path("/tmp/pwned").exists()


def test_prairielearn_takes_no_attempt_when_the_grader_fails(prairielearn: PrairieLearn) -> None:
    """Damaged settings, or no Python at all: the attempt does not count, and the job succeeds."""
    run = prairielearn.question / "tests" / "run.sh"
    settings = prairielearn.question / "tests" / "bundle.json"
    kept = run.read_text(), settings.read_text()
    settings.write_text("{")
    damaged = prairielearn.grade({FILE: hand_ins.RIGHT})
    run.write_text(kept[0].replace("python3 -I", "no-such-python -I"))
    nothing = prairielearn.grade({FILE: hand_ins.RIGHT})
    run.write_text(kept[0])
    settings.write_text(kept[1])

    for ran in (damaged, nothing):
        assert ran.code == 0
        found = rules.prairielearn(ran.results or b"")
        assert found["gradable"] is False
        assert "does not count" in found["format_errors"][0]
