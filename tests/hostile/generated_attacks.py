"""Attacks that are too large, too strange or too fragile for a repository: made when the test runs."""

from __future__ import annotations

import io
import json
import os
import py_compile
import socket
import tarfile
import warnings
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

HONEST = """import numpy as np


def truth_table(n):
    if n < 1:
        raise ValueError(n)
    return np.array([[k >> (n - 1 - j) & 1 for j in range(n)] for k in range(2**n)])
"""
FILE = "mp_neuron.py"
NOTEBOOK = "mp_neuron.ipynb"


@dataclass(frozen=True)
class Generated:
    """An attack made by a function that is given the student's folder (and the course it may point at)."""

    name: str
    says: str
    build: Callable[[Path, Path], None]
    at_most: float
    status: str | list[str]
    at_least: float = 0.0
    assignment: str = "mp_neuron"

    @property
    def student(self) -> str:
        """The name of the student's folder."""
        return self.name.replace("/", "-").replace("_", "-")


GENERATED: list[Generated] = []


def generated(
    name: str, status: str | list[str] = "graded", at_most: float = 0.0, at_least: float = 0.0
) -> Callable[[Callable[[Path, Path], None]], Callable[[Path, Path], None]]:
    """Register the builder of an attack; its docstring is what the attack says."""

    def register(build: Callable[[Path, Path], None]) -> Callable[[Path, Path], None]:
        GENERATED.append(Generated(name, build.__doc__ or "", build, at_most, status, at_least))
        return build

    return register


def notebook(*sources: str, outputs: list[dict[str, object]] | None = None) -> str:
    """Return a notebook of these code cells."""
    cells = [{"cell_type": "code", "metadata": {}, "outputs": outputs or [], "source": source} for source in sources]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


@generated("size/hundred_megabytes_of_source", status="not_gradable")
def _(folder: Path, course: Path) -> None:
    """A hundred megabytes of comments."""
    with (folder / FILE).open("wb") as stream:
        stream.truncate(100 * 2**20)


@generated("size/sparse_terabyte", status="not_gradable")
def _(folder: Path, course: Path) -> None:
    """A file that claims a terabyte and takes no space."""
    with (folder / FILE).open("wb") as stream:
        stream.truncate(2**40)


@generated("size/just_under_the_limit", status=["graded", "not_gradable"], at_most=12.0)
def _(folder: Path, course: Path) -> None:
    """As much source as is allowed: a hundred thousand statements."""
    (folder / FILE).write_text(HONEST + "x = [1, 2]\n" * 90_000)


@generated("size/notebook_of_large_outputs", at_most=12.0, at_least=12.0)
def _(folder: Path, course: Path) -> None:
    """Twenty megabytes of outputs beside ten lines of code."""
    output = {"output_type": "stream", "name": "stdout", "text": "x" * 20 * 2**20}
    (folder / NOTEBOOK).write_text(notebook(HONEST, outputs=[output]))


@generated("size/notebook_of_hundred_megabytes", status="not_gradable")
def _(folder: Path, course: Path) -> None:
    """A hundred megabytes of outputs."""
    output = {"output_type": "stream", "name": "stdout", "text": "x" * 100 * 2**20}
    (folder / NOTEBOOK).write_text(notebook(HONEST, outputs=[output]))


@generated("size/notebook_of_much_code", status="not_gradable")
def _(folder: Path, course: Path) -> None:
    """Three megabytes of code in one cell: more than one frame carries."""
    (folder / NOTEBOOK).write_text(notebook(HONEST + "# x\n" * 750_000))


@generated("size/notebook_of_many_cells", status=["graded", "not_gradable"], at_most=12.0)
def _(folder: Path, course: Path) -> None:
    """A hundred thousand cells."""
    (folder / NOTEBOOK).write_text(notebook(*["x = 1"] * 100_000, HONEST))


@generated("size/notebook_of_empty_lists", status="not_gradable")
def _(folder: Path, course: Path) -> None:
    """Thirty megabytes of empty lists in the metadata: a gigabyte of objects for a careless reader."""
    (folder / NOTEBOOK).write_text('{"nbformat": 4, "cells": [], "metadata": {"x": [' + "[]," * 10**7 + "[]]}}")


