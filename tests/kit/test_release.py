"""`autograder release`: the kit that comes out, what is refused, the wheel, the pages."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml

from autograder import catalog
from autograder.catalog import AssignmentError
from autograder.kit import KitError, templates, wheel
from autograder.kit.build import build_kit
from autograder.kit.handout_html import html_of
from autograder.kit.wheel import make_wheel

ROOT = Path(__file__).resolve().parents[2]
ASSIGNMENTS = catalog.load_all(ROOT)
Command = Callable[..., subprocess.CompletedProcess[str]]
VOID = {"meta", "input", "br", "img", "hr", "link"}


class Tags(HTMLParser):
    """Collects a page's open tags, addresses and ids."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.addresses: list[str] = []
        self.ids: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        given = dict(attrs)
        self.addresses += [given[name] or "" for name in ("href", "src") if name in given]
        self.ids += [given["id"] or ""] if "id" in given else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag that closes itself."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        """Close a tag; it must be the last opened."""
        assert self.open.pop() == tag


def test_refuses_a_folder_with_something_in_it(course: Path, tmp_path: Path, command: Command) -> None:
    """A kit is never written over anything."""
    folder = tmp_path / "full"
    folder.mkdir()
    (folder / "mine.txt").write_text("x")
    ran = command(course, "release", str(folder))

    assert ran.returncode == 3
    assert f"{folder} is not empty. Name a new folder, or remove what is in it." in ran.stderr
    assert [p.name for p in folder.iterdir()] == ["mine.txt"]


def test_all_or_nothing(course: Path, tmp_path: Path) -> None:
    """When an assignment lacks a part, no half of a kit is left behind."""
    (course / "assignments/tiny/handout.md").unlink()
    before = set(tmp_path.iterdir())

    with pytest.raises(AssignmentError, match=r"handout\.md: No such file"):
        build_kit(course, catalog.load_all(course), tmp_path / "new/kit")

    assert [p for p in tmp_path.rglob("*") if p.name in ("kit", "wheel")] == []
    assert {p.name for p in set(tmp_path.iterdir()) - before} <= {"new"}


def test_empty_folder_is_filled(course: Path, tmp_path: Path, command: Command) -> None:
    """An empty folder that exists is used, and the table says what is in the kit."""
    (tmp_path / "kit").mkdir()
    ran = command(course, "release", str(tmp_path / "kit"))

    assert "│ tiny       │     2 │              2 │             20 │" in ran.stdout
    assert ran.returncode == 0
    assert (tmp_path / "kit/assignments/tiny/tiny.py").exists()


def test_course_without_templates(course: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A course without templates, where the project's own are not at hand either, is told what to copy."""
    monkeypatch.setattr(templates, "_OWN_TREE", tmp_path)

    with pytest.raises(KitError, match=r"student_template is missing\. Copy it"):
        templates.Templates(course)


def test_figure_that_fails_on_the_reference(course: Path, tmp_path: Path) -> None:
    """A figure that cannot be drawn from the reference stops the release, with its title and traceback."""
    (course / "assignments/tiny/figures.py").write_text(
        "from autograder.authoring import figure\n\n\n@figure('Oops', tasks=('double',))\n"
        "def oops(student, reference, axes):\n    raise KeyError('x')\n"
    )

    with pytest.raises(AssignmentError) as refused:
        build_kit(course, catalog.load_all(course), tmp_path / "kit")

    assert "tiny: 'Oops'" in str(refused.value)
    assert "KeyError: 'x'" in str(refused.value)


def test_requirements(released: Path) -> None:
    """The requirements are numpy, pytest, jupyter and the wheel that lies beside them."""
    lines = [line for line in (released / "requirements.txt").read_text().splitlines() if not line.startswith("#")]

    assert lines[:3] == ["numpy", "pytest", "jupyter"]
    assert len(lines) == 4
    assert (released / lines[3]).exists()


