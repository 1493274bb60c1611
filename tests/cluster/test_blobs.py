"""Files travel under the digests of their contents: each once, and only as it was sent."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hand_ins import RIGHT, hand_in, of

from autograder.batch import Batch
from autograder.cluster.blobs import Blobs, Damaged, put_back, small, taken_out


def batch(*texts: str) -> Batch:
    (made,) = of(Path("course"), *(hand_in(f"s{n}", text) for n, text in enumerate(texts)), size=len(texts))
    return made


def test_what_is_taken_out_is_put_back() -> None:
    """Every file returns to the submission it came from."""
    whole = batch(RIGHT, "a = 1", RIGHT, "")

    empty, blobs = taken_out(whole)

    assert {submission.data for submission in empty.submissions} == {b""}
    assert put_back(empty, blobs) == whole


def test_alike_files_travel_once() -> None:
    """A class that hands in the stub costs the bytes of one stub."""
    _, blobs = taken_out(batch(*[RIGHT] * 16))

    assert blobs.files == (RIGHT.encode(),)
    assert len(blobs.digests) == 16


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda blobs: Blobs(blobs.digests, (blobs.files[0], b"a = 2")), id="altered"),
        pytest.param(lambda blobs: Blobs(blobs.digests, blobs.files[:1]), id="missing"),
        pytest.param(lambda blobs: Blobs(blobs.digests[:1], blobs.files), id="too-few-digests"),
    ],
)
def test_what_was_altered_is_noticed(change: object) -> None:
    """A file that is not what its digest says is nobody's."""
    empty, blobs = taken_out(batch(RIGHT, "a = 1"))

    with pytest.raises(Damaged, match="altered"):
        put_back(empty, change(blobs))  # type: ignore[operator]


@pytest.mark.parametrize(
    ("sizes", "parts"),
    [
        pytest.param([3, 3, 3], [3], id="together"),
        pytest.param([6, 4, 1], [2, 1], id="up-to-the-limit"),
        pytest.param([1, 25, 1], [1, 1, 1], id="one-too-large"),
    ],
)
def test_batches_are_split_by_their_bytes(sizes: list[int], parts: list[int]) -> None:
    """No task carries more than the limit, but for a file that is larger by itself; order and the rest stay."""
    whole = msgspec.structs.replace(batch(*("x" * size for size in sizes)), deaths=2)

    found = list(small([whole], 10))

    assert [len(part.submissions) for part in found] == parts
    assert tuple(one for part in found for one in part.submissions) == whole.submissions
    assert {part.deaths for part in found} == {2}
