"""Two mistakes in one hand-in are both named, over all seven assignments, and the right functions beside them are not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autograder import catalog
from autograder.grading.bench import Bench, set_up
from autograder.grading.grade import grade_cells
from autograder.grading.report import GradeReport
from autograder.grading.submission import Submission
from autograder.sandbox.zygote import Zygote
from autograder.submission_source import Cells
from autograder.validation import exemplars

ROOT = Path(__file__).resolve().parents[2]
Grade = Callable[[str, Cells], GradeReport]


@pytest.fixture(scope="module")
def benches() -> dict[str, Bench]:
    """Assignments that are set up already."""
    return {}


@pytest.fixture
def graded(zygote: Zygote, benches: dict[str, Bench]) -> Grade:
    """Grade source text as a submission of one of the seven assignments."""

    def run(slug: str, cells: Cells) -> GradeReport:
        if slug not in benches:
            benches[slug] = set_up(catalog.load(ROOT / "assignments" / slug, ROOT / "solutions"))
        return grade_cells(benches[slug], zygote, "strict", Submission("s01", slug, f"{slug}.py", b"", 11), cells)

    return run


def named(report: GradeReport, task: str) -> set[str]:
    return {d.id for check in report.checks if check.task == task for d in check.diagnosis}


PAIRS = [
    ("mp_neuron", "nor-threshold-one", "one-veto-for-the-batch"),
    ("mp_neuron", "or-and-swapped", "no-unused-inputs"),
    ("perceptron", "step-keeps-bias", "margin-unsigned"),
    ("perceptron", "one-count-for-all", "bound-not-squared"),
    ("xor_mlp", "minterm-bias-n", "deep-one-block-more"),
    ("xor_mlp", "step-zero-is-off", "box-centred"),
    ("universal_approximation", "exponent-sign", "height-taken-for-slope"),
    ("universal_approximation", "offset-forgotten", "width-not-divided-out"),
    ("gradient_descent", "mse-without-two", "no-bias-correction"),
    ("gradient_descent", "last-batch-dropped", "hessian-ignored"),
    ("backprop", "graph-local-only", "multiply-own-input"),
    ("backprop", "forward-linear-output", "dag-early-use-lost"),
    ("softmax_cross_entropy", "softmax-over-samples", "gradient-without-mean"),
    ("softmax_cross_entropy", "shift-not-undone", "no-relu-mask"),
]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("slug", "first", "second"), [pytest.param(*pair, id=f"{pair[1]}+{pair[2]}") for pair in PAIRS]
)
def test_mistakes_in_two_functions_are_both_named(graded: Grade, slug: str, first: str, second: str) -> None:
    """Each function's mistake is named at its own checks, and no function without one is diagnosed."""
    assignment = catalog.load(ROOT / "assignments" / slug, ROOT / "solutions")
    bank = {m.id: m for m in set_up(assignment).bank}
    cells = exemplars.reference(assignment)
    for number, name in enumerate((first, second)):
        (_, binding) = exemplars.misconceived(assignment, bank[name])[-1]
        cells = [*cells, (f"mistake {number}", binding)]

    report = graded(slug, cells)

    assert first in named(report, bank[first].task)
    assert second in named(report, bank[second].task)
    diagnosed = {check.task for check in report.checks if check.diagnosis}
    wrong = {bank[first].task, bank[second].task}
    for task in diagnosed - wrong:  # a later function that calls a wrong one may only be told about that one
        assert named(report, task) <= {first, second}, (task, named(report, task))


def edited(slug: str, *changes: tuple[str, str]) -> Cells:
    path = ROOT / "solutions" / f"{slug}.py"
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return [(path.name, text)]


IN_ONE = [
    pytest.param(
        "softmax_cross_entropy", "softmax_regression",
        [("cross_entropy(z, y) + penalty * float((weights**2).sum())", "cross_entropy(z, y)"),
         ("g.T @ inputs + 2 * penalty * weights", "g.T @ inputs + penalty * weights")],
        {"penalty-only-in-gradient", "penalty-slope-without-2"}, id="penalty-in-loss-and-slope",
    ),
    pytest.param(
        "xor_mlp", "parity_deep", [("units += 3 * n", "units += n"), ("layers += 2", "layers += 1")],
        {"parity-counts-blocks", "parity-layers-single"}, id="units-and-layers",
    ),
    pytest.param(
        "gradient_descent", "hinge_loss",
        [("+ lam * np.sum(weights**2)", "+ np.sum(weights**2)"), ("+ 2.0 * lam * weights", "+ 4.0 * lam * weights")],
        {"lambda-missing-in-loss", "penalty-gradient-twice"}, id="lambda-in-loss-and-slope",
    ),
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(("slug", "task", "changes", "expected"), IN_ONE)
def test_mistakes_in_two_results_of_one_function_are_both_named(
    graded: Grade, slug: str, task: str, changes: list[tuple[str, str]], expected: set[str]
) -> None:
    """One function, one mistake in each of two results: both are named."""
    report = graded(slug, edited(slug, *changes))

    assert expected <= named(report, task)


@pytest.mark.slow
def test_a_wrong_softmax_costs_its_own_points_only(graded: Grade) -> None:
    """With only `softmax` wrong the marks of `cross_entropy_grad` are given, and its checks say why."""
    report = graded(
        "softmax_cross_entropy",
        edited("softmax_cross_entropy", ("np.exp(logits - logits.max(axis=-1, keepdims=True))\n", "np.exp(-logits)\n")),
    )

    own = [check for check in report.checks if check.task == "softmax"]
    later = [check for check in report.checks if check.task == "cross_entropy_grad"]
    assert sum(check.points for check in own) < sum(check.max_points for check in own)
    assert all(check.points == check.max_points for check in later)
    assert any("once `softmax` is right" in check.message for check in later)
    assert all(check.diagnosis == () for check in later)
