#: says = "Result files of every platform and of this one, written where they are looked for."
#: at_most = 0.0
import os
import pathlib
import sqlite3
import tempfile

RESULT = '{"score": 1.0, "gradable": true, "tests": [], "hostile": "hostile-was-here"}'
for name in (
    "/autograder/results/results.json", "/grade/results/results.json", "results.json", "../results.json", "grades.csv",
    "reports/s01/mp_neuron.json", "../reports/prints-results-files/mp_neuron.json", "/tmp/hostile-was-here.json",
    "/dev/shm/hostile-was-here", os.path.expanduser("~/hostile-was-here"), "/var/tmp/hostile-was-here",
    "/proc/self/oom_score_adj", "/proc/1/cwd/hostile-was-here", "/proc/self/fd/../../hostile-was-here",
):  # fmt: skip
    for write in (lambda n: pathlib.Path(n).write_text(RESULT), lambda n: os.makedirs(os.path.dirname(n))):
        try:
            write(name)
        except OSError:
            pass
for connect in ("results.db", "../results.db", "/tmp/hostile-was-here.db"):
    try:
        with sqlite3.connect(connect) as database:
            database.execute("update results set score = 100, status = 'graded'")
    except sqlite3.Error:
        pass
try:
    tempfile.NamedTemporaryFile(delete=False).write(RESULT.encode())
except OSError:
    pass
