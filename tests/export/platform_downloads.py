"""A class, and what platforms give its instructor to download."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Berlin")


@dataclass(frozen=True)
class Member:
    """Someone in the course; `name` is as it is written in full, `work` what they hand in, by file name."""

    student: str
    name: str
    sortable: str
    email: str
    id_number: str
    canvas_id: int
    login: str
    work: dict[str, str]
    handed_in: datetime
    late: bool = False

    @property
    def participant(self) -> int:
        """The number Moodle gives."""
        return self.canvas_id + 8900


def moodle(folder: Path, members: list[Member], assignment: str = "NN-Softmax-4711") -> None:
    """Write the archive and the grading worksheet."""
    files = {
        f"{member.name.replace(chr(39), '')}_{member.participant}_assignsubmission_file/{name}": text
        for member in members
        for name, text in member.work.items()
    }
    zipped(folder / f"{assignment}.zip", files)
    headings = ["Identifier", "Full name", "Email address", "Status", "Grade", "Maximum Grade", "Grade can be changed"]
    headings += ["Last modified (submission)", "Last modified (grade)", "Feedback comments"]
    rows = []
    for m in members:
        times = [moodle_time(m.handed_in) if m.work else "-", "-"]
        rows.append([f"Participant {m.participant}", m.name, m.email, "-", "", "100.00", "Yes", *times, ""])
    table(folder / f"Grades-{assignment}.csv", [headings, *rows], start="\ufeff")


def moodle_time(moment: datetime) -> str:
    """Write a time as Moodle does for an English site."""
    local = moment.astimezone(ZONE)
    return f"{local:%A}, {local.day} {local:%B %Y}, {local:%I:%M} {local:%p}"


def canvas(folder: Path, members: list[Member], heading: str, points: str) -> None:
    """Write the archive, and the gradebook's export with one assignment."""
    files = {}
    for number, member in enumerate(members, start=5001):
        name = "".join(c for c in member.sortable.lower() if c.isalnum() or c == "_")
        for file, text in member.work.items():
            files[f"{name}{'_LATE' if member.late else ''}_{member.canvas_id}_{number}_{file}"] = text
    zipped(folder / "submissions.zip", files)
    headings = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Essay (54)", heading, "Final Score"]
    possible = ["    Points Possible", "", "", "", "", "20.00", points, "(read only)"]
    rows = [[m.sortable, str(m.canvas_id), m.id_number, m.login, "A", "17.50", "", "88"] for m in members]
    table(folder / "2026-11-04T0900_Grades-NN.csv", [headings, possible, *rows])


def gradescope(folder: Path, members: list[Member]) -> None:
    """Write the export of an assignment's submissions."""
    files = {"assignment_4711_export/submission_metadata.yml": ""}
    for member in members:
        if member.work:
            place = f"submission_{member.canvas_id}"
            files["assignment_4711_export/submission_metadata.yml"] += (
                f"{place}:\n  :submitters:\n  - :name: {member.name}\n    :sid: '{member.id_number}'\n"
                f"    :email: {member.email}\n  :created_at: {member.handed_in.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f} Z\n"
                f"  :score: 0.0\n  :results: !ruby/hash:ActiveSupport::HashWithIndifferentAccess\n    tests: []\n"
            )
            files |= {f"assignment_4711_export/{place}/{name}": text for name, text in member.work.items()}
    zipped(folder / "assignment_4711_export.zip", files)


def nbgrader(folder: Path, members: list[Member], slug: str) -> None:
    """Write a course's folder with what was submitted."""
    for member in members:
        place = folder / "nbgrader-course" / "submitted" / member.student / slug
        written(place, member.work)
        if member.work:
            (place / "timestamp.txt").write_text(f"{member.handed_in.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f} UTC")
    (folder / "nbgrader-course" / "source" / slug).mkdir(parents=True)


def clones(folder: Path, members: list[Member]) -> None:
    """Write a repository for each student, as cloning makes them."""
    for member in members:
        place = folder / "softmax-submissions" / f"softmax-{member.login}"
        written(place, {".git/HEAD": "ref: refs/heads/main\n", "README.md": "# Softmax\n", **member.work})


def written(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def zipped(path: Path, files: dict[str, str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)


def table(path: Path, rows: list[list[str]], start: str = "") -> None:
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\n").writerows(rows)
    path.write_text(start + stream.getvalue(), encoding="utf-8")
