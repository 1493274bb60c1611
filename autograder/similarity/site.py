"""Write what was found as pages: a ranked list, and each pair side by side."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from autograder.outputs import neutral, write_atomically
from autograder.report.pages import Pages
from autograder.similarity.aligned import sections
from autograder.similarity.groups import Group
from autograder.similarity.pairs import LEAST_FOR_COMMON, NEARLY_ALL, Pair

FOLDER: Final = "similar"


def write_similar(
    out: Path,
    pairs: Sequence[Pair],
    given: Mapping[str, frozenset[int]],
    titles: Mapping[str, str],
    compared: int,
    groups: Sequence[Group] = (),
) -> Path:
    """Write the pages and return the list's; `given` holds each assignment's hashes of the stub."""
    folder = out / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    pages = Pages()
    for number, pair in enumerate(pairs, start=1):
        page = pages.fill(
            "pair.html", pair=pair, number=number, title=titles[pair.slug], sections=sections(pair, given[pair.slug])
        )
        write_atomically(folder / f"{number}.html", page)
    front = folder / "index.html"
    page = pages.fill(
        "similar.html",
        pairs=pairs,
        titles=titles,
        compared=compared,
        groups=groups,
        least_for_common=LEAST_FOR_COMMON,
        nearly_all=NEARLY_ALL,
    )
    write_atomically(front, page)
    write_atomically(folder / "pairs.csv", _pairs_csv(pairs))
    return front


def _pairs_csv(pairs: Sequence[Pair]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(["assignment", "one", "other", "alike_percent", "shared_passages"])
    for pair in pairs:
        names = (neutral(pair.left.student), neutral(pair.right.student))
        writer.writerow([pair.slug, *names, f"{100 * pair.alike:.0f}", pair.passages])
    return stream.getvalue().encode()
