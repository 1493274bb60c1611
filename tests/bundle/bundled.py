"""A bundle in its platform's own folders, in a root of its own."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from private_root import PrivateRoot

# Modules are compiled when they are first imported: most of what is installed never is.
PIP = {name: value for name, value in os.environ.items() if name.startswith("PIP_")} | {"PIP_NO_COMPILE": "1"}
# What pip says of an index that is out of reach; of a package that is not there it says something else.
OFFLINE = "connection broken by"


@dataclass(frozen=True)
class Ran:
    """How one submission was graded: exit code, what was printed, and the results, if there are any."""

    code: int
    log: str
    results: bytes | None


class Gradescope:
    """`/autograder` as Gradescope makes it."""

    def __init__(self, root: PrivateRoot, archive: Path) -> None:
        self.root = root
        self.home = root.path("/autograder")
        for name in ("source", "submission", "results"):
            (self.home / name).mkdir(parents=True)
        with zipfile.ZipFile(archive) as bundle:
            for info in bundle.infolist():  # with the modes that unzip keeps
                path = Path(bundle.extract(info, self.home / "source"))
                path.chmod(info.external_attr >> 16 & 0o777)
        shutil.copy2(self.home / "source" / "run_autograder", self.home / "run_autograder")

    def set_up(self) -> str:
        """Run setup.sh, from the network; where that is out of reach, skip the test."""
        done = self.root.run("/autograder/source/setup.sh", cwd="/autograder", network=True, environment=PIP)
        log = done.stdout + done.stderr
        if done.returncode != 0 and OFFLINE in log:
            pytest.skip("pip reaches no package index from here, so no image can be built")
        assert done.returncode == 0, log
        return log

    def grade(self, files: dict[str, str], users: list[dict[str, object]] | None = None) -> Ran:
        """Hand in these files and run the autograder as the harness does."""
        for name in ("submission", "results"):
            shutil.rmtree(self.home / name)
            (self.home / name).mkdir()
        for name, text in files.items():
            path = self.home / "submission" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        (self.home / "submission_metadata.json").write_text(json.dumps(metadata(users)))
        done = self.root.run("/autograder/run_autograder", cwd="/autograder", timeout_s=300)
        path = self.home / "results" / "results.json"
        return Ran(done.returncode, done.stdout + done.stderr, path.read_bytes() if path.exists() else None)


def metadata(users: list[dict[str, object]] | None = None) -> dict[str, object]:
    """What Gradescope says of a submission."""
    return {
        "id": 123456,
        "created_at": "2026-11-02T14:22:32.365935-08:00",
        "assignment": {
            "due_date": "2026-11-02T23:59:00.000000-08:00",
            "group_size": None,
            "group_submission": False,
            "id": 25828,
            "course_id": 1234,
            "late_due_date": None,
            "release_date": "2026-10-01T00:00:00.000000-07:00",
            "title": "Softmax",
            "total_points": "100.0",
        },
        "submission_method": "upload",
        "users": users if users is not None else [{"email": "jane@uni.example", "id": 1, "name": "Jane Doe"}],
        "previous_submissions": [],
    }


class PrairieLearn:
    """`/grade` as PrairieLearn's grader host makes it, in the image that the bundle describes."""

    def __init__(self, root: PrivateRoot, question: Path) -> None:
        self.root = root
        self.question = question
        self.info = json.loads((question / "info.json").read_bytes())
        shutil.copytree(question / "image", root.path("/image"))

    def build(self, prepared: Path) -> None:
        """Run the image's own instructions, but those that need a Debian of its own.

        `prepared` is an environment that has the packages already, this project's own but for it.
        """
        shutil.copytree(prepared, self.root.path("/venv"), symlinks=True)
        text = (self.question / "image" / "Dockerfile").read_text().replace("\\\n", " ")
        steps = [line.removeprefix("RUN ") for line in text.splitlines() if line.startswith("RUN ")]
        (pip,) = [step for step in steps if "pip install" in step]
        assert len(steps) == 2, "one step for libseccomp2, one for the wheel"
        self._in_image("python3 -m pip uninstall --yes --quiet nn-autograder")
        self._in_image(pip, {**PIP, "PIP_NO_INDEX": "1"})

    def _in_image(self, step: str, environment: dict[str, str] | None = None) -> None:
        done = self.root.run("sh", "-ec", f"PATH=/venv/bin:$PATH; {step}", environment=environment)
        assert done.returncode == 0, done.stdout + done.stderr

    def grade(self, files: dict[str, str], variant_seed: int = 7) -> Ran:
        """Hand in these files and run the entrypoint as the grader host does."""
        home = self.root.path("/grade")
        shutil.rmtree(home, ignore_errors=True)
        for name in ("serverFilesCourse", "shared", "student", "data"):
            (home / name).mkdir(parents=True)
        shutil.copytree(self.question / "tests", home / "tests")
        for name, text in files.items():
            (home / "student" / name).write_text(text, encoding="utf-8")
        data = {"params": {}, "correct_answers": {}, "submitted_answers": {"_files": []}, "variant_seed": variant_seed}
        (home / "data" / "data.json").write_text(json.dumps(data))
        options = self.info["externalGradingOptions"]
        self.root.path(options["entrypoint"]).chmod(0o755)  # "Making entrypoint executable"
        environment = {"PATH": "/venv/bin:/usr/bin:/bin"}
        command = options["entrypoint"].split(" ")
        done = self.root.run(*command, environment=environment, timeout_s=options["timeout"])
        path = home / "results" / "results.json"
        return Ran(done.returncode, done.stdout + done.stderr, path.read_bytes() if path.exists() else None)
