"""Pairs that are alike beyond the stub are found whatever was renamed; independent work is not."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder import catalog
from autograder.kit.stubs import stub_of
from autograder.similarity.aligned import sections
from autograder.similarity.fingerprints import GRAM, WINDOW, grams, winnow
from autograder.similarity.groups import Group, groups
from autograder.similarity.pairs import Pair, Program, given_by, program, rank
from autograder.similarity.site import write_similar
from autograder.similarity.tokens import tokens

ROOT = Path(__file__).resolve().parents[2]
ASSIGNMENTS = {assignment.slug: assignment for assignment in catalog.load_all(ROOT)}
# Words that would say how a likeness came about.
ACCUSING = (
    "plagiar",
    "cheat",
    "copied",
    "copying",
    "guilty",
    "suspect",
    "suspicious",
    "offen",
    "misconduct",
    "culprit",
    "theft",
)

SHARED = """
def weights(rows, labels, rate):
    table = np.asarray(rows, dtype=float)
    current = np.zeros(table.shape[1])
    for row, label in zip(table, labels):
        score = current @ row
        if label * score <= 0:
            current = current + rate * label * row
    return current / np.linalg.norm(current)
"""


def renamed(source: str) -> str:
    """The same program by someone who renames, comments and re-indents."""
    for old, new in (
        ("rows", "data"),
        ("labels", "ys"),
        ("table", "M"),
        ("current", "w"),
        ("score", "out"),
        ("rate", "lr"),
    ):
        source = re.sub(rf"\b{old}\b", new, source)
    return "# my own work\n" + source.replace("    ", "  ").replace("):\n", '):\n  """Mine."""\n', 1)


def texts(source: str) -> list[str]:
    return [token.text for token in tokens(source)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("x = a + 1\n", "total = first + 1  # sum\n", id="names and comments"),
        pytest.param("def f(x):\n    return x\n", 'def f(x):\n  """Say."""\n\n  return x\n', id="layout and docstring"),
        pytest.param("x = 'a'\n", 'x = "b"\n', id="strings"),
        pytest.param("x = 1.0\n", "x = 1\n", id="numbers"),
        pytest.param("f(a,\n  b)\n", "f(a, b)\n", id="line breaks"),
    ],
)
def test_what_is_easily_changed_makes_no_difference(one: str, other: str) -> None:
    """Both reduce to the same tokens."""
    assert texts(one) == texts(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("np.sum(x)\n", "np.mean(x)\n", id="attributes"),
        pytest.param("sum(x)\n", "max(x)\n", id="builtins"),
        pytest.param("a + b\n", "a - b\n", id="operators"),
        pytest.param("for a in b: pass\n", "while a: pass\n", id="keywords"),
    ],
)
def test_what_is_done_makes_a_difference(one: str, other: str) -> None:
    """What the program does is kept."""
    assert texts(one) != texts(other)


@given(st.text(max_size=300))
def test_no_text_is_too_odd(source: str) -> None:
    """Whatever is handed in is reduced to something, and nothing is raised."""
    tokens(source)


@pytest.mark.parametrize(
    "source",
    ["(" * 50_000, "-" * 50_000 + "1", "if 1:\n" * 300, "'''" + "x" * 1000, "x = \\\n" * 99, "'" + "\\'" * 99_000],
)
def test_nesting_does_not_exhaust_it(source: str) -> None:
    """What kills a parser only ends the list of tokens; a line of quotes is not read again from each of them."""
    assert len(tokens(source)) < 100_001


@given(st.lists(st.sampled_from("abc"), min_size=GRAM + WINDOW - 1, max_size=60), st.data())
def test_every_long_enough_passage_leaves_a_fingerprint(words: list[str], data: st.DataObject) -> None:
    """The guarantee of winnowing: a shared passage of GRAM + WINDOW - 1 tokens is always noticed."""
    before = data.draw(st.lists(st.sampled_from("xyz"), max_size=20))
    one = tokens("\n".join(words) + "\n")
    other = tokens("\n".join([*before, *words]) + "\n")
    hashes = [winnow(grams(t)) for t in (one, other)]

    assert hashes[0] & hashes[1]


@pytest.mark.parametrize("slug", sorted(ASSIGNMENTS))
def test_independent_solutions_are_not_alike_and_a_disguised_one_is(slug: str) -> None:
    """References and alternatives share next to nothing; one with other names and another order shares most."""
    assignment = ASSIGNMENTS[slug]
    stub = given_by(stub_of(assignment))
    sources = {path.stem: path.read_text() for path in assignment.alternative_paths}
    sources["reference"] = assignment.reference_path.read_text()
    sources["disguised"] = disguised(sources["classes"], {task.id for task in assignment.manifest.tasks})
    programs = [program(name, f"{name}.py", text, stub) for name, text in sources.items()]
    first, *others = rank(slug, programs, 0.0)

    assert {first.left.student, first.right.student} == {"classes", "disguised"}
    assert first.alike > 0.7
    assert all(pair.alike < 0.2 for pair in others)


def disguised(source: str, tasks: set[str]) -> str:
    """Rename every variable and turn the order of definitions round."""
    for number, name in enumerate(sorted(set(re.findall(r"\b([a-z_]{1,12}) = ", source)) - tasks)):
        source = re.sub(rf"(?<![.\w]){name}\b", f"my_{number}", source)
    head, *parts = re.split(r"\n(?=def |class )", source)
    return "\n".join([head, *reversed(parts)])


def test_an_untouched_stub_is_like_nobody() -> None:
    """What the stub gives is nobody's."""
    assignment = next(iter(ASSIGNMENTS.values()))
    stub = stub_of(assignment)
    programs = [program(name, "a.py", stub, given_by(stub)) for name in ("s01", "s02")]

    assert rank("tiny", programs, 0.0) == []