def test_workflow(released: Path) -> None:
    """The workflow is YAML that installs the wheel which is there and runs the visible tests."""
    workflow = yaml.safe_load((released / ".github/workflows/check.yml").read_text())
    commands = [step["run"] for step in workflow["jobs"]["check"]["steps"] if "run" in step]

    assert commands[-1] == "autograder check"
    named = re.search(r"\./(wheel/\S+)", commands[0])
    assert named
    assert (released / named[1]).exists()


@pytest.mark.parametrize("slug", [a.slug for a in ASSIGNMENTS])
def test_handout_page(released: Path, slug: str) -> None:
    """The page is whole without a network: tags closed, formulas as MathML, a place for each task, pictures inside."""
    page = (released / "assignments" / slug / "handout.html").read_text()
    tags = Tags(page)
    (assignment,) = catalog.select(ASSIGNMENTS, [slug])

    assert tags.open == []
    assert [a for a in tags.addresses if not a.startswith("#")] == []
    assert {task.id for task in assignment.manifest.tasks} <= set(tags.ids)
    assert "<math" in page
    assert not re.search(r"\$\$|\\(frac|sum|sigma|theta)\b", re.sub(r"<annotation.*?</annotation>", "", page))
    assert 'role="img"' in page


@pytest.mark.parametrize("slug", [a.slug for a in ASSIGNMENTS])
def test_pictures_are_files(released: Path, slug: str) -> None:
    """Each picture is an SVG file that the handout on GitHub shows with its alternative text."""
    folder = released / "assignments" / slug
    readme = (folder / "README.md").read_text()
    shown = re.findall(r"!\[([^\]]+)\]\(([^)]+)\)", readme)

    assert shown
    for alt, name in shown:
        assert len(alt) > 20
        assert ET.parse(folder / name).getroot().tag.endswith("svg")


def test_pictures_of_handouts_are_not_ignored(kit: Path) -> None:
    """A kit that is pushed has the pictures its READMEs show; only what commands make in its top folder is left out."""
    made = ["kept/a.py", "pictures/a.html", "submit/a.zip"]
    shown = [str(path.relative_to(kit)) for path in kit.glob("assignments/*/pictures/*.svg")]
    subprocess.run(["git", "init", "-q", str(kit)], check=True)
    asked = subprocess.run(
        ["git", "-C", str(kit), "check-ignore", *made, *shown], capture_output=True, text=True, check=False
    )

    assert shown
    assert asked.stdout.split() == made


def test_readme_links(released: Path) -> None:
    """Every file the kit's README names is there."""
    readme = (released / "README.md").read_text()

    for name in re.findall(r"\]\(([^)#]+)\)", readme):
        assert (released / name).exists(), name


def test_raw_html_in_a_handout_is_text() -> None:
    """Markdown's own markup is rendered; HTML in it is shown as it stands."""
    page = html_of("**a** <script>x</script> $\\frac{1}{2}$ costs 5$ or 6$\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")

    assert "<strong>a</strong>" in page
    assert "&lt;script&gt;" in page
    assert "<mfrac>" in page
    assert "<td>1</td>" in page


def test_signs_in_formulas() -> None:
    """The minus of a negative number is a sign, the one between two terms is not."""
    page = html_of("$x = (-1, 4, -2) - 3$")

    assert page.count('<mo form="prefix">') == 2
    assert page.count("<mo>&#x02212;</mo>") == 1


def test_wheel_from_an_installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no source tree, the wheel is packed from the installed files: same files, and pip accepts it."""
    built = make_wheel(tmp_path / "built")
    installed = tmp_path / "installed"
    _install(built, installed)
    monkeypatch.setattr(wheel, "_PACKAGE", installed / "autograder")
    monkeypatch.syspath_prepend(str(installed))
    packed = make_wheel(tmp_path / "packed")
    again = tmp_path / "again"
    _install(packed, again)

    assert packed.name == built.name
    assert _names(packed) == _names(built)
    assert (again / "autograder/kit/pages/show.html.jinja").exists()


def test_wheel_that_cannot_be_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build that fails says what is needed."""
    monkeypatch.setattr(wheel, "_BUILD", "raise ModuleNotFoundError('No module named setuptools')")

    with pytest.raises(KitError, match="is setuptools installed"):
        make_wheel(tmp_path)


