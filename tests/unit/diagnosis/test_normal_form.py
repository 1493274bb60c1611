"""Normal forms: where right answers differ, results are compared in what right answers have in common."""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder import catalog, declared
from autograder.authoring import Misconception
from autograder.catalog import AssignmentError
from autograder.diagnosis.bank import matching
from autograder.diagnosis.normal_form import NormalForms
from autograder.diagnosis.relations import Relations
from autograder.grading.bench import set_up
from autograder.local import student_of_module
from autograder.student import Call, StudentRaised, recorded
from autograder.validation.right_answers import problems_of_forms

ROOT = Path(__file__).parents[3]
WITH_FORMS = ("mp_neuron", "universal_approximation", "xor_mlp")

Function = Callable[..., Any]


def roots(p: float, q: float) -> tuple[float, float]:
    """The two zeros of (x - p)(x - q), in any order."""
    return float(p), float(q)


def without_sign(p: float, q: float) -> tuple[float, float]:
    return -float(p), -float(q)


def in_order(result: tuple[float, float], p: float, q: float) -> list[float]:
    low, high = sorted(result)
    return [low, high]


SIGN = Misconception("roots", "without-sign", "loses a sign", "Put your root in.", without_sign)
CASES = [(1.5, 2.5), (7.0, -3.5), (0.25, 11.0)]


def calls(function: Function, *, many: bool = False) -> list[Call]:
    module = types.ModuleType("work")
    module.roots = function  # type: ignore[attr-defined]
    student = student_of_module(module)
    if many:
        student.roots.map(CASES)
    else:
        for case in CASES:
            student.roots(*case)
    return recorded(student)


def named(forms: NormalForms, made: list[Call]) -> list[str]:
    formed = [forms.of_call(call) for call in made]
    reference = forms.of_function("roots", roots)
    return [m.id for m in matching("roots", reference, [forms.of_misconception(SIGN)], formed, [])]


@pytest.mark.parametrize("many", [False, True])
def test_a_mistake_in_another_right_order_is_named_by_its_form_alone(many: bool) -> None:
    """The known mistake, its results the other way round: unknown as it stands, named in normal form."""
    made = calls(lambda p, q: (-q, -p), many=many)

    assert named(NormalForms({}), made) == []
    assert named(NormalForms({"roots": in_order}), made) == ["without-sign"]


@pytest.mark.parametrize("many", [False, True])
def test_another_right_order_is_right(many: bool) -> None:
    """A right answer that is not the reference's has nothing to explain."""
    forms = NormalForms({"roots": in_order})
    made = [forms.of_call(call) for call in calls(lambda p, q: (q, p), many=many)]

    assert named(forms, made) == []
    assert Relations("roots", forms.of_function("roots", roots), [], [], [made]).of_check(0) == []


def test_relations_speak_of_the_form_where_it_makes_right_answers_alike() -> None:
    """With an alternative in another order nothing is said, unless the form takes the order away."""
    others = [lambda p, q: (q, p)]
    made = calls(lambda p, q: (2.0 * q, 2.0 * p))
    forms = NormalForms({"roots": in_order})
    formed = [forms.of_call(call) for call in made]
    alternatives = [forms.of_function("roots", other) for other in others]

    assert Relations("roots", roots, others, [], [made]).of_check(0) == []
    said = Relations("roots", forms.of_function("roots", roots), alternatives, [], [formed]).of_check(0)
    assert [relation.id for relation in said] == ["relation:factor-2"]


def test_what_has_no_form_is_compared_as_it_is() -> None:
    """A result that no right answer is built like, and an error, stay what they were."""
    forms = NormalForms({"roots": in_order})
    error = StudentRaised("roots", types.SimpleNamespace(type_name="E", message="", bases=("E",)))  # type: ignore[arg-type]
    odd = Call(None, "roots", (1.0, 2.0), {}, result="1 and 2")
    failed = Call(None, "roots", (1.0, 2.0), {}, error=error)

    assert forms.of_call(odd).result == "1 and 2"
    assert forms.of_call(failed) is failed
    assert forms.of_function("roots", lambda p, q: None)(1.0, 2.0) is None


def test_a_form_gives_plain_values_and_one_function_each_time() -> None:
    """NumPy's scalars come as from the wire, or nothing would be equal; what is remembered finds its function again."""
    forms = NormalForms({"roots": lambda result, p, q: {"sum": np.float64(sum(result))}})
    formed = forms.of_function("roots", roots)

    assert isinstance(formed(1.0, 2.0)["sum"], np.ndarray)
    assert forms.of_function("roots", roots) is formed
    assert forms.of_function("other", roots) is roots


@pytest.mark.parametrize("slug", WITH_FORMS)
def test_right_answers_are_alike_in_every_form(slug: str) -> None:
    """The alternatives of each assignment equal its reference in normal form, in every call of every check."""
    bench = set_up(catalog.load(ROOT / "assignments" / slug, ROOT / "solutions"))

    assert bench.forms.tasks
    assert list(problems_of_forms(bench)) == []


def test_a_form_that_tells_right_answers_apart_is_reported() -> None:
    """Towers in the order of their units: the alternatives have another one."""
    bench = set_up(catalog.load(ROOT / "assignments/universal_approximation", ROOT / "solutions"))
    bench = replace(bench, forms=NormalForms({"fit_towers": lambda result, *_: list(result)}))

    problems = list(problems_of_forms(bench))

    assert len(problems) >= len(bench.others)
    assert problems[0].startswith("the normal form of fit_towers tells the alternative classes from the reference in")


@pytest.mark.parametrize(
    ("added", "message"),
    [
        ('@normal_form("triple")\ndef f(result, x):\n    return result\n', "triple"),
        (
            '@normal_form("double")\ndef f(result, x):\n    return result\n\n\n'
            '@normal_form("double")\ndef g(result, x):\n    return result\n',
            "two normal forms",
        ),
    ],
)
def test_malformed_declarations_are_refused(course: Path, added: str, message: str) -> None:
    """A form of a task that is not there, and two of one task."""
    path = course / "assignments/tiny/misconceptions.py"
    path.write_text(
        path.read_text().replace("import misconception", "import misconception, normal_form") + "\n" + added
    )
    assignment = catalog.load(course / "assignments/tiny", course / "solutions")

    with pytest.raises(AssignmentError, match=message):
        declared.normal_forms(assignment)
