"""Read Canvas's download of an assignment: files whose names say whose they are, and which were late."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from autograder.intake.model import HandIn, Item, Tree

# Canvas writes doejane[_LATE]_<user>_<attachment>_<file>, and doejane[_LATE]_<user>_text.html for text from a form.
_NAMED: Final = re.compile(
    r"(?P<student>[^\W_]\w*?)_(?P<late>LATE_)?(?P<user>\d+)_(?:(?P<attachment>\d+)_(?P<name>.+)|(?:text|link)\.html)",
    re.DOTALL,
)
_ANONYMOUS: Final = re.compile(
    r"(?P<late>LATE_)?(?P<student>anon_[A-Za-z0-9]+)_(?:(?P<attachment>\d+)_(?P<name>.+)|(?:text|link)\.html)",
    re.DOTALL,
)
# What Canvas adds to the name of a later upload: softmax-1.py.
_AGAIN: Final = re.compile(r"-\d+(?=\.[A-Za-z.]+$)")
MAX_NAMED: Final = 10


def is_canvas(tree: Tree) -> bool:
    """Tell whether there are uploads, and whether they are most of what lies there: people put files beside them."""
    found = [_match(item.name) for item in tree.top_items()]
    return any(one and one["attachment"] for one in found) and 2 * sum(map(bool, found)) >= len(found)


def canvas(tree: Tree) -> Iterator[HandIn]:
    """Read a download; of several uploads of one name the last counts."""
    uploads: dict[str, dict[str, tuple[int, Item]]] = {}
    aliases: dict[str, tuple[str, ...]] = {}
    late: dict[str, None] = {}
    for item in tree.top_items():
        found = _match(item.name)
        if found is None:
            tree.warnings.append(f"{item.name}: not a file that Canvas names; left aside.")
            continue
        student, names = _student(found)
        aliases[student] = names
        if found["late"]:
            late[student] = None
        own = uploads.setdefault(student, {})
        attachment, name = int(found["attachment"] or 0), _AGAIN.sub("", found["name"] or item.name)
        upload = attachment, item.renamed(name)
        own[name] = max(own.get(name, upload), upload, key=lambda one: one[0])
    if late:
        tree.warnings.append(_told(list(late)))
    for student, own in uploads.items():
        yield HandIn(student, tuple(item for _, item in own.values()), aliases=aliases[student])


def _match(name: str) -> re.Match[str] | None:
    return _ANONYMOUS.fullmatch(name) or _NAMED.fullmatch(name)


def _student(found: re.Match[str]) -> tuple[str, tuple[str, ...]]:
    """Return the student's name as the download gives it, and their other names."""
    user = found.groupdict().get("user")
    if not user:
        return found["student"], ()
    return f"{found['student']}_{user}", (found["student"], f"canvas:{user}")


def _told(late: list[str]) -> str:
    names = ", ".join(late[:MAX_NAMED]) + (", …" if len(late) > MAX_NAMED else "")
    return (
        f"Canvas marks {len(late)} as LATE, and does not say by how much: {names}. "
        "For a late policy here, put the times into handed_in.csv."
    )
