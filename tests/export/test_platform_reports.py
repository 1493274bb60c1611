"""Reports of single submissions: Gradescope, PrairieLearn, GitHub Actions, JUnit."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import platform_rules as rules
import pytest
from export_class import Command
from markdown_it import MarkdownIt

from autograder.export.gradescope import results_json as gradescope_json
from autograder.export.prairielearn import results_json as prairielearn_json
from autograder.grading.report import CheckReport, GradeReport, from_json

STUDENTS = ("s01", "s02", "s03", "s06")
SECRETS = ("reference.double", "rng.normal", "test_tiny", "Traceback")


def report_of(graded: Path, student: str) -> GradeReport:
    return from_json((graded / "reports" / student / "tiny.json").read_bytes())


def ungraded(report: GradeReport) -> GradeReport:
    """The report of a submission on which the grader itself failed."""
    checks = tuple(msgspec.structs.replace(c, outcome="broken", points=c.max_points) for c in report.checks)
    return msgspec.structs.replace(report, checks=checks, status="needs_regrade", score=100.0)


def with_message(report: GradeReport, message: str) -> GradeReport:
    """The report with every check failed and this message."""
    checks = tuple(msgspec.structs.replace(c, outcome="failed", points=0.0, message=message) for c in report.checks)
    return msgspec.structs.replace(report, checks=checks, score=0.0)


@pytest.mark.parametrize("student", STUDENTS)
def test_gradescope_takes_every_report(graded: Path, command: Command, student: str) -> None:
    """Right, wrong, unreadable and hostile: valid by Gradescope's specification, points out of 100."""
    result = command("export", "gradescope", str(graded), "--student", student, "--out", "results.json")

    assert result.exit_code == 0, result.output
    found = rules.gradescope(Path("results.json").read_bytes())
    assert found["score"] == report_of(graded, student).score
    assert sum(test["max_score"] for test in found["tests"]) == 100
    assert sum(test["score"] for test in found["tests"]) == pytest.approx(found["score"])


def test_gradescope_shows_hidden_checks_later(graded: Path, command: Command) -> None:
    """Visible checks show at once; hidden ones after publication, or when the instructor says."""
    shown = {}
    for option in ([], ["--hidden", "hidden"]):
        command("export", "gradescope", str(graded), "--student", "s02", "--out", "results.json", *option)
        tests = json.loads(Path("results.json").read_bytes())["tests"]
        shown[" ".join(option)] = {(t["tags"][1], t["visibility"]) for t in tests}

    assert shown[""] == {("visible", "visible"), ("hidden", "after_published")}
    assert shown["--hidden hidden"] == {("visible", "visible"), ("hidden", "hidden")}


def test_gradescope_numbers_checks_by_task(graded: Path) -> None:
    """Tests are numbered 1.1, 1.2, 2.1, …, visible ones of a task first."""
    tests = json.loads(gradescope_json(report_of(graded, "s02")))["tests"]

    assert [(t["number"], *t["tags"]) for t in tests] == [
        ("1.1", "double", "visible"),
        ("1.2", "double", "hidden"),
        ("2.1", "quadruple", "visible"),
        ("2.2", "quadruple", "hidden"),
    ]


def test_gradescope_gives_a_hint_and_keeps_what_a_replay_needs(graded: Path) -> None:
    """A recognised mistake shows its hint; seed, version and digest go into extra_data."""
    report = report_of(graded, "s02")
    found = json.loads(gradescope_json(report))

    assert "Hint: What is 3 + 3, and what is 3 * 3?" in found["tests"][0]["output"]
    assert found["extra_data"]["seed"] == report.seed
    assert found["extra_data"]["assignment_version"] == report.assignment_version
    assert found["extra_data"]["misconceptions"] == ["squares"]


def test_gradescope_gets_no_score_when_the_grader_failed(graded: Path, command: Command) -> None:
    """A submission that was not graded becomes no result, and the command says so."""
    from autograder.export import ExportError

    with pytest.raises(ExportError, match="was not graded"):
        gradescope_json(ungraded(report_of(graded, "s01")))


@pytest.mark.parametrize("student", STUDENTS)
def test_prairielearn_takes_every_report(graded: Path, command: Command, student: str) -> None:
    """Right, wrong, unreadable and hostile: valid by the grader host's rules."""
    result = command("export", "prairielearn", str(graded), "--student", student, "--out", "results.json")

    assert result.exit_code == 0, result.output
    found = rules.prairielearn(Path("results.json").read_bytes())
    if student == "s03":
        assert found["gradable"] is False
        assert "is not Python" in found["format_errors"][0]
    else:
        assert found["score"] == pytest.approx(report_of(graded, student).score / 100)
        assert sum(test["max_points"] for test in found["tests"]) == 100


