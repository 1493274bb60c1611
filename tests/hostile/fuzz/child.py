"""What a hostile child plays on the connection: the protocol out of turn, by a seed, from inside a real worker.

The text of `SOURCE` is a submission. `play(seed, ours, ...)` does a few moves and then answers, or not; `honest` is
what its neighbour in the same file should still give.
"""

from __future__ import annotations

SOURCE = '''
import os, random, struct, sys, time
from autograder.worker import wire

HANDLE = lambda item: wire.Handle(0, "x")


def honest(x):
    return x + 1


def serials():
    """The number of the request under way: the connection stands in a frame above."""
    frame = sys._getframe()
    while frame is not None:
        for value in list(frame.f_locals.values()):
            if type(value).__name__ == "Connection":
                return value
        frame = frame.f_back


def write(data):
    view = memoryview(data)
    while view:
        view = view[os.write(3, view):]


def read():
    data = b""
    while len(data) < 8:
        data += os.read(3, 65536)
    structure, blob = struct.unpack("<II", data[:8])
    while len(data) < 8 + structure + blob:
        data += os.read(3, 65536)
    return wire.decode(data[8:8 + structure], data[8 + structure:])


def reply(rng, serial):
    """Any reply that the protocol knows, right or nearly so."""
    problem = ["ValueError", ["ValueError"], "bad", [["work.py", 1, "play"]]]
    return rng.choice([
        [serial, "return", 7], [serial, "return"], [serial, "return", 1, 2], [serial], [], [serial, 5], [None, "return", 1],
        [serial, "return", wire.Handle(rng.choice([0, 1, 2**31, 2**63]), "X" * rng.choice([0, 80]))],
        [serial, "return", wire.Callback(rng.choice([0, 1, 2**40]))],
        [serial, "return", wire.RngState(2**127, 1, 0, 0)],
        [serial, "raise", problem], [serial, "raise", problem], [serial, "raise", problem],
        [serial, "raise", [problem] * 3], [serial, "missing", ["a", 3]], [serial, "missing", ["x" * 500] * 300],
        [serial, "unsendable", "z" * 5000], [serial, "loaded", [problem]], [serial, "answer", 1], [serial, "refuse", "no"],
        [serial, "\\x1b[2J", 1], {"return": 1}, "return", serial, [True, "return", 1], [float(serial), "return", 1],
        [[serial], "return", 1], [serial, ["return"], 1], [serial, "return", {"W": [1.5] * 1000}],
        [serial, "calls", [["return", 1]]], [serial, "return", [["return", 1], ["raise", problem], 3]],
    ])


def move(rng, connection):
    """One move out of turn."""
    serial = connection._serial
    wrong = rng.choice([serial - 1, serial + 1, 0, -1, 2**40, 2**63])
    match rng.randrange(12):
        case 0:
            write(wire.encode(reply(rng, wrong), HANDLE))
        case 1:
            write(wire.encode([serial, "callback", rng.choice([0, 0, 1, 99, 2**31, -1]), [1], {}], HANDLE))
            read()
        case 2:
            write(wire.encode([serial, "callback", 0, rng.choice([[], [1] * 50, "x", None]), {}], HANDLE))
            read()
        case 3:
            write(wire.encode([serial, "callback", 0, [1], {"": 1, "x y": 2}], HANDLE))
        case 4:
            write(wire.encode([wrong, "callback", 0, [1], {}], HANDLE))
        case 5:
            frame = wire.encode(reply(rng, serial), HANDLE)
            write(frame[: rng.randrange(len(frame) + 1)])
        case 6:
            for byte in wire.encode([serial, "return", "dribble"], HANDLE)[: rng.randrange(1, 30)]:
                write(bytes([byte]))
                time.sleep(rng.choice([0, 0, 0.002]))
        case 7:
            write(rng.randbytes(rng.choice([1, 7, 8, 9, 4000])))
        case 8:
            write(struct.pack("<II", *rng.choice([(2**31, 0), (0, 2**31), (2**21, 2**26), (1, 0), (0, 0), (0, 8)])))
        case 9:
            write(wire.encode(reply(rng, serial), HANDLE) * rng.choice([2, 3]))
        case 10:
            os.read(3, 1) if rng.randrange(4) == 0 else time.sleep(0.002)
        case 11:
            rng.choice([lambda: os._exit(0), lambda: os.close(3), lambda: connection._answer([9, "calls", [[None, "honest", [1], {}]]])])()


def play(seed, *ours):
    rng = random.Random(seed)
    connection = serials()
    for _ in range(rng.choice([0, 1, 1, 2, 5])):
        try:
            move(rng, connection)
        except (OSError, ValueError, BaseException):
            if rng.randrange(2):
                raise
    match rng.randrange(6):
        case 0:
            write(wire.encode(reply(rng, connection._serial), HANDLE))
            return 7
        case 1:
            write(wire.encode(reply(rng, connection._serial), HANDLE))
            os._exit(0)
        case 2:
            connection._serial += rng.choice([1, -1])
        case 3:
            os._exit(rng.randrange(3))
    return [7]
'''
