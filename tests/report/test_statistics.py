"""What is said of a class is true: quantiles, difficulty, discrimination, clusters."""

from __future__ import annotations

import numpy as np
import pytest
from graded import check, report
from hypothesis import given
from hypothesis import strategies as st

from autograder.explain import explain
from autograder.no_value import NameMissing
from autograder.report.clusters import MAX_WAYS, Clusters
from autograder.report.pages import percent
from autograder.report.statistics import NAMED, AssignmentFigures, Names, Scores, TaskFigures

SCORES = st.lists(st.integers(0, 10_000).map(lambda cents: cents / 100), min_size=1, max_size=50)


@given(SCORES, st.floats(0.01, 1))
def test_quantiles_are_those_of_numpy(scores: list[float], share: float) -> None:
    """The least score that this share does not exceed."""
    kept = Scores()
    for score in scores:
        kept.add(score)

    assert kept.quantile(share) == pytest.approx(np.quantile(scores, share, method="inverted_cdf"))
    assert kept.mean == pytest.approx(np.mean(scores))
    assert sum(kept.bars()) == len(scores)


def test_bars_keep_full_marks_apart() -> None:
    """100 has a bar of its own."""
    kept = Scores()
    for score in (0, 9.99, 10, 99.99, 100):
        kept.add(score)

    assert kept.bars() == [2, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1]


@given(st.lists(st.tuples(st.floats(0, 10), st.floats(0, 90)), min_size=3, max_size=40))
def test_discrimination_is_the_correlation_with_the_rest(pairs: list[tuple[float, float]]) -> None:
    """The same as numpy's, and None where either does not vary."""
    figures = TaskFigures(10.0)
    for got, rest in pairs:
        figures.add(got, rest, unwritten=False)
    got, rest = np.array(pairs).T

    assert figures.earned == pytest.approx(got.mean() / 10)
    if got.std() > 1e-3 and rest.std() > 1e-3:
        assert figures.discrimination == pytest.approx(np.corrcoef(got, rest)[0, 1], abs=1e-6)
    if np.ptp(got) == 0:
        assert figures.discrimination is None


def test_what_could_not_be_graded_is_left_out_of_the_figures() -> None:
    """A file that cannot be read, or a check that broke, says nothing about what is understood."""
    figures = AssignmentFigures()
    figures.add(report("s1"))
    figures.add(report("s2", check("double", "skipped"), status="not_gradable", score=0.0))
    figures.add(report("s3", check("double", "broken"), status="needs_regrade", score=100.0))

    assert (figures.scores.count, figures.unreadable.count, figures.regrade.count) == (1, 1, 1)
    assert figures.tasks["double"].n == 1


def test_names_are_listed_up_to_a_number() -> None:
    """The rest is counted."""
    names = Names()
    for n in range(NAMED + 3):
        names.add(f"s{n}")

    assert (len(names.shown), names.count, names.more) == (NAMED, NAMED + 3, 3)


def wrong(student: str, message: str, **more: object) -> object:
    """A report with one wrong task."""
    return report(student, check("double", "failed", message=message, **more), check("quadruple"))


def test_the_same_wrong_answer_is_one_cluster() -> None:
    """Sizes of hidden inputs and places in the file make no difference."""
    clusters = Clusters()
    clusters.add(wrong("s1", "`double` returned an array of shape (3, 1), where shape (1, 3) is asked."))
    clusters.add(wrong("s2", "`double` returned an array of shape (7, 1), where shape (1, 7) is asked."))
    clusters.add(wrong("s3", "`double` returned nan."))

    (cluster,) = clusters.common()
    assert (cluster.count, cluster.students, cluster.task) == (2, ["s1", "s2"], "double")


def test_visible_values_tell_wrong_answers_apart() -> None:
    """Everyone has the same visible inputs: other values are another mistake."""
    clusters = Clusters()
    clusters.add(wrong("s1", "`double(3)` returned 9, expected 6.", visibility="visible"))
    clusters.add(wrong("s2", "`double(3)` returned 9, expected 6.", visibility="visible"))
    clusters.add(wrong("s3", "`double(3)` returned 5, expected 6.", visibility="visible"))

    assert [c.students for c in clusters.common()] == [["s1", "s2"]]


def test_a_place_in_the_file_is_no_difference() -> None:
    """The same error in another line is the same mistake."""
    clusters = Clusters()
    clusters.add(wrong("s1", "`double` raised TypeError in line 4: x", visibility="visible"))
    clusters.add(wrong("s2", "`double` raised TypeError in line 12: x", visibility="visible"))

    assert len(clusters.common()) == 1


def test_what_is_not_written_is_no_cluster() -> None:
    """An empty task is no wrong answer."""
    clusters = Clusters()
    for n in range(3):
        clusters.add(report(f"s{n}", check("double", "skipped")))

    assert clusters.common() == []


def test_what_is_missing_is_no_cluster() -> None:
    """A file without the function gives no wrong answer; what is wrong in its other tasks still counts."""
    missing = explain(NameMissing("quadruple", ("quadrupel",)), (), visible=False).text()
    gone = [check("quadruple", "raised", name=name, message=missing) for name in ("random", "odd")]
    clusters = Clusters()
    for n in range(3):
        clusters.add(report(f"s{n}", check("double", "failed"), *gone))

    assert [cluster.task for cluster in clusters.common()] == ["double"]


def test_a_slip_is_not_counted_beside_the_banks_misconception_of_the_task() -> None:
    """One mistake that two checks name, each in its way, is one; a slip in another task, or alone, is counted there."""
    slip, known = ("slip:equality", "Exactly equal?"), ("squares", "What is 3 + 3?")
    both = [check("double", "failed", hints=[slip]), check("double", "failed", name="odd", hints=[known])]
    figures = AssignmentFigures()
    figures.add(report("s1", *both, check("quadruple", "failed", hints=[slip])))
    figures.add(report("s2", both[0]))

    counts = {key: names.count for key, names in figures.mistakes.items()}
    assert counts == {("", "squares"): 1, ("quadruple", "slip:equality"): 1, ("double", "slip:equality"): 1}


def test_ways_to_be_wrong_are_bounded() -> None:
    """Memory stays bounded when everybody is wrong in another way."""
    clusters = Clusters()
    for n in range(MAX_WAYS + 50):
        clusters.add(wrong(f"s{n}", f"{n}", visibility="visible"))

    assert len(clusters._ways) == MAX_WAYS


@pytest.mark.parametrize(
    ("share", "text"),
    [(0, "0 %"), (0.001, "< 1 %"), (0.5, "50 %"), (0.999, "> 99 %"), (1, "100 %")],
)
def test_only_all_is_called_100_percent(share: float, text: str) -> None:
    """And only nothing is called 0 %."""
    assert percent(share).replace("\N{NO-BREAK SPACE}", " ") == text