def own_work(number: int) -> str:
    """A program of twenty lines that nobody else writes."""
    chance = random.Random(number)
    return "".join(f"v = a {chance.choice('+-*/@%')} b {chance.choice('+-*/@%')} {number}\n" for _ in range(20))


def ranked(*sources: str) -> list[tuple[str, str]]:
    """Who is paired with whom; the first source is s00's."""
    programs = [program(f"s{n:02}", "a.py", text, frozenset()) for n, text in enumerate(sources)]
    return [(pair.left.student, pair.right.student) for pair in rank("tiny", programs, 0.5)]


def test_what_much_of_the_class_writes_makes_no_pair() -> None:
    """Eight of sixteen begin with one passage and go on on their own: that is how one begins."""
    sources = [SHARED + own_work(n) if n % 2 else own_work(n) for n in range(16)]

    assert ranked(*sources, SHARED) == []


@pytest.mark.parametrize(("copies", "students"), [(3, 3), (4, 8), (6, 10), (30, 100), (40, 40)])
def test_the_same_program_is_listed_whatever_part_of_the_class_has_it(copies: int, students: int) -> None:
    """Each once, beside the first and nobody else, however it was renamed; all of them are one group."""
    same = [SHARED if n % 2 else renamed(SHARED) for n in range(copies)]
    sources = same + [own_work(n) for n in range(students - copies)]
    programs = [program(f"s{n:02}", "a.py", text, frozenset()) for n, text in enumerate(sources)]
    pairs = rank("tiny", programs, 0.5)

    assert [(p.left.student, p.right.student) for p in pairs] == [("s00", f"s{n:02}") for n in range(1, copies)]
    assert groups(pairs) == [Group("tiny", tuple(f"s{n:02}" for n in range(copies)), 1.0)]


def test_a_program_with_a_line_of_ones_own_is_listed_too() -> None:
    """Half of the class has nearly the same program: no passage of it is rare, and yet it is no common one."""
    ring = [SHARED * 3 + f"v = a {sign} b {sign} 7\n" for sign in "+-*/@%"]

    assert len(ranked(*ring, *(own_work(n) for n in range(6)))) == 6 * 5 // 2


def test_in_a_small_class_nothing_is_common() -> None:
    """A passage of four among ten is theirs."""
    sources = [SHARED + own_work(n) if n < 4 else own_work(n) for n in range(10)]
    programs = [program(f"s{n:02}", "a.py", text, frozenset()) for n, text in enumerate(sources)]

    assert len(rank("tiny", programs, 0.1)) == 4 * 3 // 2


def alike(slug: str, one: str, other: str, share: float) -> Pair:
    return Pair(slug, *(Program(name, "a.py", "", (), frozenset()) for name in (one, other)), share, 1)