@generated("links/to_a_hidden_test", status="not_gradable")
def _(folder: Path, course: Path) -> None:
    """The hand-in is a link to the hidden tests."""
    (folder / FILE).symlink_to(next((course / "assignments" / "mp_neuron" / "hidden").glob("*.py")))


@generated("links/to_the_solution", status="not_gradable")
def _(folder: Path, course: Path) -> None:
    """The hand-in is a link to the reference solution."""
    (folder / FILE).symlink_to(course / "solutions" / FILE)


@generated("links/to_a_neighbour", status="not_gradable")
def _(folder: Path, course: Path) -> None:
    """The hand-in is a relative link to an honest neighbour's."""
    (folder / FILE).symlink_to(
        f"../{next(p for p in sorted(folder.parent.iterdir()) if 'honest' in p.name).name}/{FILE}"
    )


@generated("links/dangling", status="not_gradable")
def _(folder: Path, course: Path) -> None:
    """A link to nothing."""
    (folder / FILE).symlink_to("/nowhere/at/all.py")


@generated("links/loop", status="not_gradable")
def _(folder: Path, course: Path) -> None:
    """A link to itself."""
    (folder / FILE).symlink_to(folder / FILE)


@generated("links/fifo", status="not_gradable")
def _(folder: Path, course: Path) -> None:
    """A pipe: whoever opens it waits for ever."""
    os.mkfifo(folder / FILE)


@generated("links/socket", status="not_gradable")
def _(folder: Path, course: Path) -> None:
    """A socket."""
    here = Path.cwd()
    os.chdir(folder)  # a socket's path may have 107 bytes
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(FILE)
    finally:
        os.chdir(here)


@generated("links/device", status="not_gradable")
def _(folder: Path, course: Path) -> None:
    """The null device, or a link to it where devices cannot be made."""
    try:
        os.mknod(folder / FILE, 0o020666, os.makedev(1, 5))
    except OSError:
        (folder / FILE).symlink_to("/dev/zero")


@generated("links/folder", status=["not_gradable", "absent"])
def _(folder: Path, course: Path) -> None:
    """A folder of the file's name."""
    (folder / FILE).mkdir()


@generated("links/folder_loop", at_most=12.0, at_least=12.0)
def _(folder: Path, course: Path) -> None:
    """Folders that link to their own parents, beside an honest file."""
    (folder / FILE).write_text(HONEST)
    (folder / "again").symlink_to(folder)
    (folder / "up").symlink_to("..")
    (folder / "root").symlink_to("/")


@generated("files/planted_bytecode", at_most=12.0, at_least=12.0)
def _(folder: Path, course: Path) -> None:
    """Compiled code beside the visible source that is other code, marked as never to be checked."""
    (folder / "evil.py").write_text("raise SystemExit('hostile-found bytecode')")
    cache = folder / "__pycache__"
    cache.mkdir()
    for name in ("mp_neuron.cpython-311.pyc", "mp_neuron.cpython-312.pyc", "mp_neuron.pyc"):
        mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
        py_compile.compile(str(folder / "evil.py"), str(cache / name), invalidation_mode=mode)
    (folder / "evil.py").unlink()
    (folder / FILE).write_text(HONEST)


@generated("files/many_files", at_most=12.0, at_least=12.0)
def _(folder: Path, course: Path) -> None:
    """Five thousand files and two hundred folders beside an honest one."""
    (folder / FILE).write_text(HONEST)
    for number in range(5000):
        (folder / f"{number}.py").touch()
    for number in range(200):
        (folder / f"folder{number}").mkdir()


