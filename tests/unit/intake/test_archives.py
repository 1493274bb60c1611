"""Archives: what is wanted comes out, nothing else does, and each refusal is one clear line."""

from __future__ import annotations

import gzip
import io
import os
import stat
import struct
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder import intake
from autograder.intake import archives

SLUGS = ["tiny", "large"]
CODE = b"def double(x): return 2 * x\n"


def packed(members: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip of these members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def tarred(members: dict[str, bytes], *extra: tarfile.TarInfo, mode: str = "w") -> bytes:
    """Return a tar of these members and of others that hold no data."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size, info.mtime = len(data), 1_700_000_000
            archive.addfile(info, io.BytesIO(data))
        for info in extra:
            archive.addfile(info)
    return stream.getvalue()


def special(name: str, kind: bytes, target: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info


@pytest.fixture
def hand_in(tmp_path: Path) -> Callable[..., intake.Intake]:
    """Scan a folder where one student handed in these files."""

    def scan(**files: bytes) -> intake.Intake:
        folder = tmp_path / "class" / "ada"
        folder.mkdir(parents=True)
        for name, data in files.items():
            (folder / name).write_bytes(data)
        return intake.scan(tmp_path / "class", SLUGS)

    return scan


def data_of(found: intake.Intake) -> dict[str, bytes]:
    return {one.slug: intake.read(one, "", 1).data for one in found.found}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("work.zip", packed({"tiny.py": CODE}), id="zip"),
        pytest.param("work.zip", packed({"my work/final/tiny.py": CODE}), id="zip-with-folders"),
        pytest.param("work.ZIP", packed({"tiny.py": CODE}), id="capitals"),
        pytest.param("work.zip", packed({"a\\b\\tiny.py": CODE}), id="zip-from-windows"),
        pytest.param("work.zip", packed({"__MACOSX/._tiny.py": b"x", ".DS_Store": b"x", "tiny.py": CODE}), id="mac"),
        pytest.param("work.tar", tarred({"tiny.py": CODE}), id="tar"),
        pytest.param("work.tar.gz", tarred({"./tiny.py": CODE}, mode="w:gz"), id="tar.gz"),
        pytest.param("work.tgz", tarred({"tiny.py": CODE}, mode="w:gz"), id="tgz"),
        pytest.param("work.tar.bz2", tarred({"tiny.py": CODE}, mode="w:bz2"), id="tar.bz2"),
        pytest.param("work.tar.xz", tarred({"tiny.py": CODE}, mode="w:xz"), id="tar.xz"),
        pytest.param("work.zip", packed({"inner.zip": packed({"tiny.py": CODE})}), id="zip-in-zip"),
        pytest.param("work.zip", packed({"inner.tgz": tarred({"tiny.py": CODE}, mode="w:gz")}), id="tar-in-zip"),
    ],
)
def test_a_students_archive_is_opened(hand_in: Callable[..., intake.Intake], name: str, data: bytes) -> None:
    """Whatever it is packed with, the assignment's file is found."""
    found = hand_in(**{name: data})

    assert data_of(found) == {"tiny": CODE}
    assert found.warnings == []


def test_a_file_comes_before_the_archive_beside_it(hand_in: Callable[..., intake.Intake]) -> None:
    """What lies open in the folder is the hand-in; an archive of the same is a copy."""
    found = hand_in(**{"tiny.py": CODE, "work.zip": packed({"tiny.py": b"old = 1\n", "large.py": CODE})})

    assert data_of(found) == {"tiny": CODE, "large": CODE}


@pytest.mark.parametrize("name", ["class.zip", "class.tar.gz"])
def test_a_class_may_be_one_archive(tmp_path: Path, name: str) -> None:
    """One folder per student inside, with or without a folder around them, and nothing is unpacked to disk."""
    for number, around in enumerate(("", "handed-in/")):
        members = {f"{around}ada/tiny.py": CODE, f"{around}bob/work.zip": packed({"tiny.py": CODE})}
        path = tmp_path / f"{number}{name}"
        path.write_bytes(packed(members) if name.endswith("zip") else tarred(members, mode="w:gz"))

        found = intake.scan(path, SLUGS)

        assert sorted(found.students) == ["ada", "bob"]
        assert [intake.read(one, "", 1).data for one in found.found] == [CODE, CODE]
    assert sorted(p.name for p in tmp_path.iterdir()) == [f"0{name}", f"1{name}"]


def test_an_archive_may_stand_for_a_students_folder(tmp_path: Path) -> None:
    """`class/ada.zip` is the hand-in of ada."""
    (tmp_path / "ada.zip").write_bytes(packed({"tiny.py": CODE}))

    found = intake.scan(tmp_path, SLUGS)

    assert found.students == ["ada"]
    assert data_of(found) == {"tiny": CODE}


def link(name: str, target: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def zip_with_link() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(link("tiny.py", "/etc/passwd"), "/etc/passwd")
        archive.writestr("large.py", CODE)
    return stream.getvalue()


def encrypted() -> bytes:
    data = bytearray(packed({"tiny.py": CODE}))
    data[6] |= 1  # the flag in the local header, and in the directory
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        pytest.param("w.zip", packed({"../../tiny.py": CODE}), "1 paths that lead outside", id="zip-slip"),
        pytest.param("w.zip", packed({"/tmp/tiny.py": CODE}), "1 paths that lead outside", id="absolute"),
        pytest.param("w.zip", packed({"C:\\tiny.py": CODE}), "1 paths that lead outside", id="drive"),
        pytest.param("w.zip", packed({"..\\tiny.py": CODE}), "1 paths that lead outside", id="backslashes"),
        pytest.param("w.zip", packed({"d/" * 20 + "tiny.py": CODE}), "1 paths that lead outside", id="deep"),
        pytest.param("w.tar", tarred({"../tiny.py": CODE}), "1 paths that lead outside", id="tar-slip"),
        pytest.param("w.zip", zip_with_link(), "1 links and devices", id="zip-link"),
        pytest.param("w.tar", tarred({}, special("tiny.py", tarfile.SYMTYPE, "/etc/passwd")), "1 links and devices", id="symlink"),
        pytest.param("w.tar", tarred({}, special("tiny.py", tarfile.LNKTYPE, "../x")), "1 links and devices", id="hard-link"),
        pytest.param("w.tar", tarred({}, special("tiny.py", tarfile.CHRTYPE)), "1 links and devices", id="device"),
        pytest.param("w.tar", tarred({}, special("tiny.py", tarfile.FIFOTYPE)), "1 links and devices", id="fifo"),
        pytest.param("w.zip", encrypted(), "1 encrypted files", id="encrypted"),
        pytest.param("w.zip", packed({"tiny.py": CODE}, method=zipfile.ZIP_LZMA), "otherwise than by deflate", id="lzma"),
        pytest.param("w.zip", b"PK\x03\x04 nothing", "it is damaged", id="damaged"),
        pytest.param("w.zip", packed({"tiny.py": CODE})[:-30], "it is damaged", id="cut-off"),
        pytest.param("w.zip", b"", "it is damaged", id="empty"),
        pytest.param("w.zip", b"<html>not found</html>", "it is damaged", id="a-web-page"),
        pytest.param("w.tar.gz", gzip.compress(b"x" * 1000), "it is damaged", id="no-tar"),
        pytest.param("w.tar.xz", b"\xfd7zXZ\0" + b"x" * 100, "it is damaged", id="damaged-xz"),
    ],
)  # fmt: skip
def test_what_an_archive_may_not_hold_is_left_aside(
    hand_in: Callable[..., intake.Intake], name: str, data: bytes, says: str
) -> None:
    """One line names the archive and says why; nothing of it is graded under the assignment's name."""
    found = hand_in(**{name: data})

    assert "tiny" not in data_of(found)
    assert [says in warning and "ada/" in warning and name in warning for warning in found.warnings] == [True]


