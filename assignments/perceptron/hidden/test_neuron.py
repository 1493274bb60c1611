"""Hidden checks of the neuron: its prediction and one step of learning."""

import numpy as np
import pytest

from autograder import expect

SIZES = [(7, 3), (1, 4), (5, 1), (3, 6), (9, 2), (4, 5)]
RULE = "Where y (w·x) <= 0 the new weights are w + y x and there was an update; else neither."


@pytest.mark.check(task="predict", points=2.5, catches=("zero-one-predictions",))
def test_sides_of_random_points(student, reference, rng):
    """Rows on one side of a random boundary are +1, rows on the other are -1."""
    cases = [(rng.normal(size=size) * 2, rng.normal(size=size[1])) for size in SIZES]
    cases += [(X, -w) for X, w in cases[:4]]

    for got, (X, w) in zip(student.predict.map(cases), cases, strict=True):
        expect.exact(
            got,
            reference.predict(X, w),
            rule="Row i is +1 where w·x_i > 0 and -1 where it is < 0, one label a row.",
            ask="Which two labels are there, and what is the shape of your result?",
        )


@pytest.mark.check(task="predict", points=2, catches=("zero-is-minus-one", "zero-is-no-label"))
def test_points_on_the_boundary(student, rng):
    """A score of exactly 0 is +1."""
    X = np.array([[2.0, 3.0, 1.0], [-2.0, 5.0, -4.0], [1.5, 1.5, 3.0], [4.0, -4.0, 0.5]])
    cases = [
        (X, np.array([3.0, -2.0, 0.0]), [1, -1, 1, 1]),
        (X, np.array([-3.0, 2.0, 0.0]), [1, 1, -1, -1]),
        (X, np.array([1.0, 1.0, -5.0]), [1, 1, -1, -1]),
        (X, np.zeros(3), [1, 1, 1, 1]),
        (np.array([[0.0], [-2.5], [2.5]]), np.array([-4.0]), [1, 1, -1]),
        (np.array([[0.5, 0.25]]), np.array([-1.0, 2.0]), [1]),
        (np.array([[2.0**-60], [-(2.0**-60)]]), np.array([0.5]), [1, -1]),
    ]

    for got, (_, _, want) in zip(student.predict.map([c[:2] for c in cases]), cases, strict=True):
        expect.exact(
            got,
            want,
            rule="The sign of 0 is +1, and only that of 0: the smallest score has a sign of its own.",
            ask="What does your comparison say for a score of 0? What does np.sign say?",
        )


@pytest.mark.check(task="predict", points=1.5, catches=("predict-unpromoted", "sign-unpromoted"))
def test_scores_in_double_precision(student):
    """Lists, small integers and float32 are promoted before anything is added up."""
    small = np.array([[100, 3, 2], [-90, 60, 5], [120, 120, -7]], dtype=np.int8)
    w = np.array([2, 1, -60], dtype=np.int8)
    fine = np.array([[4097, 4098], [4098, 4097], [-4098, -4097], [-4097, -4098]], dtype=np.float32)
    cases = [
        (small, w, [1, -1, 1]),
        (small.tolist(), w.tolist(), [1, -1, 1]),
        (small, tuple(w.tolist()), [1, -1, 1]),
        (fine, np.array([-4097, 4096], dtype=np.float32), [-1, -1, 1, 1]),
        (fine, np.array([4096, -4097], dtype=np.float32), [-1, -1, 1, 1]),
        (np.float32([[0.1, -0.3]]), np.float32([3, 1]), [-1]),
        (np.array([[1 - 2.0**-30, 1.0], [1.0, 1 - 2.0**-30]]), np.array([1.0, -1.0]), [-1, 1]),
        (np.float32([[0.1, -0.3]]), [3, 1], [-1]),
    ]

    for got, (_, _, want) in zip(student.predict.map([c[:2] for c in cases]), cases, strict=True):
        expect.exact(
            got,
            want,
            rule="The label is the side of w·x, computed in float64 whatever type comes in.",
            ask="Give the same numbers as integers, as float32 and as floats, and print X @ w. Which scores differ?",
        )


@pytest.mark.check(task="predict", points=1, catches=("predict-accepts-a-row",))
def test_predict_refuses_what_does_not_fit(student, rng):
    """Wrong dimensions or lengths are a ValueError, other things than real numbers a TypeError."""
    X, w = rng.normal(size=(4, 3)), rng.normal(size=3)
    rule = "Wrong dimensions, or lengths that don't fit together, are a ValueError."
    misfits = [(X[0], w), (rng.normal(size=(2, 4, 3)), w), (X, w[:2]), (X, np.append(w, 1.5))]
    misfits += [(X, w[:1]), (X[:, :1], w), (X, w[:, None]), (X, w[None]), (X, 0.5)]
    for args in misfits:
        expect.raises(ValueError, student.predict, *args, rule=rule, ask="Which shapes may X and w have?")
    for args in (([["a", "b"]], w[:2]), (X, ["a", "b", "c"]), (None, w), (X, None), (X, w + 1j), (X + 1j, w)):
        expect.raises(
            TypeError,
            student.predict,
            *args,
            rule="Text, None and complex numbers are a TypeError.",
        )


