"""What a worker says is compared by what verdicts follow from, and read only if it is well formed."""

from __future__ import annotations

from typing import Any

import msgpack
import numpy as np
import pytest

from autograder.replies import MalformedReply
from autograder.sandbox.answers import Answer, answers_in, question_in, with_serial
from autograder.worker import wire
from autograder.worker.batch import WHOLE, carry_out


def part(value: object) -> tuple[bytes, bytes]:
    ((structure, blob),) = wire.split(frame(value))
    return structure, blob


def frame(value: object) -> bytes:
    return wire.encode(value, lambda item: wire.Handle(0, "object"))


def bytes_of(frames: list[bytes]) -> np.ndarray:
    return np.frombuffer(b"".join(frames), np.uint8)


def refuse(*_: object) -> Any:
    raise AssertionError("nothing here refers to anything")


RAISED = ("raise", ["ValueError", ["ValueError", "Exception"], "n is 3", [["f.py", 2, "f"]]])


def test_replies_come_back_as_they_were() -> None:
    """Values, exceptions, and exceptions among several replies: the words return to where they were taken from."""
    replies = {"quiet": ("return", 1.5), "substitute": RAISED, "calls": ("return", [["return", 2], list(RAISED)])}
    requests = bytes_of([frame([op]) for op in replies])

    said, packed = carry_out(requests, lambda op: replies[op], refuse)

    assert said == "return"
    answers = answers_in(packed, 3, lambda *_: None)
    assert [answer.reply() for answer in answers.each()] == [
        ["return", 1.5],
        list(RAISED),
        ["return", [["return", 2], list(RAISED)]],
    ]


def test_words_of_an_exception_are_no_part_of_the_digest() -> None:
    """Its message and lines may differ; its type and any value may not."""

    def digests(reply: Any) -> list[bytes]:
        _, packed = carry_out(bytes_of([frame(["quiet"])]), lambda op: reply, refuse)
        answers = answers_in(packed, 1, lambda *_: None)
        both = [answers.digest, answers.each()[0].digest]  # of all answers, and of one
        assert len(set(both)) == 2
        return both

    other_words = ("raise", ["ValueError", ["ValueError", "Exception"], "no", []])
    others = [
        ("raise", ["TypeError", ["TypeError", "Exception"], "n is 3", []]),
        ("return", 1.0),
        ("return", np.float64(1.0)),
        ("return", np.array([1.0])),
        ("return", np.array([1.0], np.float32)),
        ("return", np.array([[1.0]])),
        ("return", np.nextafter(1.0, 2.0)),
    ]

    assert digests(other_words) == digests(RAISED)
    assert len({each for reply in (RAISED, *others) for each in digests(reply)}) == 2 * (1 + len(others))


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("text", id="no-list"),
        pytest.param([["a"]], id="no-words"),
        pytest.param([[WHOLE, 3, []]], id="message-is-no-text"),
        pytest.param([[0, "message", []]], id="place-in-no-list"),
        pytest.param([[10**9, "message", []]], id="place-far-out"),
        pytest.param([[WHOLE, "message", []]] * 2, id="twice"),
    ],
)
def test_words_that_belong_nowhere_are_malformed(words: object) -> None:
    """A worker may write anything there."""
    answer = Answer(part(["raise", ["ValueError", []]]), part(words))

    with pytest.raises(MalformedReply):
        answer.reply()


@pytest.mark.parametrize(
    "packed",
    [
        pytest.param([1, 2], id="numbers"),
        pytest.param(bytes_of([frame(1)]), id="one-heap"),
        pytest.param([np.zeros(8), bytes_of([frame([])])], id="floats"),
        pytest.param([bytes_of([frame(1)])] * 3, id="three-heaps"),
        pytest.param([bytes_of([frame(1)] * 2), bytes_of([frame([])])], id="two-frames"),
        pytest.param([bytes_of([frame(1)]), bytes_of([frame([])] * 2)], id="words-of-two"),
        pytest.param([bytes_of([frame(1)]), bytes_of([])], id="words-of-none"),
        pytest.param([bytes_of([frame(1)]), bytes_of([frame([])])[:-1]], id="cut-off"),
        pytest.param([bytes_of([b"\xff" * 8]), bytes_of([frame([])])], id="length-over-the-limit"),
        pytest.param([bytes_of([b"\x01"]), bytes_of([frame([])])], id="half-a-header"),
    ],
)
def test_answers_are_a_whole_frame_on_each_heap_for_each_request(packed: object) -> None:
    """Anything else is refused before it is decoded."""
    with pytest.raises(wire.WireError):
        answers_in(packed, 1, lambda *_: None)