def bomb() -> bytes:
    """Return a zip of a megabyte that unpacks to a gigabyte."""
    return packed({f"{number}.ipynb": bytes(20 * 2**20) for number in range(50)})


def nested(depth: int) -> bytes:
    data = packed({"tiny.py": CODE})
    for _ in range(depth):
        data = packed({"a.zip": data})
    return data


def lying_size() -> bytes:
    """Return a zip whose headers say that its hundred megabytes are ten bytes."""
    data = bytearray(packed({"tiny.ipynb": bytes(100 * 2**20)}))
    for magic, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.index(magic) + offset
        data[at : at + 4] = struct.pack("<L", 10)
    return bytes(data)


def tar_bomb() -> bytes:
    """Return a compressed tar with one file of four gigabytes that nobody asks for."""
    info = tarfile.TarInfo("film.mp4")
    info.size = 4 * 2**30
    return gzip.compress(info.tobuf() + bytes(200 * 2**20), 1)


def header_bomb() -> bytes:
    """Return a tar whose extended header alone claims a gigabyte."""
    info = tarfile.TarInfo("x")
    info.type, info.size = tarfile.XHDTYPE, 2**30
    return gzip.compress(info.tobuf() + bytes(200 * 2**20), 1)


def huge_directory() -> bytes:
    """Return a zip that says its list of members has a gigabyte."""
    data = bytearray(packed({"tiny.py": CODE}))
    at = data.rindex(b"PK\x05\x06") + 12
    data[at : at + 4] = struct.pack("<L", 2**30)
    return bytes(data)