def judge_steps(student, cases, wanted, ask):
    """Compare the step of every (w, x, y) with the wanted (w, updated)."""
    for result, (want, changed) in zip(student.perceptron_step.map(cases), wanted, strict=True):
        w, updated = expect.sequence(result, 2, rule="Return the weights and whether they changed.")
        expect.close(w, want, rule=RULE, ask=ask)
        expect.holds(np.asarray(w).dtype == np.float64, rule="The weights are float64.", ask=ask, subject=w)
        expect.boolean(updated, changed, rule=RULE, ask=ask)


@pytest.mark.check(
    task="perceptron_step",
    points=3.5,
    catches=("step-moves-away", "step-forgets-label", "step-keeps-bias", "step-by-the-error"),
)
def test_mistakes_move_the_weights(student, rng):
    """A misclassified sample of either label is added with its label's sign."""
    cases = []
    for d in (1, 2, 3, 5, 8, 4, 2, 6):
        w, x = rng.normal(size=d) * 2, rng.normal(size=d) * 3
        cases.append((w, x, -1 if w @ x > 0 else 1))
    cases += [(w, x * 2.0**-45, y) for w, x, y in cases[-2:]]  # as wrong, and close to the boundary

    wanted = [(w + y * x, True) for w, x, y in cases]

    judge_steps(
        student,
        cases,
        wanted,
        "What should y (w·x) do at an update, and which entries of w take part?",
    )


@pytest.mark.check(task="perceptron_step", points=2, catches=("step-wants-a-margin",))
def test_correct_samples_are_left_alone(student, rng):
    """A correctly classified sample changes nothing, however close to the boundary it lies."""
    cases = []
    for d, score in zip((1, 2, 4, 6) * 2, np.geomspace(1e-12, 50, 8), strict=True):
        w, x = rng.normal(size=d) + 0.2, rng.normal(size=d)
        x *= score / (w @ x)
        cases += [(w, x, 1), (w, -x, -1)]
    alone = [(w, False) for w, _, _ in cases]

    judge_steps(
        student,
        [*cases, (w, -x, 1)],
        [*alone, (w - x, True)],
        "Is a sample with y (w·x) = 0.01 on the right side? Does the rule change w then?",
    )


@pytest.mark.check(task="perceptron_step", points=2.5, catches=("step-strict", "step-only-if-predicted-wrong"))
def test_a_score_of_zero_is_a_mistake(student, rng):
    """Exactly on the boundary there is an update, for either label."""
    cases = []
    for y in (1, -1):
        x = rng.integers(1, 9, 4) / 2
        cases += [
            (np.zeros(4), x, y),
            (np.array([3.0, -2.0]), np.array([2.0, 3.0]), y),
            (np.array([1.5, 2.0, -5.0]), np.array([2.0, 1.0, 1.0]), y),
            (np.array([-2.5]), np.array([0.0]), y),
        ]

    judge_steps(
        student,
        cases,
        [(w + y * x, True) for w, x, y in cases],
        "What is y (w·x) here, for each of the two labels? Does the rule ask what predict says?",
    )


@pytest.mark.check(task="perceptron_step", points=1, catches=("step-unpromoted",))
def test_steps_in_double_precision(student, rng):
    """Lists, integers and float32 give float64 weights, with and without an update."""
    w, x = np.array([100, 3, -2], dtype=np.int8), np.array([2, -1, 50], dtype=np.int8)
    far = np.array([120, -100, 90], dtype=np.int8)
    single, other = (rng.normal(size=5).astype(np.float32) for _ in range(2))
    cases = [
        (w, x, 1),
        (w, x, -1),
        (w, far, 1),
        (w, far, -1.0),
        (far, far, -1),
        ([1, 2], [3, 4], 1),
        ((1, 2), (3, 4), -1.0),
        (single, other, 1),
        (single, other, -1),
        (single, single, np.int64(1)),
    ]
    wanted = []
    for a, b, y in cases:
        start, sample = np.array(a, dtype=float), np.array(b, dtype=float)
        wrong = bool(y * (start @ sample) <= 0)
        wanted.append((start + y * sample if wrong else start, wrong))

    judge_steps(
        student,
        cases,
        wanted,
        "Give the same numbers as integers, float32 and floats. Does the step differ? Which dtype have the weights?",
    )


@pytest.mark.check(
    task="perceptron_step",
    points=1,
    catches=("step-broadcasts",),
)
def test_step_refuses_what_does_not_fit(student, rng):
    """Lengths that differ and other labels are a ValueError, what is no real number a TypeError."""
    w, x = rng.normal(size=3), rng.normal(size=3)
    rule = "w and x are 1-D and of one length; anything else is a ValueError."
    for args in (
        (w, x[:2], 1),
        (w[:2], x, -1),
        (w, x[:1], 1),
        (w[:1], x, -1),
        (w[None], x, 1),
        (w, x[None], -1),
        (w[:, None], x[:, None], 1),
        (0.5, -0.5, 1),
    ):
        expect.raises(
            ValueError,
            student.perceptron_step,
            *args,
            rule=rule,
            ask="What are w.shape and x.shape?",
        )
    for args in ((w, ["a", "b", "c"], 1), (["a", "b", "c"], x, 1), (w, x + 1j, 1), (w + 1j, x, 1), (w, None, 1)):
        expect.raises(
            TypeError,
            student.perceptron_step,
            *args,
            rule="Text, None and complex numbers are a TypeError.",
        )