def test_prairielearn_takes_no_attempt_when_the_grader_failed(graded: Path) -> None:
    """What is ours to blame is not gradable, and nobody reads a score."""
    found = rules.prairielearn(prairielearn_json(ungraded(report_of(graded, "s01"))))

    assert found["gradable"] is False
    assert "score" not in found
    assert "does not count" in found["format_errors"][0]


def test_prairielearn_stays_below_a_megabyte(graded: Path) -> None:
    """However much a student makes a message say, the file stays within what the platform reads."""
    report = with_message(report_of(graded, "s01"), "é" * 2_000_000)
    many = tuple(msgspec.structs.replace(report.checks[0], id=str(n)) for n in range(500))

    found = rules.prairielearn(prairielearn_json(msgspec.structs.replace(report, checks=many)))

    assert len(found["tests"]) == 500
    assert "characters cut" in found["tests"][0]["message"]


@pytest.mark.parametrize("score", [-5.0, 0.0, 99.999999, 250.0])
def test_prairielearn_scores_are_shares(graded: Path, score: float) -> None:
    """A share is a number from 0 to 1, whatever the score."""
    report = msgspec.structs.replace(report_of(graded, "s01"), score=score)

    assert 0 <= rules.prairielearn(prairielearn_json(report))["score"] <= 1


def github_files(graded: Path, command: Command, student: str) -> dict[str, str]:
    result = command("export", "github", str(graded), "--student", student, "--sources", f"handed-in/{student}")
    assert result.exit_code == 0, result.output
    return {path.name: path.read_text() for path in (graded / "export").iterdir()}


@pytest.mark.parametrize("student", STUDENTS)
def test_github_reporters_read_the_step_output(graded: Path, command: Command, student: str) -> None:
    """The step output is the JSON of Classroom's graders, and the notices hold the points."""
    files = github_files(graded, command, student)
    report = report_of(graded, student)

    found = rules.github_output(files["github_output.txt"])
    notices = [c for c in rules.github_commands(files["github_annotations.txt"]) if c[0] == "notice"]

    assert found["max_score"] == 100
    assert sum(test["score"] for test in found["tests"]) == pytest.approx(report.score)
    assert found["status"] == ("pass" if student == "s01" else "fail")
    assert notices[-2:] == [
        ("notice", {"title": "Autograding complete"}, f"Points {report.score:g}/100"),
        ("notice", {"title": "Autograding report"}, f'{{"totalPoints":{report.score},"maxPoints":100.0}}'),
    ]


def test_github_annotations_point_at_the_function(graded: Path, command: Command) -> None:
    """A failed check is an error at the line of the student's function."""
    commands = rules.github_commands(github_files(graded, command, "s02")["github_annotations.txt"])

    errors = [properties for name, properties, _ in commands if name == "error"]
    assert {(p["file"], p["line"]) for p in errors} == {("tiny.py", "2")}
    assert errors[0]["title"] == "double: Twice three is six."


def test_a_hand_in_gives_no_orders_to_the_job(graded: Path, command: Command) -> None:
    """The runner sees no command but ours, whatever an exception says."""
    commands = rules.github_commands(github_files(graded, command, "s06")["github_annotations.txt"])

    assert {name for name, _, _ in commands} == {"error", "notice"}
    assert all(p["title"] != "pwn" for _, p, _ in commands)
    assert len(commands) == 4 + 2


def test_a_hand_in_gives_no_markup_to_the_page(graded: Path, command: Command) -> None:
    """The summary, rendered, has no link, picture, heading or tag of the student's."""
    summary = github_files(graded, command, "s06")["github_summary.md"]

    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(summary)
    inline = [child.type for token in tokens for child in token.children or []]
    html = "".join(token.content for token in tokens if token.type == "html_block")

    assert "you get 100" in html  # it is there, as text
    assert "image" not in inline
    assert "link_open" not in inline
    assert "<script" not in html
    assert next(t.content for t in tokens if t.type == "inline").startswith("tiny: 0 of 100")
    assert sum(token.type == "heading_open" for token in tokens) == 1


def test_a_job_on_github_gets_its_files(
    graded: Path, command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Inside Actions the output and the page are appended where the runner wants them, and annotations are printed."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    for variable in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"):
        monkeypatch.setenv(variable, str(tmp_path / variable))
        (tmp_path / variable).write_text("before=1\n")

    result = command("export", "github", str(graded), "--student", "s02")

    assert rules.github_commands(result.output)[-1][1] == {"title": "Autograding report"}
    before, output = (tmp_path / "GITHUB_OUTPUT").read_text().splitlines()
    assert before == "before=1"
    assert rules.github_output(output)["status"] == "fail"
    assert "## tiny: 60 of 100 points" in (tmp_path / "GITHUB_STEP_SUMMARY").read_text()