@pytest.mark.parametrize(
    ("name", "make", "says"),
    [
        pytest.param("w.zip", bomb, "too much data", id="zip-bomb"),
        pytest.param("w.tgz", tar_bomb, "too much data", id="tar-bomb"),
        pytest.param("w.tgz", header_bomb, "too much data", id="header-bomb"),
        pytest.param("w.zip", huge_directory, "too many files", id="directory-bomb"),
        pytest.param("w.zip", lambda: packed({f"{n}.py": b"" for n in range(3000)}), "too many files", id="many"),
        pytest.param("w.zip", lambda: nested(9), "more than 3 deep", id="nested"),
        pytest.param("w.zip", lambda: os.urandom(65 * 2**20), "more than 64 MiB", id="large"),
    ],
)  # fmt: skip
def test_bombs_cost_what_the_budget_allows(
    hand_in: Callable[..., intake.Intake], name: str, make: Callable[[], bytes], says: str
) -> None:
    """An archive that unpacks to too much is refused in one line, whatever it says about itself."""
    found = hand_in(**{name: make(), "large.py": CODE})

    assert data_of(found) == {"large": CODE}
    assert [says in warning for warning in found.warnings] == [True]


def test_stated_sizes_are_not_believed(hand_in: Callable[..., intake.Intake]) -> None:
    """A member that is larger than it says is damaged or too large, never read in full."""
    found = hand_in(**{"w.zip": lying_size()})

    assert all(intake.read(one, "", 1).problem for one in found.found)


def test_a_member_that_is_too_large_is_told_to_its_owner(hand_in: Callable[..., intake.Intake]) -> None:
    """It is found, and not gradable, as it would be outside of an archive."""
    found = hand_in(**{"w.zip": packed({"tiny.py": b"#" * (2 * 2**20)})})

    (submission,) = (intake.read(one, "", 1) for one in found.found)
    assert "more than 1 MiB" in submission.problem


def test_a_full_disk_is_told(monkeypatch: pytest.MonkeyPatch, hand_in: Callable[..., intake.Intake]) -> None:
    """No room for what an archive holds ends the scan with the reason."""

    def full(*args: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(archives.Spool, "_append", full)

    with pytest.raises(intake.IntakeError, match="No space left"):
        hand_in(**{"w.zip": packed({"tiny.py": CODE})})
