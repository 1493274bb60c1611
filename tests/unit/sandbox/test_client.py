"""A submission's code can spoil its own answers, and nothing else."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import psutil
import pytest

from autograder import expect
from autograder.catalog import Limits
from autograder.sandbox.client import SandboxedSubmission
from autograder.sandbox.zygote import Zygote
from autograder.student import (
    NameMissing,
    NotWritten,
    Student,
    StudentObject,
    StudentRaised,
    StudentStopped,
    ValueUnsendable,
    substitute,
)

Sandboxed = Callable[[str], Student]


def test_values_cross_both_ways(sandboxed: Sandboxed) -> None:
    """Arguments and results of every plain kind arrive as they are."""
    student = sandboxed("def same(*args, **kwargs): return args, kwargs")

    args, kwargs = student.same(1, 2.5, "x", None, [1, (2,)], flag=True)

    assert args == (1, 2.5, "x", None, [1, (2,)])
    assert kwargs == {"flag": True}


def test_what_is_drawn_without_a_seed_is_the_same_each_time(sandboxed: Sandboxed, zygote: Zygote) -> None:
    """A submission that draws from the global generators gets the same marks when it is graded again, by any process."""
    source = "import random\nimport numpy as np\ndef draw(): return random.random(), np.random.rand()"
    student = sandboxed(source)
    first, second = student.draw(), student.draw()

    with Zygote("strict", modules="common") as another:
        submissions = [SandboxedSubmission(each, "work", [("work.py", source)], Limits()) for each in (zygote, another)]
        again = [Student(submission).draw() for submission in submissions]
        for submission in submissions:
            submission.close()

    assert again == [first, first]
    assert first != second


def test_numbers_of_numpys_arrive_as_such(sandboxed: Sandboxed) -> None:
    """They can be hashed and counted with, and `n *= 2` changes nothing of ours; so it is with arrays of no dimension."""
    student = sandboxed("""
        import functools

        @functools.lru_cache
        def twice(n):
            kind = type(n).__name__
            n *= 2
            return kind, [0] * n

        def inside(values, f): return [type(v).__name__ for v in (*values, f(1.5))]
    """)

    assert [student.twice(n) for n in (np.int64(1), np.array(2), np.uint8(0))] == [
        ("int64", [0, 0]), ("int64", [0] * 4), ("uint8", [])
    ]  # fmt: skip
    assert student.inside((np.float32(0.5), {}, [np.bool_(True)]), lambda x: np.float64(x)) == [
        "float32", "dict", "list", "float64"
    ]  # fmt: skip
    assert student.twice.map([(np.int64(1),), (np.int64(2),)]) == [("int64", [0] * 2), ("int64", [0] * 4)]


def test_properties_do_what_they_do(sandboxed: Sandboxed) -> None:
    """One that raises has raised, where it was asked for; where a misspelt name is looked for, none is asked."""
    student = sandboxed("""
        class Mean:
            @property
            def value(self): raise ZeroDivisionError("no data")
            def update(self, x): pass

        class Odd(Mean):
            def __dir__(self): raise KeyboardInterrupt
    """)

    with pytest.raises(StudentRaised, match="no data"):
        student.Mean().value()
    with pytest.raises(NameMissing) as missing:
        student.Mean().updaet([1.0])
    assert missing.value.names == ("update",)
    with pytest.raises(NameMissing):
        student.Odd().updaet([1.0])


def test_arguments_are_read_only(sandboxed: Sandboxed) -> None:
    """A function that writes to its argument raises, and changes nothing of ours."""
    student = sandboxed("def spoil(x):\n    x[0] = 9.0\n    return x")
    mine = np.ones(3)

    with pytest.raises(StudentRaised, match="read-only"):
        student.spoil(mine)

    assert mine[0] == 1.0


def test_functions_stay_here_and_record(sandboxed: Sandboxed) -> None:
    """A function passed as an argument runs in this process, on plain values."""
    student = sandboxed("def twice(f, x): return f(x) + f(x=x)")
    seen: list[object] = []

    def f(x: float) -> float:
        seen.append(x)
        return x * 10

    assert student.twice(f, 2.0) == 40.0
    assert seen == [2.0, 2.0]


def test_a_verdict_inside_a_callback_cannot_be_swallowed(sandboxed: Sandboxed) -> None:
    """What a function of ours finds wrong counts, even if the student catches the exception."""
    student = sandboxed("def quiet(f):\n    try:\n        f(1)\n    except BaseException:\n        return 7")

    with pytest.raises(expect.CheckFailed, match="one is not two"):
        student.quiet(lambda n: expect.integer(n, 2, rule="one is not two"))


def test_a_callback_that_raises_is_the_students_to_handle(sandboxed: Sandboxed) -> None:
    """An exception of our function, caused by what it was given, reaches the student."""
    student = sandboxed("def call(f): return f('three')")

    with pytest.raises(StudentRaised) as caught:
        student.call(lambda n: n / 2)

    assert caught.value.problem.type_name == "TypeError"


def test_calls_may_nest(sandboxed: Sandboxed) -> None:
    """A function of ours may call the student while the student waits for it."""
    student = sandboxed("def inner(x): return x + 1\ndef outer(f, x): return f(x) * 10")

    assert student.outer(lambda x: student.inner(x), 4) == 50


def test_objects_stay_there(sandboxed: Sandboxed) -> None:
    """An object of the student's class is a handle; its methods are calls."""
    student = sandboxed("class Gate:\n    def forward(self, x):\n        self.x = x\n        return x\n"
                        "    def backward(self): return self.x * 2")  # fmt: skip
    gate = student.Gate()

    assert isinstance(gate, StudentObject)
    assert gate.forward(3.0) == 3.0
    assert gate.backward() == 6.0


