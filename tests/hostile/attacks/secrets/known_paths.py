#: says = "Hidden tests, solutions and neighbours by the paths where they lie, relative and absolute, by stat alone too."
#: at_most = 0.0
import glob
import os
import pathlib

FOUND = []
for pattern in (
    "/tmp/**/hidden/*.py", "../../**/*.py", "/**/solutions/*.py", "assignments/mp_neuron/hidden/*", "/etc/pass*",
    "/tmp/*canary*", "../*/mp_neuron.py", "/autograder/source/*", "/grade/tests/*", "~/.cache/*",
):  # fmt: skip
    FOUND += glob.glob(os.path.expanduser(pattern), recursive=True)
for path in ("/etc/passwd", "/etc/hostname", "/proc/version", "/", "/tmp", "/dev/null", "/usr/lib/python3"):
    try:
        FOUND.append(os.stat(path))
    except OSError:
        pass
    try:
        FOUND.append(pathlib.Path(path).read_bytes())
    except OSError:
        pass
if FOUND:
    raise RuntimeError(f"hostile-found {FOUND}")