def test_whoever_is_connected_is_one_group() -> None:
    """Through pairs, within an assignment, in whatever order; two alone are a pair and no group."""
    links = [("a", "b", 0.9), ("c", "d", 0.8), ("b", "c", 0.6), ("d", "a", 0.95), ("x", "y", 1.0)]
    pairs = [alike("tiny", *link) for link in links] + [alike("other", "a", "x", 0.7)]

    assert groups(pairs) == groups(pairs[::-1]) == [Group("tiny", ("a", "b", "c", "d"), 0.8)]


def test_groups_are_shown_by_name(tmp_path: Path) -> None:
    """The list says who is connected, as text."""
    group = Group("tiny", ("<b>ada</b>", "s02", "s03"), 0.8)

    front = write_similar(tmp_path, [], {}, {"tiny": "Tiny"}, 3, [group])

    text = front.read_text(encoding="utf-8")
    assert "&lt;b&gt;ada&lt;/b&gt;, s02, s03" in text
    assert "80" in text


@pytest.fixture
def pair() -> Pair:
    """Two programs that share one function, renamed, and differ in another."""
    mine = SHARED + "\ndef other(a):\n    return sum(a) / len(a)\n"
    theirs = renamed(SHARED) + "\ndef other(a):\n    total = 0\n    for v in a:\n        total += v\n    return total\n"
    left, right = program("s01", "a.py", mine, frozenset()), program("s02", "a.py", theirs, frozenset())
    (found,) = rank("tiny", [left, right], 0.1)
    return found


def test_definitions_stand_side_by_side(pair: Pair) -> None:
    """Each beside its namesake, the most alike first, line by line."""
    first, second = sections(pair, frozenset())

    assert (first.name, second.name) == ("weights", "other")
    assert all(row.left and row.right for row in first.rows)
    assert {row.likeness for row in first.rows} == {"alike"}
    assert second.alike <= 1  # a passage may end in the first line of the next definition


def test_the_wording_accuses_nobody(pair: Pair, tmp_path: Path) -> None:
    """No page and no table says how a likeness came about, and the list tells to listen first."""
    front = write_similar(tmp_path, [pair], {"tiny": frozenset()}, {"tiny": "Tiny"}, 2)
    written = [path.read_text(encoding="utf-8").lower() for path in (tmp_path / "similar").iterdir()]

    assert len(written) == 3
    assert not [word for word in ACCUSING for text in written if word in text]
    assert "listen first" in front.read_text(encoding="utf-8").replace("\n", " ")


def test_the_list_says_what_counts_as_common(tmp_path: Path) -> None:
    """What is left out stands on the page, with the bounds that hold."""
    text = write_similar(tmp_path, [], {}, {"tiny": "Tiny"}, 2).read_text(encoding="utf-8").replace("\n", " ")

    assert (
        "Among 12 and more hand-ins of an assignment, passages that more than a third of them have make no pair" in text
    )
    assert "nearly all (75" in text
    assert "Of hand-ins that are equal, each is paired with the first of them only" in text


def test_source_is_shown_as_text(tmp_path: Path) -> None:
    """Markup and bidi overrides in a program are only shown."""
    source = SHARED.replace("rate * label", "'</pre><script>alert(1)</script>\u202e' and rate * label")
    programs = [program(name, "a.py", source, frozenset()) for name in ("s01", "s02")]
    write_similar(tmp_path, rank("tiny", programs, 0.1), {"tiny": frozenset()}, {"tiny": "<b>Tiny</b>"}, 2)
    page = (tmp_path / "similar" / "1.html").read_text(encoding="utf-8")

    assert page.count("<script") == 1
    assert "&lt;script&gt;alert(1)" in page
    assert "\u202e" not in page


def test_the_command_ranks_a_class(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Callable[..., str]
) -> None:
    """Files that cannot be read are left out; the list is printed and written."""
    for student, text in {"s01": SHARED, "s02": renamed(SHARED), "s03": "def double(x)\n  ((", "s04": ""}.items():
        (course / "in" / student).mkdir(parents=True)
        (course / "in" / student / "tiny.py").write_text(text)
    shown = command("similar", str(course / "in"), "--out", str(tmp_path / "out"))

    assert "3 submissions compared, 1 pairs to read" in shown
    rows = (tmp_path / "out" / "similar" / "pairs.csv").read_text().splitlines()
    assert rows[1].startswith("tiny,s01,s02,100,")