def test_generators_are_rebuilt_from_their_state(sandboxed: Sandboxed) -> None:
    """A random generator draws the same numbers there as here."""
    student = sandboxed("def draw(rng): return rng.normal(size=3)")

    drawn = student.draw(np.random.default_rng(5))

    assert np.array_equal(drawn, np.random.default_rng(5).normal(size=3))


def test_an_endless_loop_costs_one_call(sandboxed: Sandboxed) -> None:
    """A call that does not end is stopped, and the next one is answered by a fresh worker."""
    student = sandboxed("def loop():\n    while True: pass\ndef fine(): return 1")

    with pytest.raises(StudentStopped, match="within 1 s"):
        student.loop()

    assert student.fine() == 1


@pytest.mark.parametrize(
    ("body", "says"),
    [
        pytest.param("import os; os._exit(0)", "ended the Python process", id="os._exit"),
        pytest.param("import ctypes; ctypes.string_at(0)", "crashed", id="segmentation-fault"),
        pytest.param("import os; os.write(3, b'x' * 100)", "connection by itself", id="forged-frame"),
        pytest.param("import os; os.close(3)", "ended the Python process|killed", id="closed-connection"),
        pytest.param(
            "import sys; sys.setrecursionlimit(10**9)\n"
            "    class R:\n        def __repr__(self): return repr(self)\n    repr(R())",
            "crashed",
            id="stack-overflow",
        ),
    ],
)
def test_a_dying_worker_is_named_and_replaced(sandboxed: Sandboxed, body: str, says: str) -> None:
    """However a worker ends, the call is stopped with the reason and the next one works."""
    student = sandboxed(f"def bad():\n    {body}\ndef fine(): return 1")

    with pytest.raises(StudentStopped, match=says):
        student.bad()

    assert student.fine() == 1


def test_who_returns_far_too_much_is_told_so(sandboxed: Sandboxed) -> None:
    """Results of 60 MB each, one after the other: the fifth is over what one submission may bring into the grader."""
    student = sandboxed("import numpy as np\ndef f(): return np.zeros(7_500_000)")
    for _ in range(4):
        assert student.f().size == 7_500_000

    with pytest.raises(StudentStopped, match="more than 256 MiB in all") as stopped:
        student.f()

    assert stopped.value.reason == "size"


