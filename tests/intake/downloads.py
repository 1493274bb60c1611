"""What platforms give instructors to download, as files by name, and who is on the roster."""

from __future__ import annotations

from pathlib import Path

from autograder.intake import Intake

CODE = "def double(x):\n    return x * 2\n"
SLUGS = ["tiny", "mp_neuron"]

MOODLE = {
    "Jane Doe_9001_assignsubmission_file_/tiny.py": CODE,
    "Ünal van der Müller_9002_assignsubmission_file_/my solution.py": CODE,
    "Sam O'Neil_9003_assignsubmission_onlinetext_/onlinetext.html": "<p>see file</p>",
    "Sam O'Neil_9003_assignsubmission_file_/tiny.ipynb": "{}",
}
MOODLE_FLAT = {
    "Jane Doe_9001_assignsubmission_file_tiny.py": CODE,
    "Jane Doe_9001_assignsubmission_onlinetext_onlinetext.html": "<p>hi</p>",
    "Sam O'Neil_9003_assignsubmission_file_my_work_2.py": CODE,
}
CANVAS = {
    "doejane_101_5001_tiny.py": CODE,
    "doejane_101_5002_tiny-1.py": CODE + "# second upload\n",
    "müllerünal_LATE_102_5003_homework_3_final.py": CODE,
    "oneilsam_103_5004_tiny.ipynb": "{}",
}
CANVAS_ANONYMOUS = {"anon_x7Kq2_5001_tiny.py": CODE, "LATE_anon_aB3xZ_5002_tiny.py": CODE}
METADATA = """
submission_301:
  :submitters:
  - :name: Jane Doe
    :sid: '007'
    :email: jane@uni.example
  :created_at: 2026-11-02 22:22:32.365935000 Z
  :score: 10.0
  :results: !ruby/hash:ActiveSupport::HashWithIndifferentAccess
    tests: []
submission_302:
  :submitters:
  - :name: Sam O'Neil
    :sid: 0123
    :email:
  - :name: Eva Ill
    :sid:
    :email: eva@uni.example
  :created_at: 2026-11-03 10:00:00.000000000 +01:00
../submission_303:
  :submitters:
  - :email: outside@uni.example
"""
GRADESCOPE = {
    "assignment_55_export/submission_metadata.yml": METADATA,
    "assignment_55_export/submission_301/tiny.py": CODE,
    "assignment_55_export/submission_302/src/solution.py": CODE,
    "assignment_55_export/submission_302/README.md": "x",
}
NBGRADER = {
    "submitted/jane/tiny/tiny.ipynb": "{}",
    "submitted/jane/tiny/timestamp.txt": "2026-11-02 15:58:23.948203 UTC",
    "submitted/jane/mp_neuron/mp_neuron.py": CODE,
    "submitted/sam/tiny/work.py": CODE,
    "submitted/eva/essay/essay.txt": "x",
}
REPOSITORIES = {
    "tiny-jane/.git/HEAD": "ref: refs/heads/main\n",
    "tiny-jane/tiny.py": CODE,
    "tiny-sam/.git/HEAD": "ref: refs/heads/main\n",
    "tiny-sam/assignments/tiny/tiny.py": CODE,
    "tiny-sam/assignments/tiny/visible/test_tiny.py": "x = 1",
    "tiny-eva/README.md": "x",
}
PLAIN = {"s01/tiny.py": CODE, "s02/tiny.py": CODE, "s02/mp_neuron.py": CODE, "s03/notes.txt": "x"}
ROSTER = """student,name,email,id number,github,canvas id
jdoe,"Doe, Jane",jane@uni.example,007,jane,101
umueller,Ünal van der Müller,unal@uni.example,008,unal-m,102
soneil,Sam O'Neil,sam@uni.example,0123,sam,103
eill,Eva Ill,eva@uni.example,010,eva,105
twin1,Alex Smith,alex1@uni.example,011,,
twin2,Alex Smith,alex2@uni.example,012,,
"""


def written(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def whose(intake: Intake) -> dict[tuple[str, str], str]:
    """What was found: (student, assignment) and the file that was taken."""
    return {(found.student, found.slug): found.path.name for found in intake.found}