@generated("files/deep_folders", status="absent")
def _(folder: Path, course: Path) -> None:
    """A file four hundred folders down."""
    here = os.open(folder, os.O_RDONLY)
    for _ in range(400):
        os.mkdir("deeper", dir_fd=here)
        below = os.open("deeper", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(os.open(FILE, os.O_CREAT | os.O_WRONLY, dir_fd=here))
    os.close(here)


@generated("files/odd_names", at_most=12.0, at_least=12.0)
def _(folder: Path, course: Path) -> None:
    """Names with newlines, escapes, CI commands, formulas, markup, no Unicode, and as long as can be."""
    (folder / FILE).write_text(HONEST)
    for name in (
        b"new\nline\n::error::hostile-ci.py", b"\x1b[2Jhostile.py", b"=cmd|' !A0.py", b"<script>alert(1)<.py",
        b"\xff\xfe\xfd.py", b"[bold red]markup[.py", "\u202eyp.txt.py".encode(), b"x" * 252 + b".py", b"mp_neuron.py\r.py",
    ):  # fmt: skip
        with open(os.fsencode(folder) + b"/" + name, "wb") as stream:  # noqa: PTH123  # a name of bytes
            stream.write(b"raise SystemExit")


@generated("files/empty", status="not_gradable")
def _(folder: Path, course: Path) -> None:
    """Nothing."""
    (folder / FILE).touch()


@generated("files/white_space", status="not_gradable")
def _(folder: Path, course: Path) -> None:
    """A megabyte of nothing."""
    (folder / FILE).write_text(" \n\t\r\n" * 200_000)


@generated("files/program", status="not_gradable")
def _(folder: Path, course: Path) -> None:
    """A compiled program."""
    (folder / FILE).write_bytes(Path("/proc/self/exe").resolve().read_bytes()[:500_000])


def packed(members: dict[str, bytes]) -> bytes:
    """Return a zip of these members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # names said twice
        for name, data in members.items():
            archive.writestr(name.rstrip("\0"), data)
    return stream.getvalue()


@generated("archives/zip_slip", status=["not_gradable", "absent"])
def _(folder: Path, course: Path) -> None:
    """Members that climb out of their folder, start at the root, or name a drive."""
    names = (
        "../../../hostile-was-here/mp_neuron.py",
        "/tmp/hostile-was-here/mp_neuron.py",
        "C:\\mp_neuron.py",
        "../mp_neuron.py",
    )
    (folder / "work.zip").write_bytes(packed(dict.fromkeys(names, HONEST.encode())))


@generated("archives/tar_of_links_and_devices", status=["not_gradable", "absent"])
def _(folder: Path, course: Path) -> None:
    """A tar whose file is a link to the solution, a hard link to /etc/passwd, a device and a pipe, in turn."""
    with tarfile.open(folder / "work.tar", "w") as archive:
        for kind, target in (
            (tarfile.SYMTYPE, str(course / "solutions" / FILE)), (tarfile.LNKTYPE, "/etc/passwd"),
            (tarfile.CHRTYPE, ""), (tarfile.FIFOTYPE, ""), (tarfile.SYMTYPE, "../../honest/mp_neuron.py"),
        ):  # fmt: skip
            info = tarfile.TarInfo(FILE)
            info.type, info.linkname, info.devmajor, info.devminor = kind, target, 1, 5
            archive.addfile(info)


@generated("archives/zip_bomb", status=["not_gradable", "absent"])
def _(folder: Path, course: Path) -> None:
    """A few kilobytes that unpack to a hundred megabytes, under the name of the hand-in and beside it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name in (FILE, "data.csv"):
            with archive.open(name, "w") as member:
                for _ in range(50):
                    member.write(b"\n" * 2**20)
    (folder / "work.zip").write_bytes(stream.getvalue())


@generated("archives/nested_forty_times", status=["not_gradable", "absent"])
def _(folder: Path, course: Path) -> None:
    """A zip in a zip in a zip, forty deep."""
    data = HONEST.encode()
    for depth in range(40):
        data = packed({FILE if depth == 0 else "inner.zip": data})
    (folder / "work.zip").write_bytes(data)


@generated("archives/twenty_thousand_members", status=["not_gradable", "absent", "graded"], at_most=12.0)
def _(folder: Path, course: Path) -> None:
    """Twenty thousand empty members before the one that counts."""
    with zipfile.ZipFile(folder / "work.zip", "w") as archive:
        for number in range(20_000):
            archive.writestr(f"{number}/x.py", b"")
        archive.writestr(FILE, HONEST)


@generated("archives/names_that_collide", status=["not_gradable", "absent", "graded"], at_most=12.0)
def _(folder: Path, course: Path) -> None:
    """One name said twice, in two cases, two forms and with escapes: whichever is read is the student's own."""
    evil = b"raise SystemExit('hostile-found another member')\n"
    names = (
        "MP_NEURON.py",
        "mp_neuron.py\0",
        "mp_neuron.PY",
        "./mp_neuron.py",
        "mp_neuron .py",
        "\x1b[2Jmp_neuron.py",
        "a/../mp_neuron.py",
    )
    (folder / "work.zip").write_bytes(packed({**dict.fromkeys(names, evil), FILE: HONEST.encode()}))


@generated("archives/encrypted_and_damaged", status=["not_gradable", "absent"])
def _(folder: Path, course: Path) -> None:
    """A member marked as encrypted, one whose sum is wrong, and an archive cut in the middle."""
    whole = packed({FILE: HONEST.encode()})
    encrypted = bytearray(whole)
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        at = encrypted.find(mark)
        encrypted[at + (6 if mark[2] == 3 else 8)] |= 1
    (folder / "a.zip").write_bytes(bytes(encrypted))
    (folder / "b.zip").write_bytes(whole[: len(whole) // 2])
    at = whole.find(FILE.encode()) + len(FILE)
    (folder / "c.zip").write_bytes(whole[:at] + bytes(255 - byte for byte in whole[at : at + 20]) + whole[at + 20 :])


@generated("deep/elif_chain", status=["graded", "not_gradable"], at_most=12.0)
def _(folder: Path, course: Path) -> None:
    """Twenty thousand branches of one `if`, each a level deeper for the compiler."""
    chain = "".join(f"elif x == {number}:\n    x = {number}\n" for number in range(20_000))
    (folder / FILE).write_text(f"{HONEST}\n\nx = 0\nif x:\n    pass\n{chain}")


@generated("deep/lambdas_and_f_strings", status=["graded", "not_gradable"], at_most=12.0)
def _(folder: Path, course: Path) -> None:
    """Functions within functions and texts within texts, thousands deep."""
    (folder / FILE).write_text(f"{HONEST}\n\nf = {'lambda: ' * 5000}1\n")


@generated("deep/decorators_and_annotations", status=["graded", "not_gradable"], at_most=12.0)
def _(folder: Path, course: Path) -> None:
    """Twenty thousand decorators on one function, and an annotation as deep."""
    decorators = "@(lambda f: f)\n" * 20_000
    (folder / FILE).write_text(f"{HONEST}\n\n{decorators}def f(x: {'list[' * 150}int{']' * 150}): pass\n")


def folders() -> Iterator[tuple[bytes, str]]:
    """Return names of students' folders that attack the reader, each with what it is."""
    yield b"=HYPERLINK(0)", "formula"
    yield b"@SUM(1)", "formula"
    yield b"-1+1", "formula"
    yield b"+1", "formula"
    yield b'a,b"c', "comma and quote"
    yield b"new\nline", "newline"
    yield b"::error::hostile-ci", "CI command"
    yield b"\x1b[2Jhostile-escape", "terminal escape"
    yield b"<img src=x onerror=alert(1)>", "HTML"
    yield b"a..%2f..%2fetc", "path"
    yield b"a..\\..\\etc", "path"
    yield b"con", "reserved on Windows"
    yield b"NUL.txt", "reserved on Windows"
    yield b"trailing.", "trailing dot"
    yield b"\xff\xfe", "not Unicode"
    yield "\u202egnp.exe".encode(), "bidi override"
    yield ("\N{MATHEMATICAL FRAKTUR CAPITAL A}" * 63).encode(), "252 bytes"
    yield b"n" * 255, "255 bytes"
    yield "e\u0301cole".encode(), "decomposed"
    yield "\u00e9cole".encode(), "composed"
    yield b"Collide", "upper case"
    yield b"collide", "lower case"
    yield b"[bold]markup[", "markup"
    yield b"$(touch hostile-was-here)", "shell"
    yield b"{{7*7}}", "template"