@pytest.mark.parametrize(
    ("body", "error"),
    [
        pytest.param("open('/etc/passwd')", "PermissionError", id="read-file"),
        pytest.param("open('/tmp/x', 'w')", "PermissionError", id="write-file"),
        pytest.param("import os; os.listdir('/')", "PermissionError", id="list-root"),
        pytest.param("import os; os.stat('/etc')", "PermissionError", id="stat"),
        pytest.param("import os; os.fork()", "PermissionError", id="fork"),
        pytest.param("import os; os.kill(1, 9)", "PermissionError", id="kill"),
        pytest.param("import subprocess; subprocess.run(['true'])", "PermissionError", id="exec"),
        pytest.param("import socket; socket.socket()", "PermissionError", id="socket"),
        pytest.param("import threading; threading.Thread(target=print).start()", "RuntimeError", id="thread"),
        pytest.param("import numpy; numpy.ones(10**10)", "MemoryError", id="memory"),
        pytest.param("import torch", "ModuleNotFoundError", id="torch"),
        pytest.param("__import__('to' + 'rch')", "ModuleNotFoundError", id="torch-by-name"),
        pytest.param("import importlib; importlib.import_module('sklearn')", "ModuleNotFoundError", id="sklearn"),
        pytest.param("input()", "EOFError", id="input"),
        pytest.param("import sys; sys.exit(0)", "SystemExit", id="sys.exit"),
        pytest.param("raise KeyboardInterrupt", "KeyboardInterrupt", id="keyboard-interrupt"),
    ],
)
def test_what_a_worker_may_not_do_raises_there(sandboxed: Sandboxed, body: str, error: str) -> None:
    """Refused operations are ordinary exceptions of the student's code; the worker lives on."""
    student = sandboxed(f"def bad():\n    {body}\ndef fine(): return 1")

    with pytest.raises(StudentRaised) as caught:
        student.bad()

    assert caught.value.problem.type_name == error
    assert student.fine() == 1


MAPPING = """
    import ctypes
    libc = ctypes.CDLL(None, use_errno=True)
    libc.mmap.restype = ctypes.c_void_p
    libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long]
    libc.mprotect.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
    PRIVATE_ANONYMOUS = 0x22

    def mapped(protection):
        return libc.mmap(None, 4096, protection, PRIVATE_ANONYMOUS, -1, 0) != ctypes.c_void_p(-1).value

    def changed(protection):
        return libc.mprotect(libc.mmap(None, 4096, 3, PRIVATE_ANONYMOUS, -1, 0), 4096, protection) == 0
"""


@pytest.mark.parametrize("way", ["mapped", "changed"])
def test_a_worker_runs_no_machine_code_of_its_own(sandboxed: Sandboxed, way: str) -> None:
    """Memory may be read and written; none can be made executable."""
    student = sandboxed(MAPPING)

    assert getattr(student, way)(3) is True
    assert getattr(student, way)(7) is False
    assert getattr(student, way)(5) is False


def test_the_kernel_ends_a_worker_before_a_grader(zygote: Zygote) -> None:
    """Where memory runs out, the process that a submission runs in is the first to go."""
    processes = psutil.Process(zygote._process.pid).children(recursive=True) or [psutil.Process(zygote._process.pid)]
    scores = set()
    for process in processes:
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):  # another test's worker, which is ending
            scores.add(Path(f"/proc/{process.pid}/oom_score_adj").read_text())

    assert scores == {"1000\n"}


def test_the_environment_is_empty(sandboxed: Sandboxed) -> None:
    """Nothing of the grader's environment reaches a worker."""
    student = sandboxed("import os\ndef environment(): return dict(os.environ)")

    assert student.environment() == {}


DESCRIPTORS = """
import errno, os
def descriptors(most):
    found = []
    for number in range(most):
        try:
            os.lseek(number, 0, os.SEEK_CUR)
            found.append(number)
        except OSError as error:
            if error.errno != errno.EBADF:
                found.append(number)
    return found
"""


def test_no_descriptor_but_its_own_is_open(sandboxed: Sandboxed) -> None:
    """Standard streams and the connection are all there is."""
    assert sandboxed(DESCRIPTORS).descriptors(64) == [0, 1, 2, 3]


def test_the_way_to_the_zygote_is_in_no_worker_whatever_its_number(tmp_path: Path) -> None:
    """A grader with hundreds of open files hands the zygote's socket on under a number as high."""
    with contextlib.ExitStack() as many:
        for number in range(300):
            many.enter_context((tmp_path / f"{number}").open("w"))
        with Zygote() as zygote:
            submission = SandboxedSubmission(zygote, "work", [("work.py", DESCRIPTORS)], Limits())
            assert Student(submission).descriptors(2000) == [0, 1, 2, 3]
            submission.close()


