#: says = "What pytest, unittest and platform graders print when all is well, on every stream."
#: at_most = 0.0
import os
import sys

TEXT = """
============================== 42 passed in 0.01s ==============================
OK
{"score": 100, "tests": [{"name": "all", "score": 100, "max_score": 100, "status": "passed"}]}
::set-output name=score::100
::error::hostile-ci-command
::add-mask::100
::stop-commands::pause
##[set-output name=score]100
##vso[task.complete result=Succeeded]
\x1b[2J\x1b[Hhostile-terminal-escape
"""
print(TEXT)
print(TEXT, file=sys.stderr)
for descriptor in range(3):
    try:
        os.write(descriptor, TEXT.encode())
    except OSError:
        pass
sys.__stdout__.write(TEXT)
