"""Find the submissions in a folder or archive, whatever it holds beside them.

Theory of operation
-------------------
A folder (`tree`) or an archive (`archives`) becomes a tree of items: names, and a way to read each. Nothing of an
archive is ever written under a name that the archive chose, so paths that lead outside, links, devices and names that
collide mean nothing here. `place` takes away what was put around the students' folders. A layout (`layouts`) says
which items are whose hand-in; `choice` which of them is an assignment's file; `names` what a student is called in all
outputs. Whatever is left aside gets one line.
"""

from autograder.intake.model import Found, Intake, IntakeError
from autograder.intake.names import printable, safe_student_id
from autograder.intake.scan import read, scan, scan_one

__all__ = ["Found", "Intake", "IntakeError", "printable", "read", "safe_student_id", "scan", "scan_one"]