def test_the_worker_holds_nothing_trusted(sandboxed: Sandboxed) -> None:
    """No module of ours but the worker's own is loaded where a student's code runs."""
    student = sandboxed("import sys\ndef ours(): return sorted(m for m in sys.modules if m.startswith('autograder'))")

    ours = student.ours()

    assert ours[0] == "autograder"
    assert all(name == "autograder" or name.startswith("autograder.worker") for name in ours)


def test_plotting_does_no_harm(sandboxed: Sandboxed) -> None:
    """matplotlib and IPython are there and do nothing."""
    student = sandboxed("""
        import matplotlib.pyplot as plt
        from IPython.display import display
        fig, axes = plt.subplots(1, 2)
        axes[0].plot([1, 2])
        plt.rcParams["figure.figsize"] = (3, 4)
        with plt.style.context("dark"):
            plt.show()
        display(fig)
        def fine(): return 1
    """)

    assert student.fine() == 1


def test_a_star_import_of_numpy_works(sandboxed: Sandboxed) -> None:
    """`from numpy import *` asks for every name of NumPy's, a package that no worker has among them."""
    student = sandboxed("""
        from numpy import *
        from numpy.linalg import *
        from math import *
        def fine(): return float(norm(array([3.0, 4.0])))
    """)

    assert student.fine() == 5.0


def test_a_stray_call_costs_only_itself(sandboxed: Sandboxed) -> None:
    """What stands after a statement that raises at top level still runs."""
    student = sandboxed("def first(): return 1\nfirst(2, 3)\ndef second(): return 2")

    assert student.first() + student.second() == 3


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        pytest.param("def f(): raise NotImplementedError", NotWritten, id="not-written"),
        pytest.param("def g(): return 1", NameMissing, id="missing"),
        pytest.param("def f(): return [[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]", ValueUnsendable, id="too-deep"),
        pytest.param("import numpy as np\ndef f(): return np.broadcast_to(1.0, (10**9,))", ValueUnsendable, id="large"),
    ],
)
def test_no_value_is_an_error_of_its_kind(sandboxed: Sandboxed, source: str, kind: type[Exception]) -> None:
    """Each way of giving no value has its own type."""
    with pytest.raises(kind):
        sandboxed(source).f()


def test_maps_answer_many_calls_at_once(sandboxed: Sandboxed) -> None:
    """A map returns the list of results, and raises the first exception with its index."""
    student = sandboxed("def f(x):\n    if x > 1: raise ValueError\n    return x * 2")

    assert student.f.map([(0,), (1,)]) == [0, 2]
    with pytest.raises(StudentRaised) as caught:
        student.f.map([(0,), (5,)])
    assert caught.value.index == 1


def test_a_substitute_answers_calls_inside_the_students_module(sandboxed: Sandboxed) -> None:
    """While substituted, a name of the student's module is ours; afterwards it is theirs again."""
    student = sandboxed("def base(x): return 0\ndef top(x): return base(x) + 1")

    substitute(student, {"base": lambda x: x * 100})
    during = student.top(3)
    substitute(student, {})

    assert (during, student.top(3)) == (301, 1)


def test_thousands_of_callbacks_end_at_the_deadline(sandboxed: Sandboxed) -> None:
    """Calling our function without end is stopped like any other loop."""
    student = sandboxed("def spam(f):\n    while True: f(1)")

    with pytest.raises(StudentStopped):
        student.spam(lambda n: n)


def test_a_quiet_call_turns_numeric_warnings_into_exceptions(sandboxed: Sandboxed) -> None:
    """An overflow that only warns has the right value, and still breaks a promise of no warnings."""
    student = sandboxed("import numpy as np\ndef f(z): return 1 / (1 + np.exp(-z))")

    assert student.f(np.array([-1000.0])) == 0.0
    with pytest.raises(StudentRaised) as caught:
        student.f.quietly(np.array([-1000.0]))
    assert caught.value.problem.type_name == "RuntimeWarning"


def test_what_our_function_answers_is_the_students_to_change(sandboxed: Sandboxed) -> None:
    """An array that a function of ours returns may be written to, as any result may."""
    student = sandboxed("def difference(f, g, x):\n    y = f(x)\n    y -= g(x)\n    return y")

    assert student.difference(np.exp, np.exp, np.ones(2)).tolist() == [0.0, 0.0]