def test_wheel_without_an_installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without source tree and installation there is nothing to ship, and it says so."""
    monkeypatch.setattr(wheel, "_PACKAGE", tmp_path / "autograder")
    monkeypatch.setattr(wheel, "DISTRIBUTION", "nn-autograder-that-nobody-has")

    with pytest.raises(KitError, match="is not installed here, so there is no wheel to ship"):
        make_wheel(tmp_path)


def test_kit_runs_on_its_own_wheel(released: Path, kit: Path, tmp_path: Path, command: Command) -> None:
    """With the wheel's files before the source tree's, every command of a student works: the wheel is complete."""
    (built,) = (released / "wheel").glob("*.whl")
    site = tmp_path / "site"
    _install(built, site)
    shutil.copy(ROOT / "solutions/mp_neuron.py", kit / "assignments/mp_neuron")
    ran = [
        command(kit, *arguments, PYTHONPATH=str(site)) for arguments in (["check", "mp_neuron"], ["show", "mp_neuron"])
    ]
    where = subprocess.run(
        [sys.executable, "-c", "import autograder; print(autograder.__file__)"],
        env={"PYTHONPATH": str(site)}, capture_output=True, text=True, check=True, cwd=kit,
    )  # fmt: skip

    assert where.stdout.startswith(str(site))
    assert [(r.returncode, r.stderr) for r in ran] == [(0, ""), (0, "")]


def test_show_page(kit: Path, command: Command) -> None:
    """The page has the student's pictures beside the right ones, a slider for steps, notes for gaps, and no address."""
    shutil.copy(ROOT / "solutions/perceptron.py", kit / "assignments/perceptron")
    path = kit / "assignments/perceptron/perceptron.py"
    path.write_text(path.read_text() + "\n\ndef margin(X, y, w):\n    raise NotImplementedError\n")
    ran = command(kit, "show", "perceptron")
    page = (kit / "pictures/perceptron.html").read_text()
    tags = Tags(page)

    assert ran.stdout.strip() == f"Pictures {kit / 'pictures/perceptron.html'}"
    assert tags.open == []
    assert tags.addresses == []
    assert page.count('type="range"') == 1
    assert 10 < page.count("<b>Yours.</b>") < page.count("<b>When it is right.</b>")
    assert "appears once <code>margin</code> is written" in page
    assert len(set(tags.ids)) == len(tags.ids)


def test_show_of_an_endless_function(tiny: Path, course: Path, command: Command) -> None:
    """A function that never ends does not hold the page for ever: it says how to find out which."""
    folder = tiny / "assignments/tiny"
    (folder / "figures.py").write_text(
        "from autograder.authoring import figure\n\n\n@figure('Twice', tasks=('double',))\n"
        "def twice(student, reference, axes):\n    return str(student.double(1.0))\n"
    )
    toml = folder / "assignment.toml"
    toml.write_text(toml.read_text().replace("call_s = 1.0", "call_s = 1.0\nsubmission_s = 3.0"))
    (folder / "tiny.py").write_text("def double(x):\n    while True:\n        pass\n")
    ran = command(tiny, "show", "tiny")

    assert ran.returncode == 3
    assert "The pictures of tiny were not done within 3 s. `autograder check tiny` says which" in ran.stderr


def test_show_of_a_file_that_cannot_be_read(tiny: Path, command: Command) -> None:
    """An unreadable file is named."""
    (tiny / "assignments/tiny/tiny.py").write_bytes(b"\xff\xfe")
    ran = command(tiny, "show", "tiny")

    assert ran.returncode == 3
    assert "tiny.py is not UTF-8 text" in ran.stderr


def _install(wheel_file: Path, folder: Path) -> None:
    subprocess.run(
        [
            sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index",
            "--target", str(folder), str(wheel_file),
        ],
        check=True, capture_output=True,
    )  # fmt: skip


def _names(wheel_file: Path) -> list[str]:
    with zipfile.ZipFile(wheel_file) as archive:
        names = archive.namelist()
    return sorted(name for name in names if "licenses" not in name)
