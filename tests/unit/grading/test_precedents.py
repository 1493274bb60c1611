"""Remembered verdicts: whoever answers as one who passed passes, and nobody else does."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from autograder import catalog
from autograder.grading import grade as grading
from autograder.grading import precedents, running
from autograder.grading.attempt import Gist
from autograder.grading.bench import Bench, set_up
from autograder.grading.grade import grade
from autograder.grading.precedents import Precedents, Step
from autograder.grading.report import GradeReport
from autograder.grading.running import Running
from autograder.grading.submission import Submission
from autograder.grading.together import attempts_together
from autograder.sandbox.client import SandboxedSubmission
from autograder.sandbox.zygote import Zygote
from autograder.scaffold.starter import create
from autograder.submission_source import Cells
from autograder.validation import exemplars

ROOT = Path(__file__).resolve().parents[3]
ASSIGNMENTS = catalog.load_all(ROOT)
GIST = Gist(frozenset({"f"}), answered=True, refused=False)
SEED = 7


@pytest.fixture(scope="module")
def zygote():  # type: ignore[no-untyped-def]
    """One zygote for all."""
    with Zygote() as one:
        yield one


def graded(bench: Bench, zygote: Zygote, source: str, seed: int = SEED) -> bytes:
    """Grade it and return the report without its timings."""
    slug = bench.assignment.slug
    report = grade(bench, zygote, "strict", Submission("s01", slug, f"{slug}.py", source.encode(), seed))
    return msgspec.json.encode(without_durations(report))


def without_durations(report: GradeReport) -> GradeReport:
    checks = tuple(msgspec.structs.replace(check, duration_s=0.0) for check in report.checks)
    return msgspec.structs.replace(report, checks=checks)


def text_of(cells: Cells) -> str:
    return "\n\n".join(source for _, source in cells)


def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that gets the name of every check that runs from now on."""
    ran: list[str] = []
    run = Running._run
    monkeypatch.setattr(Running, "_run", lambda self: ran.append(self.check.id) or run(self))  # type: ignore[func-returns-value]
    return ran


@pytest.mark.parametrize("assignment", ASSIGNMENTS, ids=lambda a: a.slug)
def test_what_was_graded_before_changes_no_report(assignment: catalog.Assignment, zygote: Zygote) -> None:
    """Right, misconceived and unwritten hand-ins get the reports of a grader that has seen nothing, in any order."""
    bank = set_up(assignment).bank
    wrong = [text_of(exemplars.misconceived(assignment, m)) for m in (bank[0], bank[-1])]
    texts = [path.read_text("utf-8") for path in (assignment.reference_path, *assignment.alternative_paths[:1])]
    texts += [*wrong, (assignment.folder / "stub.py").read_text("utf-8")]
    seen = set_up(assignment)

    first = [graded(set_up(assignment), zygote, text) for text in texts]

    assert [graded(seen, zygote, text) for text in texts] == first
    assert [graded(seen, zygote, text) for text in reversed(texts)] == first[::-1]