def test_junit_has_a_case_for_each_check(graded: Path, command: Command) -> None:
    """One suite for each submission; no zero looks green, and what is unreadable fails once."""
    command("export", "junit", str(graded), "--out", "junit.xml")

    root = rules.junit(Path("junit.xml").read_bytes())
    suites = {suite.get("name"): suite for suite in root}

    assert set(suites) == {f"{student}.tiny" for student in ("s01", "s02", "s03", "s05", "s06", "s07")}
    assert suites["s01.tiny"].get("failures") == "0"
    assert suites["s02.tiny"].get("failures") == "2"
    assert (suites["s03.tiny"].get("failures"), suites["s03.tiny"].get("skipped")) == ("1", "4")
    assert suites["s06.tiny"].get("failures") == "4"


def test_junit_tells_our_faults_from_a_students(graded: Path) -> None:
    """A broken check is an error, not a failure."""
    from autograder.export.junit import junit_xml

    root = rules.junit(junit_xml([ungraded(report_of(graded, "s01"))]))

    assert (root.get("failures"), root.get("errors")) == ("0", "4")


@pytest.mark.parametrize("form", ["gradescope", "prairielearn", "github", "junit"])
def test_no_format_tells_what_a_hidden_check_knows(graded: Path, command: Command, form: str) -> None:
    """Neither inputs nor expected values nor a traceback of ours reach a file that students may read."""
    report = report_of(graded, "s02")
    broken = tuple(
        msgspec.structs.replace(c, outcome="broken", trace="Traceback: reference.double(rng.normal(3))")
        for c in report.checks
    )
    texts = [
        gradescope_json(msgspec.structs.replace(report, checks=(*broken[:1], *report.checks[1:]))).decode(),
        prairielearn_json(msgspec.structs.replace(report, checks=(*broken[:1], *report.checks[1:]))).decode(),
    ]
    for student in STUDENTS:
        command("export", form, str(graded), "--student", student)
    texts += [path.read_text() for path in (graded / "export").iterdir()]

    assert not [secret for secret in SECRETS for text in texts if secret in text]


def test_controls_of_a_hand_in_reach_no_file(graded: Path, command: Command) -> None:
    """Escapes, null bytes and half characters are replaced, and the text itself stays."""
    for form in ("gradescope", "prairielearn", "github", "junit"):
        command("export", form, str(graded), "--student", "s06")
    texts = [path.read_text() for path in (graded / "export").iterdir()]

    assert any("alert(1)" in text for text in texts)
    assert not [c for text in texts for c in text if c in "\x00\x1b\ud800"]
    assert not [text for text in texts if "\\u001b" in text or "\\u0000" in text or "\\ud800" in text]


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        pytest.param(["gradescope", "nowhere"], 3, "nowhere holds no graded run", id="no-run"),
        pytest.param(["gradescope", "graded"], 3, "Add --student", id="many-students"),
        pytest.param(["gradescope", "graded", "--student", "s99"], 3, "holds no such report", id="nobody"),
        pytest.param(["github", "graded"], 3, "choose one with --student", id="github-many"),
        pytest.param(["excel", "graded"], 2, "Invalid value", id="no-such-format"),
        pytest.param(["junit", "graded", "--only", "huge"], 2, "There are: tiny", id="no-such-slug"),
        pytest.param(["junit", "graded", "--template", "x"], 2, "--template means nothing to junit", id="idle-option"),
        pytest.param(["junit", "graded", "--out", "/proc/x/y"], 3, "cannot be written", id="unwritable"),
        pytest.param(["moodle", "graded", "--column", "tiny"], 2, "ASSIGNMENT=TITLE", id="column"),
    ],
)
def test_what_is_wrong_is_one_clear_line(graded: Path, command: Command, args: list[str], code: int, says: str) -> None:
    """The message names what is wrong and what to do; there is no traceback."""
    result = command("export", *args)

    assert result.exit_code == code, result.output
    assert says in result.output
    assert "Traceback" not in result.output


def test_checks_with_no_points_at_all_still_export(graded: Path) -> None:
    """An assignment of no points gives a share of zero, not a division by it."""
    report = msgspec.structs.replace(report_of(graded, "s01"), score=0.0, max_score=0.0)
    checks = tuple(msgspec.structs.replace(c, points=0.0, max_points=0.0) for c in report.checks)

    assert rules.prairielearn(prairielearn_json(msgspec.structs.replace(report, checks=checks)))["score"] == 0
    assert isinstance(checks[0], CheckReport)
