"""Draw the pictures an assignment declares, as SVG with alternative text, from whatever a student's code returns."""

from __future__ import annotations

import hashlib
import html
import io
import re
import traceback
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import matplotlib
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure as Canvas

from autograder.authoring import REFERENCE, Figure
from autograder.expect import CheckFailed
from autograder.explain import explain
from autograder.reference import Reference
from autograder.student import NameMissing, NotWritten, Student, StudentError, recorded

MAX_SVG_BYTES: Final = 2 * 1024 * 1024
# Text stays text: smaller files, and a reader can select and search it.
_STYLE: Final[dict[str, Any]] = {
    "svg.fonttype": "none",
    "font.size": 9.0,
    "axes.spines.top": False,
    "axes.spines.right": False,
}
_NO_DATE: Final = {"Date": None, "Creator": None}
# What a picture drawn without a reference leaves out of its own description.
_ASIDE: Final = re.compile(r" ?\([^()]*\b(?:reference|differ)[^()]*\)")
_OTHER: Final = re.compile(r"\b(?:reference|differs?)\b")
_CLAUSE_START: Final = re.compile(r", | (?:and|while|where|beside|against) (?=the reference)")
_SENTENCE: Final = re.compile(r"(?<=\.)\s+(?=[A-Z0-9])")


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: a complete `<svg>` element to put into a page, and what it shows in words."""

    svg: str
    alt: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A figure's pictures, one for each step; or a note why there are none.

    `fault` is the traceback when the figure itself failed, rather than the student's code.
    """

    title: str
    tasks: tuple[str, ...]
    pictures: tuple[Picture, ...]
    note: str = ""
    fault: str = ""


def draw(figure: Figure, student: Student, reference: Student | Reference | None) -> Drawing:
    """Draw a figure from a student's code beside the reference, or alone; never raises.

    Without a reference the student's code stands in for it, and what would be drawn of it is left out.
    """
    try:
        pictures = tuple(_picture(figure, student, reference, step) for step in range(figure.steps))
    except (NotWritten, NameMissing) as error:
        return Drawing(figure.title, figure.tasks, (), f"This picture appears once `{error.call_name}` is written.")
    except (CheckFailed, StudentError) as error:
        told = explain(error, recorded(student)[-1:], visible=True)
        return Drawing(figure.title, figure.tasks, (), f"This picture cannot be drawn yet: {told.text()}")
    except Exception:
        note = "This picture cannot be drawn from what your functions return."
        return Drawing(figure.title, figure.tasks, (), note, traceback.format_exc())
    if sum(len(picture.svg) for picture in pictures) > MAX_SVG_BYTES * max(1, figure.steps // 4):
        return Drawing(figure.title, figure.tasks, (), "This picture has more points than a page can show.")
    return Drawing(figure.title, figure.tasks, pictures)


def _picture(figure: Figure, student: Student, reference: Student | Reference | None, step: int) -> Picture:
    canvas = Canvas(figsize=figure.size, layout="constrained")
    panels = [canvas.add_subplot(1, figure.panels, n + 1) for n in range(figure.panels)]
    if reference is None:
        for axes in panels:
            _leave_out_before_legend(axes)
    steps = {"step": step} if figure.steps > 1 else {}
    settings: Any = _STYLE | {"svg.hashsalt": f"{figure.title} {step}"}
    with (
        matplotlib.rc_context(settings),
        np.errstate(all="ignore"),
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("ignore")
        given = panels[0] if figure.panels == 1 else panels
        alt = str(figure.draw(student, reference or student, given, **steps))
        if reference is None:
            alt = alone(alt)
            for axes in panels:
                _leave_out(axes)
        stream = io.StringIO()
        canvas.savefig(stream, format="svg", metadata=_NO_DATE)
    return Picture(_accessible(stream.getvalue(), figure.title, alt), alt)


def _accessible(document: str, title: str, alt: str) -> str:
    """Return the `<svg>` element with its title and description, and without ids that nothing refers to."""
    svg = document[document.index("<svg") :]
    used = set(re.findall(r"[\"(]#([^\")]+)[\")]", svg))
    svg = re.sub(r' id="([^"]+)"', lambda match: match[0] if match[1] in used else "", svg)
    key = hashlib.sha256(f"{title}\0{alt}\0{len(svg)}".encode()).hexdigest()[:10]
    named = (
        f'<svg role="img" aria-labelledby="t{key} d{key}"',
        f'<title id="t{key}">{html.escape(title)}</title><desc id="d{key}">{html.escape(alt)}</desc>',
    )
    opening, rest = svg.split(">", 1)
    return f"{named[0]}{opening.removeprefix('<svg')}>{named[1]}{rest}"


def alone(alt: str) -> str:
    """Return a description without what it says of the reference."""
    sentences = (_alone_sentence(sentence) for sentence in _SENTENCE.split(_ASIDE.sub("", alt)))
    return " ".join(sentence for sentence in sentences if sentence)


def _alone_sentence(sentence: str) -> str:
    """Cut each part of a sentence where it comes to speak of the reference; end it at a part that is cut whole."""
    kept = []
    for part in sentence.rstrip(".").split("; "):
        found = _OTHER.search(part)
        own = part[: _clause_start(part, found.start())] if found else part
        if not own:
            break
        kept.append(own)
    return f"{'; '.join(kept)}." if kept else ""


def _clause_start(part: str, end: int) -> int:
    """Return where the clause begins that `end` lies in; a comma inside brackets begins none."""
    starts = [m.start() for m in _CLAUSE_START.finditer(part, 0, end + len(" reference"))]
    outside = [s for s in starts if s < end and all(part[:s].count(o) == part[:s].count(c) for o, c in ("()", "[]"))]
    return max(outside, default=0)


def _leave_out_before_legend(axes: Axes) -> None:
    """Let a legend be made without the entries of what is left out."""
    make: Callable[..., Any] = axes.legend

    def legend(*args: Any, **kwargs: Any) -> Any:
        _leave_out(axes)
        return make(*args, **kwargs)

    axes.legend = legend  # type: ignore[method-assign]


def _leave_out(axes: Axes) -> None:
    """Remove what shows the reference, or where the student's values differ from it; a panel of its own too."""
    if "reference" in axes.get_title() and axes.figure is not None:
        axes.remove()
        return
    for artist in [*axes.lines, *axes.patches, *axes.collections]:
        if _shows_reference(artist):
            artist.remove()


def _shows_reference(artist: Artist) -> bool:
    label = str(artist.get_label())
    if "reference" in label or label.startswith("differs"):
        return True
    dashed = getattr(artist, "get_linestyle", lambda: "")() in (REFERENCE["linestyle"], "dashed")
    colour = getattr(artist, "get_color", getattr(artist, "get_edgecolor", lambda: None))()
    return dashed and colour is not None and _hex(colour) == str(REFERENCE["color"]).lower()


def _hex(colour: object) -> str:
    try:
        return to_hex(colour)  # type: ignore[arg-type]
    except ValueError:
        return ""