@pytest.mark.parametrize("assignment", ASSIGNMENTS, ids=lambda a: a.slug)
def test_the_second_right_solution_runs_no_check(
    assignment: catalog.Assignment, zygote: Zygote, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Refusals with other words, on other lines, and functions that are passed: all is known; another seed is not."""
    bench = set_up(assignment)
    text = assignment.reference_path.read_text("utf-8")
    graded(bench, zygote, text)
    ran = counted(monkeypatch)

    graded(bench, zygote, "\n\n\n" + text.replace("raise ValueError(", "raise ValueError('now ' + "))
    assert ran == []

    graded(bench, zygote, text, seed=SEED + 1)
    assert len(ran) == len(bench.checks)


@pytest.fixture(scope="module")
def softmax() -> Bench:
    """The bench of an assignment without callbacks, and with checks of several rounds."""
    return set_up(catalog.load(ROOT / "assignments" / "softmax_cross_entropy", ROOT / "solutions"))


def followed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that gets the name of every check that is followed by itself from now on."""
    names: list[str] = []
    go_on = Running.go_on
    monkeypatch.setattr(Running, "go_on", lambda self, answer: names.append(self.check.id) or go_on(self, answer))  # type: ignore[func-returns-value]
    return names


def test_all_answers_of_one_who_passed_are_known_as_a_whole(
    softmax: Bench, zygote: Zygote, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody follows the single checks of a second right solution, whatever it says when it refuses."""
    text = softmax.assignment.reference_path.read_text("utf-8")
    first = graded(softmax, zygote, text)
    names = followed(monkeypatch)

    again = graded(softmax, zygote, "\n\n" + text.replace("raise ValueError(", "raise ValueError('now ' + "))

    assert names == []
    assert without_file(again) == without_file(first)


def without_file(report: bytes) -> dict[str, object]:
    return msgspec.json.decode(report) | {"submission_sha256": ""}


@pytest.mark.parametrize("place", [0.0, 0.5, 1.0])
def test_who_gives_one_other_answer_is_judged_by_every_check(
    softmax: Bench, zygote: Zygote, monkeypatch: pytest.MonkeyPatch, place: float
) -> None:
    """The first, one in the middle and the last, in another round than the first: as a grader that has seen nothing."""
    text = softmax.assignment.reference_path.read_text("utf-8")
    rounds: list[int] = []
    batch = SandboxedSubmission.batch
    monkeypatch.setattr(SandboxedSubmission, "batch", lambda self, r, h: rounds.append(len(r)) or batch(self, r, h))  # type: ignore[func-returns-value]
    graded(softmax, zygote, text)
    assert len(rounds) > 2
    wrong = f"""
import autograder.worker.batch as _batch
_apart, _count = _batch._apart, []
def _other(op, reply):
    reply, words = _apart(op, reply)
    _count.append(op)
    return (["return", [["return", 0.25] for _ in reply[1]]] if len(_count) == {1 + place * (sum(rounds) - 1):.0f}
            else reply), words
_batch._apart = _other
"""

    known, fresh = (graded(bench, zygote, text + wrong) for bench in (softmax, set_up(softmax.assignment)))

    assert known == fresh
    assert msgspec.json.decode(known)["score"] < 100


def test_the_calls_of_what_was_known_as_a_whole_can_be_made_out(softmax: Bench, zygote: Zygote) -> None:
    """A hint about one check may look at what another was called with."""
    text = softmax.assignment.reference_path.read_text("utf-8")
    graded(softmax, zygote, text)
    cells = [(f"{softmax.assignment.slug}.py", text)]

    def calls(bench: Bench) -> list[list[tuple[object, ...]]]:
        responder = SandboxedSubmission(zygote, bench.assignment.slug, cells, bench.assignment.manifest.limits)
        try:
            responder.load()
            attempts = attempts_together(bench, responder, SEED)
        finally:
            responder.close()
        assert attempts
        return [[(call.name, repr(call.args), repr(call.result)) for call in one.calls] for one in attempts]

    assert calls(softmax) == calls(set_up(softmax.assignment))


def test_a_check_runs_from_the_first_answer_that_is_new(zygote: Zygote, monkeypatch: pytest.MonkeyPatch) -> None:
    """One function is wrong: its checks run, in the middle of questions too, and the others' do not."""
    bench = set_up(next(a for a in ASSIGNMENTS if a.slug == "gradient_descent"))
    text = bench.assignment.reference_path.read_text("utf-8")
    graded(bench, zygote, text)
    late = (
        "\n\n_right = minibatch_gd\ndef minibatch_gd(grad, *rest):\n    calls = []\n"
        "    def g(w, X, y):\n        calls.append(0)\n        return grad(w, X, y) * (1 if len(calls) < 3 else 2)\n"
        "    return _right(g, *rest)\n"
    )
    ran = counted(monkeypatch)

    report = msgspec.json.decode(graded(bench, zygote, text + late))

    failed = {check["id"] for check in report["checks"] if check["outcome"] != "passed"}
    assert failed
    assert failed <= set(ran)
    assert {name.split(".")[0] for name in ran} == {"minibatch_gd"}


def test_a_check_that_is_no_function_of_its_seed_is_run_one_by_one(zygote: Zygote, tmp_path: Path) -> None:
    """It asks for other things the second time; its verdict is still about what it asked."""
    assignment = create(tmp_path, "memory", "Memory")
    bench = set_up(assignment)
    text = assignment.reference_path.read_text("utf-8")
    right = graded(bench, zygote, text)
    called = [step for step in bench.precedents._first.values() if b"calls" in step.said]
    assert called
    bench.sittings._first.clear()
    for step in called:  # as if the check had asked for another thing the first time
        step.said = step.said.replace(b"calls", b"quits")
        step.ways.clear()

    assert graded(bench, zygote, text) == right


def test_whoever_says_very_much_is_graded_one_by_one(zygote: Zygote, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of a flood of questions and answers is kept, and the report is that of the plain way."""
    bench = set_up(next(a for a in ASSIGNMENTS if a.slug == "universal_approximation"))
    flood = (
        "\n\n_right = sup_error\ndef sup_error(f, g, lo, hi, n=10001):\n"
        "    for _ in range(40):\n        f(np.zeros(40_000, dtype=np.int8))\n    return _right(f, g, lo, hi, n)\n"
    )
    text = bench.assignment.reference_path.read_text("utf-8") + flood
    kept: list[int] = []
    say = Running._say_after

    def noted(self: Running, *args: object) -> None:
        say(self, *args)  # type: ignore[arg-type]
        kept.append(sum(map(len, self._said)))

    monkeypatch.setattr(Running, "_say_after", noted)

    together = graded(bench, zygote, text)

    assert kept
    assert max(kept) <= running.MAX_TALK_BYTES
    monkeypatch.setattr(grading, "attempts_together", lambda *args: None)
    assert graded(set_up(bench.assignment), zygote, text) == together


def test_only_the_same_words_in_the_same_order_are_a_precedent() -> None:
    """What was heard later, earlier or under another seed leads nowhere."""
    known: Precedents[bytes, Gist] = Precedents()
    known.record(1, "f.a", [b"one", b"two"], [b"A", b"B"], GIST)

    first = known.first(1, "f.a")

    assert first is not None
    assert first.said == b"one"
    second = first.ways[b"A"]
    assert isinstance(second, Step)
    assert (second.said, second.ways) == (b"two", {b"B": GIST})
    assert set(first.ways) == {b"A"}
    assert known.first(2, "f.a") is None
    assert known.first(1, "f.b") is None


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither many answers to one request nor a seed for everyone takes more than the limits."""
    known: Precedents[bytes, Gist] = Precedents()
    for number in range(3 * precedents.MAX_WAYS):
        known.record(1, "f.a", [b"one", b"two"], [b"%d" % number, b"B"], GIST)
        known.record(1, "f.b", [b"one"], [b"%d" % number], GIST)

    assert [len(known.first(1, name).ways) for name in ("f.a", "f.b")] == [precedents.MAX_WAYS] * 2  # type: ignore[union-attr]

    monkeypatch.setattr(precedents, "MAX_BYTES", 100 * 1000)
    for seed in range(1000):
        known.record(seed, "f.a", [b"x" * 1000], [b"A"], GIST)
        assert known._bytes < 110 * 1000

    assert len(known._first) < 110

    monkeypatch.setattr(precedents, "MAX_BYTES", 20 * precedents.STEP_BYTES)
    few: Precedents[bytes, Gist] = Precedents()
    for number in range(100):
        few.record(number % 4, "f.a", [b"one"], [b"%d" % number], GIST)
        assert sum(len(step.ways) for step in few._first.values()) <= 21  # endings take room too


# Answers that are right, and words of exceptions beside them that are none; one check of the task fails.
MALFORMED_WORDS = """
import autograder.worker.batch as _batch

_right, _apart, _wrong = softmax, _batch._apart, []


def softmax(z):
    found = _right(z)
    if found.size and abs(np.asarray(z, float)).max() > 700:
        _wrong.append(z)
        return found * 0.5
    return found


def _malformed(op, reply):
    reply, words = _apart(op, reply)
    if not _wrong:
        words = [[0]]
    _wrong.clear()
    return reply, words


_batch._apart = _malformed
"""


def test_words_that_no_verdict_depends_on_cannot_stop_a_grader(zygote: Zygote) -> None:
    """Who is followed by precedents is not read to the end; a hint that needs it then is not given."""
    bench = set_up(catalog.load(ROOT / "assignments" / "softmax_cross_entropy", ROOT / "solutions"))
    right = bench.assignment.reference_path.read_text("utf-8")
    graded(bench, zygote, right)

    report = msgspec.json.decode(graded(bench, zygote, right + MALFORMED_WORDS), type=GradeReport)

    assert report.status == "graded"
    assert 0 < report.score < 100