def test_no_more_frames_are_looked_at_than_were_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """64 MiB of empty frames would be eight million parts, half a gigabyte of them."""
    looked: list[bytes] = []
    header = wire.header
    monkeypatch.setattr(wire, "header", lambda data: looked.append(data) or header(data))  # type: ignore[func-returns-value]

    with pytest.raises(wire.WireError):
        answers_in([np.zeros(80_000, np.uint8)] * 2, 1, lambda *_: None)

    assert len(looked) <= 3


def test_all_structure_is_counted_before_it_is_decoded() -> None:
    """Frames inside a frame take as much of a submission's memory as frames by themselves."""
    counted: list[tuple[int, int]] = []
    frames = [frame(["return", list(range(1000))]), frame([])]

    heaps = [bytes_of([one]) for one in frames]
    answers_in(heaps, 1, lambda structure, blob: counted.append((structure, blob)))

    assert counted == [(sum(len(one) - wire.HEADER.size for one in frames), 0)]


def test_words_beside_known_replies_are_counted_too() -> None:
    """Replies that were looked at before need not be again; whoever puts other words beside them is not known."""
    counted: list[int] = []

    def looked_at(words: object) -> None:
        heaps = [bytes_of([frame(["return", 1.0])]), bytes_of([frame(words)])]
        answers_in(heaps, 1, lambda structure, _: counted.append(structure), lambda digest: True)

    looked_at([])
    assert counted == []
    looked_at(list(range(1000)))
    assert counted[0] > 1000


@pytest.mark.parametrize("number", [0, 127, 128, 255, 256, 70_000, 2**40])
@pytest.mark.parametrize("serial", [1, 200, 70_000])
def test_a_question_is_the_same_in_whichever_request_it_is_asked(number: int, serial: int) -> None:
    """Its digest leaves the serial out; number and arguments are read as they were sent."""
    structure, blob = part([serial, "callback", number, [np.arange(3.0)], {"k": 1}])

    question = question_in(serial, structure, blob)
    other = question_in(7, *part([7, "callback", number, [np.arange(3.0)], {"k": 1}]))

    assert question is not None
    assert other is not None
    assert question.digest == other.digest
    assert question.number == number
    which, (array,), kwargs = question.call
    assert (which, np.asarray(array).tolist(), kwargs) == (number, [0.0, 1.0, 2.0], {"k": 1})
    assert question_in(serial + 1, structure, blob) is None


def test_a_question_without_a_call_is_refused() -> None:
    """The word alone, or arguments that are none."""
    for rest in (b"", b"\xcd", msgpack.packb("f") + b"\x90\x80", msgpack.packb(1) + b"\x01\x80"):
        question = question_in(1, b"\x95\x01" + msgpack.packb("callback") + rest, b"")
        assert question is not None
        with pytest.raises(wire.WireError):
            _ = question.call


@pytest.mark.parametrize("serial", [1, 127, 128, 70_000])
def test_an_answer_gets_its_serial(serial: int) -> None:
    """The frame is that of the list with the serial in front, arrays included."""
    for message in (["answer", np.arange(4.0)], ["refuse", "no", "ValueError"]):
        (structure, blob), *rest = wire.split(with_serial(serial, frame(message)))
        decoded = wire.decode(structure, blob)
        assert rest == []
        assert isinstance(decoded, list)
        assert decoded[:2] == [serial, message[0]]
        assert frame(decoded) == frame([serial, *message])
